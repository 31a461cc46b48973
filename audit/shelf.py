"""The stored documents of a case as `audit` shows and packs them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from audit.papers import Paper, PaperSignature
from engine.expression.values import Value
from engine.storage.columns import Record
from engine.storage.vault import Vault

if TYPE_CHECKING:
    from sqlalchemy import Connection

READ = frozenset({"content", "signatures"})
"""Members of a paper that are no column of a document."""


class Shelf(Protocol):
    """Where documents are kept; `audit` does not enter that room, `workers.documents.store` fits.

    A document has the members of `Paper`, a signature those of `PaperSignature`, and `document_id`.
    """

    def documents_of(self, connection: Connection, instance_id: str, /) -> Iterable[Any]: ...

    def signatures_in(self, connection: Connection, instance_id: str, /) -> Iterable[Any]: ...

    def document_content(
        self, connection: Connection, vault: Vault, document_id: str, /
    ) -> bytes: ...


def stored_papers(
    shelf: Shelf, connection: Connection, vault: Vault, instance_id: str
) -> Iterator[Paper]:
    """The documents of a case with their signatures; bytes are read one document at a time."""
    signed: defaultdict[str, list[PaperSignature]] = defaultdict(list)
    for signature in shelf.signatures_in(connection, instance_id):
        signed[signature.document_id].append(PaperSignature(**_members(PaperSignature, signature)))
    for document in shelf.documents_of(connection, instance_id):
        yield Paper(
            **_members(Paper, document),
            content=partial(shelf.document_content, connection, vault, document.id),
            signatures=tuple(signed[document.id]),
        )


def _members(kind: type[Any], row: Record) -> dict[str, Value]:
    return {
        member.name: getattr(row, member.name) for member in fields(kind) if member.name not in READ
    }
