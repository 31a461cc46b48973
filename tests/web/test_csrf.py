"""A change needs the token of the form it comes from."""

from __future__ import annotations

import re

from flask import Flask
from flask.testing import FlaskClient

from people.demo import DEMO_PASSWORD
from tests.web.conftest import PEOPLE, signed_in
from tests.web.routes import routes
from tests.web.written_cases import WrittenCase

CHANGING = {"POST", "PUT", "PATCH", "DELETE"}


def token_on(client: FlaskClient, path: str) -> str:
    found = re.search(r'name="csrf_token" value="([^"]+)"', client.get(path).text)
    assert found is not None
    return found[1]


def test_every_change_without_a_token_is_refused_whoever_sends_it(
    guarded_app: Flask, case: WrittenCase
) -> None:
    browsers = [guarded_app.test_client(), *(signed_in(guarded_app, p) for p in PEOPLE.values())]
    tried = 0
    for route in routes(guarded_app, case):
        if route.method in CHANGING and not route.is_for_machines:
            for browser in browsers:
                assert browser.open(route.path, method=route.method).status_code == 400, route.key
                tried += 1

    assert tried >= 3 * len(browsers)


def test_where_no_token_is_asked_for_no_cookie_counts(
    guarded_app: Flask, case: WrittenCase
) -> None:
    administrator = signed_in(guarded_app, "nurlan")
    found = {
        administrator.open(route.path, method=route.method).status_code
        for route in routes(guarded_app, case)
        if route.is_for_machines and "not_offered" not in route.endpoint
    }

    assert found == {401}


def test_no_route_changes_by_other_methods(guarded_app: Flask, case: WrittenCase) -> None:
    assert {route.method for route in routes(guarded_app, case)} <= {"GET", *CHANGING}


def test_with_the_token_of_its_page_a_form_is_taken(guarded_app: Flask) -> None:
    client = guarded_app.test_client()
    token = token_on(client, "/sign-in")

    answer = client.post(
        "/sign-in", data={"csrf_token": token, "login": "gulnar", "password": DEMO_PASSWORD}
    )

    assert answer.status_code == 302


def test_a_token_of_another_browser_is_refused(guarded_app: Flask) -> None:
    token = token_on(guarded_app.test_client(), "/sign-in")
    client = guarded_app.test_client()
    client.get("/sign-in")

    assert client.post("/sign-in", data={"csrf_token": token}).status_code == 400


def test_a_token_does_not_outlive_signing_in(guarded_app: Flask) -> None:
    client = guarded_app.test_client()
    before = token_on(client, "/sign-in")
    client.post(
        "/sign-in", data={"csrf_token": before, "login": "gulnar", "password": DEMO_PASSWORD}
    )
    client.get("/")

    assert client.post("/sign-out", data={"csrf_token": before}).status_code == 400


def test_the_refusal_says_what_to_do(guarded_app: Flask) -> None:
    answer = guarded_app.test_client().post("/sign-in")

    assert "Бұл бет ескіргендіктен жіберілмеді" in answer.text


def test_a_form_may_be_typed_as_long_as_the_session_lasts(guarded_app: Flask) -> None:
    assert guarded_app.config["WTF_CSRF_TIME_LIMIT"] is None
