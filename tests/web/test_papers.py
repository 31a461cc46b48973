from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from engine.storage.database import Database
from engine.storage.vault import Vault
from people.tables import ReadLogRow
from tests.conftest import NOW
from tests.web.conftest import signed_in
from tests.web.service import Service
from tests.web.written_cases import WrittenCase
from web.papers import safe_name
from workers.documents.store import NewDocument, add_document, documents_of


@pytest.fixture
def add(sqlite_database: Database, vault: Vault, case: WrittenCase) -> Any:
    """Store a document of the case; its id."""

    def added(**changes: Any) -> str:
        values: dict[str, Any] = {
            "id": "a" * 32,
            "kind": "other",
            "media_type": "image/png",
            "file_name": "scan.png",
            "created_at": NOW,
            "created_by": "aliya",
            "owner": "aliya",
            "instance_id": case.instance_id,
        }
        with sqlite_database.transaction() as connection:
            add_document(connection, vault, NewDocument(**values | changes), b"bytes of it")
        return str((values | changes)["id"])

    return added


def test_what_we_made_is_shown_in_the_browser(app: Flask, case: WrittenCase) -> None:
    answer = signed_in(app, "gulnar").get(f"/documents/{case.published_id}")

    assert answer.data == b"e"
    assert answer.mimetype == "application/pdf"
    assert answer.headers["Content-Disposition"] == "inline; filename=order.pdf"


def test_what_was_uploaded_is_saved_to_disk_with_its_own_type(app: Flask, add: Any) -> None:
    answer = signed_in(app, "aliya").get(f"/documents/{add()}")

    assert answer.data == b"bytes of it"
    assert answer.mimetype == "image/png"
    assert answer.headers["Content-Disposition"] == "attachment; filename=scan.png"


def test_an_uploaded_pdf_is_not_opened_in_place(app: Flask, add: Any) -> None:
    uploaded = add(media_type="application/pdf", file_name="x.pdf")

    answer = signed_in(app, "aliya").get(f"/documents/{uploaded}")

    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_browsers_do_not_guess_the_type_and_keep_nothing(app: Flask, add: Any) -> None:
    answer = signed_in(app, "aliya").get(f"/documents/{add()}")

    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_name_in_kazakh_reaches_the_browser_whole(app: Flask, add: Any) -> None:
    answer = signed_in(app, "aliya").get(f"/documents/{add(file_name='Қорытынды.png')}")

    named = answer.headers["Content-Disposition"]
    assert "filename*=UTF-8''%D2%9A%D0%BE%D1%80" in named


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        ("order.pdf", "order.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\temp\\x.png", "x.png"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("gnp.\u202efdp.exe", "gnp.fdp.exe"),
        ("..", "document"),
        ("", "document"),
    ],
)
def test_a_file_name_leads_nowhere_and_breaks_no_header(stored: str, shown: str) -> None:
    assert safe_name(stored) == shown


def test_each_document_opened_is_recorded(
    app: Flask, case: WrittenCase, sqlite_database: Database
) -> None:
    signed_in(app, "laura").get(f"/documents/{case.draft_id}")

    columns = (ReadLogRow.person_id, ReadLogRow.action, ReadLogRow.subject)
    with sqlite_database.snapshot() as connection:
        (read,) = connection.execute(select(*columns)).all()
    assert tuple(read) == ("laura", "see_document", f"/documents/{case.draft_id}")


def test_the_applicant_opens_what_is_published_and_no_draft(app: Flask, case: WrittenCase) -> None:
    browser = signed_in(app, "aigerim")

    assert browser.get(f"/documents/{case.published_id}").status_code == 200
    assert browser.get(f"/documents/{case.draft_id}").status_code == 403


def test_a_document_that_nobody_stored_is_not_found(app: Flask, case: WrittenCase) -> None:
    assert signed_in(app, "laura").get(f"/documents/{'0' * 32}").status_code == 404


def test_a_receipt_of_the_real_service_is_a_pdf(service: Service) -> None:
    instance_id = service.start_case()
    service.walk_to(instance_id, "AcceptDocuments")
    with service.platform.database.snapshot() as connection:
        papers = {each.kind: each for each in documents_of(connection, instance_id)}

    answer = service.browser("saule").get(f"/documents/{papers['acceptance-receipt'].id}")

    assert answer.data.startswith(b"%PDF-")
    named = answer.headers["Content-Disposition"]
    assert named == "inline; filename=acceptance-receipt-2016-003-000001.pdf"
