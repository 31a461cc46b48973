"""What an analyst sends: the real model, changed."""

from __future__ import annotations

import re
from io import BytesIO
from typing import Any

from flask.testing import FlaskClient
from lxml import html
from werkzeug.test import TestResponse

from engine.model.intake import read_model
from engine.settings import ROOT

EXTERNAT = (ROOT / "bpmn" / "externat.bpmn").read_bytes()
STUCK = re.sub(
    b'<bpmn:exclusiveGateway (id="IdentityKnown".*?)</bpmn:exclusiveGateway>',
    rb"<bpmn:parallelGateway \1</bpmn:parallelGateway>",
    EXTERNAT,
    flags=re.DOTALL,
)
"""Two ways that exclude each other meet at a gateway that waits for both."""


def changed(old: str, new: str, *, of: bytes = EXTERNAT) -> bytes:
    """The model with one text replaced wherever it stands; it must stand there."""
    assert old.encode() in of, old
    found = of.replace(old.encode(), new.encode())
    read_model(found)
    return found


def send(browser: FlaskClient, xml: bytes, name: str = "externat.bpmn") -> TestResponse:
    """Import a file. The answer is closed, and with it what was sent: a large file lies on the disk meanwhile."""
    answer = browser.post("/models/import", data={"model": (BytesIO(xml), name)}, buffered=True)
    answer.close()
    answer.request.input_stream.close()
    return answer


def draft_of(answer: TestResponse) -> int:
    """The draft that an answer leads to."""
    assert answer.status_code == 303, answer.text
    found = re.fullmatch(r"/models/drafts/(\d+)(/editor)?(#others)?", answer.location)
    assert found, answer.location
    return int(found[1])


def imported(browser: FlaskClient, xml: bytes, name: str = "externat.bpmn") -> int:
    """The draft that a file became."""
    return draft_of(send(browser, xml, name))


def opened(browser: FlaskClient, key: str = "externat", number: int = 1) -> int:
    """The draft that a version was opened as."""
    return draft_of(browser.post(f"/models/{key}/{number}/draft"))


def shown_hash(browser: FlaskClient, draft_id: int) -> str:
    """What the page would send along with «deploy»."""
    found = html.fromstring(browser.get(f"/models/drafts/{draft_id}").text)
    return str(found.xpath("//input[@name='sha256']/@value")[0])


def deploy(
    browser: FlaskClient, draft_id: int, comment: str = "Жаңа нұсқа", **changes: Any
) -> TestResponse:
    sha256 = changes.pop("sha256", None) or shown_hash(browser, draft_id)
    data = {"sha256": sha256, "comment": comment, **changes}
    return browser.post(f"/models/drafts/{draft_id}/deploy", data=data)


def deploy_changed(browser: FlaskClient, old: str, new: str) -> TestResponse:
    """A further version of the real model."""
    return deploy(browser, imported(browser, changed(old, new)))
