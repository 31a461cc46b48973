from __future__ import annotations

import os
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from tests.web.conftest import signed_in
from tests.web.service import Service
from web.languages import compile_catalogues

TITLES = {
    "kk": "Экстернат нысанында оқытуға рұқсат",
    "ru": "Разрешение на обучение в форме экстерната",
    "en": "Permission to study as an external student",
}


def test_a_visitor_reads_kazakh(client: FlaskClient) -> None:
    text = client.get("/").text

    assert '<html lang="kk">' in text
    assert TITLES["kk"] in text


@pytest.mark.parametrize("language", TITLES)
def test_a_chosen_language_stays(client: FlaskClient, language: str) -> None:
    answer = client.get(f"/language/{language}?next=/sign-in")

    assert answer.location == "/sign-in"
    text = client.get("/").text
    assert f'<html lang="{language}">' in text
    assert TITLES[language] in text


def test_a_person_is_met_in_their_language(service: Service) -> None:
    assert '<html lang="ru">' in signed_in(service.app, "askar").get("/").text


def test_a_choice_wins_over_the_persons_language(service: Service) -> None:
    client = signed_in(service.app, "askar")
    client.get("/language/en")

    assert '<html lang="en">' in client.get("/").text


def test_a_made_up_choice_is_none(client: FlaskClient) -> None:
    client.set_cookie("ruqsat_language", "../../etc")

    assert '<html lang="kk">' in client.get("/").text


def test_an_unknown_language_is_not_found(client: FlaskClient) -> None:
    assert client.get("/language/fr").status_code == 404


def test_choosing_a_language_leads_nowhere_else(client: FlaskClient) -> None:
    assert client.get("/language/ru?next=//elsewhere.example").location == "/"


def test_each_page_offers_the_languages_and_the_way_back(client: FlaskClient) -> None:
    assert "/language/ru?next=/sign-in" in client.get("/sign-in").text


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    source = tmp_path / "ru" / "LC_MESSAGES" / "messages.po"
    source.parent.mkdir(parents=True)
    source.write_text('msgid "Start"\nmsgstr "Главная"\n')
    return tmp_path


def test_a_catalogue_is_compiled_once(folder: Path) -> None:
    (made,) = compile_catalogues(folder)

    assert made.read_bytes()[:4] in (b"\xde\x12\x04\x95", b"\x95\x04\x12\xde")
    assert compile_catalogues(folder) == []


def test_a_changed_catalogue_is_compiled_again(folder: Path) -> None:
    (made,) = compile_catalogues(folder)
    source = made.with_suffix(".po")
    source.write_text('msgid "Start"\nmsgstr "Начало"\n')
    os.utime(made, ns=(0, 0))

    assert compile_catalogues(folder) == [made]
    assert "Начало".encode() in made.read_bytes()
