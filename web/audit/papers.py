"""The stored documents of a case as `audit` shows and packs them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from audit.papers import Paper, PaperSignature
from engine.vault import Vault
from people.store import Connection
from workers.documents.store import (
    Document,
    Signature,
    document_content,
    documents_of,
    signatures_of,
)


def stored_papers(connection: Connection, vault: Vault, instance: str) -> Iterator[Paper]:
    """The documents of a case with their signatures; bytes are read one document at a time."""
    for document in documents_of(connection, instance):
        content = partial(document_content, connection, vault, document.id)
        signatures = tuple(
            _signature(signature) for signature in signatures_of(connection, document.id)
        )
        yield _paper(document, content, signatures)


def _paper(
    document: Document, content: Callable[[], bytes], signatures: tuple[PaperSignature, ...]
) -> Paper:
    return Paper(
        id=document.id,
        kind=document.kind,
        media_type=document.media_type,
        file_name=document.file_name,
        created_at=document.created_at,
        created_by=document.created_by,
        content=content,
        number=document.number,
        voided_at=document.voided_at,
        voided_by=document.voided_by,
        void_reason=document.void_reason,
        signatures=signatures,
    )


def _signature(signature: Signature) -> PaperSignature:
    return PaperSignature(
        signer=signature.signer,
        signer_name=signature.signer_name,
        position=signature.position,
        signed_at=signature.signed_at,
        adapter=signature.adapter,
        mark=signature.mark,
        signature=signature.signature,
    )
