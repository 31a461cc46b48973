"""What an analyst sends: the real model, changed."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from engine.model.intake import read_model
from engine.settings import ROOT

EXTERNAT = (ROOT / "bpmn" / "externat.bpmn").read_bytes()


def changed(old: str, new: str, *, of: bytes = EXTERNAT) -> bytes:
    """The model with one text replaced wherever it stands; it must stand there."""
    assert old.encode() in of, old
    found = of.replace(old.encode(), new.encode())
    read_model(found)
    return found


def send(browser: FlaskClient, xml: bytes, name: str = "externat.bpmn") -> TestResponse:
    """The answer is closed, and with it what was sent: a large file lies on the disk meanwhile."""
    answer = browser.post("/models/check", data={"model": (BytesIO(xml), name)}, buffered=True)
    answer.close()
    answer.request.input_stream.close()
    return answer


def kept_hash(browser: FlaskClient, key: str = "externat") -> str:
    """What the page would send along with «deploy»."""
    found = html.fromstring(browser.get(f"/models/{key}/draft").text)
    return str(found.xpath("//input[@name='sha256']/@value")[0])


def deploy(
    browser: FlaskClient, key: str = "externat", comment: str = "Жаңа нұсқа", **changes: Any
) -> TestResponse:
    data = {"sha256": kept_hash(browser, key), "comment": comment, **changes}
    return browser.post(f"/models/{key}/draft/deploy", data=data)


def deploy_changed(browser: FlaskClient, old: str, new: str) -> TestResponse:
    """A further version of the real model."""
    assert send(browser, changed(old, new)).status_code == 303
    return deploy(browser)
