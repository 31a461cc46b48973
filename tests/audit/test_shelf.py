from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from audit.papers import Paper, PaperSignature
from audit.shelf import stored_papers
from tests.conftest import NOW

DOCUMENT = {
    "id": "d1",
    "kind": "order",
    "media_type": "application/pdf",
    "file_name": "Бұйрық.pdf",
    "created_at": NOW,
    "created_by": "gulnar",
    "number": "1/2",
    "voided_at": None,
    "voided_by": None,
    "void_reason": "",
}
SIGNATURE = {
    "signer": "bolat",
    "signer_name": "Болат",
    "position": "басшы",
    "signed_at": NOW,
    "adapter": "demo",
    "mark": "ТЕСТ",
    "signature": b"cms",
}


class FakeShelf:
    """Two documents, the first of them signed; more columns than an auditor needs. `opened`: whose bytes were read."""

    def __init__(self) -> None:
        self.opened: list[str] = []

    def documents_of(self, connection: Any, instance_id: str) -> list[Any]:
        ids = ("d1", "d2")
        return [SimpleNamespace(**DOCUMENT | {"id": one, "size": 5, "owner": None}) for one in ids]

    def signatures_in(self, connection: Any, instance_id: str) -> list[Any]:
        return [SimpleNamespace(**SIGNATURE, document_id="d1", report="{}")]

    def document_content(self, connection: Any, vault: Any, document_id: str) -> bytes:
        self.opened.append(document_id)
        return b"bytes of " + document_id.encode()


def papers(shelf: FakeShelf) -> list[Paper]:
    connection: Any = None
    vault: Any = None
    return list(stored_papers(shelf, connection, vault, "i1"))


def test_a_paper_has_what_its_row_has():
    first, second = papers(FakeShelf())

    assert {name: getattr(first, name) for name in DOCUMENT} == DOCUMENT
    assert second.id == "d2"


def test_signatures_stand_on_their_own_document():
    first, second = papers(FakeShelf())

    assert first.signatures == (PaperSignature(**SIGNATURE),)
    assert second.signatures == ()


def test_bytes_are_read_when_they_are_wanted():
    shelf = FakeShelf()
    found = papers(shelf)
    assert shelf.opened == []

    assert found[1].content() == b"bytes of d2"
    assert shelf.opened == ["d2"]
