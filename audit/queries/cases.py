"""Cases by what an auditor knows of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, func, literal, or_, select

from audit.finding import MOST_HITS, CaseHit, CaseMark, CasePage, CaseQuery, normal_name
from engine.step.states import InstanceStatus
from engine.storage.columns import Base, Instant, Record
from engine.storage.tables import DEFINITION, EVENT, INSTANCE
from engine.storage.vault import Vault

NEWEST_FIRST = (INSTANCE.c.started_at.desc(), INSTANCE.c.id.desc())


def find_cases(
    connection: Connection, vault: Vault, query: CaseQuery, *, now: datetime
) -> CasePage:
    """One page of cases, the newest first. Recording the search is the caller's: `search_subject` gives the words."""
    limit = max(1, min(query.limit, MOST_HITS))
    statement = (
        select(INSTANCE, DEFINITION.c.key, DEFINITION.c.version, DEFINITION.c.rules)
        .join(DEFINITION, DEFINITION.c.id == INSTANCE.c.definition_id)
        .where(*wanted(query, vault, now))
        .order_by(*NEWEST_FIRST)
        .limit(limit + 1)
    )
    hits = [_hit(row, now) for row in connection.execute(statement)]
    more = len(hits) > limit
    shown = tuple(hits[:limit])
    return CasePage(hits=shown, next=_mark(shown[-1]) if more else None)


def _mark(last: CaseHit) -> CaseMark:
    return CaseMark(started_at=last.started_at, instance_id=last.instance_id)


def case_ids(
    connection: Connection, vault: Vault, query: CaseQuery, *, now: datetime
) -> Iterator[str]:
    """Ids of all cases that are meant, the oldest first; `limit` and `after` do not count."""
    statement = (
        select(INSTANCE.c.id)
        .join(DEFINITION, DEFINITION.c.id == INSTANCE.c.definition_id)
        .where(*_criteria(query, vault, now))
        .order_by(INSTANCE.c.started_at, INSTANCE.c.id)
    )
    yield from connection.execute(statement).scalars().all()


def wanted(query: CaseQuery, vault: Vault, now: datetime) -> list[ColumnElement[bool]]:
    """Conditions on `process_instance` joined with `process_definition`."""
    found = _criteria(query, vault, now)
    if query.after is not None:
        mark = query.after
        same = and_(INSTANCE.c.started_at == mark.started_at, INSTANCE.c.id < mark.instance_id)
        found.append(or_(INSTANCE.c.started_at < mark.started_at, same))
    return found


def _criteria(query: CaseQuery, vault: Vault, now: datetime) -> list[ColumnElement[bool]]:
    conditions: tuple[tuple[object, Callable[[], ColumnElement[bool]]], ...] = (
        (query.number, lambda: INSTANCE.c.business_key.startswith(query.number, autoescape=True)),
        (query.iin, lambda: _about(_persons().c.iin_hash == vault.digest(query.iin))),
        (query.name, lambda: _about(_named(vault.digest(normal_name(query.name))))),
        (query.started_from, lambda: INSTANCE.c.started_at >= query.started_from),
        (query.started_until, lambda: INSTANCE.c.started_at < query.started_until),
        (query.status, lambda: INSTANCE.c.status == query.status),
        (query.outcome, lambda: INSTANCE.c.outcome == query.outcome),
        (query.key, lambda: DEFINITION.c.key == query.key),
        (query.version, lambda: DEFINITION.c.version == query.version),
        (query.actor, lambda: INSTANCE.c.id.in_(_acted(query.actor))),
    )
    found = [condition() for given, condition in conditions if given]
    if query.office_id is not None:
        found.append(_of_offices((query.office_id,)))
    if query.within is not None:
        found.append(_of_offices(sorted(query.within)))
    if query.overdue is not None:
        late = is_late(now)
        found.append(late if query.overdue else or_(~late, INSTANCE.c.due_at.is_(None)))
    return found


def is_late(now: datetime) -> ColumnElement[bool]:
    """The term of the case passed before it ended, or has passed by `now`; null where it has no term."""
    return INSTANCE.c.due_at < func.coalesce(INSTANCE.c.ended_at, literal(now, Instant()))


def _of_offices(offices: Sequence[int]) -> ColumnElement[bool]:
    return or_(INSTANCE.c.office_id.in_(offices), INSTANCE.c.partner_office_id.in_(offices))


def _persons() -> Table:
    """Written by the workers, whose room `audit` does not enter: known by its name."""
    return Base.metadata.tables["case_person"]


def _named(hashed: str) -> ColumnElement[bool]:
    return or_(_persons().c.name_hash == hashed, _persons().c.surname_hash == hashed)


def _about(persons: ColumnElement[bool]) -> ColumnElement[bool]:
    return INSTANCE.c.id.in_(select(_persons().c.instance_id).where(persons))


def _acted(actor: str) -> Select[str]:
    return select(EVENT.c.instance_id).where(EVENT.c.actor == actor)


def _hit(row: Record, now: datetime) -> CaseHit:
    return CaseHit(
        instance_id=row.id,
        business_key=row.business_key,
        key=row.key,
        version=row.version,
        rules=row.rules,
        office_id=row.office_id,
        partner_office_id=row.partner_office_id,
        status=InstanceStatus(row.status),
        outcome=row.outcome,
        started_at=row.started_at,
        ended_at=row.ended_at,
        due_at=row.due_at,
        overdue=row.due_at is not None and row.due_at < (row.ended_at or now),
        revision=row.revision,
    )
