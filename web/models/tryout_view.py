"""A tryout as its page shows it: the picture, what waits, what the last action did."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from audit.changes import changes
from audit.gateways import choices, shown
from engine.diagram.marks import Marks
from engine.expression.values import Value
from engine.model.dialect import ElementKind
from engine.rehearsal.by_hand import Tryout
from engine.rehearsal.progress import Awaited
from engine.step.values import OpenedJob, OpenedSubscription, OpenedTask, OpenedTimer
from engine.step.version import Version
from web.audit.models import element_label
from web.cases.words import variable_rows
from web.models.view import with_scopes
from web.pictures import picture

LONGEST_SHOWN = 2000  # characters of a value
ALWAYS_MAY_COME = (ElementKind.START_EVENT, ElementKind.BOUNDARY_EVENT)


@dataclass(frozen=True, kw_only=True)
class WorkLine:
    """kind: `task` or `job`. id: what a form posts to mean it. until: term of a task, next attempt at a job."""

    id: str
    kind: str
    label: str
    about: str  #: lane of a task, type of a job
    until: datetime | None
    incident: str
    awaited: Awaited


@dataclass(frozen=True, kw_only=True)
class TimerLine:
    label: str
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """A message or signal that can be sent. value: `message:NAME`; awaited: somebody waits for it, or it starts the process."""

    value: str
    name: str
    signal: bool
    awaited: bool


@dataclass(frozen=True, kw_only=True)
class VariableLine:
    """change: added, changed, removed or empty."""

    name: str
    label: str
    value: str
    change: str
    before: str


def work_lines(tryout: Tryout, language: str) -> tuple[WorkLine, ...]:
    """User tasks first."""
    lines = [_work(each, tryout, language) for each in (*tryout.tasks(), *tryout.jobs())]
    return tuple(lines)


def _work(awaited: Awaited, tryout: Tryout, language: str) -> WorkLine:
    opened, task = awaited.opened, isinstance(awaited.opened, OpenedTask)
    about, until = "", awaited.retry_at
    if isinstance(opened, OpenedTask):
        about, until = _lane(tryout.version, opened.lane, language), opened.due_at
    elif isinstance(opened, OpenedJob):
        about = opened.type
    return WorkLine(
        id=f"{'task' if task else 'job'}.{awaited.run}.{opened.token}",
        kind="task" if task else "job",
        label=element_label(tryout.version, awaited.element, language),
        about=about,
        until=until,
        incident=awaited.incident,
        awaited=awaited,
    )


def _lane(version: Version, name: str, language: str) -> str:
    lanes = {lane.name: lane.label.text(language) for lane in version.whole.lanes}
    return lanes.get(name) or name


def timer_lines(tryout: Tryout, language: str) -> tuple[TimerLine, ...]:
    """Timers and further attempts, the first due first."""
    lines = [
        TimerLine(
            label=element_label(tryout.version, each.element, language), due_at=each.opened.due_at
        )
        for each in tryout.timers()
        if isinstance(each.opened, OpenedTimer)
    ]
    lines += [
        TimerLine(label=element_label(tryout.version, each.element, language), due_at=each.retry_at)
        for each in tryout.jobs()
        if each.retry_at is not None
    ]
    return tuple(sorted(lines, key=lambda line: line.due_at))


def event_lines(tryout: Tryout) -> tuple[EventLine, ...]:
    """Every message and signal of the model; those that somebody waits for come first."""
    waiting = {
        (each.opened.kind, each.opened.name)
        for each in tryout.subscriptions()
        if isinstance(each.opened, OpenedSubscription)
    }
    starting = {
        (trigger.value, name) for start in tryout.version.starts for trigger, name in start.events
    }
    definition = tryout.version.whole
    named = [("message", name) for name in definition.messages]
    named += [("signal", name) for name in definition.signals]
    lines = [
        EventLine(
            value=f"{kind}:{name}",
            name=name,
            signal=kind == "signal",
            awaited=(kind, name) in waiting | starting,
        )
        for kind, name in named
    ]
    return tuple(sorted(lines, key=lambda line: not line.awaited))


def variable_lines(tryout: Tryout, language: str) -> tuple[VariableLine, ...]:
    """What the last action changed first, then the rest by name."""
    changed = {each.name: each for each in changes(tryout.last.variables, tryout.variables)}
    lines = [
        _variable(name, changed.get(name), tryout, language)
        for name in sorted({*tryout.variables, *changed})
    ]
    return tuple(sorted(lines, key=lambda line: not line.change))


def _variable(name: str, change: Value, tryout: Tryout, language: str) -> VariableLine:
    value = tryout.variables.get(name)
    gone = name not in tryout.variables
    known = variable_rows(tryout.version, {name: change.before if gone else value}, language)
    return VariableLine(
        name=name,
        label=known[0][0] if known else "",
        value="" if gone else _exact(value),
        change=str(change.kind) if change else "",
        before=_exact(change.before) if change and change.kind != "added" else "",
    )


def _exact(value: object) -> str:
    """As a model has it; a very long one is cut, and its length said."""
    text = shown(value)
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}… ({len(text)})"


def path_labels(tryout: Tryout, language: str) -> tuple[str, ...]:
    """What completed in the last action."""
    return tuple(element_label(tryout.version, each, language) for each in tryout.last.path)


def reasons(tryout: Tryout, language: str) -> Iterator[tuple[str, str]]:
    """Gateway and reason, for each way that was taken in the last action."""
    for step in tryout.last.steps:
        for choice in choices(tryout.version.whole, step):
            for why in choice.why:
                yield element_label(tryout.version, choice.element_id, language), why.text(language)


def incident_lines(tryout: Tryout, language: str) -> Iterator[tuple[str, str]]:
    """Element and message."""
    for each in tryout.incidents():
        yield element_label(tryout.version, each["element_id"], language), each["message"]


def tryout_picture(
    tryout: Tryout, lines: Sequence[WorkLine], *, language: str, title: str
) -> str | None:
    """Tokens, path and trouble, opened at the first of the lines; None where the model was never drawn."""
    marks = tryout_marks(tryout)
    around = [focus_of(lines, tryout), *sorted(marks.active)]
    xml = tryout.version.xml
    return picture(xml, marks, language=language, title=title, around=around)


def tryout_marks(tryout: Tryout) -> Marks:
    version = tryout.version
    definition = version.file_drawn
    here = {
        _drawn_id(each.element) for each in tryout.awaited() if not _may_always_come(each, version)
    }
    late = {
        _drawn_id(each.element)
        for each in tryout.tasks()
        if isinstance(each.opened, OpenedTask)
        and each.opened.due_at
        and each.opened.due_at < tryout.now
    }
    troubled = {_drawn_id(name) for run in tryout.runs for name, _ in run.incidents.values()}
    return Marks(
        active=frozenset(with_scopes(definition, here)),
        done={name: times for name, times in tryout.passed.items() if "/" not in name},
        taken=frozenset(name for name in tryout.flows if "/" not in name),
        troubled=frozenset(with_scopes(definition, troubled)),
        overdue=frozenset(late),
    )


def _drawn_id(element_id: str) -> str:
    """Of what a call activity calls the call activity is drawn."""
    return element_id.partition("/")[0]


def _may_always_come(awaited: Awaited, version: Version) -> bool:
    """Nobody waits for a withdrawal, nor for a term that may run out."""
    if isinstance(awaited.opened, OpenedTask | OpenedJob):
        return False
    element = version.whole.elements.get(awaited.element)
    return element is not None and element.kind in ALWAYS_MAY_COME


def json_text(value: Mapping[str, object]) -> str:
    """As a person edits it."""
    return json.dumps(value, ensure_ascii=False, indent=2) if value else "{}"


def focus_of(lines: Sequence[WorkLine], tryout: Tryout) -> str:
    """The element that the picture shows first."""
    if lines:
        return _drawn_id(lines[0].awaited.element)
    return _drawn_id(tryout.last.path[-1]) if tryout.last.path else ""
