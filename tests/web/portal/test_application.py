"""The application in steps: opening, drafts, what is missing and why, files, other people's applications."""

from __future__ import annotations

from datetime import timedelta

import pytest

from engine.commands.events import fire_due_timers
from engine.storage.queries import instance_row
from people.tables import PERSON
from tests.web.portal_answers import (
    APPLICANT,
    SCHOOL,
    opened,
    post_step,
)
from tests.web.reading import words
from tests.web.service import Service
from web.tasks.store import task_record


def instance_of(service: Service, task_id: int) -> str:
    with service.platform.database.snapshot() as connection:
        return str(task_record(connection, task_id).instance_id)


def page(service: Service, task_id: int, step: str, person_id: str = "aigerim") -> str:
    return service.browser(person_id).get(f"/portal/applications/{task_id}/{step}").text


# --- opening


def test_the_start_says_what_is_needed_and_who_applies(service: Service) -> None:
    text = words(service.browser("aigerim").get("/portal").text)

    assert "What you need" in text
    assert "Сериккалиева Айгерім Нұржанқызы IIN 850312204178" in text
    assert "demo certificate (ТЕСТ)" in text


def test_an_application_is_a_case_of_the_chosen_office_with_the_sign_in_done(
    service: Service,
) -> None:
    instance_id = instance_of(service, opened(service))

    variables = service.variables(instance_id)
    with service.platform.database.snapshot() as connection:
        row = instance_row(connection, instance_id)
    assert (row.office_id, row.partner_office_id) == (service.offices["koktobe-education"], None)
    assert [*service.open_tasks(instance_id)] == ["PortalApplication"]
    assert (variables["channel"], variables["applicant"]) == ("portal", "aigerim")
    assert variables["applicant_iin"] == "850312204178"
    assert variables["provider"]["name_kk"] == "Көктөбе қаласының білім бөлімі"


def test_the_sign_in_leaves_the_certificate_that_was_shown(service: Service) -> None:
    shown = service.variables(instance_of(service, opened(service)))["sign_in_certificate"]

    assert (shown["iin"], shown["mark"]) == ("850312204178", "ТЕСТ")
    assert len(shown["certificate"]) == 64


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("provider", "", "Choose the office to which you apply."),
        ("provider", "999", "Choose the office to which you apply."),
        ("language", "xx", "Choose the language of the application."),
    ],
)
def test_without_office_or_language_nothing_is_opened(
    service: Service, name: str, value: str, sentence: str
) -> None:
    good = {"language": "kk", "provider": str(service.offices["koktobe-education"])}
    answer = service.browser("aigerim").post("/portal", data={**good, name: value})

    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert "You have not applied yet." in words(service.browser("aigerim").get("/cabinet").text)


def test_a_branch_of_the_state_corporation_is_no_office_to_apply_to(service: Service) -> None:
    branch = str(service.offices["koktobe-corporation"])
    answer = service.browser("aigerim").post("/portal", data={"language": "kk", "provider": branch})

    assert answer.status_code == 422


def test_what_was_begun_is_offered_at_the_next_start(service: Service) -> None:
    opened(service)

    assert "Begun and not sent Case 2016-000001" in words(
        service.browser("aigerim").get("/portal").text
    )
    assert "Begun and not sent" not in words(service.browser("askar").get("/portal").text)


def test_an_account_without_a_number_cannot_apply(service: Service) -> None:
    with service.platform.database.transaction() as connection:
        connection.execute(
            PERSON.update().where(PERSON.c.id == "askar").values(iin_sealed=None, iin_hash=None)
        )
    answer = service.browser("askar").get("/portal")

    assert answer.status_code == 409
    assert "no identification number (IIN)" in words(answer.text)


# --- steps and their draft


def test_the_first_step_knows_the_account(service: Service) -> None:
    shown = page(service, opened(service), "applicant")

    assert 'value="Сериккалиева Айгерім Нұржанқызы"' in shown
    assert 'value="+77011110001"' in shown
    assert 'value="aigerim@example.kz"' in shown


def test_a_step_asks_its_own_questions_only(service: Service) -> None:
    shown = page(service, opened(service), "school")

    assert 'name="school"' in shown
    assert 'name="pupil_name"' not in shown
    assert 'name="consent"' not in shown


def test_a_step_leads_to_the_next(service: Service) -> None:
    task_id = opened(service)
    answer = post_step(service, task_id, "applicant", APPLICANT)

    assert answer.location == f"/portal/applications/{task_id}/school"


