"""account: systems of others that use the REST interface."""

from __future__ import annotations

from datetime import timedelta

import click

from cli.assembly import assembled, system_clock
from engine.storage.columns import Record
from people import account_store
from people.accounts import create_account, revoke_account
from people.roles import Role

ROLES = click.Choice([role.value for role in Role if role is not Role.PORTAL])


@click.group()
def account() -> None:
    """Service accounts: create, list, revoke. A token stands for the password."""


@account.command("create")
@click.argument("name")
@click.option("--role", type=ROLES, default=Role.INTEGRATION.value, show_default=True)
@click.option("--office", "office_code", help="Code of the office, for the role of one.")
@click.option("--days", type=click.IntRange(1, 3650), default=365, show_default=True)
def create(name: str, role: str, office_code: str | None, days: int) -> None:
    """Open NAME and print its token once. Further roles: `user assign NAME ROLE`."""
    with assembled() as platform:
        token = create_account(
            platform.database,
            platform.vault,
            name,
            Role(role),
            office_code=office_code,
            lasts=timedelta(days=days),
            now=system_clock(),
        )
    click.echo(f"token: {token}")
    click.echo(f"{name} is {role} for {days} days; the token is not shown again")


@account.command("list")
def list_accounts() -> None:
    """Every account, and until when its token opens."""
    with assembled() as platform, platform.database.snapshot() as connection:
        rows = account_store.accounts(connection)
    for row in rows:
        click.echo(f"{row.login}  {_state(row)}")
    if not rows:
        click.echo("there is no service account; `account create` opens the first one")


@account.command()
@click.argument("name")
def revoke(name: str) -> None:
    """Let the token of NAME open nothing any more."""
    with assembled() as platform:
        revoke_account(platform.database, name, now=system_clock())
    click.echo(f"{name} is revoked")


def _state(row: Record) -> str:
    if row.revoked_at is not None:
        return f"revoked on {row.revoked_at:%Y-%m-%d}"
    return f"until {row.expires_at:%Y-%m-%d}"
