from __future__ import annotations

import re
from datetime import timedelta
from io import BytesIO

import pytest

from tests.web.reading import words
from tests.web.service import ANSWERS, APPLICANT, Service


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


def shown(service: Service, person_id: str, task_id: int) -> str:
    answer = service.browser(person_id).get(f"/tasks/{task_id}")
    assert answer.status_code == 200, answer.text
    return answer.text


def field(text: str, name: str) -> str:
    """The element that holds a field."""
    found = re.search(
        rf'<(?:div|fieldset) class="field"(?:(?!<(?:div|fieldset) class="field").)*?'
        rf'name="{name}".*?</(?:div|fieldset)>',
        text,
        re.S,
    )
    assert found is not None, name
    return found[0]


def test_the_page_names_task_case_and_form(service: Service, case: str) -> None:
    text = shown(service, "aliya", service.walk_to(case, "Identify"))

    assert "<h1>Identify the applicant</h1>" in text
    assert "2016-000001" in text
    assert "nobody yet" in text
    assert f'href="/cases/{case}"' in text


def test_what_the_schema_says_stands_in_the_html(service: Service, case: str) -> None:
    text = shown(service, "aliya", service.walk_to(case, "Identify"))

    assert 'maxlength="12"' in field(text, "applicant_iin")
    assert 'inputmode="numeric"' in field(text, "applicant_iin")
    assert 'required="required"' in field(text, "identity_number")
    assert "Letters and digits without spaces" in field(text, "identity_number")


def test_a_conditional_field_says_when_it_is_asked_for(service: Service, case: str) -> None:
    part = field(shown(service, "aliya", service.walk_to(case, "Identify")), "proxy_number")

    assert "Only if “Who applies?” is answered “" in part
    assert 'data-show-name="relation" data-show-value="notarised_proxy"' in part
    assert "required=" not in part.replace("data-required=", "")
    assert 'aria-describedby="f-proxy_number-when"' in part


def test_the_register_fills_in_who_applies(service: Service, case: str) -> None:
    text = shown(service, "aliya", service.walk_to(case, "EnterApplication"))

    assert 'value="Ахметова Айгүл Серікқызы"' in field(text, "applicant_name")
    assert 'value=""' in field(text, "pupil_name")


def test_a_pupil_in_person_is_the_applicant(service: Service, case: str) -> None:
    own = {**ANSWERS["Identify"], "relation": "self"}
    service.complete(service.walk_to(case, "Identify"), "aliya", own)
    text = shown(service, "aliya", service.walk_to(case, "EnterApplication"))

    assert f'value="{APPLICANT}"' in field(text, "pupil_iin")
    assert 'value="12.03.1984"' in field(text, "pupil_birth_date")


def test_the_case_stands_beside_the_form(service: Service, case: str) -> None:
    text = shown(service, "saule", service.walk_to(case, "AcceptDocuments"))

    assert "<dt>Applicant</dt><dd>Ахметова Айгүл Серікқызы</dd>" in text
    assert "<dt>Birth date of the pupil</dt><dd>17.05.2010</dd>" in text
    assert "<dt>Applies as</dt><dd>Parent</dd>" in text
    assert "Acceptance receipt, № 2016-" in text


def test_the_advice_of_the_rules_is_said_in_words(service: Service, case: str) -> None:
    service.walk_to(case, "RecordDocuments")
    given = {"documents-7-kind": "other", "documents-7-copy": "original"}
    service.complete(service.open_tasks(case)["RecordDocuments"], "aliya", given)
    text = shown(service, "aliya", service.walk_to(case, "CheckPackage"))

    assert "these are missing: Conclusion of the medical advisory commission" in text
    box = re.search(r'<input[^>]*value="medical-conclusion"[^>]*>', text)
    assert box is not None
    assert " checked" in box[0]
    decision = re.findall(r'<input[^>]*name="complete"[^>]*>', text)
    assert len(decision) == 2
    assert not any(" checked" in each for each in decision)


def test_late_filing_is_advised_with_its_source(service: Service) -> None:
    service.pass_time(timedelta(days=88))
    case = service.start_case(late=True)
    text = shown(service, "aliya", service.walk_to(case, "CheckPackage"))

    assert "after 1 December" in text
    assert "paragraph 4" in text


