"""Numbers about many cases: how they ended and whether in time; how often and how long each step took."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import groupby
from types import MappingProxyType

from engine.step.states import InstanceStatus


class Term(StrEnum):
    KEPT = "kept"  #: ended in time, or still has time
    BROKEN = "broken"
    NONE = "none"  #: no term was set


@dataclass(frozen=True, kw_only=True)
class FigureScope:
    """Which cases count; started_from is included, started_until is not; within: offices that the asker may see."""

    definition_id: int | None = None
    key: str = ""
    started_from: datetime | None = None
    started_until: datetime | None = None
    office_id: int | None = None
    within: frozenset[int] | None = None


@dataclass(frozen=True, kw_only=True)
class OutcomeCount:
    """outcome: id of the end event; None while the case runs or where it was terminated."""

    status: InstanceStatus
    outcome: str | None
    term: Term
    cases: int


@dataclass(frozen=True, kw_only=True)
class CaseFigures:
    counts: tuple[OutcomeCount, ...]

    @property
    def total(self) -> int:
        return sum(count.cases for count in self.counts)

    def by_term(self) -> Mapping[Term, int]:
        found: Counter[Term] = Counter()
        for count in self.counts:
            found[count.term] += count.cases
        return MappingProxyType({term: found[term] for term in Term})


@dataclass(frozen=True, kw_only=True)
class Visit:
    """One user task or job as its table has it."""

    element_id: str
    opened_at: datetime
    closed_at: datetime | None
    completed: bool
    due_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class StepFigures:
    """visits = completed + canceled + open. Durations are those of completed visits; None where there is none.

    kept, broken: visits with a term that was met, and was not (open ones that are late among them).
    """

    element_id: str
    visits: int
    completed: int
    canceled: int
    open: int
    kept: int
    broken: int
    median: timedelta | None
    p90: timedelta | None


def step_figures(visits: Iterable[Visit], *, now: datetime) -> Iterator[StepFigures]:
    """One value an element; `visits` come sorted by element. Eight bytes a visit of one element are held at a time."""
    for element_id, group in groupby(visits, key=lambda visit: visit.element_id):
        yield _step(element_id, group, now)


def _step(element_id: str, visits: Iterable[Visit], now: datetime) -> StepFigures:
    seconds = array("d")
    counts: Counter[str] = Counter()
    for visit in visits:
        counts["visits"] += 1
        counts[_standing(visit)] += 1
        counts[_term(visit, now)] += 1
        if visit.completed and visit.closed_at is not None:
            seconds.append((visit.closed_at - visit.opened_at).total_seconds())
    ordered = array("d", sorted(seconds))
    return StepFigures(
        element_id=element_id,
        visits=counts["visits"],
        completed=counts["completed"],
        canceled=counts["canceled"],
        open=counts["open"],
        kept=counts[Term.KEPT],
        broken=counts[Term.BROKEN],
        median=percentile(ordered, 50),
        p90=percentile(ordered, 90),
    )


def _standing(visit: Visit) -> str:
    if visit.closed_at is None:
        return "open"
    return "completed" if visit.completed else "canceled"


def _term(visit: Visit, now: datetime) -> Term:
    """A visit that was canceled says nothing of its term, an open one that has time left neither."""
    if visit.due_at is None or _standing(visit) == "canceled":
        return Term.NONE
    if visit.due_at < (visit.closed_at or now):
        return Term.BROKEN
    return Term.NONE if visit.closed_at is None else Term.KEPT


def percentile(ordered: array[float], percent: int) -> timedelta | None:
    """The nearest rank: the smallest value that at least so many percent do not exceed."""
    if not ordered:
        return None
    rank = -(-len(ordered) * percent // 100)
    return timedelta(seconds=ordered[max(rank, 1) - 1])
