"""The history of a case as far as it holds, and what it says to the diagram."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from engine.diagram import Marks
from engine.errors import HistoryBroken, Undecipherable
from engine.history.chain import GENESIS
from engine.history.events import EventKind
from engine.model.dialect import ElementKind
from engine.model.values import ProcessDefinition
from engine.replay.replay import Frame
from engine.replay.verify import frames_of
from engine.step.values import Step
from engine.step.version import Version
from engine.storage.columns import Record
from people.store import Connection
from web.cases.store import Wait, event_rows
from web.cases.variables import task_variables
from web.platform import Platform


@dataclass(frozen=True, kw_only=True)
class Retold:
    """frames: up to the event before the one that does not fit; broken: that event and why, None where all fit."""

    frames: tuple[Frame, ...]
    broken: HistoryBroken | None

    @property
    def done(self) -> Counter[str]:
        """Completions by element id."""
        return Counter(element_id for step in self._steps for element_id in step.completed)

    def taken(self, definition: ProcessDefinition) -> frozenset[str]:
        """Ids of the sequence flows that a token went along."""
        walked = (definition.walked(step.flows, step.completed) for step in self._steps)
        return frozenset(chain.from_iterable(walked))

    @property
    def _steps(self) -> Iterator[Step]:
        return (frame.step for frame in self.frames if frame.step)


def retold(platform: Platform, connection: Connection, row: Record) -> Retold:
    """Re-execute a case; where its history breaks, what came before it is kept. row: of the instance."""
    frames: list[Frame] = []
    try:
        for frame in frames_of(platform.runtime, connection, row):
            frames.append(frame)
        _refuse_cut(row, frames)
    except HistoryBroken as error:
        return Retold(frames=tuple(frames), broken=error)
    except ValueError as error:  # a kind of event that was never one of ours
        seq = _first_strange(connection, row.id)
        return Retold(frames=tuple(frames), broken=HistoryBroken(row.id, seq, str(error)))
    return Retold(frames=tuple(frames), broken=None)


def _first_strange(connection: Connection, instance_id: str) -> int:
    rows = event_rows(connection, instance_id)
    return next((row.seq for row in rows if row.kind not in set(EventKind)), 0)


def _refuse_cut(row: Record, frames: Sequence[Frame]) -> None:
    """Raise HistoryBroken where the last events were taken away."""
    last = frames[-1].event.seq if frames else 0
    if (row.revision, row.head_hash) != (last, frames[-1].hash if frames else GENESIS):
        reason = f"the history ends at event {last}, the case says {row.revision}"
        raise HistoryBroken(row.id, last + 1, reason)


def case_variables(
    platform: Platform, version: Version, row: Record, story: Retold
) -> Mapping[str, object]:
    """Those that the history gives; where it is broken, those of the stored state, or none if that does not open."""
    steps = [frame.step for frame in story.frames if frame.step]
    if steps and story.broken is None:
        return steps[-1].variables
    try:
        return task_variables(platform, version, row.id, row.state, None)
    except (Undecipherable, ValueError):
        return {}


def awaited(version: Version, waits: Iterable[Wait]) -> tuple[Wait, ...]:
    """What a person would say the case waits for.

    Not what may come at any time (an event sub-process, a boundary event): nobody waits for a withdrawal.
    """
    return tuple(wait for wait in waits if not _may_always_come(version, wait.element_id))


def _may_always_come(version: Version, element_id: str) -> bool:
    element = version.definition.elements.get(element_id)
    if element is None:
        return False
    return element.kind in (ElementKind.START_EVENT, ElementKind.BOUNDARY_EVENT)


def marks_of(
    version: Version,
    story: Retold,
    *,
    waits: Sequence[Wait],
    troubled: Iterable[str],
    overdue: Iterable[str],
    done_by_people: Iterable[str],
) -> Marks:
    """done_by_people: user tasks that the tables hold as completed; they stand in for a history that is broken."""
    done = story.done
    if story.broken is not None:
        done |= Counter(done_by_people)
    active = {wait.element_id for wait in waits}
    return Marks(
        active=frozenset(_lifted(version, active)),
        done=dict(done),
        taken=story.taken(version.definition),
        troubled=frozenset(_lifted(version, troubled)),
        overdue=frozenset(overdue),
    )


def _lifted(version: Version, element_ids: Iterable[str]) -> set[str]:
    """The elements with the sub-processes around them: a collapsed one hides what is inside."""
    elements, found = version.definition.elements, set()
    for element_id in element_ids:
        while element_id in elements and element_id not in found:
            found.add(element_id)
            element_id = elements[element_id].scope
    return found
