"""Checking, signing and sending an application; its acknowledgement; a session that ends in between."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime

import pytest

from signing.port import Outcome
from tests.web.portal_answers import (
    APPLICANT,
    KIND,
    SCHOOL,
    fill_all,
    opened,
    post_step,
    send,
    sent,
)
from tests.web.reading import words
from tests.web.service import Service
from web.portal.signing import signed_content
from workers.local_time import local_date

REASON = {"missing_reason": "Қорытынды әлі дайын емес"}


def check(service: Service, task_id: int) -> str:
    return words(service.browser("aigerim").get(f"/portal/applications/{task_id}/check").text)


def acknowledged(service: Service, instance_id: str) -> str:
    return words(service.browser("aigerim").get(f"/portal/sent/{instance_id}").text)


def at(service: Service, *moment: int) -> None:
    """Set the clock, in UTC; Almaty was six hours ahead."""
    service.clock[0] = datetime(*moment, tzinfo=UTC)  # type: ignore[misc,arg-type]  # (year, month, …)


# --- the check page


def test_all_answers_are_shown_with_links_back(service: Service) -> None:
    task_id = opened(service)
    fill_all(service, task_id)
    shown = service.browser("aigerim").get(f"/portal/applications/{task_id}/check").text

    text = words(shown)
    assert "Full name of the pupil (patronymic if any) Сериккалиев Әлихан Дәуренұлы" in text
    assert "Birth date of the pupil 17.05.2010" in text
    assert "form 035-1/u conclusion.pdf" in text
    for step in ("applicant", "school", "documents"):
        assert f'href="/portal/applications/{task_id}/{step}"' in shown


def test_what_is_still_wrong_is_listed_with_a_link_to_its_field(service: Service) -> None:
    task_id = opened(service)
    shown = service.browser("aigerim").get(f"/portal/applications/{task_id}/check").text

    assert "Still to be mended" in shown
    assert f'href="/portal/applications/{task_id}/school?mark=1#f-school"' in shown


def test_an_unfinished_application_is_not_sent(service: Service) -> None:
    task_id = opened(service)
    answer = send(service, task_id)

    assert answer.status_code == 422
    browser = service.browser("aigerim")
    assert "2016-000001 Application No term" in words(browser.get("/cabinet").text)
    assert "Begun and not sent Case 2016-000001" in words(browser.get("/portal").text)


def test_without_consent_nothing_is_sent(service: Service) -> None:
    task_id = opened(service)
    fill_all(service, task_id)
    answer = service.browser("aigerim").post(f"/portal/applications/{task_id}/send")

    assert answer.status_code == 422
    assert 'href="#f-consent"' in answer.text


def test_a_missing_document_without_a_reason_stops_the_sending(service: Service) -> None:
    task_id = opened(service)
    post_step(service, task_id, "applicant", APPLICANT)
    post_step(service, task_id, "school", SCHOOL)

    assert send(service, task_id).status_code == 422


def test_with_a_reason_it_is_sent_without_the_document(service: Service) -> None:
    task_id = opened(service)
    post_step(service, task_id, "applicant", APPLICANT)
    post_step(service, task_id, "school", SCHOOL)
    step = post_step(service, task_id, "documents", {**KIND, **REASON})
    shown = check(service, task_id)
    answer = send(service, task_id)

    instance_id = answer.location.rsplit("/", 1)[1]
    variables = service.variables(instance_id)
    assert step.status_code == answer.status_code == 303
    assert "It will be sent without: " in shown
    assert "Your reason: Қорытынды әлі дайын емес" in shown
    assert variables["missing_docs"] == ["medical-conclusion"]
    assert variables["missing_reason"] == REASON["missing_reason"]
    assert "It was sent without: " in acknowledged(service, instance_id)


def test_the_specialist_reads_what_is_missing_and_why(service: Service) -> None:
    task_id = opened(service)
    post_step(service, task_id, "applicant", APPLICANT)
    post_step(service, task_id, "school", SCHOOL)
    post_step(service, task_id, "documents", {**KIND, **REASON})
    instance_id = send(service, task_id).location.rsplit("/", 1)[1]
    prepare = service.walk_to(instance_id, "PrepareOrder")

    text = words(service.browser("gulnar").get(f"/tasks/{prepare}").text)
    assert "these are missing" in text
    assert "The applicant says why: Қорытынды әлі дайын емес" in text


# --- signature


def test_the_signature_is_over_the_answers_as_they_lie_in_the_case(service: Service) -> None:
    variables = service.variables(sent(service))
    signature = variables["application_signature"]
    names = {*APPLICANT, *SCHOOL, "documents", "missing_reason", "consent", "consent_items"}
    names |= {"proxy_number", "proxy_date", "proxy_notary", "pupil_birth_date_confirmed"}
    content = signed_content("2016-000001", {name: variables[name] for name in names})

    report = service.platform.signer.verify(
        bytes.fromhex(signature["signature"]), content=content, at=service.platform.clock()
    )
    assert report.outcome is Outcome.VALID
    assert signature["sha256"] == hashlib.sha256(content).hexdigest()
    assert (signature["signer"], signature["mark"]) == ("aigerim", "ТЕСТ")


def test_another_answer_does_not_fit_the_signature(service: Service) -> None:
    signature = service.variables(sent(service))["application_signature"]
    content = signed_content("2016-000001", {"grade": "7"})

    report = service.platform.signer.verify(
        bytes.fromhex(signature["signature"]), content=content, at=service.platform.clock()
    )
    assert report.outcome is Outcome.INVALID


# --- registration and acknowledgement


def test_the_acknowledgement_names_number_term_and_place(service: Service) -> None:
    text = acknowledged(service, sent(service))

    assert "Registered under No 2016-001-000001." in text
    assert "Case number 2016-000001" in text
    assert "Registered 05.09.2016 10:00" in text
    assert "Result not later than 27.09.2016" in text
    assert "In your cabinet, as an e-document." in text


def test_the_acknowledgement_is_for_the_applicant_alone(service: Service) -> None:
    instance_id = sent(service)

    for person_id in ("askar", "saule", "laura"):
        answer = service.browser(person_id).get(f"/portal/sent/{instance_id}")
        assert answer.status_code == 404, person_id


def test_after_hours_it_is_registered_on_the_next_working_day(service: Service) -> None:
    at(service, 2016, 9, 2, 16, 0)  # Friday, 22:00 in Almaty
    task_id = opened(service)
    fill_all(service, task_id)
    warned = check(service, task_id)
    instance_id = send(service, task_id).location.rsplit("/", 1)[1]

    variables = service.variables(instance_id)
    assert "The provider is closed now" in warned
    assert variables["accepted_on"] == "2016-09-05"
    assert "the term begins then (standard, paragraph 8)" in acknowledged(service, instance_id)


def test_in_hours_nobody_is_told_of_another_day(service: Service) -> None:
    assert "paragraph 8" not in acknowledged(service, sent(service))


@pytest.mark.parametrize(("day", "late"), [(1, False), (2, True)])
def test_after_the_first_of_december_it_is_taken_with_a_warning(
    service: Service, day: int, late: bool
) -> None:
    at(service, 2016, 12, day, 5, 0)
    task_id = opened(service)
    fill_all(service, task_id)
    warned = check(service, task_id)
    instance_id = send(service, task_id).location.rsplit("/", 1)[1]

    assert service.variables(instance_id)["late"] is late
    assert ("after 1 December of the current school year (standard, paragraph 4)" in warned) is late
    assert ("You sent it after 1 December" in acknowledged(service, instance_id)) is late
    assert [*service.open_tasks(instance_id)] == ["AcceptDocuments"]


def test_what_counts_is_when_it_was_sent_not_when_it_was_begun(service: Service) -> None:
    at(service, 2016, 11, 25, 5, 0)
    task_id = opened(service)
    fill_all(service, task_id)
    at(service, 2016, 12, 5, 5, 0)
    instance_id = send(service, task_id).location.rsplit("/", 1)[1]

    assert service.variables(instance_id)["late"] is True
    assert local_date(service.clock[0]).isoformat() == "2016-12-05"


def test_an_application_is_sent_once(service: Service) -> None:
    task_id = opened(service)
    fill_all(service, task_id)
    first, second = send(service, task_id), send(service, task_id)

    assert (first.status_code, second.status_code) == (303, 409)
    assert "The application is closed" in words(second.text)


def test_the_files_lie_in_the_case_and_the_draft_is_gone(service: Service) -> None:
    instance_id = sent(service)
    text = words(service.browser("aigerim").get(f"/cabinet/{instance_id}").text)

    assert "conclusion.pdf, handed in by you" in text
    assert "Begun and not sent" not in words(service.browser("aigerim").get("/portal").text)


def test_what_the_system_refuses_to_take_stays_a_draft(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    task_id = opened(service)
    fill_all(service, task_id)
    with monkeypatch.context() as patched:
        patched.setattr("engine.commands.stepping._too_large", lambda size, before: True)
        refused = send(service, task_id)

    assert refused.status_code == 422
    assert "Nothing was changed" in words(refused.text)
    assert "Begun and not sent" in words(service.browser("aigerim").get("/portal").text)
    assert send(service, task_id).status_code == 303
