"""Days that the administrator enters into the working calendar or takes back, and the open terms that follow.

The entry commits at once; then each instance follows in a transaction of its own. What is left over when that is cut short,
and what a node counted that had not noticed the change yet, `settle_calendar` does a little later: it runs in every node.
"""

from __future__ import annotations

import logging
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from sqlalchemy import Connection, delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from engine.calendar.working import ALMATY, FIRST_YEAR, LAST_YEAR, Override, UnknownYear
from engine.commands.terms import recompute_terms
from engine.errors import EngineError, HistoryBroken, Undecipherable
from engine.expression.values import Value
from engine.storage.calendar_queries import (
    instances_with_terms,
    stored_overrides,
    unsettled_changes,
)
from engine.storage.columns import Record
from engine.storage.runtime import Runtime
from engine.storage.tables import CALENDAR_CHANGE, OVERRIDE
from engine.tokens.execution import UnknownToken

LOG = logging.getLogger("ruqsat.calendar")

NOTICED = timedelta(minutes=1)  # by then every node has noticed a change: a tick is a second or so
MARGIN = timedelta(days=31)  # an expression may take some days off what the calendar answers
PAGE = 100  # instances looked up at once

Tell = Callable[[int], object]


class Change(StrEnum):
    ENTERED = "entered"
    REMOVED = "removed"


class LegalReferenceMissing(EngineError):
    """A day is moved by an act, not by the operator."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.isoformat()}: name the act that moves this day")
        self.day = day


class DayEntered(EngineError):
    """The day was entered before; it must be taken back first."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.isoformat()} is entered already; take it back first")
        self.day = day


class DayNotEntered(EngineError):
    """Nobody has entered the day, or somebody has taken it back already."""

    def __init__(self, day: date) -> None:
        super().__init__(f"{day.isoformat()} is not entered in the calendar")
        self.day = day


@dataclass(frozen=True, kw_only=True)
class Followed:
    """What came of a change. instances: how many had terms that moved; done: whether all were looked at."""

    instances: int
    terms: int
    done: bool


def override_day(
    runtime: Runtime,
    override: Override,
    *,
    actor: str,
    now: datetime,
    limit: int | None = None,
    tell: Tell = lambda looked_at: None,
) -> Followed:
    """Enter a day and let open terms follow.

    limit: instances to look at before the rest is left to `settle_calendar`; tell: is given how many were looked at.
    Raises LegalReferenceMissing, UnknownYear, DayEntered.
    """
    legal_ref = unicodedata.normalize("NFC", " ".join(override.legal_ref.split()))
    if not legal_ref:
        raise LegalReferenceMissing(override.day)
    if not FIRST_YEAR <= override.day.year <= LAST_YEAR:
        raise UnknownYear(override.day.year)
    values = {"day": override.day, "kind": override.kind.value, "legal_ref": legal_ref}
    with runtime.database.transaction() as connection:
        try:
            connection.execute(insert(OVERRIDE), values | {"entered_by": actor, "entered_at": now})
        except IntegrityError as error:
            raise DayEntered(override.day) from error
        change = _recorded(connection, values, Change.ENTERED, actor, now)
    refresh_calendar(runtime)
    return _follow(runtime, change, now=now, limit=limit, tell=tell)


def remove_override(
    runtime: Runtime,
    day: date,
    *,
    actor: str,
    now: datetime,
    limit: int | None = None,
    tell: Tell = lambda looked_at: None,
) -> Followed:
    """Take a day back and let open terms follow. Raises DayNotEntered."""
    with runtime.database.transaction() as connection:
        removal = delete(OVERRIDE).where(OVERRIDE.c.day == day)
        gone = connection.execute(removal.returning(OVERRIDE.c.kind, OVERRIDE.c.legal_ref)).first()
        if gone is None:
            raise DayNotEntered(day)
        values = {"day": day, "kind": gone.kind, "legal_ref": gone.legal_ref}
        change = _recorded(connection, values, Change.REMOVED, actor, now)
    refresh_calendar(runtime)
    return _follow(runtime, change, now=now, limit=limit, tell=tell)


def refresh_calendar(runtime: Runtime) -> bool:
    """Notice what was entered, here or on another node; whether it was anything."""
    with runtime.database.snapshot() as connection:
        overrides = stored_overrides(connection)
    return runtime.calendars.keep(overrides)


def settle_calendar(runtime: Runtime, *, now: datetime) -> int:
    """Let the open terms that are left follow changes that every node has noticed by now; how many moved.

    Once for each change: later terms are counted by the new calendar from the start.
    """
    with runtime.database.snapshot() as connection:
        changes = unsettled_changes(connection, before=now - NOTICED)
    moved = 0
    for change in changes:
        refresh_calendar(runtime)
        moved += _follow(runtime, change, now=now, limit=None, tell=lambda looked_at: None).terms
        settled = update(CALENDAR_CHANGE).where(CALENDAR_CHANGE.c.id == change.id)
        with runtime.database.transaction() as connection:
            connection.execute(settled.values(settled_at=now))
    return moved


def _recorded(
    connection: Connection, values: dict[str, Value], change: Change, actor: str, now: datetime
) -> Record:
    made = connection.execute(
        insert(CALENDAR_CHANGE).returning(CALENDAR_CHANGE.c.id),
        values | {"change": change.value, "actor": actor, "at": now},
    ).scalar_one()
    return connection.execute(select(CALENDAR_CHANGE).where(CALENDAR_CHANGE.c.id == made)).one()


def _follow(
    runtime: Runtime, change: Record, *, now: datetime, limit: int | None, tell: Tell
) -> Followed:
    """Every unfinished instance with a term that this day may have moved; a term that ends before it has not seen it."""
    since = datetime.combine(change.day, time(), ALMATY).astimezone(UTC) - MARGIN
    looked_at, moved, after = 0, [], ""
    while True:
        length = PAGE if limit is None else min(PAGE, limit - looked_at)
        with runtime.database.snapshot() as connection:
            page = instances_with_terms(connection, since=since, after=after, limit=max(length, 1))
        if not page or not length:
            break
        moved += [_followed(runtime, instance_id, change, now) for instance_id in page]
        looked_at, after = looked_at + len(page), page[-1]
        tell(looked_at)
    return Followed(instances=sum(map(bool, moved)), terms=sum(moved), done=not page)


def _followed(runtime: Runtime, instance_id: str, change: Record, now: datetime) -> int:
    """One instance that is broken must not keep the others from their terms."""
    reason = f"{change.day:%d.%m.%Y}: {change.legal_ref}"
    try:
        return recompute_terms(runtime, instance_id, reason=reason, actor=change.actor, now=now)
    except (HistoryBroken, Undecipherable, UnknownToken):
        LOG.exception("the terms of instance %s were left as they were", instance_id)
        return 0
