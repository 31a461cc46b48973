"""office: where staff work."""

from __future__ import annotations

import json
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import click

from cli.assembly import assembled
from people.staffing import open_office
from people.store import offices
from people.values import Office, OfficeKind, OfficeLevel

GIVEN = tuple(each for each in fields(Office) if each.name not in ("id", "serves_id"))


@click.group()
def office() -> None:
    """Offices of the provider and branches of the State Corporation: list, add."""


@office.command("list")
def list_offices() -> None:
    """Every office: code, kind, Kazakh name."""
    with assembled() as platform, platform.database.snapshot() as connection:
        found = offices(connection)
    for each in found:
        click.echo(f"{each.code}  {each.kind}  {each.name_kk}")
    if not found:
        click.echo("there is no office; `office add FILE` adds one")


@office.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--serves", help="Code of the provider whose applications a branch takes.")
def add_office(file: Path, serves: str | None) -> None:
    """Add the office that a JSON FILE describes; `--serves` for a branch of the State Corporation."""
    described = _described(file)
    if (described.kind is OfficeKind.STATE_CORPORATION) != (serves is not None):
        raise click.ClickException("A branch of the State Corporation, and only it, has --serves.")
    with assembled() as platform:
        open_office(platform.database, described, serves=serves)
    click.echo(f"{described.code} is there: `user assign LOGIN ROLE --office {described.code}`")


def _described(file: Path) -> Office:
    """Raises ClickException with what is missing or not understood."""
    try:
        told: Any = json.loads(file.read_text("utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        raise click.ClickException(f"{file.name} is not JSON: {error}") from error
    names = {each.name for each in GIVEN}
    if not isinstance(told, dict) or not all(isinstance(value, str) for value in told.values()):
        raise click.ClickException(
            f"{file.name} must be an object of texts: {', '.join(sorted(names))}"
        )
    missing = {each.name for each in GIVEN if each.default is MISSING} - told.keys()
    if missing or told.keys() - names:
        wrong = [f"missing: {', '.join(sorted(missing))}"] if missing else []
        extra = sorted(told.keys() - names)
        wrong += [f"not known: {', '.join(extra)}"] if extra else []
        raise click.ClickException(f"{file.name}: {'; '.join(wrong)}")
    try:
        kinds = {"kind": OfficeKind(told["kind"]), "level": OfficeLevel(told["level"])}
    except ValueError as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    return Office(**{**told, **kinds})
