"""Data corrected by who works on the case, and a visit that goes back, as the office meets them."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from tests.web.operations.test_life import history, holds, row
from tests.web.portal_answers import sent
from tests.web.reading import words
from tests.web.service import WHO, Service
from workers.documents.store import documents_of
from workers.notices.store import NOTICE
from workers.tables import RegisterNumberRow

KEPT = {
    "applicant_name": "Ахметова Айгүл Серікқызы",
    "applicant_address": "Көктөбе қаласы, Абай көшесі, 25",
    "applicant_phone": "+77011234567",
    "pupil_name": "Ахметов Әлихан Дәуренұлы",
    "pupil_iin": "100517599112",
    "pupil_birth_date": "2010-05-17",
    "school": "№ 27 жалпы білім беретін мектеп",
    "grade": "6",
}


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


def claim(service: Service, instance_id: str, element_id: str) -> str:
    """Walk there and take it; who holds it."""
    task_id, person_id = service.walk_to(instance_id, element_id), WHO.get(element_id, "aliya")
    service.browser(person_id).post(f"/tasks/{task_id}/claim")
    return person_id


def opened(service: Service, instance_id: str, person_id: str) -> Any:
    return service.browser(person_id).get(f"/cases/{instance_id}/correct")


def send(service: Service, instance_id: str, person_id: str, **fields: str) -> Any:
    seen = str(row(service, instance_id).revision)
    data = {**KEPT, "seen": seen, "reason": "a slip of the pen", **fields}
    return service.browser(person_id).post(f"/cases/{instance_id}/correct", data=data)


def go_back(service: Service, instance_id: str, **fields: str) -> Any:
    seen = str(row(service, instance_id).revision)
    data = {"seen": seen, "reason": "the wrong number", **fields}
    return service.browser("aliya").post(f"/cases/{instance_id}/back", data=data)


def papers(service: Service, instance_id: str) -> list[tuple[str, bool, str]]:
    """Kind, whether it is void, and why."""
    with service.platform.database.snapshot() as connection:
        found = documents_of(connection, instance_id)
    return [(each.kind, each.voided_at is not None, each.void_reason) for each in found]


def numbers(service: Service, instance_id: str, register: str) -> list[tuple[str, bool]]:
    """Numbers of a register with whether each is void."""
    table: Any = RegisterNumberRow.__table__
    statement = select(table.c.number, table.c.voided_at).where(
        table.c.instance_id == instance_id, table.c.register == register
    )
    with service.platform.database.snapshot() as connection:
        found = connection.execute(statement.order_by(table.c.serial)).all()
    return [(each.number, each.voided_at is not None) for each in found]


def test_the_form_holds_what_the_case_has(service: Service, case: str) -> None:
    page = opened(service, case, claim(service, case, "PrepareOrder")).text

    assert 'value="Ахметов Әлихан Дәуренұлы"' in page
    assert 'name="ground"' not in page


def test_a_correction_is_an_act_with_old_and_new_value(service: Service, case: str) -> None:
    answer = send(service, case, claim(service, case, "PrepareOrder"), grade="7")

    assert answer.status_code == 303, words(answer.text)
    assert service.variables(case)["grade"] == "7"
    assert "a slip of the pen Grade: Grade 6 → Grade 7" in history(service, case)
    assert holds(service, case)


def test_the_printed_application_is_made_anew(service: Service, case: str) -> None:
    send(service, case, claim(service, case, "PrepareOrder"), pupil_name="Ахметов Әлихан")

    prints = [each[1:] for each in papers(service, case) if each[0] == "application-print"]
    assert sorted(prints) == [(False, ""), (True, "a slip of the pen")]


def test_an_unsigned_order_is_void_with_its_number_and_drafted_anew(
    service: Service, case: str
) -> None:
    answer = send(service, case, claim(service, case, "SignOrder"), grade="7")

    assert answer.status_code == 303
    (_, first_void), (second, second_void) = numbers(service, case, "order")
    assert (first_void, second_void) == (True, False)
    assert service.variables(case)["order_no"] == second
    assert [void for _, void in numbers(service, case, "extract")] == [True, False]
    assert holds(service, case)


def test_nobody_signs_a_paper_that_was_made_anew_meanwhile(service: Service, case: str) -> None:
    head, task_id = claim(service, case, "SignOrder"), service.open_tasks(case)["SignOrder"]
    seen = [service.variables(case)[each] for each in ("order_document", "extract_document")]
    send(service, case, head, grade="7")

    answer = service.complete(task_id, head, {"signed": "true", "signing": seen})

    assert answer.status_code == 409
    assert "SignOrder" in service.open_tasks(case)
    page = service.browser(head).get(f"/tasks/{task_id}").text
    fresh = service.variables(case)["order_document"]
    assert f'name="signing" value="{fresh}"' in page


def test_what_the_order_does_not_say_leaves_it_alone(service: Service, case: str) -> None:
    send(service, case, claim(service, case, "SignOrder"), applicant_phone="+77019999999")

    assert [void for _, void in numbers(service, case, "order")] == [False]


def test_a_signed_result_stays_and_it_is_said_what_to_do(service: Service, case: str) -> None:
    answer = send(service, case, claim(service, case, "HandOver"), grade="7")

    assert answer.status_code == 409
    assert "The signed result says this: Grade." in words(answer.text)
    assert service.variables(case)["grade"] == "6"
    assert [void for _, void in numbers(service, case, "order")] == [False]


def test_a_telephone_is_corrected_after_the_signature_too(service: Service, case: str) -> None:
    answer = send(service, case, claim(service, case, "HandOver"), applicant_phone="+77019999999")

    assert answer.status_code == 303
    assert service.variables(case)["applicant_phone"] == "+77019999999"


def test_the_applicant_is_told_what_by_whom_and_why(service: Service, case: str) -> None:
    send(
        service,
        case,
        claim(service, case, "PrepareOrder"),
        pupil_iin="100517599003",
        pupil_birth_date_confirmed="true",
        grade="7",
    )

    with service.platform.database.snapshot() as connection:
        rows = connection.execute(select(NOTICE).where(NOTICE.c.kind == "corrected")).all()
        vault = service.platform.vault
        body = vault.unseal(rows[0].body, f"notification:{rows[0].event_key}:body").decode()
    assert "6-сынып → 7-сынып" in body
    assert "a slip of the pen" in body
    assert "100517599" not in body


def test_the_rule_of_iin_and_birth_date_holds_here_too(service: Service, case: str) -> None:
    person_id = claim(service, case, "PrepareOrder")
    answer = send(service, case, person_id, pupil_birth_date="2010-05-18")

    assert answer.status_code == 422
    assert "IIN" in words(answer.text)
    assert service.variables(case)["pupil_birth_date"] == "2010-05-17"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"reason": ""}, "Say why: the reason stays in the history of the case."),
        ({}, "Nothing here differs from the case."),
        ({"school": "", "reason": "x"}, "Name of the educational organisation"),
    ],
)
def test_what_is_wrong_is_said(
    service: Service, case: str, fields: dict[str, str], sentence: str
) -> None:
    answer = send(service, case, claim(service, case, "PrepareOrder"), **fields)

    assert answer.status_code == 422
    assert sentence in words(answer.text)


def test_a_case_that_moved_on_keeps_what_was_typed(service: Service, case: str) -> None:
    answer = send(
        service, case, claim(service, case, "PrepareOrder"), seen="1", grade="11", school="№ 1"
    )

    assert answer.status_code == 409
    assert 'value="№ 1"' in answer.text
    assert service.variables(case)["grade"] == "6"


def test_a_double_click_corrects_once(service: Service, case: str) -> None:
    person_id, once = claim(service, case, "PrepareOrder"), "0" * 32
    seen = str(row(service, case).revision)
    answers = [
        send(service, case, person_id, grade="7", seen=seen, once=once).status_code
        for _ in range(2)
    ]

    assert answers == [303, 303]
    assert history(service, case).count("Data of the case were corrected") == 1


def test_a_colleague_without_a_task_of_the_case_may_not(service: Service, case: str) -> None:
    claim(service, case, "PrepareOrder")

    assert send(service, case, "saule", grade="7").status_code == 403
    assert send(service, case, "aliya", grade="7").status_code == 403


def test_a_visit_goes_back_to_a_step_with_its_answers(service: Service, case: str) -> None:
    claim(service, case, "CheckPackage")
    page = words(opened(service, case, "aliya").text)
    assert "Identify the applicant" in page

    answer = go_back(service, case, target="EnterApplication")

    assert answer.status_code == 303
    assert set(service.open_tasks(case)) == {"EnterApplication"}
    form = service.browser("aliya").get(answer.location).text
    assert 'value="Ахметов Әлихан Дәуренұлы"' in form
    assert "the wrong number" in history(service, case)
    assert holds(service, case)


def test_the_print_of_before_is_void_once_there_is_another(service: Service, case: str) -> None:
    claim(service, case, "CheckPackage")
    go_back(service, case, target="RecordDocuments")
    service.walk_to(case, "CheckPackage")

    prints = [void for kind, void, _ in papers(service, case) if kind == "application-print"]
    assert sorted(prints) == [False, True]


@pytest.mark.parametrize("target", ["PrepareOrder", "PrintApplication", "CheckPackage", ""])
def test_it_goes_back_to_no_other_step(service: Service, case: str, target: str) -> None:
    claim(service, case, "CheckPackage")

    assert go_back(service, case, target=target).status_code == 422


def test_after_acceptance_nothing_goes_back(service: Service, case: str) -> None:
    claim(service, case, "TransferToProvider")

    assert go_back(service, case, target="Identify").status_code == 409
    assert set(service.open_tasks(case)) == {"TransferToProvider"}


def test_an_unsigned_refusal_is_drafted_anew_too(service: Service, case: str) -> None:
    prepared = {"decision": "refused", "refusal_ground": "unreliable", "refusal_reasons": "Себебі"}
    service.complete(service.walk_to(case, "PrepareOrder"), "gulnar", prepared)
    send(service, case, claim(service, case, "SignRefusal"), applicant_name="Ахметова Айгүл")

    (_, first_void), (second, second_void) = numbers(service, case, "refusal")
    assert (first_void, second_void) == (True, False)
    assert service.variables(case)["refusal_no"] == second
    assert holds(service, case)


def test_the_film_shows_old_and_new_value(service: Service, case: str) -> None:
    send(service, case, claim(service, case, "PrepareOrder"), grade="7")

    last = row(service, case).revision
    film = words(service.browser("laura").get(f"/audit/{case}?step={last}").text)

    assert "Data corrected" in film
    assert "Grade grade Grade 6 Grade 7" in film


def test_on_the_portal_the_cabinet_has_the_new_print_and_the_notice(service: Service) -> None:
    instance_id = sent(service)
    gulnar = claim(service, instance_id, "PrepareOrder")
    known = service.variables(instance_id)
    same = {name: str(known[name]) for name in KEPT}
    answer = send(service, instance_id, gulnar, **{**same, "grade": "11"})

    assert answer.status_code == 303, words(answer.text)
    with service.platform.database.snapshot() as connection:
        prints = [
            (each.published_at is not None, each.voided_at is not None)
            for each in documents_of(connection, instance_id)
            if each.kind == "application-print"
        ]
        recipients = select(NOTICE.c.recipient).where(
            NOTICE.c.kind == "corrected", NOTICE.c.channel == "cabinet"
        )
        told = connection.execute(recipients).scalars().all()
    assert sorted(prints) == [(False, True), (True, False)]
    assert told == ["aigerim"]
