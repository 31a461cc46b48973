from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from engine.storage.columns import Base
from engine.storage.database import Database
from people.demo import DEMO_PASSWORD
from people.demo_people import PEOPLE
from people.signin import MOST_ATTEMPTS
from tests.web.conftest import signed_in
from web import create_app
from web.platform import Platform


def sign_in(client: FlaskClient, login: str = "gulnar") -> None:
    client.post("/sign-in", data={"login": login, "password": DEMO_PASSWORD})


def test_signing_in_leads_to_the_start_page_in_the_persons_name(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"login": "gulnar", "password": DEMO_PASSWORD})

    assert answer.location == "/"
    assert "Сәдуақасова Гүлнар Маратқызы" in client.get("/").text


def test_the_roles_are_shown_in_the_language_of_the_page(client: FlaskClient) -> None:
    sign_in(client)

    assert "<li>Маман</li>" in client.get("/").text


def test_signing_in_leads_on_to_where_the_visitor_wanted(client: FlaskClient) -> None:
    form = {"login": "gulnar", "password": DEMO_PASSWORD, "next": "/cases/1?tab=2"}

    assert client.post("/sign-in", data=form).location == "/cases/1?tab=2"


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "/\\x"])
def test_signing_in_leads_nowhere_else(client: FlaskClient, elsewhere: str) -> None:
    form = {"login": "gulnar", "password": DEMO_PASSWORD, "next": elsewhere}

    assert client.post("/sign-in", data=form).location == "/"
    assert client.get(f"/sign-in?next={elsewhere}").location == "/"


def test_the_form_keeps_where_to_go_on(client: FlaskClient) -> None:
    assert 'name="next" value="/cases/1"' in client.get("/sign-in?next=/cases/1").text


def test_a_wrong_password_is_refused_with_the_login_kept(client: FlaskClient) -> None:
    answer = client.post("/sign-in", data={"login": "gulnar", "password": "wrong"})

    assert answer.status_code == 403
    assert "Логин немесе құпиясөз қате." in answer.text
    assert 'value="gulnar"' in answer.text
    assert "wrong" not in answer.text


def test_too_many_attempts_are_told_when_to_come_back(client: FlaskClient) -> None:
    for _ in range(MOST_ATTEMPTS):
        client.post("/sign-in", data={"login": "gulnar", "password": "wrong"})

    answer = client.post("/sign-in", data={"login": "gulnar", "password": DEMO_PASSWORD})

    assert answer.status_code == 429
    assert "05.09.2016 10:15" in answer.text, "in Almaty's time of 2016, six hours from Greenwich"


def test_signing_in_takes_the_place_of_who_was_here(app: Flask) -> None:
    client = signed_in(app, "gulnar")

    sign_in(client, "bolat")

    assert "Ахметов Болат" in client.get("/").text


def test_signing_out_ends_the_session_in_the_database(client: FlaskClient) -> None:
    sign_in(client)
    with client.session_transaction() as session:
        token = session["token"]

    client.post("/sign-out")
    with client.session_transaction() as session:
        session["token"] = token

    assert "Гүлнар" not in client.get("/").text


def test_a_link_signs_nobody_out(app: Flask) -> None:
    assert signed_in(app, "gulnar").get("/sign-out").status_code == 405


def test_who_is_signed_in_needs_no_form(app: Flask) -> None:
    assert signed_in(app, "gulnar").get("/sign-in?next=/x").location == "/x"


def test_development_lists_the_demo_logins(client: FlaskClient) -> None:
    text = client.get("/sign-in").text

    assert DEMO_PASSWORD in text
    assert all(f"<code>{person.id}</code>" in text for person in PEOPLE)
    assert "Көктөбе қаласының білім бөлімі" in text


def test_a_database_without_demo_people_lists_nobody(platform: Platform, tmp_path: Path) -> None:
    empty = Database(f"sqlite:///{tmp_path / 'empty.sqlite'}")
    Base.metadata.create_all(empty.writing)
    client = create_app(replace(platform, database=empty)).test_client()

    assert DEMO_PASSWORD not in client.get("/sign-in").text
    empty.dispose()


def test_production_lists_nobody(production: Platform) -> None:
    client = create_app(production).test_client()

    text = client.get("/sign-in", headers={"Host": "ruqsat.example.kz"}).text

    assert DEMO_PASSWORD not in text


def test_a_token_in_the_cookie_cannot_be_made_without_the_key(app: Flask) -> None:
    client = signed_in(app, "gulnar")
    cookie = client.get_cookie("ruqsat")
    assert cookie is not None

    client.set_cookie("ruqsat", cookie.value[:-3] + "abc")

    assert "Гүлнар" not in client.get("/").text
