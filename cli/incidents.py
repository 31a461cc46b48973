"""incidents: what is stuck, and letting it try again."""

from __future__ import annotations

import click

from cli.assembly import assembled
from engine.commands.incidents import resolve_incident
from engine.storage.queries import open_incidents


@click.group()
def incidents() -> None:
    """Open incidents: list them, resolve one."""


@incidents.command("list")
def list_incidents() -> None:
    """Every open incident, the oldest first."""
    with assembled() as platform, platform.database.snapshot() as connection:
        rows = open_incidents(connection)
    for row in rows:
        click.echo(
            f"{row.id}  {row.opened_at:%Y-%m-%d %H:%M}  {row.instance_id}  {row.element_id}: {row.message}"
        )
    if not rows:
        click.echo("no incident is open")


@incidents.command()
@click.argument("incident_id", type=click.IntRange(1, 2**31 - 1))
@click.option("--reason", required=True, help="What was mended; stays in the history.")
def resolve(incident_id: int, reason: str) -> None:
    """Let the token of INCIDENT_ID try again."""
    with assembled() as platform:
        resolve_incident(
            platform.runtime,
            incident_id,
            reason=reason,
            actor="system:operator",
            now=platform.clock(),
        )
    click.echo(f"incident {incident_id} is resolved")
