"""Hand-over lists of results: what stands on the page, what is kept, and who opens it."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from people.tables import AssignmentRow, ReadLogRow, SessionRow
from tests.web.reading import words
from tests.web.service import ANSWERS, Service
from tests.workers.pdf import pdf_text
from workers.documents.store import DOCUMENT

NOTHING = "No result waits to be handed over."


@pytest.fixture
def case(service: Service) -> str:
    instance_id = service.start_case()
    service.walk_to(instance_id, "HandOver")
    return instance_id


def page(service: Service, person_id: str = "gulnar") -> str:
    answer = service.browser(person_id).get("/hand-overs")
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def batch(service: Service) -> str:
    return f"{service.offices['koktobe-education']}-{service.offices['koktobe-corporation']}"


def make(service: Service, cases: list[str], person_id: str = "gulnar", **changed: Any) -> Any:
    data = {"batch": batch(service), "case": cases, "received_by": "", **changed}
    return service.browser(person_id).post("/hand-overs", data=data)


def made(service: Service, cases: list[str], **changed: Any) -> str:
    """The address of a list just made."""
    answer = make(service, cases, **changed)
    assert answer.status_code == 302, answer.text
    return f"/hand-overs/{answer.location.partition('made=')[2]}.pdf"


def next_day(service: Service) -> None:
    service.pass_time(timedelta(days=1))
    until = service.platform.clock() + timedelta(days=1)
    with service.platform.database.transaction() as connection:
        connection.execute(update(SessionRow).values(expires_at=until))


def test_a_signed_result_waits_on_the_page_for_its_branch(service: Service, case: str) -> None:
    text = page(service)

    assert "2016-000001, Ахметова Айгүл Серікқызы: Extract from the order №" in text
    assert "Cases on the list" in text


def test_a_case_that_is_not_there_yet_does_not(service: Service) -> None:
    service.walk_to(service.start_case(), "SignOrder")

    assert NOTHING in page(service)


def test_what_was_handed_over_stays_until_the_day_ends(service: Service, case: str) -> None:
    task_id = service.open_tasks(case)["HandOver"]
    service.complete(task_id, "gulnar", {**ANSWERS["HandOver"], "handed_over_on": "2016-09-05"})
    service.work()

    assert "2016-000001" in page(service)
    next_day(service)
    assert NOTHING in page(service)


def test_a_list_is_kept_with_both_offices_the_case_and_who_receives(
    service: Service, case: str
) -> None:
    address = made(service, [case], received_by="  Оспанов   Данияр ")

    answer = service.browser("gulnar").get(address)
    text = pdf_text(answer.data)
    assert answer.headers["Content-Disposition"].startswith("inline; filename=hand-over-list-2016")
    for said in ("2016-000001", "Ахметова Айгүл Серікқызы", "Оспанов Данияр", "Сәдуақасова Гүлнар"):
        assert said in text


def test_only_the_chosen_cases_stand_on_it(service: Service, case: str) -> None:
    second = service.start_case(2)
    service.walk_to(second, "HandOver")

    text = pdf_text(service.browser("gulnar").get(made(service, [second, "made up"])).data)

    assert "2016-000002" in text
    assert "2016-000001" not in text


def test_making_the_list_completes_the_hand_overs_that_are_the_makers(
    service: Service, case: str
) -> None:
    made(service, [case])

    assert service.variables(case)["handed_over_on"] == "2016-09-05"
    assert "HandOver" not in service.open_tasks(case)
    assert "Hand-over tasks completed with it: 1." in page(service)


def test_without_a_case_there_is_no_list(service: Service, case: str) -> None:
    answer = make(service, [])

    assert answer.status_code == 422
    assert f'<a href="#cases-{batch(service)}">Choose at least one case.</a>' in answer.text
    assert kept(service) == []


@pytest.mark.parametrize(("name", "said"), [("а" * 201, "At most 200"), ("北京", "«北» (U+5317)")])
def test_a_receiver_that_the_list_cannot_show_is_refused_with_the_choice_kept(
    service: Service, case: str, name: str, said: str
) -> None:
    answer = make(service, [case], received_by=name)

    assert answer.status_code == 422
    assert said in words(answer.text)
    assert f'value="{name}"' in answer.text
    assert f'value="{case}" checked' in answer.text


def test_a_batch_of_another_office_is_not_found(service: Service, case: str) -> None:
    assert make(service, [case], person_id="timur").status_code == 404
    assert make(service, [case], batch="").status_code == 404
    assert kept(service) == []


def test_the_new_list_is_linked_and_can_be_checked_by_its_code(service: Service, case: str) -> None:
    address = made(service, [case])

    assert f'href="{address}"' in service.browser("gulnar").get("/hand-overs").text
    (row,) = kept(service)
    assert re.fullmatch("[0-9A-Z]+", row.check_code)
    assert (row.instance_id, row.created_by) == (None, "gulnar")


def test_colleagues_open_it_and_strangers_do_not(service: Service, case: str) -> None:
    address = made(service, [case])

    opened = {who: service.browser(who).get(address).status_code for who in ("saule", "timur")}
    assert opened == {"saule": 200, "timur": 404}
    assert "Сәдуақасова Гүлнар" in page(service, "saule")
    assert "No list has been made yet." in page(service, "timur")


@pytest.mark.parametrize("person_id", ["aliya", "bolat", "laura", "nurlan", "aigerim"])
def test_other_roles_have_no_such_page(service: Service, case: str, person_id: str) -> None:
    address = made(service, [case])

    assert service.browser(person_id).get(address).status_code == 403
    assert service.browser(person_id).get("/hand-overs").status_code == 403


def test_its_maker_opens_it_from_a_new_office_and_the_new_colleagues_do_not(
    service: Service, case: str
) -> None:
    address = made(service, [case])
    next_day(service)
    moved = update(AssignmentRow).where(AssignmentRow.person_id == "gulnar")
    with service.platform.database.transaction() as connection:
        connection.execute(moved.values(office_id=service.offices["zhaskala-education"]))
        day = service.platform.clock().date()
        connection.execute(moved.values(from_date=day))

    opened = {who: service.browser(who).get(address).status_code for who in ("gulnar", "timur")}
    assert opened == {"gulnar": 200, "timur": 404}
    assert "No list has been made yet." in page(service, "timur")


def test_an_order_is_no_list(service: Service, case: str) -> None:
    order = service.variables(case)["order_document"]

    assert service.browser("gulnar").get(f"/hand-overs/{order}.pdf").status_code == 404
    assert service.browser("gulnar").get("/hand-overs/made-up.pdf").status_code == 404


def test_page_and_list_are_reads_of_personal_data(service: Service, case: str) -> None:
    address = made(service, [case])
    page(service)
    service.browser("saule").get(address)

    columns = (ReadLogRow.person_id, ReadLogRow.action, ReadLogRow.instance_id, ReadLogRow.subject)
    with service.platform.database.snapshot() as connection:
        kept_reads = [tuple(row) for row in connection.execute(select(*columns))]
    assert kept_reads[-2:] == [
        ("gulnar", "hand_over", case, "/hand-overs"),
        ("saule", "hand_over", None, address),
    ]


def kept(service: Service) -> list[Any]:
    with service.platform.database.snapshot() as connection:
        statement = select(DOCUMENT).where(DOCUMENT.c.kind == "hand-over-list")
        return list(connection.execute(statement))
