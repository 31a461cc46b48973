"""Films of stored cases: made by replay, kept while nothing was added to the history."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from audit.camera import Camera
from audit.film import Break, Film, FilmStep, Mark
from engine.errors import HistoryBroken
from engine.history.replay import Recorded, replay
from engine.history.verify import recorded_events
from engine.runtime import Runtime
from engine.store import instance_row, version_by_id
from engine.version import Version

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEPT = 16


def film_of(runtime: Runtime, connection: Connection, instance_id: str) -> Film:
    """The film of a stored case, by replay; a history that does not hold gives the steps before the break.

    Raises UnknownInstance.
    """
    row = instance_row(connection, instance_id)
    version = version_by_id(connection, runtime.versions, row.definition_id)
    try:
        events = recorded_events(runtime, connection, instance_id)
    except HistoryBroken as error:
        return _film(version, row.id, row.business_key, row.revision, (), error)
    return shoot_film(version, row.id, row.business_key, events, revision=row.revision)


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
    return _film(version, instance_id, business_key, revision, tuple(steps), fault)


class Films:
    """The films that were asked for last. A history only grows, so its revision and head tell whether one is stale."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept = kept
        self._films: OrderedDict[tuple[str, int, bytes], Film] = OrderedDict()
        self._lock = threading.Lock()

    def film(self, runtime: Runtime, connection: Connection, instance_id: str) -> Film:
        """As `film_of`; a broken one is never kept. For a proof re-execute: `audit.proof`."""
        row = instance_row(connection, instance_id)
        key = (instance_id, row.revision, bytes(row.head_hash))
        with self._lock:
            if key in self._films:
                self._films.move_to_end(key)
                return self._films[key]
        film = film_of(runtime, connection, instance_id)
        if film.broken is None:
            self._keep(key, film)
        return film

    def _keep(self, key: tuple[str, int, bytes], film: Film) -> None:
        with self._lock:
            self._films[key] = film
            while len(self._films) > self._kept:
                self._films.popitem(last=False)


def _film(
    version: Version,
    instance_id: str,
    business_key: str,
    revision: int,
    steps: tuple[FilmStep, ...],
    fault: HistoryBroken | None,
) -> Film:
    return Film(
        instance_id=instance_id,
        business_key=business_key,
        definition_id=version.id,
        key=version.key,
        version=version.number,
        rules=version.definition.rules,
        revision=revision,
        steps=steps,
        persons=_persons(steps),
        incidents=tuple(step.seq for step in steps if step.mark is Mark.TROUBLE),
        broken=_break(fault, len(steps), revision),
    )


def _break(fault: HistoryBroken | None, steps: int, revision: int) -> Break | None:
    if fault is not None:
        return Break(seq=fault.seq, reason=fault.reason)
    if steps != revision:
        reason = f"the history ends at event {steps}, the instance says {revision}"
        return Break(seq=steps + 1, reason=reason)
    return None


def _persons(steps: tuple[FilmStep, ...]) -> tuple[int, ...]:
    """Where the person changes; what machines did between two acts of one person changes nothing."""
    found: list[int] = []
    last = ""
    for step in steps:
        if step.by_person and step.actor != last:
            found.append(step.seq)
            last = step.actor
    return tuple(found)
