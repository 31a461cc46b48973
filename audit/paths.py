"""How often each element and flow was passed and how long work lay there, counted over re-executed cases."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from audit.cache import Cache, history_key
from audit.figures import percentile
from audit.tokens import WATCHERS
from engine.errors import HistoryBroken
from engine.history.chain import GENESIS
from engine.replay.replay import Frame
from engine.replay.verify import frames_of
from engine.step.states import InstanceStatus
from engine.step.values import Step
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import version_by_id
from engine.storage.runtime import Runtime

if TYPE_CHECKING:
    from sqlalchemy import Connection

KEPT = 5000


@dataclass(frozen=True, kw_only=True)
class CasePath:
    """One case. lain: seconds from opening to completion, by element; standing: what it waits for now, by element."""

    elements: Mapping[str, int]
    flows: Mapping[str, int]
    lain: Mapping[str, array[float]]
    standing: Mapping[str, int]


@dataclass(frozen=True, kw_only=True)
class Lain:
    """How long work lay at an element in the visits that were completed."""

    visits: int
    median: timedelta
    p90: timedelta


@dataclass(frozen=True, kw_only=True)
class PathFigures:
    """Over `cases` histories. broken: numbers of the cases whose history does not hold; they are not counted."""

    cases: int
    elements: Mapping[str, int]
    flows: Mapping[str, int]
    lain: Mapping[str, Lain]
    standing: Mapping[str, int]
    broken: tuple[str, ...] = ()


def case_path(version: Version, frames: Iterable[Frame]) -> CasePath:
    """Raises HistoryBroken, as the frames do."""
    walk = _Walk(version)
    for frame in frames:
        if frame.step is not None:
            walk.enter(frame.step, frame.event.at)
    return CasePath(
        elements=dict(walk.elements),
        flows=dict(walk.flows),
        lain=dict(walk.lain),
        standing=walk.standing(),
    )


def path_figures(paths: Iterable[CasePath], broken: Iterable[str] = ()) -> PathFigures:
    """Added up, one path at a time."""
    elements: Counter[str] = Counter()
    flows: Counter[str] = Counter()
    standing: Counter[str] = Counter()
    lain: defaultdict[str, array[float]] = defaultdict(lambda: array("d"))
    cases = 0
    for path in paths:
        cases += 1
        elements.update(path.elements)
        flows.update(path.flows)
        standing.update(path.standing)
        for element_id, seconds in path.lain.items():
            lain[element_id].extend(seconds)
    return PathFigures(
        cases=cases,
        elements=dict(elements),
        flows=dict(flows),
        lain={element_id: _lain(seconds) for element_id, seconds in lain.items()},
        standing=dict(standing),
        broken=tuple(broken),
    )


class Paths:
    """The paths of the cases that were counted last."""

    def __init__(self, kept: int = KEPT) -> None:
        self._kept: Cache[CasePath] = Cache(kept)

    def figures(
        self, runtime: Runtime, connection: Connection, cases: Iterable[Record]
    ) -> PathFigures:
        """Every case re-executed, but for those that are kept; one that does not hold is named. cases: of `scope_cases`."""
        found: list[CasePath] = []
        broken: list[str] = []
        for row in cases:
            try:
                path = self._kept.find(history_key(row)) or _walked(runtime, connection, row)
            except HistoryBroken:
                broken.append(row.business_key)
            else:
                found.append(self._kept.keep(history_key(row), path))
        return path_figures(found, broken)


class _Walk:
    """Counts, from step to step."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self._open: dict[int, tuple[str, datetime]] = {}
        self.elements: Counter[str] = Counter()
        self.flows: Counter[str] = Counter()
        self.lain: defaultdict[str, array[float]] = defaultdict(lambda: array("d"))

    def enter(self, step: Step, at: datetime) -> None:
        self.elements.update(step.completed)
        self.flows.update(self._version.definition.walked(step.flows, step.completed))
        done = {one.token for one in step.completions}
        for wait in step.closed:
            element_id, opened_at = self._open.pop(wait.token, (wait.element_id, at))
            if wait.token in done:
                self.lain[element_id].append((at - opened_at).total_seconds())
        if step.status is not InstanceStatus.ACTIVE:
            self._open.clear()
        for opened in step.opened:
            self._open[opened.token] = (opened.element_id, at)

    def standing(self) -> Counter[str]:
        """Not what may come at any time beside the tokens: nobody waits at a boundary event."""
        elements = self._version.definition.elements
        found = [element_id for element_id, _ in self._open.values()]
        return Counter(
            one for one in found if one not in elements or elements[one].kind not in WATCHERS
        )


def _walked(runtime: Runtime, connection: Connection, row: Record) -> CasePath:
    """Raises HistoryBroken, for an end that was cut off too."""
    version = version_by_id(connection, runtime.versions, row.definition_id)
    frames = list(frames_of(runtime, connection, row))
    head = frames[-1].hash if frames else GENESIS
    if (len(frames), head) != (row.revision, row.head_hash):
        raise HistoryBroken(row.id, len(frames) + 1, "the history was cut off")
    return case_path(version, frames)


def _lain(seconds: array[float]) -> Lain:
    ordered = array("d", sorted(seconds))
    return Lain(
        visits=len(ordered),
        median=percentile(ordered, 50) or timedelta(),
        p90=percentile(ordered, 90) or timedelta(),
    )
