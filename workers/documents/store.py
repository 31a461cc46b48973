"""Documents and their bytes, enciphered, stored once each. All take the command's connection; none commits."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from engine.errors import EngineError
from engine.storage.columns import table_of
from engine.storage.vault import Vault
from workers.store import upsert
from workers.tables import DocumentContentRow, DocumentRow, DocumentSignatureRow

DOCUMENT = table_of(DocumentRow)
CONTENT = table_of(DocumentContentRow)
SIGNATURE = table_of(DocumentSignatureRow)


class UnknownDocument(EngineError):
    """No document has that id."""

    def __init__(self, document_id: str) -> None:
        super().__init__(f"document {document_id} does not exist")
        self.document_id = document_id


@dataclass(frozen=True, kw_only=True)
class NewDocument:
    """A document to be stored; `id` is 32 hex digits, `language` is `kk,ru` for what we made."""

    id: str
    kind: str
    media_type: str
    file_name: str
    created_at: datetime
    created_by: str
    instance_id: str | None = None
    owner: str | None = None
    language: str = ""
    number: str | None = None
    check_code: str | None = None


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document without its bytes."""

    id: str
    instance_id: str | None
    owner: str | None
    kind: str
    media_type: str
    file_name: str
    size: int
    language: str
    number: str | None
    check_code: str | None
    created_at: datetime
    created_by: str
    published_at: datetime | None
    voided_at: datetime | None
    voided_by: str | None
    void_reason: str


@dataclass(frozen=True, kw_only=True)
class CheckedSignature:
    """certificate: its fingerprint, as it was verified at signing; mark: empty where the signature has legal force."""

    signed_at: datetime
    certificate: str
    mark: str


@dataclass(frozen=True, kw_only=True)
class Checked:
    """What a stranger with the check code may know: no person, no case. sha256: of the file's bytes."""

    kind: str
    number: str | None
    created_at: datetime
    voided_at: datetime | None
    sha256: str
    signatures: tuple[CheckedSignature, ...]


@dataclass(frozen=True, kw_only=True)
class Signature:
    """report: JSON of the verification made at signing; mark: ТЕСТ where it has no legal force."""

    document_id: str
    signer: str
    signer_name: str
    position: str
    signed_at: datetime
    adapter: str
    mark: str
    signature: bytes
    report: str


def add_document(
    connection: Connection, vault: Vault, document: NewDocument, content: bytes
) -> None:
    """Store a document; bytes that are there already are not stored again."""
    content_hash = vault.digest(content)
    sealed = vault.seal(content, _context(content_hash))
    bytes_row = upsert(connection, CONTENT).values(content_hash=content_hash, sealed=sealed)
    connection.execute(bytes_row.on_conflict_do_nothing(index_elements=["content_hash"]))
    row = {**asdict(document), "size": len(content), "content_hash": content_hash}
    connection.execute(insert(DOCUMENT).values(**row))


def document(connection: Connection, document_id: str) -> Document:
    """Raises UnknownDocument."""
    statement = select(*_columns()).where(DOCUMENT.c.id == document_id)
    row = connection.execute(statement).mappings().one_or_none()
    if row is None:
        raise UnknownDocument(document_id)
    return Document(**row)


def document_content(connection: Connection, vault: Vault, document_id: str) -> bytes:
    """The bytes of a document. Raises UnknownDocument, Undecipherable."""
    joined = DOCUMENT.join(CONTENT, DOCUMENT.c.content_hash == CONTENT.c.content_hash)
    statement = (
        select(CONTENT.c.content_hash, CONTENT.c.sealed)
        .select_from(joined)
        .where(DOCUMENT.c.id == document_id)
    )
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise UnknownDocument(document_id)
    return vault.unseal(row.sealed, _context(row.content_hash))


