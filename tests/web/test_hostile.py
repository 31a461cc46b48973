"""What a person would not send: each answered with the right status, and nothing lost by it."""

from __future__ import annotations

import pytest

GIANT = 2**63


@pytest.fixture
def task_id(service) -> int:
    return service.walk_to(service.start_case(), "Identify")


@pytest.mark.parametrize("number", [2**31, GIANT, 10**40])
def test_a_number_no_row_has_is_not_found(service, number):
    assert service.browser("aliya").get(f"/tasks/{number}").status_code == 404


@pytest.mark.parametrize("address", ["/cases/%00", "/documents/a%00b", "/tasks?case_no=a%00b"])
def test_nul_in_an_address_is_refused(service, address):
    assert service.browser("aliya").get(address).status_code == 400


def test_half_a_character_in_a_draft_does_not_break_the_page(service, task_id):
    browser = service.browser("aliya")
    browser.post(f"/tasks/{task_id}/draft", json={"identity_number": ["\ud800"]})

    assert browser.get(f"/tasks/{task_id}").status_code == 200


def test_a_draft_that_was_cut_off_leaves_the_kept_one(service, task_id):
    browser = service.browser("aliya")
    browser.post(f"/tasks/{task_id}/draft", json={"identity_number": "012345678"})
    cut = browser.post(
        f"/tasks/{task_id}/draft", data=b'{"identity_num', content_type="application/json"
    )

    assert cut.status_code == 400
    assert "012345678" in browser.get(f"/tasks/{task_id}").text


def test_a_referrer_that_is_no_address_leads_to_the_sign_in(service):
    answer = service.app.test_client().post("/visits/new", headers={"Referer": "http://[bad"})

    assert answer.status_code == 302
