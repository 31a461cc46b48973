"""What travels compressed, what varies with it, and what an attacker must not have compressed."""

from __future__ import annotations

import gzip
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.web.conftest import signed_in
from tests.web.service import Service

GZIP = {"Accept-Encoding": "gzip"}
OURS = {**GZIP, "Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def built(app: Flask, tmp_path: Path) -> FlaskClient:
    """The app with one built file, in three forms."""
    dist = tmp_path / "dist"
    dist.mkdir()
    (dist / "app-ABC.css").write_text("body{}")
    (dist / "app-ABC.css.br").write_bytes(b"small")
    (dist / "app-ABC.css.gz").write_bytes(b"medium")
    app.static_folder = str(tmp_path)
    return app.test_client()


@pytest.mark.parametrize(
    ("accepted", "encoding", "content"),
    [
        ("gzip, deflate, br", "br", b"small"),
        ("gzip", "gzip", b"medium"),
        ("br;q=0", None, b"body{}"),
        ("", None, b"body{}"),
    ],
)
def test_a_built_file_comes_as_the_browser_takes_it(
    built: FlaskClient, accepted: str, encoding: str | None, content: bytes
) -> None:
    with built.get("/static/dist/app-ABC.css", headers={"Accept-Encoding": accepted}) as answer:
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.data == content
        assert answer.mimetype == "text/css"
        assert answer.headers["Vary"] == "Accept-Encoding"
        assert "immutable" in answer.headers["Cache-Control"]


def test_a_page_is_compressed(client: FlaskClient) -> None:
    plain, small = client.get("/sign-in"), client.get("/sign-in", headers=OURS)

    assert small.headers["Content-Encoding"] == "gzip"
    assert len(small.data) < len(plain.data) / 2
    assert gzip.decompress(small.data).lstrip()[:15] == b"<!doctype html>"
    assert int(small.headers["Content-Length"]) == len(small.data)


def test_what_a_page_varies_with_is_said_whether_it_is_compressed_or_not(
    client: FlaskClient,
) -> None:
    for headers in ({}, GZIP, OURS):
        vary = client.get("/sign-in", headers=headers).headers["Vary"]
        assert {"Accept-Encoding", "Sec-Fetch-Site", "Cookie"} <= set(vary.split(", "))


@pytest.mark.parametrize("site", ["cross-site", "same-site", None])
def test_a_page_with_a_session_that_another_site_asked_for_stays_plain(
    service: Service, site: str | None
) -> None:
    """Its length would tell what stands in it."""
    headers = GZIP if site is None else {**GZIP, "Sec-Fetch-Site": site}
    answer = signed_in(service.app, "askar").get("/", headers=headers)

    assert answer.status_code == 200
    assert "Content-Encoding" not in answer.headers


def test_little_and_what_is_no_text_stay_as_they_are(client: FlaskClient) -> None:
    with client.get("/healthz", headers=OURS) as answer:
        assert "Content-Encoding" not in answer.headers


def test_a_page_that_has_a_tag_keeps_it_as_a_weak_one(app: Flask, client: FlaskClient) -> None:
    def tag(response: object) -> object:
        response.set_etag("abc")  # type: ignore[attr-defined]
        return response

    app.after_request(tag)  # type: ignore[type-var]

    assert client.get("/sign-in", headers=OURS).headers["ETag"] == 'W/"abc"'