def test_each_step_is_kept_and_changes_no_other(service: Service) -> None:
    task_id = opened(service)
    post_step(service, task_id, "applicant", APPLICANT)
    post_step(service, task_id, "school", {**SCHOOL, "pupil_name": "Басқа біреу"})

    assert 'value="Сериккалиев Әлихан Дәуренұлы"' in page(service, task_id, "applicant")
    assert 'value="№ 27 жалпы білім беретін мектеп"' in page(service, task_id, "school")


def test_what_is_missing_is_marked_at_its_field_and_the_rest_is_kept(service: Service) -> None:
    task_id = opened(service)
    answer = post_step(service, task_id, "school", {"school": "№ 27 мектеп"})

    assert answer.status_code == 422
    assert 'href="#f-grade"' in answer.text
    assert 'href="#f-ground"' in answer.text
    assert 'value="№ 27 мектеп"' in page(service, task_id, "school")


def test_nothing_is_marked_before_a_step_was_filled_in(service: Service) -> None:
    task_id = opened(service)

    assert "There is a problem" not in page(service, task_id, "school")
    assert "There is a problem" in page(service, task_id, "school?mark=1")


def test_a_step_may_be_left_unfinished_for_later(service: Service) -> None:
    task_id = opened(service)
    answer = post_step(service, task_id, "school", {"school": "№ 27 мектеп", "save": "1"})

    assert answer.location.startswith("/cabinet/")
    assert 'value="№ 27 мектеп"' in page(service, task_id, "school")


def test_the_script_keeps_what_is_typed(service: Service) -> None:
    task_id = opened(service)
    answer = service.browser("aigerim").post(
        f"/portal/applications/{task_id}/school/draft", data={"school": "№ 27"}
    )

    assert answer.status_code == 204
    assert 'value="№ 27"' in page(service, task_id, "school")


def test_a_field_that_the_form_does_not_have_is_refused(service: Service) -> None:
    task_id = opened(service)

    assert post_step(service, task_id, "school", {"decision": "granted"}).status_code == 400
    assert "granted" not in page(service, task_id, "school")


def test_a_step_that_does_not_exist_is_not_found(service: Service) -> None:
    task_id = opened(service)
    path = f"/portal/applications/{task_id}/payment"

    assert service.browser("aigerim").get(path).status_code == 404
    assert service.browser("aigerim").post(path).status_code == 404


# --- not theirs, not there


def test_another_applicants_application_is_not_found(service: Service) -> None:
    task_id = opened(service)
    browser = service.browser("askar")

    for step in ("applicant", "check"):
        assert browser.get(f"/portal/applications/{task_id}/{step}").status_code == 404
    assert browser.post(f"/portal/applications/{task_id}/send").status_code == 404


def test_the_staffs_task_is_no_application(service: Service) -> None:
    task_id = service.walk_to(service.start_case(), "AcceptDocuments")

    assert (
        service.browser("saule").get(f"/portal/applications/{task_id}/applicant").status_code == 404
    )


def test_the_staff_do_not_read_a_draft(service: Service) -> None:
    task_id = opened(service)

    for person_id in ("saule", "bolat", "gulnar"):
        answer = service.browser(person_id).get(f"/portal/applications/{task_id}/applicant")
        assert answer.status_code == 403, person_id


def test_the_page_of_tasks_does_not_complete_what_needs_a_certificate(service: Service) -> None:
    task_id = opened(service)
    instance_id = instance_of(service, task_id)

    for answer in (
        service.browser("aigerim").get(f"/tasks/{task_id}"),
        service.complete(task_id, "aigerim", {**APPLICANT, **SCHOOL, "consent": "true"}),
    ):
        assert answer.location == f"/cabinet/{instance_id}"
    assert [*service.open_tasks(instance_id)] == ["PortalApplication"]


# --- the term of a draft


def test_the_pages_say_by_when_it_is_to_be_sent(service: Service) -> None:
    assert "Send it by 05.10.2016" in words(page(service, opened(service), "applicant"))


def test_after_thirty_days_an_unsent_application_has_ended(service: Service) -> None:
    task_id = opened(service)
    instance_id = instance_of(service, task_id)
    post_step(service, task_id, "school", SCHOOL)
    service.pass_time(timedelta(days=31))
    fire_due_timers(service.platform.runtime, now=service.platform.clock())

    answer = service.browser("aigerim").get(f"/portal/applications/{task_id}/school")
    with service.platform.database.snapshot() as connection:
        row = instance_row(connection, instance_id)
    assert (row.status, row.outcome) == ("completed", "ApplicationNotSent")
    assert answer.status_code == 409
    assert "№ 27 жалпы білім беретін мектеп" in words(answer.text)
