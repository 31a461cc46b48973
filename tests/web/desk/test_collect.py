"""«Келді», the later request, and the application taken back, over the real model."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update
from werkzeug.test import TestResponse

from engine.commands.events import fire_due_timers
from engine.storage.tables import INSTANCE
from people.tables import ReadLogRow, SessionRow
from tests.web.reading import words
from tests.web.service import Service

RECEIPT = "2016-003-000001"
CAME_BY = "Ахметова Айгүл Серікқызы"


@pytest.fixture
def ready(service: Service) -> str:
    """A case whose result waits at the branch."""
    instance_id = service.start_case()
    task = service.walk_to(instance_id, "HandOver")
    service.complete(task, "gulnar", {"handed_over_on": "2016-09-05"})
    return instance_id


@pytest.fixture
def stored_too_long(service: Service, ready: str) -> str:
    """A case whose result went back to the provider after a month."""
    service.pass_time(timedelta(days=31))
    with service.platform.database.transaction() as connection:
        until = service.platform.clock() + timedelta(days=1)
        connection.execute(update(SessionRow).values(expires_at=until))
    fire_due_timers(service.platform.runtime, now=service.platform.clock())
    task = service.open_tasks(ready)["ReturnToProvider"]
    assert service.complete(task, "aliya", {}).status_code == 303
    return ready


def find(service: Service, receipt_no: str = RECEIPT, person_id: str = "aliya") -> TestResponse:
    form = {"receipt_no": receipt_no, "came_by": CAME_BY}
    return service.browser(person_id).post("/collect", data=form)


def status_of(service: Service, instance_id: str) -> str:
    with service.platform.database.snapshot() as connection:
        found = select(INSTANCE.c.status).where(INSTANCE.c.id == instance_id)
        return str(connection.execute(found).scalar_one())


# --- found by the receipt, or by what people remember


@pytest.mark.parametrize("text", ["1", "000001", "840312 499016", "ахметова", RECEIPT])
def test_a_result_is_found_by_number_its_end_iin_and_name(
    service: Service, ready: str, text: str
) -> None:
    answer = find(service, text)

    assert answer.status_code == 200
    assert f"/cases/{ready}/came" in answer.text
    assert find(service, text, "zhanna").status_code == 404


def test_of_several_that_fit_one_is_chosen(service: Service, ready: str) -> None:
    service.walk_to(service.start_case(2), "AcceptDocuments")
    answer = find(service, "ахметова")

    assert answer.status_code == 200
    assert "Several receipts fit" in answer.text
    assert f"{RECEIPT}: Ахметова Айгүл Серікқызы, Ахметов Әлихан Дәуренұлы" in words(answer.text)


def test_a_receipt_leads_to_its_case_and_to_the_handing_out(service: Service, ready: str) -> None:
    answer = find(service)

    assert answer.status_code == 200
    assert f"Ready Case 2016-000001 Acceptance receipt {RECEIPT}" in words(answer.text)
    assert f'action="/cases/{ready}/came"' in answer.text


def test_a_colleague_of_the_branch_finds_it_too(service: Service, ready: str) -> None:
    assert find(service, person_id="daniyar").status_code == 200


def test_what_is_shown_of_the_case_is_recorded(service: Service, ready: str) -> None:
    find(service)

    with service.platform.database.snapshot() as connection:
        reads = connection.execute(select(ReadLogRow.action, ReadLogRow.instance_id)).all()
    assert ("see_case", ready) in [tuple(read) for read in reads]


@pytest.mark.parametrize("receipt_no", ["2016-003-999999", "2016-000099"])
def test_an_unknown_receipt_is_said_at_its_field(
    service: Service, ready: str, receipt_no: str
) -> None:
    answer = find(service, receipt_no)

    assert answer.status_code == 404
    assert "No receipt of your branch fits this." in words(answer.text)
    assert f'value="{receipt_no}"' in answer.text


def test_a_receipt_of_another_branch_is_unknown(service: Service, ready: str) -> None:
    assert find(service, person_id="zhanna").status_code == 404


def test_a_form_that_is_not_filled_in_is_refused(service: Service) -> None:
    answer = service.browser("aliya").post("/collect", data={"receipt_no": RECEIPT})

    assert answer.status_code == 422
    assert 'href="#f-came_by"' in answer.text


def test_where_nothing_waits_the_page_says_where_the_case_is(service: Service) -> None:
    service.walk_to(service.start_case(), "SignOrder")

    answer = find(service)

    assert answer.status_code == 409
    text = words(answer.text)
    assert "There is no result to hand out now. Status of the case: On signature." in text
    assert "Sign the order or return it (Head of the provider), until 26.09.2016 18:30" in text
    assert "/came" not in answer.text


# --- the applicant came


def test_the_applicant_who_came_is_recorded_and_the_handing_out_opens(
    service: Service, ready: str
) -> None:
    answer = service.browser("aliya").post(f"/cases/{ready}/came", data={"came_by": CAME_BY})

    assert answer.location == f"/tasks/{service.open_tasks(ready)['IssueResult']}"
    variables = service.variables(ready)
    assert variables["came_by"] == CAME_BY
    assert variables["came_at"] == "2016-09-05T04:00:00.000000Z"


def test_coming_twice_is_answered_with_where_the_case_is(service: Service, ready: str) -> None:
    service.browser("aliya").post(f"/cases/{ready}/came", data={"came_by": CAME_BY})

    answer = service.browser("aliya").post(f"/cases/{ready}/came", data={"came_by": CAME_BY})

    assert answer.status_code == 409
    text = words(answer.text)
    assert (
        "This cannot be done in case 2016-000001 now. Its status is: At State Corporation." in text
    )
    assert "Now: Give the applicant the result of the state service (15 minutes)." in text


@pytest.mark.parametrize("name", ["а" * 201, "Айша 😀"])
def test_a_name_that_cannot_be_kept_is_refused(service: Service, ready: str, name: str) -> None:
    answer = service.browser("aliya").post(f"/cases/{ready}/came", data={"came_by": name})

    assert answer.status_code == 422
    assert "came_by" not in service.variables(ready)


def test_a_long_name_is_cut_and_none_is_null(service: Service, ready: str) -> None:
    service.browser("aliya").post(f"/cases/{ready}/came", data={"came_by": "  "})

    assert service.variables(ready)["came_by"] is None


def test_only_the_branch_of_the_case_hands_out(service: Service, ready: str) -> None:
    assert service.browser("zhanna").post(f"/cases/{ready}/came").status_code == 404
    assert service.browser("gulnar").post(f"/cases/{ready}/came").status_code == 403


# --- asked for after a month


def test_a_result_that_went_back_can_be_requested(service: Service, stored_too_long: str) -> None:
    answer = find(service)

    assert answer.status_code == 200
    assert "went back to the provider" in words(answer.text)
    assert f'action="/cases/{stored_too_long}/request"' in answer.text


def test_requesting_gives_the_specialist_the_task(service: Service, stored_too_long: str) -> None:
    path = f"/cases/{stored_too_long}/request"

    answer = service.browser("aliya").post(path, follow_redirects=True)

    assert "The provider is asked to send the result again." in words(answer.text)
    assert list(service.open_tasks(stored_too_long)) == ["SendAgain"]
    requested = service.variables(stored_too_long)["requested_at"]
    assert requested == "2016-10-06T04:00:00.000000Z"


def test_a_result_that_is_here_is_not_requested(service: Service, ready: str) -> None:
    answer = service.browser("aliya").post(f"/cases/{ready}/request")

    assert answer.status_code == 409
    assert "Its status is: Ready." in words(answer.text)


# --- taken back


def test_the_desk_records_a_written_request(service: Service) -> None:
    instance_id = service.start_case()
    browser = service.browser("aliya")
    page = browser.get(f"/cases/{instance_id}/withdraw").text

    answer = browser.post(
        f"/cases/{instance_id}/withdraw",
        data={"withdrawal_reason": "Көшіп кетті"},
        follow_redirects=True,
    )

    assert "Record it only on the applicant&#39;s written request." in page.replace("'", "&#39;")
    assert "The application is withdrawn." in words(answer.text)
    assert status_of(service, instance_id) == "completed"
    variables = service.variables(instance_id)
    assert variables["withdrawal_reason"] == "Көшіп кетті"
    assert variables["withdrawn_at"] == "2016-09-05T04:00:00.000000Z"


def test_the_applicant_withdraws_without_a_reason(service: Service) -> None:
    instance_id = service.start_case()
    _applied_by_aigerim(service)

    page = service.browser("aigerim").get(f"/cases/{instance_id}/withdraw").text
    service.browser("aigerim").post(f"/cases/{instance_id}/withdraw")

    assert "written request" not in page
    assert status_of(service, instance_id) == "completed"
    assert service.variables(instance_id)["withdrawal_reason"] is None


def test_nobody_else_withdraws(service: Service) -> None:
    instance_id = service.start_case()

    for person_id, status in (("gulnar", 403), ("bolat", 403), ("zhanna", 404), ("askar", 404)):
        answer = service.browser(person_id).post(f"/cases/{instance_id}/withdraw")
        assert answer.status_code == status, person_id
    assert status_of(service, instance_id) == "active"


def test_an_ended_case_is_not_withdrawn_again(service: Service) -> None:
    instance_id = service.start_case()
    path = f"/cases/{instance_id}/withdraw"
    service.browser("aliya").post(path)

    for answer in (service.browser("aliya").get(path), service.browser("aliya").post(path)):
        assert answer.status_code == 409
        text = words(answer.text)
        assert "This cannot be done in case 2016-000001 now. Its status is: Withdrawn." in text


def test_a_reason_that_is_too_long_is_said_at_its_field(service: Service) -> None:
    instance_id = service.start_case()

    answer = service.browser("aliya").post(
        f"/cases/{instance_id}/withdraw", data={"withdrawal_reason": "x" * 1001}
    )

    assert answer.status_code == 422
    assert 'href="#f-withdrawal_reason"' in answer.text
    assert status_of(service, instance_id) == "active"


def _applied_by_aigerim(service: Service) -> None:
    with service.platform.database.transaction() as connection:
        values = {"partner_office_id": None, "starter": "aigerim"}
        connection.execute(update(INSTANCE).values(values))
