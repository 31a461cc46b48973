"""Films of stored cases: made by replay, kept while nothing was added to the history."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from audit.cache import Cache, history_key
from audit.camera import Camera
from audit.film import Break, Film, FilmStep, Mark
from engine.errors import HistoryBroken
from engine.replay.replay import Recorded, replay
from engine.replay.verify import opened_events
from engine.step.version import Version
from engine.storage.queries import instance_row, version_by_id
from engine.storage.runtime import Runtime

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from engine.storage.columns import Record

KEPT = 16


def film_of(runtime: Runtime, connection: Connection, instance_id: str) -> Film:
    """The film of a stored case, by replay; a history that does not hold gives the steps before the break.

    Raises UnknownInstance.
    """
    return _film(runtime, connection, instance_row(connection, instance_id))


def _film(runtime: Runtime, connection: Connection, row: Record) -> Film:
    version = version_by_id(connection, runtime.versions, row.definition_id)
    events = opened_events(runtime, connection, row.id)
    film = shoot_film(version, row.id, row.business_key, events, revision=row.revision)
    if film.broken is None and film.head != row.head_hash.hex():
        reason = "the history does not end with the hash that stands with the instance"
        return replace(film, broken=Break(seq=row.revision + 1, reason=reason))
    return film


def shoot_film(
    version: Version,
    instance_id: str,
    business_key: str,
    events: Iterable[Recorded],
    *,
    revision: int,
) -> Film:
    """The same from events that are given, those of a case file for one."""
    camera = Camera(version)
    steps: list[FilmStep] = []
    fault: HistoryBroken | None = None
    try:
        for frame in replay(version, instance_id, business_key, events):
            steps.append(camera.shoot(frame))
    except HistoryBroken as error:
        fault = error
    return Film(
        instance_id=instance_id,
        business_key=business_key,
        definition_id=version.id,
        key=version.key,
        version=version.number,
        rules=version.definition.rules,
        revision=revision,
        bindings=camera.bindings,
        steps=tuple(steps),
        persons=_persons(steps),
        incidents=tuple(step.seq for step in steps if step.mark is Mark.TROUBLE),
        broken=_break(fault, len(steps), revision),
    )


class Films:
    """The films that were asked for last."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept: Cache[Film] = Cache(kept)

    def film(self, runtime: Runtime, connection: Connection, instance_id: str) -> Film:
        """As `film_of`; a broken one is never kept. For a proof re-execute: `audit.proof`."""
        row = instance_row(connection, instance_id)
        film = self._kept.find(history_key(row)) or _film(runtime, connection, row)
        return film if film.broken else self._kept.keep(history_key(row), film)


def _break(fault: HistoryBroken | None, steps: int, revision: int) -> Break | None:
    if fault is not None:
        return Break(seq=fault.seq, reason=fault.reason)
    if steps != revision:
        reason = f"the history ends at event {steps}, the instance says {revision}"
        return Break(seq=steps + 1, reason=reason)
    return None


def _persons(steps: Sequence[FilmStep]) -> tuple[int, ...]:
    """Where the person changes; what machines did between two acts of one person changes nothing."""
    found: list[int] = []
    last = ""
    for step in steps:
        if step.by_person and step.actor != last:
            found.append(step.seq)
            last = step.actor
    return tuple(found)
