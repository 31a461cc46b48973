"""verify: re-execute histories and compare with what is stored."""

from __future__ import annotations

import sys

import click
from rich.progress import Progress
from sqlalchemy import Connection, select

from cli.assembly import assembled
from engine.errors import EngineError
from engine.history.verify import verify_instance
from engine.runtime import Runtime
from engine.tables import INSTANCE

BROKEN = 1


@click.command()
@click.argument("instances", nargs=-1)
@click.option("--all", "everything", is_flag=True, help="Every instance of the database.")
def verify(instances: tuple[str, ...], everything: bool) -> None:
    """Re-execute the history of INSTANCES and compare. Exit 0, or 1 naming the first event that does not fit."""
    if not instances and not everything:
        raise click.UsageError("name an instance, or say --all")
    with assembled() as platform, platform.database.snapshot() as connection:
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
