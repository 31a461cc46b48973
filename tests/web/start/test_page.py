from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from people.actions import Action
from tests.web.conftest import signed_in
from web import navigation
from web.access import access


def test_the_start_page_says_what_the_service_is_in_its_official_name(client: FlaskClient) -> None:
    text = client.get("/").text

    name = "Негізгі орта, жалпы орта білім беру ұйымдарында экстернат нысанында оқытуға рұқсат беру"
    assert name in text
    assert "1 желтоқсан" in text


def test_every_page_names_the_legal_edition(client: FlaskClient) -> None:
    assert "2016 жылғы редакция" in client.get("/").text
    assert "2016 жылғы редакция" in client.get("/nowhere").text


def test_a_visitor_is_offered_to_sign_in(client: FlaskClient) -> None:
    assert 'href="/sign-in"' in client.get("/").text


@pytest.fixture
def with_registers(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The app with a page that staff may open and analysts may not, and its entry in the menu."""

    @app.get("/made-up", endpoint="made_up.page")
    @access(Action.SEE_REGISTERS)
    def page() -> str:
        return "x"

    entry = navigation.Entry(
        endpoint="made_up.page", label="Тіркелімдер", action=Action.SEE_REGISTERS
    )
    monkeypatch.setattr(navigation, "ENTRIES", (*navigation.ENTRIES, entry))
    return app


def test_the_menu_has_what_one_may_open(with_registers: Flask) -> None:
    assert 'href="/made-up"' in signed_in(with_registers, "gulnar").get("/").text


def test_the_menu_has_nothing_else(with_registers: Flask) -> None:
    assert 'href="/made-up"' not in signed_in(with_registers, "arman").get("/").text
    assert 'href="/made-up"' not in with_registers.test_client().get("/").text


def test_the_menu_marks_this_page(client: FlaskClient) -> None:
    assert 'href="/" aria-current="page"' in client.get("/").text
