"""A database that is busy or away: 503 with a sentence and `Retry-After`, and what was typed can be sent again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import html
from sqlalchemy import Connection, create_engine, text
from werkzeug.test import TestResponse

from cli.assembly import platform_over
from cli.deploy import deploy_file
from engine.settings import ROOT, read_settings
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.vault import Vault
from people.demo import install_demo
from people.passwords import Hasher
from tests.conftest import NOW
from tests.web.conftest import DATA_KEY, ServedApp
from tests.web.furnished import Furnished
from tests.web.service import ANSWERS, Service

BUSY_S = 0.05
SENTENCES = {
    "kk": "Ештеңе сақталған жоқ; бірнеше секундтан кейін қайталап көріңіз.",
    "ru": "Ничего не сохранено; повторите через несколько секунд.",
    "en": "Nothing was saved; try again in a few seconds.",
}


def told(answer: TestResponse, language: str = "en") -> bool:
    """Whether it is the answer that a busy system owes."""
    return (
        answer.status_code == 503
        and answer.headers["Retry-After"] == "5"
        and SENTENCES[language] in answer.text
    )


@contextmanager
def over(service: Service, database: Database) -> Iterator[Service]:
    """The same service on other connections."""
    runtime = replace(service.platform.runtime, database=database)
    platform = replace(service.platform, database=database, runtime=runtime)
    service.app.extensions["ruqsat"] = platform
    yield replace(service, platform=platform)
    service.app.extensions["ruqsat"] = service.platform
    database.dispose()


@contextmanager
def held(database: Database) -> Iterator[None]:
    """Somebody else writes, and does not come to an end."""
    engine = create_engine(database.url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        _hold(connection, database)
        yield
        connection.execute(text("ROLLBACK"))
    engine.dispose()


def _hold(connection: Connection, database: Database) -> None:
    if database.is_sqlite:
        connection.execute(text("BEGIN IMMEDIATE"))
        return
    connection.execute(text("BEGIN"))
    names = ", ".join(table.name for table in Base.metadata.sorted_tables)
    connection.execute(text(f"LOCK TABLE {names} IN EXCLUSIVE MODE"))


@pytest.fixture
def busy_service(
    database: Database, hasher: Hasher, served_app: ServedApp, tmp_path: Path
) -> Iterator[Service]:
    """A service on SQLite and on PostgreSQL whose commands wait but a moment."""
    if database.is_sqlite:
        Base.metadata.create_all(database.writing)
    settings = replace(read_settings({}, root=tmp_path), data_key=DATA_KEY)
    with database.transaction() as connection:
        offices = install_demo(connection, Vault(DATA_KEY), NOW, hasher)
    quick = Database(database.writing.url.render_as_string(False), busy_seconds=BUSY_S)
    platform = platform_over(settings, quick, clock=lambda: NOW, hasher=hasher)
    deploy_file(platform.runtime, ROOT / "bpmn" / "externat.bpmn", actor="arman", now=NOW)
    yield Service(app=served_app.over(platform), platform=platform, offices=offices, clock=[NOW])
    quick.dispose()


def test_a_write_that_waits_too_long_is_told_and_can_be_sent_again(busy_service: Service) -> None:
    case = busy_service.start_case()
    task = busy_service.walk_to(case, "Identify")
    busy_service.browser("aliya")
    with held(busy_service.platform.database):
        answer = busy_service.complete(task, "aliya", ANSWERS["Identify"])

    assert told(answer)
    assert sent_again(busy_service.browser("aliya"), answer).status_code == 303
    assert "Identify" not in busy_service.open_tasks(case)


def sent_again(browser: FlaskClient, answer: TestResponse) -> TestResponse:
    """What the page's form sends."""
    form = html.fromstring(answer.text).xpath("//main//form[@method='post']")[0]
    assert form.get("action") is None
    return browser.post(answer.request.path, data=dict(form.form_values()))


@pytest.mark.parametrize("language", SENTENCES)
def test_it_is_said_in_three_languages(furnished: Furnished, language: str) -> None:
    url = furnished.service.platform.database.url
    with over(furnished.service, Database(url, busy_seconds=BUSY_S)) as service:
        browser = service.browser("nurlan")
        browser.set_cookie("ruqsat_language", language)
        with held(service.platform.database):
            answer = browser.post("/calendar", data={"day": "2016-09-06", "kind": "day-off"})
            read = browser.get(f"/by-hand/{furnished.values['instance_id'][0]}")

    assert told(answer, language) or answer.status_code == 422
    assert read.status_code == 200 or told(read, language)


def test_no_page_and_no_write_makes_a_fault_of_a_busy_database(furnished: Furnished) -> None:
    """SQLite, with the only write lock held: pages that record who reads them are refused as writes are."""
    url = furnished.service.platform.database.url
    places = opened_places(furnished)
    with (
        over(furnished.service, Database(url, busy_seconds=0.001)) as service,
        held(service.platform.database),
    ):
        found = statuses(furnished, places)

    assert 500 not in found.values()
    assert sum(status == 503 for status in found.values()) > 30


@pytest.mark.parametrize(
    "url", ["sqlite:////nowhere/at.sqlite", "postgresql+psycopg://x@127.0.0.1:9/x"]
)
def test_no_page_makes_a_fault_of_a_database_that_is_away(furnished: Furnished, url: str) -> None:
    places = opened_places(furnished)
    with over(furnished.service, Database(url)):
        found = statuses(furnished, places)

    assert set(found.values()) <= {200, 302, 400, 404, 503}
    assert sum(status == 503 for status in found.values()) > 100


Places = list[tuple[str, FlaskClient, str]]  # method, who, address


def opened_places(furnished: Furnished) -> Places:
    """Of each method of each rule somebody who may use it, signed in, and an address."""
    return [
        (method, furnished.service.browser(furnished.players(rule)[0]), next(furnished.paths(rule)))
        for method in ("GET", "POST")
        for rule in furnished.rules(method)
    ]


def statuses(furnished: Furnished, places: Places) -> Mapping[str, int]:
    """What each route answers, by method and address."""
    found = {}
    for method, browser, path in places:
        with browser.open(path, method=method, data={}) as answer:
            assert answer.status_code != 503 or "Retry-After" in answer.headers
            found[f"{method} {path}"] = answer.status_code
    return found