def test_a_birth_date_unlike_the_number_is_refused_until_somebody_vouches_for_it(
    service: Service, case: str
) -> None:
    other = {**ANSWERS["EnterApplication"], "pupil_birth_date": "18.05.2010"}
    task = service.walk_to(case, "EnterApplication")
    refused = service.complete(task, "aliya", other)
    assert refused.status_code == 422
    assert "The birth date does not match the IIN." in words(refused.text)
    assert 'value="18.05.2010"' in refused.text

    vouched = {**other, "pupil_birth_date_confirmed": "true"}
    assert service.complete(task, "aliya", vouched).status_code == 303
    text = shown(service, "aliya", service.walk_to(case, "CheckPackage"))
    assert "decree of 26.08.2013 No 853" in text


def test_a_birth_date_that_has_not_come_yet_is_refused(service: Service, case: str) -> None:
    later = {**ANSWERS["EnterApplication"], "pupil_birth_date": "2016-09-06"}
    task = service.walk_to(case, "EnterApplication")

    assert "Must not be later than today" in words(service.complete(task, "aliya", later).text)


def test_the_documents_that_this_case_needs_are_marked(service: Service, case: str) -> None:
    text = shown(service, "aliya", service.walk_to(case, "RecordDocuments"))
    needed = re.findall(r"<summary[^>]*>([^<]*) <strong>", text)

    assert needed == ["Conclusion of the medical advisory commission, form 035-1/u"]


