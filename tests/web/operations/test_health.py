from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text

from engine.storage.database import Database
from web import create_app
from web.platform import Platform
from web.store import Schema, schema_state


def test_a_node_that_can_serve_says_so(client: FlaskClient) -> None:
    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (200, {"status": "ok", "schema": "current"})


def test_a_node_before_an_old_schema_cannot_serve(
    client: FlaskClient, sqlite_database: Database
) -> None:
    with sqlite_database.transaction() as connection:
        connection.execute(text("ALTER TABLE office DROP COLUMN phone"))

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (503, {"status": "unavailable", "schema": "old"})


def test_a_node_without_its_database_cannot_serve(platform: Platform, tmp_path: Path) -> None:
    gone = Database(f"sqlite:///{tmp_path / 'no' / 'such.sqlite'}")
    client = create_app(replace(platform, database=gone)).test_client()

    answer = client.get("/healthz")

    assert (answer.status_code, answer.json) == (
        503,
        {"status": "unavailable", "schema": "unreachable"},
    )


def test_a_schema_that_was_current_is_not_looked_at_again(
    client: FlaskClient, sqlite_database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/healthz")
    monkeypatch.setattr("web.store._missing", lambda _: pytest.fail("looked again"))

    assert client.get("/healthz").status_code == 200


def test_more_columns_than_needed_are_no_old_schema(database: Database) -> None:
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE office ADD COLUMN of_the_next_version INTEGER"))

    assert schema_state(database) is Schema.CURRENT
    with database.transaction() as connection:
        connection.execute(text("ALTER TABLE office DROP COLUMN of_the_next_version"))
