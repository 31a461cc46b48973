"""export INSTANCE --to FILE: one case as a sealed file that can be checked without the product."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from pathlib import Path

import click
from sqlalchemy import Connection

from audit.exports.case_file import Sealed, write_case_file
from audit.papers import Paper, PaperSignature
from cli.assembly import assembled
from engine.runtime import Runtime
from engine.vault import Vault
from people.actions import Action
from people.store import record_read
from people.values import ReadEntry
from workers.documents.store import (
    Document,
    Signature,
    document_content,
    documents_of,
    signatures_of,
)

TERMINAL = "system:terminal"
"""Who reads where nobody has signed in: whoever may use the machine."""


@click.command()
@click.argument("instance")
@click.option(
    "--to", "target", required=True, type=click.Path(dir_okay=False, path_type=Path), help="ZIP."
)
@click.option("--no-documents", is_flag=True, help="Leave the documents out.")
def export(instance: str, target: Path, no_documents: bool) -> None:
    """Export the case of INSTANCE with its model, forms, documents and a page to read. Prints head and seal: keep them."""
    with assembled() as platform:
        now = platform.clock()
        entry = read_entry(instance, target.name, now)
        with platform.database.transaction() as connection:
            record_read(connection, entry)
        with platform.database.snapshot() as connection:
            papers = () if no_documents else stored_papers(connection, platform.vault, instance)
            sealed = export_case(platform.runtime, connection, instance, papers, target, now)
    click.echo(f"{sealed.business_key}: {sealed.events} events in {target}")
    click.echo(f"head {sealed.head}")
    click.echo(f"seal {sealed.seal}")


def export_case(
    runtime: Runtime,
    connection: Connection,
    instance: str,
    papers: Iterator[Paper] | tuple[Paper, ...],
    target: Path,
    now: datetime,
) -> Sealed:
    """Write the file; where something fails none is left behind, and one that stood there stays."""
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as stream:
            sealed = write_case_file(
                stream, runtime, connection, instance, papers, now=now, by=TERMINAL
            )
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    return sealed


def read_entry(instance: str | None, subject: str, now: datetime) -> ReadEntry:
    """An export is a look at personal data."""
    return ReadEntry(
        person_id=TERMINAL,
        at=now,
        action=Action.EXPORT_CASE.value,
        instance_id=instance,
        subject=subject,
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
    document: Document, content: partial[bytes], signatures: tuple[PaperSignature, ...]
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
