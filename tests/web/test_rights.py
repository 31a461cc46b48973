"""Every route, tried by everybody."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from people.rights import TABLE
from tests.web.conftest import PEOPLE
from tests.web.expected import EXPECTED, UNAWARE, Expectation
from tests.web.routes import Route, hollow, routes
from tests.web.written_cases import WrittenCase
from web.access import action_of


def expected_status(route: Route, who: str, expectation: Expectation) -> int:
    """200 through, 302 to the sign-in page (401 to a machine), 403 not theirs to do, 404 not theirs to know."""
    if expectation is None or who in expectation:
        return 200
    if who == "anonymous":
        return 401 if route.is_for_machines else 302
    return 404 if route.names_case and who in UNAWARE else 403


def test_every_route_answers_everybody_as_expected(
    app: Flask,
    client: FlaskClient,
    people: dict[str, FlaskClient],
    machines: dict[str, FlaskClient],
    case: WrittenCase,
    capsys: pytest.CaptureFixture[str],
) -> None:
    hollow(app)
    browsers = {"anonymous": client, **people}
    programs = {"anonymous": client, **machines}
    tried, wrong = 0, []
    for route in routes(app, case):
        for who, browser in (programs if route.is_for_machines else browsers).items():
            found = browser.open(route.path, method=route.method).status_code
            tried += 1
            if found != (right := expected_status(route, who, EXPECTED[route.key])):
                wrong.append(f"{route.key}, {who}: {found}, expected {right}")
    with capsys.disabled():
        count = f"{tried // len(browsers)} routes × {len(browsers)} people = {tried} tries"
        print(f"\nrights: {count}")  # noqa: T201 - how far this reaches is part of the report

    assert wrong == []
    assert tried >= len(EXPECTED) * len(browsers)


def test_every_route_is_expected_and_every_expectation_is_a_route(
    app: Flask, case: WrittenCase
) -> None:
    assert {route.key for route in routes(app, case)} == set(EXPECTED)


def test_who_is_expected_holds_a_role_that_the_table_names(app: Flask, case: WrittenCase) -> None:
    """Expectation and table agree on roles; offices and relations are what the tries above are for."""
    for route in routes(app, case):
        expectation, action = EXPECTED[route.key], action_of(app, route.endpoint)
        if action is None or expectation is None:
            assert (action, expectation) == (None, None), route.key
            continue
        roles = {_role(who) for who in expectation}
        assert roles == set(map(str, TABLE[action])) or route.names_case, route.key


def test_everybody_who_tries_is_somebody_of_the_demo(people: dict[str, FlaskClient]) -> None:
    assert people.keys() == PEOPLE.keys()
    assert people.keys() > UNAWARE


def test_nobody_comes_to_the_interface_by_a_cookie_nor_to_a_page_by_a_header(
    app: Flask,
    people: dict[str, FlaskClient],
    machines: dict[str, FlaskClient],
    case: WrittenCase,
) -> None:
    hollow(app)
    refused = {
        (machines if not route.is_for_machines else people)["administrator"]
        .open(route.path, method=route.method)
        .status_code
        for route in routes(app, case)
        if EXPECTED[route.key] is not None
    }

    assert refused == {302, 401}


def _role(who: str) -> str:
    role = who.removeprefix("foreign ")
    return "state-corporation-worker" if role == "worker" else role
