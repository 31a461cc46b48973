"""user: people who sign in, and what they hold."""

from __future__ import annotations

from datetime import date, datetime

import click

from cli.assembly import assembled, system_clock
from engine.storage.columns import Record
from engine.words import LANGUAGES
from people import staff_store
from people.roles import Role
from people.staffing import (
    block_person,
    change_password,
    end_role,
    enrol_person,
    give_role,
    made_up_password,
)
from people.values import Person, local_day, new_person_id

ROLES = click.Choice([role.value for role in Role if role is not Role.PORTAL])
DAY = click.DateTime(["%Y-%m-%d"])

generate = click.option("--generate", is_flag=True, help="Make a password up and print it once.")
office_code = click.option("--office", "office_code", help="Code of the office; see `office list`.")


@click.group()
def user() -> None:
    """People who sign in: list, add, set a password, give and end roles, block."""


@user.command("list")
def list_users() -> None:
    """Everybody, with the roles they hold today or will hold."""
    with assembled() as platform, platform.database.snapshot() as connection:
        rows = staff_store.posts(connection, on=local_day(system_clock()))
    for row in rows:
        name = " ".join(part for part in (row.surname, row.name, row.patronymic) if part)
        blocked = "" if row.may_sign_in else "  (no password)"
        click.echo(f"{row.login}  {name}  {_post(row)}{blocked}")
    if not rows:
        click.echo("nobody is enrolled; `user add` enrols the first person")


@user.command("add")
@click.argument("login")
@click.option("--surname", required=True)
@click.option("--name", required=True)
@click.option("--patronymic", default="")
@click.option("--position-kk", default="", help="As it stands on documents, in Kazakh.")
@click.option("--position-ru", default="", help="The same in Russian.")
@click.option("--email", default="")
@click.option("--phone", default="")
@click.option("--language", type=click.Choice(LANGUAGES), default="kk")
@click.option("--iin", help="Identification number; enciphered at rest.")
@generate
def add_user(login: str, iin: str | None, generate: bool, **told: str) -> None:
    """Enrol LOGIN. The password is asked for, or made up; it is never an argument."""
    person = Person(id=new_person_id(), login=login, **told)
    password = _password(generate)
    with assembled() as platform:
        enrol_person(
            platform.database, platform.vault, platform.hasher, person, password=password, iin=iin
        )
    click.echo(f"{login} is enrolled and holds no role yet: `user assign {login} ROLE`")


@user.command("password")
@click.argument("login")
@generate
def set_password(login: str, generate: bool) -> None:
    """Set a new password of LOGIN and end their sessions."""
    password = _password(generate)
    with assembled() as platform:
        change_password(platform.database, platform.hasher, login, password)
    click.echo(f"{login} has a new password and is signed out everywhere")


@user.command("assign")
@click.argument("login")
@click.argument("role", type=ROLES)
@office_code
@click.option("--since", type=DAY, help="First day; default today.")
def assign_role(login: str, role: str, office_code: str | None, since: datetime | None) -> None:
    """Give LOGIN a role, in an office where the role is one of an office."""
    day = _day(since)
    with assembled() as platform:
        give_role(platform.database, login, Role(role), office_code=office_code, since=day)
    click.echo(f"{login} is {role} from {day}")


@user.command("end")
@click.argument("login")
@click.argument("role", type=ROLES)
@office_code
@click.option("--last-day", type=DAY, help="The last day that counts; default today.")
def end_assignment(
    login: str, role: str, office_code: str | None, last_day: datetime | None
) -> None:
    """End a role of LOGIN."""
    day = _day(last_day)
    with assembled() as platform:
        ended = end_role(
            platform.database, login, Role(role), office_code=office_code, last_day=day
        )
    click.echo(
        f"{login} is {role} until {day}"
        if ended
        else f"{login} does not hold the role {role} there"
    )


@user.command("block")
@click.argument("login")
@click.option("--last-day", type=DAY, help="The last day of the roles; default today.")
def block_user(login: str, last_day: datetime | None) -> None:
    """Let LOGIN sign in no more and end every role; what they did stays in the histories."""
    day = _day(last_day)
    with assembled() as platform:
        ended = block_person(platform.database, login, last_day=day)
    click.echo(f"{login} cannot sign in any more; roles ended: {ended}")


def _password(generate: bool) -> str:
    if generate:
        password = made_up_password()
        click.echo(f"password: {password}")
        return password
    return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))


def _day(given: datetime | None) -> date:
    return given.date() if given else local_day(system_clock())


def _post(row: Record) -> str:
    if row.role is None:
        return "no role"
    place = f" at {row.office}" if row.office else ""
    until = f" until {row.to_date}" if row.to_date else ""
    return f"{row.role}{place} from {row.from_date}{until}"
