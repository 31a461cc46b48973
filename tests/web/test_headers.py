from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from web import create_app
from web.headers import HEADERS, POLICY
from web.platform import Platform

PAGES = ["/", "/sign-in", "/healthz", "/nowhere", "/static/nothing.css"]


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("name", HEADERS)
def test_every_answer_has_every_header(client: FlaskClient, path: str, name: str) -> None:
    assert client.get(path).headers[name] == HEADERS[name]


def test_the_policy_lets_nothing_in_from_elsewhere() -> None:
    assert POLICY["default-src"] == POLICY["style-src"] == POLICY["form-action"] == "'self'"
    assert POLICY["object-src"] == POLICY["base-uri"] == POLICY["frame-ancestors"] == "'none'"
    assert "unsafe" not in HEADERS["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere"])
def test_a_page_keeps_to_the_policy(client: FlaskClient, path: str) -> None:
    text = client.get(path).text

    assert " style=" not in text
    assert "<style" not in text
    assert "<script>" not in text
    assert " onclick=" not in text


@pytest.mark.parametrize("path", ["/", "/sign-in", "/nowhere"])
def test_a_page_is_kept_in_no_cache(client: FlaskClient, path: str) -> None:
    assert client.get(path).headers["Cache-Control"] == "no-store"


@pytest.fixture
def built(app: Flask, tmp_path: Path) -> FlaskClient:
    """The app with a built front end of two files."""
    dist = tmp_path / "static" / "dist"
    dist.mkdir(parents=True)
    (dist / "app-ABC.css").write_text("body{}")
    (dist / "manifest.json").write_text(json.dumps({"app.css": "app-ABC.css"}))
    (tmp_path / "static" / "plain.txt").write_text("x")
    app.static_folder = str(tmp_path / "static")
    return app.test_client()


def test_a_page_names_built_files_by_their_content(built: FlaskClient) -> None:
    assert "/static/dist/app-ABC.css" in built.get("/").text


def test_a_built_file_is_kept_for_good(built: FlaskClient) -> None:
    with built.get("/static/dist/app-ABC.css") as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"].endswith("immutable")


@pytest.mark.parametrize("path", ["/static/plain.txt", "/static/dist/manifest.json"])
def test_a_file_whose_name_stays_is_asked_for_anew(built: FlaskClient, path: str) -> None:
    with built.get(path) as answer:
        assert answer.status_code == 200
        assert answer.headers["Cache-Control"] == "no-cache"


def test_a_page_stands_where_nothing_is_built(app: Flask, tmp_path: Path) -> None:
    app.static_folder = str(tmp_path)

    assert "/static/dist/app.css" in app.test_client().get("/").text


def test_on_one_machine_there_is_no_promise_of_https(client: FlaskClient) -> None:
    assert "Strict-Transport-Security" not in client.get("/").headers


@pytest.fixture
def production_client(production: Platform) -> FlaskClient:
    client = create_app(production).test_client()
    client.environ_base["HTTP_HOST"] = "ruqsat.example.kz"
    client.environ_base["wsgi.url_scheme"] = "https"
    return client


def test_production_promises_https(production_client: FlaskClient) -> None:
    assert production_client.get("/").headers["Strict-Transport-Security"] == "max-age=31536000"


def test_a_production_cookie_goes_over_https_to_this_host_alone(
    production_client: FlaskClient,
) -> None:
    cookie = production_client.get("/sign-in").headers["Set-Cookie"]

    assert cookie.startswith("__Host-ruqsat=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_production_answers_to_its_own_name_only(production: Platform) -> None:
    client = create_app(production).test_client()

    assert client.get("/", headers={"Host": "elsewhere.example"}).status_code == 400
    assert client.get("/healthz", headers={"Host": "127.0.0.1:8000"}).status_code == 200


def test_a_cookie_is_not_for_scripts(client: FlaskClient) -> None:
    cookie = client.get("/sign-in").headers["Set-Cookie"]

    assert {"HttpOnly", "SameSite=Lax"} <= set(cookie.split("; "))