def documents_of(
    connection: Connection, instance_id: str, *, published: bool = False
) -> tuple[Document, ...]:
    """Documents of a case, oldest first, void ones too; with `published` what its applicant may open."""
    statement = select(*_columns()).where(DOCUMENT.c.instance_id == instance_id)
    if published:
        statement = statement.where(
            DOCUMENT.c.published_at.is_not(None), DOCUMENT.c.voided_at.is_(None)
        )
    rows = connection.execute(statement.order_by(DOCUMENT.c.created_at, DOCUMENT.c.id)).mappings()
    return tuple(Document(**row) for row in rows)


def document_by_check_code(connection: Connection, vault: Vault, code: str) -> Checked | None:
    """What is behind a check code, typed with or without spaces, dashes and capitals."""
    typed = "".join(each for each in code.upper() if each.isalnum())
    statement = select(*_columns()).where(DOCUMENT.c.check_code == typed)
    row = connection.execute(statement).one_or_none()
    if row is None:
        return None
    content = document_content(connection, vault, row.id)
    return Checked(
        kind=row.kind,
        number=row.number,
        created_at=row.created_at,
        voided_at=row.voided_at,
        sha256=hashlib.sha256(content).hexdigest(),
        signatures=tuple(map(_checked_signature, signatures_of(connection, row.id))),
    )


def _checked_signature(signature: Signature) -> CheckedSignature:
    certificate = str(json.loads(signature.report).get("certificate", ""))
    return CheckedSignature(
        signed_at=signature.signed_at, certificate=certificate, mark=signature.mark
    )


def attach_uploads(
    connection: Connection, *, owner: str, document_ids: Sequence[str], instance_id: str
) -> int:
    """Give a person's own uploads, not yet in a case, to a case; how many there were."""
    statement = (
        update(DOCUMENT)
        .where(
            DOCUMENT.c.id.in_(document_ids),
            DOCUMENT.c.owner == owner,
            DOCUMENT.c.instance_id.is_(None),
        )
        .values(instance_id=instance_id)
    )
    return connection.execute(statement).rowcount


def publish_document(connection: Connection, document_id: str, *, at: datetime) -> None:
    """Show a document in the applicant's cabinet from now on; the first time stands."""
    statement = (
        update(DOCUMENT)
        .where(DOCUMENT.c.id == document_id, DOCUMENT.c.published_at.is_(None))
        .values(published_at=at)
    )
    connection.execute(statement)


def void_document(
    connection: Connection, document_id: str, *, reason: str, by: str, at: datetime
) -> None:
    """Mark a document void; its bytes stay."""
    statement = (
        update(DOCUMENT)
        .where(DOCUMENT.c.id == document_id, DOCUMENT.c.voided_at.is_(None))
        .values(voided_at=at, voided_by=by, void_reason=reason, published_at=None)
    )
    connection.execute(statement)


def add_signature(connection: Connection, signature: Signature) -> None:
    connection.execute(insert(SIGNATURE).values(**asdict(signature)))


def signatures_of(connection: Connection, document_id: str) -> tuple[Signature, ...]:
    """Signatures of a document in the order in which they were made."""
    columns = (SIGNATURE.c[name] for name in Signature.__dataclass_fields__)
    statement = (
        select(*columns).where(SIGNATURE.c.document_id == document_id).order_by(SIGNATURE.c.id)
    )
    return tuple(Signature(**row) for row in connection.execute(statement).mappings())


def signatures_in(connection: Connection, instance_id: str) -> tuple[Signature, ...]:
    """Signatures of all documents of a case in the order in which they were made."""
    columns = (SIGNATURE.c[name] for name in Signature.__dataclass_fields__)
    statement = (
        select(*columns)
        .join(DOCUMENT, DOCUMENT.c.id == SIGNATURE.c.document_id)
        .where(DOCUMENT.c.instance_id == instance_id)
        .order_by(SIGNATURE.c.id)
    )
    return tuple(Signature(**row) for row in connection.execute(statement).mappings())


def _columns() -> tuple[Any, ...]:
    return tuple(DOCUMENT.c[name] for name in Document.__dataclass_fields__)


def _context(content_hash: str) -> str:
    return f"document:{content_hash}"
