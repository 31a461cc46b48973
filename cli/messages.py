"""messages: what was sent and nobody waited for."""

from __future__ import annotations

import click

from cli.assembly import assembled
from engine.storage.message_queries import expired_messages, waiting_messages


@click.group()
def messages() -> None:
    """Messages that were published: list those that nobody took."""


@messages.command("list")
@click.option("--waiting", is_flag=True, help="Those still kept, instead of those expired.")
def list_messages(waiting: bool) -> None:
    """Messages that expired because nobody waited for them, the latest first. Times are UTC."""
    with assembled() as platform, platform.database.snapshot() as connection:
        rows = waiting_messages(connection) if waiting else expired_messages(connection)
    verb = "expires" if waiting else "expired"
    for row in rows:
        click.echo(
            f"{row.id}  {row.name}  {row.correlation_key}  sent {row.sent_at:%Y-%m-%d %H:%M} by {row.sent_by},"
            f" {verb} {row.expires_at:%Y-%m-%d %H:%M}"
        )
    if not rows:
        click.echo("no message is waiting" if waiting else "no message has expired")
