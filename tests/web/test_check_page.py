from __future__ import annotations

import re
from datetime import timedelta
from hashlib import sha256

import pytest
from flask.testing import FlaskClient

from people.lookups import MOST_OF_ADDRESS, MOST_OF_ALL, WINDOW
from tests.web.reading import words
from tests.web.service import Service
from workers.documents.store import Document, documents_of, void_document


@pytest.fixture
def order(service: Service) -> Document:
    """A signed order."""
    instance_id = service.start_case()
    task = service.walk_to(instance_id, "SignOrder")
    assert service.complete(task, "bolat", {"signed": "true"}).status_code == 303
    with service.platform.database.snapshot() as connection:
        return next(each for each in documents_of(connection, instance_id) if each.kind == "order")


@pytest.fixture
def visitor(service: Service) -> FlaskClient:
    """A browser in which nobody is signed in."""
    browser = service.app.test_client()
    browser.set_cookie("ruqsat_language", "en")
    return browser


def test_anybody_reads_what_is_printed_on_the_document(
    service: Service, visitor: FlaskClient, order: Document
) -> None:
    answer = visitor.get(f"/check/{order.check_code}")

    content = service.browser("bolat").get(f"/documents/{order.id}").data
    text = words(answer.text)
    assert answer.status_code == 200
    assert "made by this system and is in force" in text
    assert "Document Order Number 1-Э/2016 Date 05.09.2016" in text
    assert "Signature signed, mark ТЕСТ: without legal force" in text
    assert "Signed at 05.09.2016" in text
    certificate = text.partition("Fingerprint of the certificate ")[2].split()[0]
    assert re.fullmatch("[0-9a-f]{64}", certificate)
    assert sha256(content).hexdigest() in text


def test_no_person_and_no_case_is_told(visitor: FlaskClient, order: Document) -> None:
    text = visitor.get(f"/check/{order.check_code}").text

    for hidden in ("Ахметов", "2016-000001", "bolat", "100517599112", order.id):
        assert hidden not in text


def test_a_void_document_is_said_to_be_void(
    service: Service, visitor: FlaskClient, order: Document
) -> None:
    with service.platform.database.transaction() as connection:
        now = service.platform.clock()
        void_document(connection, order.id, reason="Құпия себеп", by="bolat", at=now)

    text = words(visitor.get(f"/check/{order.check_code}").text)

    assert "The document is void" in text
    assert "Void since 05.09.2016" in text
    assert "in force" not in text
    assert "Құпия себеп" not in text


def test_a_document_that_nobody_signed_is_not_signed(
    service: Service, visitor: FlaskClient
) -> None:
    instance_id = service.start_case()
    service.walk_to(instance_id, "AcceptDocuments")
    with service.platform.database.snapshot() as connection:
        papers = documents_of(connection, instance_id)
    receipt = next(each for each in papers if each.kind == "acceptance-receipt")

    assert "Signature not signed" in words(visitor.get(f"/check/{receipt.check_code}").text)


def test_a_code_may_be_typed_in_groups_and_small_letters(
    visitor: FlaskClient, order: Document
) -> None:
    assert order.check_code is not None
    typed = f"{order.check_code[:13].lower()}-{order.check_code[13:]} "

    answer = visitor.get("/check", query_string={"code": typed}, follow_redirects=True)

    assert "in force" in answer.text


@pytest.mark.parametrize("code", ["A" * 26, "x", "' OR 1=1", "ж" * 500, "<script>"])
def test_an_unknown_code_is_said_and_the_form_stays(visitor: FlaskClient, code: str) -> None:
    answer = visitor.get(f"/check/{code}")

    assert answer.status_code == 404
    assert "No document has this code." in words(answer.text)
    assert 'name="code"' in answer.text
    assert "<script>" not in answer.text.partition("<main")[2]


@pytest.mark.parametrize("typed", ["", "   ", "/../", "..."])
def test_without_a_code_the_form_is_shown(visitor: FlaskClient, typed: str) -> None:
    answer = visitor.get("/check", query_string={"code": typed})

    assert answer.status_code == 200
    assert 'name="code"' in answer.text


def test_an_address_is_answered_thirty_times_a_minute(
    service: Service, visitor: FlaskClient
) -> None:
    for _ in range(MOST_OF_ADDRESS):
        assert visitor.get("/check/x").status_code == 404

    refused = visitor.get("/check/x")

    assert refused.status_code == 429
    assert "Too many look-ups. Try again after 05.09.2016 10:01." in words(refused.text)
    service.pass_time(WINDOW + timedelta(seconds=1))
    assert visitor.get("/check/x").status_code == 404


def test_another_address_is_not_held_up(visitor: FlaskClient) -> None:
    for _ in range(MOST_OF_ADDRESS + 1):
        visitor.get("/check/x")

    elsewhere = visitor.get("/check/x", environ_overrides={"REMOTE_ADDR": "198.51.100.7"})

    assert elsewhere.status_code == 404


def test_all_addresses_together_have_a_limit(
    service: Service, visitor: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("people.lookups.MOST_OF_ALL", 3)
    assert MOST_OF_ALL > MOST_OF_ADDRESS
    found = [
        visitor.get("/check/x", environ_overrides={"REMOTE_ADDR": f"198.51.100.{n}"}).status_code
        for n in range(4)
    ]

    assert found == [404, 404, 404, 429]


def test_looking_at_the_form_counts_nothing(visitor: FlaskClient) -> None:
    for _ in range(MOST_OF_ADDRESS + 5):
        assert visitor.get("/check").status_code == 200
