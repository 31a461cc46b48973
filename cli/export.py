"""export INSTANCE --to FILE: one case as a sealed file that can be checked without the product."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from sqlalchemy import Connection

from audit.exports.case_file import Sealed, write_case_file
from audit.papers import Paper
from audit.shelf import stored_papers
from cli.assembly import assembled
from engine.storage.runtime import Runtime
from people.actions import Action
from people.store import record_read
from people.values import ReadEntry
from workers.documents import store as documents

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
            papers = (
                ()
                if no_documents
                else stored_papers(documents, connection, platform.vault, instance)
            )
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
