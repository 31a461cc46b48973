"""verify: re-execute histories and compare with what is stored."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from rich.progress import Progress
from sqlalchemy import Connection, select

from audit.exports.reading import check_case_file
from cli.assembly import assembled
from cli.demonstration.place import demo_settings
from engine.errors import EngineError
from engine.replay.verify import verify_instance
from engine.storage.runtime import Runtime
from engine.storage.tables import INSTANCE

BROKEN = 1


@click.command()
@click.argument("instances", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every instance of the database.")
@click.option(
    "--file",
    "file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A case file that `export` wrote; needs no database.",
)
@click.option("--head", default="", help="With --file: the last hash, from another source.")
@click.option("--seal", default="", help="With --file: the seal that `export` printed.")
@click.option("--demo", is_flag=True, help="In the database that the command `demo` has made.")
def verify(
    instances: tuple[str, ...],
    everything: bool,
    file: Path | None,
    head: str,
    seal: str,
    demo: bool,
) -> None:
    """Re-execute the history of INSTANCES and compare. Exit 0, or 1 naming the first event that does not fit."""
    if file is not None:
        sys.exit(_file_verdict(file, head, seal))
    if not instances and not everything:
        raise click.UsageError("name an instance, or say --all or --file")
    settings = demo_settings() if demo else None
    with assembled(settings) as platform, platform.database.snapshot() as connection:
        wanted = (
            list(connection.execute(select(INSTANCE.c.id)).scalars())
            if everything
            else list(instances)
        )
        broken = [fault for fault in _faults(platform.runtime, connection, wanted) if fault]
    for fault in broken:
        click.echo(fault, err=True)
    click.echo(f"{len(wanted) - len(broken)} of {len(wanted)} histories hold")
    sys.exit(BROKEN if broken else 0)


def _faults(runtime: Runtime, connection: Connection, wanted: list[str]) -> list[str | None]:
    with Progress(transient=True, disable=not sys.stderr.isatty()) as progress:
        task = progress.add_task("verifying", total=len(wanted))
        faults: list[str | None] = []
        for instance_id in wanted:
            faults.append(_fault(runtime, connection, instance_id))
            progress.advance(task)
    return faults


def _fault(runtime: Runtime, connection: Connection, instance_id: str) -> str | None:
    try:
        verified = verify_instance(runtime, connection, instance_id)
    except EngineError as error:
        return str(error)
    click.echo(
        f"{instance_id} {verified.business_key}: {verified.events} events hold, head {verified.head.hex()}"
    )
    return None


def _file_verdict(file: Path, head: str, seal: str) -> int:
    """The exit status; every check is told."""
    with file.open("rb") as stream:
        report = check_case_file(stream, head=head, seal=seal)
    for line in report.lines():
        click.echo(line)
    return 0 if report.holds else BROKEN
