"""Finding cases: the list of an office, its filters and its search."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    ColumnElement,
    CompoundSelect,
    Connection,
    Select,
    or_,
    select,
    union,
    union_all,
)

from engine.step.states import OPEN_TASK, InstanceStatus
from engine.storage.columns import Record
from engine.storage.tables import INSTANCE, TASK
from engine.storage.vault import Vault
from web.cases.finding_store import matching_cases
from web.cases.status import ELEMENTS, OUTCOMES, STOPPED, CaseStatus
from web.cases.store import open_places
from workers.store import CASE_PERSON, opened_name

PAGE = 25


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place in the list of cases: the newest stand first, equal times by id."""

    started_at: datetime
    instance_id: str


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which cases. offices: None for those of every office; text: as it was typed; at most one of the two places."""

    offices: frozenset[int] | None
    status: CaseStatus | None = None
    overdue: bool = False
    text: str = ""
    below: Place | None = None
    above: Place | None = None


@dataclass(frozen=True, kw_only=True)
class Found:
    """One page of cases, and whether more stand before and after it."""

    rows: tuple[Record, ...]
    more_above: bool
    more_below: bool


def found_cases(connection: Connection, vault: Vault, wanted: Wanted, *, now: datetime) -> Found:
    """A page of cases, the last started first. The state, which is large, is never read."""
    columns = [INSTANCE.c[name] for name in ("id", "business_key", "definition_id", "office_id")]
    columns += [INSTANCE.c[name] for name in ("status", "started_at", "ended_at")]
    columns += [INSTANCE.c[name] for name in ("due_at", "outcome")]
    statement = select(*columns).limit(PAGE + 1)
    for condition in _conditions(vault, wanted, now):
        statement = statement.where(condition)
    if wanted.above is not None:
        rows = connection.execute(_upwards(statement, wanted.above)).all()
        return Found(
            rows=tuple(reversed(rows[:PAGE])), more_above=len(rows) > PAGE, more_below=True
        )
    rows = connection.execute(_downwards(statement, wanted.below)).all()
    return Found(
        rows=tuple(rows[:PAGE]), more_above=wanted.below is not None, more_below=len(rows) > PAGE
    )


def _downwards(
    statement: Select[*tuple[object, ...]], below: Place | None
) -> Select[*tuple[object, ...]]:
    if below is not None:
        after = (INSTANCE.c.started_at < below.started_at) | (INSTANCE.c.id < below.instance_id)
        statement = statement.where(INSTANCE.c.started_at <= below.started_at, after)
    return statement.order_by(INSTANCE.c.started_at.desc(), INSTANCE.c.id.desc())


def _upwards(statement: Select[*tuple[object, ...]], above: Place) -> Select[*tuple[object, ...]]:
    before = (INSTANCE.c.started_at > above.started_at) | (INSTANCE.c.id > above.instance_id)
    statement = statement.where(INSTANCE.c.started_at >= above.started_at, before)
    return statement.order_by(INSTANCE.c.started_at, INSTANCE.c.id)


def _conditions(vault: Vault, wanted: Wanted, now: datetime) -> list[ColumnElement[bool]]:
    conditions = []
    if wanted.offices is not None:
        # plus nothing: else SQLite collects and sorts all cases of the office, reading past each state to its start
        own = (INSTANCE.c.office_id + 0, INSTANCE.c.partner_office_id + 0)
        conditions.append(or_(*(office.in_(sorted(wanted.offices)) for office in own)))
    if wanted.text:
        conditions.append(INSTANCE.c.id.in_(matching_cases(vault, wanted.text, now)))
    if wanted.status is not None:
        conditions.append(_of_status(wanted.status))
    if wanted.overdue:
        conditions.append(_overdue(now))
    return conditions


def _of_status(status: CaseStatus) -> ColumnElement[bool]:
    """As `web.cases.status.case_status` has it, but that a case with several tokens is found under each."""
    stopped = [raw for raw, shown in STOPPED.items() if shown is status]
    ended = [end for end, shown in OUTCOMES.items() if shown is status]
    completed = INSTANCE.c.status == InstanceStatus.COMPLETED
    choices: list[ColumnElement[bool]] = [INSTANCE.c.status.in_(stopped)] if stopped else []
    if ended:
        choices.append(completed & INSTANCE.c.outcome.in_(ended))
    if status is CaseStatus.COMPLETED:
        choices.append(completed & INSTANCE.c.outcome.not_in(tuple(OUTCOMES)))
    if elements := ELEMENTS.get(status):
        active = INSTANCE.c.status == InstanceStatus.ACTIVE
        choices.append(active & INSTANCE.c.id.in_(_standing_at(elements)))
    return or_(*choices)


def _standing_at(elements: Collection[str]) -> CompoundSelect[str]:
    wanted = sorted(elements)
    return union_all(
        *(
            select(table.c.instance_id).where(table.c.element_id.in_(wanted), open_one)
            for table, open_one in open_places()
        )
    )


def _overdue(now: datetime) -> ColumnElement[bool]:
    """The case's own term or that of a task has passed, whether somebody was told yet or not."""
    late = union(
        select(INSTANCE.c.id).where(INSTANCE.c.due_at <= now),
        select(TASK.c.instance_id).where(TASK.c.state.in_(OPEN_TASK), TASK.c.due_at <= now),
    )
    return (INSTANCE.c.status == InstanceStatus.ACTIVE) & INSTANCE.c.id.in_(late)


def named_persons(
    connection: Connection, vault: Vault, instance_ids: Collection[str]
) -> dict[str, dict[str, str]]:
    """Names of applicant and pupil, by relation, of each case. Raises Undecipherable."""
    columns = (CASE_PERSON.c.instance_id, CASE_PERSON.c.relation, CASE_PERSON.c.name)
    statement = select(*columns).where(CASE_PERSON.c.instance_id.in_(sorted(instance_ids)))
    named: dict[str, dict[str, str]] = {instance_id: {} for instance_id in instance_ids}
    for row in connection.execute(statement):
        name = opened_name(vault, row.instance_id, row.relation, row.name)
        named[row.instance_id][row.relation] = name
    return named