def test_errors_stand_at_their_fields_and_in_a_summary(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")
    wrong = {**ANSWERS["Identify"], "applicant_iin": "840312499017", "relation": ""}
    answer = service.complete(task_id, "aliya", wrong)

    assert answer.status_code == 422
    assert '<a href="#f-applicant_iin">' in answer.text
    assert '<a href="#f-relation">' in answer.text
    part = field(answer.text, "applicant_iin")
    assert 'value="840312499017"' in part
    assert 'aria-invalid="true"' in part
    assert 'aria-describedby="f-applicant_iin-error"' in part
    assert 'value="012345678"' in field(answer.text, "identity_number")
    assert "<title>Error: " in answer.text
    assert service.open_tasks(case) == {"Identify": task_id}


def test_a_foreign_field_is_refused(service: Service, case: str) -> None:
    answer = service.complete(
        service.walk_to(case, "Identify"), "aliya", {**ANSWERS["Identify"], "order_no": "13"}
    )

    assert answer.status_code == 422
    assert "order_no" in answer.text


def test_an_empty_conditional_field_is_dropped(service: Service, case: str) -> None:
    posted = {**ANSWERS["Identify"], "proxy_number": "", "proxy_date": "", "proxy_notary": " "}
    answer = service.complete(service.walk_to(case, "Identify"), "aliya", posted)

    assert answer.status_code == 303
    assert service.variables(case)["proxy_number"] is None


def test_a_filled_one_that_is_not_asked_for_is_said(service: Service, case: str) -> None:
    posted = {**ANSWERS["Identify"], "proxy_number": "77"}
    answer = service.complete(service.walk_to(case, "Identify"), "aliya", posted)

    assert answer.status_code == 422
    assert 'value="77"' in field(answer.text, "proxy_number")
    assert '<a href="#f-proxy_number">' in answer.text


def test_a_proxy_must_be_named(service: Service, case: str) -> None:
    posted = {**ANSWERS["Identify"], "relation": "notarised_proxy"}
    answer = service.complete(service.walk_to(case, "Identify"), "aliya", posted)

    assert answer.status_code == 422
    for name in ("proxy_number", "proxy_date", "proxy_notary"):
        assert f'<a href="#f-{name}">' in answer.text


def test_a_refusal_needs_ground_and_reasons(service: Service, case: str) -> None:
    answer = service.complete(
        service.walk_to(case, "PrepareOrder"), "gulnar", {"decision": "refused"}
    )

    assert answer.status_code == 422
    assert '<a href="#f-refusal_ground">' in answer.text
    assert '<a href="#f-refusal_reasons">' in answer.text


def test_completing_a_free_task_claims_it(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")
    service.complete(task_id, "daniyar", ANSWERS["Identify"])

    text = shown(service, "aliya", task_id)
    assert "closed by Оспанов Данияр Ерланұлы at 05.09.2016 10:00" in text
    assert "<form class=" not in text


def test_only_specialists_of_the_office_can_be_named(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Resolution")
    text = shown(service, "bolat", task_id)
    options = re.findall(r'<option value="(\w+)"', text)
    answer = service.complete(task_id, "bolat", {"specialist": "timur", "resolution": "Қарау"})

    assert sorted(options) == ["gulnar", "yerlan"]
    assert answer.status_code == 422
    assert '<a href="#f-specialist">' in answer.text


def test_the_specialist_is_written_by_id_and_name(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Resolution")
    service.complete(task_id, "bolat", {"specialist": "yerlan", "resolution": "Қарау"})

    assert service.variables(case)["specialist"] == "yerlan"
    assert service.variables(case)["specialist_name"] == "Жұмабаев Ерлан Тимурұлы"


def test_an_old_case_opens_with_its_own_form(
    service: Service, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gone(key: str) -> None:
        raise AssertionError(f"{key} was read from the folder")

    monkeypatch.setattr("web.tasks.opened.load_form", gone)

    assert "Number of the document" in shown(service, "aliya", service.walk_to(case, "Identify"))


def test_a_task_completed_twice_says_who_was_faster_and_keeps_what_was_typed(
    service: Service, case: str
) -> None:
    task_id = service.walk_to(case, "Resolution")
    given = {"specialist": "gulnar", "resolution": "Бірінші"}
    service.complete(task_id, "bolat", given)
    service.pass_time(timedelta(minutes=3))
    answer = service.complete(task_id, "bolat", {**given, "resolution": "Екінші"})

    assert answer.status_code == 409
    assert "closed by Ахметов Болат Қайратұлы at 05.09.2016 10:00" in answer.text
    assert "What you had typed" in answer.text
    assert "<dd>Екінші</dd>" in answer.text
    assert "<dd>Сәдуақасова Гүлнар Маратқызы</dd>" in answer.text


def test_a_task_that_a_colleague_holds_is_not_completed(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "Identify")
    service.browser("aliya").post(f"/tasks/{task_id}/claim")
    answer = service.complete(task_id, "daniyar", ANSWERS["Identify"])

    assert answer.status_code == 409
    assert "held by Нұрланова Әлия Серікқызы" in answer.text
    assert "<dd>012345678</dd>" in answer.text
    assert service.open_tasks(case) == {"Identify": task_id}


def test_who_loses_the_race_meets_the_same_page(
    service: Service, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both opened it while it was free; the other one's step commits between our look and our step."""
    task_id = service.walk_to(case, "Identify")
    monkeypatch.setattr("web.tasks.opened.OpenedTask.conflict", lambda task, person_id: None)
    service.complete(task_id, "daniyar", ANSWERS["Identify"])
    answer = service.complete(task_id, "aliya", ANSWERS["Identify"])

    assert answer.status_code == 409
    assert "closed by Оспанов Данияр" in answer.text


@pytest.mark.parametrize("person_id", ["saule", "gulnar", "bolat", "zhanna", "aigerim", "laura"])
def test_who_works_on_another_lane_does_not_see_it(
    service: Service, case: str, person_id: str
) -> None:
    task_id = service.walk_to(case, "Identify")
    answers = [
        service.browser(person_id).get(f"/tasks/{task_id}"),
        service.complete(task_id, person_id, ANSWERS["Identify"]),
    ]

    assert {answer.status_code for answer in answers} <= {403, 404}
    assert service.open_tasks(case) == {"Identify": task_id}


def test_a_look_at_a_task_is_recorded(service: Service, case: str) -> None:
    from people.store import reads_of

    task_id = service.walk_to(case, "Identify")
    shown(service, "aliya", task_id)
    with service.platform.database.snapshot() as connection:
        reads = reads_of(connection, case)

    assert [(each.person_id, each.subject) for each in reads] == [("aliya", f"/tasks/{task_id}")]


def test_script_in_answers_is_text(service: Service, case: str) -> None:
    posted = {**ANSWERS["Identify"], "identity_number": '"><script>alert(1)</script>'}
    answer = service.complete(service.walk_to(case, "Identify"), "aliya", posted)

    assert answer.status_code == 422
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text


def test_a_file_where_no_form_asks_for_one_is_ignored(service: Service, case: str) -> None:
    posted = {**ANSWERS["Identify"], "documents-0-file": (BytesIO(b"%PDF-"), "a.pdf")}
    answer = service.browser("aliya").post(
        f"/tasks/{service.walk_to(case, 'Identify')}/complete", data=posted
    )

    assert answer.status_code == 303


def test_the_straight_way_ends_with_the_hand_over(service: Service, case: str) -> None:
    task_id = service.walk_to(case, "HandOver")

    assert service.complete(task_id, "gulnar", ANSWERS["HandOver"]).status_code == 303
    assert service.open_tasks(case) == {}
