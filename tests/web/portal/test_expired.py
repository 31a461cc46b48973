"""A session that ends in the middle of a form: sign in and go on."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from people import store
from tests.web.portal_answers import SCHOOL, opened
from tests.web.service import Service
from web.access import TOKEN


def short_session(service: Service, person_id: str) -> FlaskClient:
    """A browser whose session lasts five minutes."""
    with service.platform.database.transaction() as connection:
        store.open_session(
            connection,
            "a short one",
            person_id,
            now=service.platform.clock(),
            lasts=timedelta(minutes=5),
        )
    browser = service.app.test_client()
    with browser.session_transaction() as session:
        session[TOKEN] = "a short one"
    return browser


def test_what_was_typed_when_the_session_ended_waits_behind_the_sign_in(service: Service) -> None:
    task_id = opened(service)
    address = f"/portal/applications/{task_id}/school"
    browser = short_session(service, "aigerim")
    service.pass_time(timedelta(minutes=30))
    answer = browser.post(address, data=SCHOOL, headers={"Referer": f"http://localhost{address}"})

    assert answer.status_code == 302
    assert answer.location == f"/sign-in?next={address}"
    again = service.browser("aigerim").get(address)
    assert 'value="№ 27 жалпы білім беретін мектеп"' in again.text


@pytest.mark.parametrize(
    ("person_id", "waited", "posted"),
    [
        ("askar", timedelta(minutes=30), SCHOOL),
        ("saule", timedelta(minutes=30), SCHOOL),
        ("aigerim", timedelta(days=2), SCHOOL),
        ("aigerim", timedelta(minutes=30), {"decision": "granted"}),
    ],
)
def test_an_ended_session_keeps_nothing_that_it_might_not(
    service: Service, person_id: str, waited: timedelta, posted: dict[str, str]
) -> None:
    task_id = opened(service)
    address = f"/portal/applications/{task_id}/school"
    browser = short_session(service, person_id)
    service.pass_time(waited)
    answer = browser.post(address, data=posted)

    assert answer.status_code == 302
    again = service.browser("aigerim").get(address)
    assert "is restored" not in again.text


def test_who_was_never_signed_in_keeps_nothing(service: Service) -> None:
    task_id = opened(service)
    address = f"/portal/applications/{task_id}/school"
    answer = service.app.test_client().post(address, data=SCHOOL)

    assert answer.status_code == 302
    assert "is restored" not in service.browser("aigerim").get(address).text
