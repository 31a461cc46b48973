"""calendar: the working days of a year, and the days that acts have moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import click
from rich.console import Console
from rich.progress import Progress

from cli.assembly import assembled
from engine.calendar.working import DayKind, Hours, Organisation, Override, WorkingCalendar
from engine.commands.calendar import Followed, override_day, remove_override
from engine.storage.calendar_queries import entered_days

ACTOR = "system:operator"
DAY = click.DateTime(formats=["%Y-%m-%d"])
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
SATURDAY = 5


@click.group()
def calendar() -> None:
    """Working days: show a year, enter a day that an act has moved, take it back."""


@calendar.command("year")
@click.argument("year", type=int)
def show_year(year: int) -> None:
    """Days off of YEAR, days of weekends that are worked, opening hours. Look at the coming year before it begins."""
    with assembled() as platform:
        shown = platform.runtime.calendar
        with platform.database.snapshot() as connection:
            entered = [row for row in entered_days(connection) if row.day.year == year]
    for line in (*_days_off(shown, year), *_weekends_worked(shown, year)):
        click.echo(line)
    for row in entered:
        click.echo(
            f"entered: {row.day} {row.kind}, {row.legal_ref} ({row.entered_by}, {row.entered_at:%Y-%m-%d %H:%M} UTC)"
        )
    for organisation in Organisation:
        click.echo(f"{organisation.value}: {_hours(shown.hours(organisation))}")
    click.echo(f"working days in {year}: {_working_days(shown, year)}; version {shown.version}")


@calendar.command("set")
@click.argument("day", type=DAY)
@click.argument("kind", type=click.Choice([kind.value for kind in DayKind]))
@click.option("--legal", "legal_ref", required=True, help="The act that moves the day.")
def set_day(day: datetime, kind: str, legal_ref: str) -> None:
    """Make DAY (2026-05-27) a working day or a day off; open terms follow."""
    override = Override(day=day.date(), kind=DayKind(kind), legal_ref=legal_ref)
    with assembled() as platform, _progress() as tell:
        followed = override_day(
            platform.runtime, override, actor=ACTOR, now=platform.clock(), tell=tell
        )
    click.echo(f"{day:%Y-%m-%d} is a {kind.replace('-', ' ')}; {_followed(followed)}")


@calendar.command("remove")
@click.argument("day", type=DAY)
def remove_day(day: datetime) -> None:
    """Take DAY back: it is again what the law says; open terms follow."""
    with assembled() as platform, _progress() as tell:
        followed = remove_override(
            platform.runtime, day.date(), actor=ACTOR, now=platform.clock(), tell=tell
        )
    click.echo(f"{day:%Y-%m-%d} is taken back; {_followed(followed)}")


@contextmanager
def _progress() -> Iterator[Callable[[int], None]]:
    """How many cases were looked at, on a terminal."""
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("counting terms anew", total=None)
        yield lambda looked_at: progress.update(task, completed=looked_at)


def _followed(followed: Followed) -> str:
    return f"{followed.terms} terms of {followed.instances} cases have moved"


def _days_off(shown: WorkingCalendar, year: int) -> Iterator[str]:
    for off in shown.days_off(year):
        yield f"{off.day} {WEEKDAYS[off.day.weekday()]}  {off.name_kk} / {off.name_en}  [{off.source}]"


def _weekends_worked(shown: WorkingCalendar, year: int) -> Iterator[str]:
    for day in _days(year):
        if day.weekday() >= SATURDAY and shown.is_working_day(day):
            yield f"{day} {WEEKDAYS[day.weekday()]}  worked"


def _working_days(shown: WorkingCalendar, year: int) -> int:
    return sum(shown.is_working_day(day) for day in _days(year))


def _days(year: int) -> Iterator[date]:
    first = date(year, 1, 1)
    return (first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days))


def _hours(hours: Hours) -> str:
    days = " ".join(WEEKDAYS[day] for day in sorted(hours.weekdays))
    spans = ", ".join(f"{opens:%H:%M}-{closes:%H:%M}" for opens, closes in hours.spans)
    return f"{days}, {spans}"
