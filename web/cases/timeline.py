"""The history of a case in plain words: one entry an event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from engine.expression.values import Variables
from engine.history.events import EventKind
from engine.replay.replay import Frame
from engine.step.version import Version
from engine.storage.columns import Record
from engine.tokens.execution import Decision
from people.roles import Role, role_name, role_of_lane
from web.cases.history import Retold
from web.cases.store import Known
from web.cases.words import changed_words

SENTENCES: Mapping[str, object] = {
    EventKind.INSTANCE_STARTED: _("The case was opened"),
    EventKind.USER_TASK_CLAIMED: _("Taken into work"),
    EventKind.USER_TASK_RELEASED: _("Given back to colleagues"),
    EventKind.USER_TASK_ASSIGNED: _("Given to another person"),
    EventKind.USER_TASK_COMPLETED: _("Done"),
    EventKind.USER_TASK_ESCALATED: _("The term of the task passed; the head was told"),
    EventKind.JOB_COMPLETED: _("Done automatically"),
    EventKind.JOB_FAILED: _("An automatic step failed"),
    EventKind.ERROR_THROWN: _("An automatic step reported an error"),
    EventKind.TIMER_FIRED: _("The time came"),
    EventKind.MESSAGE_CORRELATED: _("A message came"),
    EventKind.SIGNAL_RECEIVED: _("A signal came"),
    EventKind.INCIDENT_RESOLVED: _("The incident was resolved"),
    EventKind.INSTANCE_ESCALATED: _("The term of the case passed; the head was told"),
    EventKind.INSTANCE_TERMINATED: _("The case was terminated"),
    EventKind.INSTANCE_SUSPENDED: _("The case was suspended"),
    EventKind.INSTANCE_RESUMED: _("The case goes on"),
    EventKind.VARIABLES_CORRECTED: _("Data of the case were corrected"),
    EventKind.TOKEN_MOVED: _("The case was moved to another step"),
    EventKind.INSTANCE_REOPENED: _("The case was reopened"),
    EventKind.TERMS_RECOMPUTED: _("Terms were counted anew: the working calendar has changed"),
}
UNTOLD = ("_document", "notices")  #: ids of rows
PLACED = frozenset({EventKind.TOKEN_MOVED, EventKind.INSTANCE_REOPENED})
OPERATOR = "system:operator"  #: at the terminal
LATE = frozenset({EventKind.USER_TASK_ESCALATED, EventKind.INSTANCE_ESCALATED})


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event.

    who, role: empty for what nobody did. automatic: what the system completed in the same step.
    choices: what was corrected, and what gateways decided, with what they read. proved: re-execution agrees with it.
    """

    seq: int
    at: datetime
    words: str
    element: str
    who: str
    role: str
    note: str
    automatic: tuple[str, ...]
    choices: tuple[str, ...]
    proved: bool
    late: bool


def timeline(
    rows: Sequence[Record],
    story: Retold,
    version: Version,
    people: Mapping[str, Known],
    language: str,
) -> list[Entry]:
    """Entries for all stored events, those behind a break too. rows: of `case_store.event_rows`."""
    frames = {frame.event.seq: frame for frame in story.frames}
    teller = _Teller(version=version, people=people, language=language)
    entries: list[Entry] = []
    variables: Variables = {}
    for row in rows:
        frame = frames.get(row.seq)
        entries.append(teller.entry(row, frame, variables))
        variables = frame.step.variables if frame and frame.step else variables
    return entries


@dataclass(frozen=True, kw_only=True)
class _Teller:
    version: Version
    people: Mapping[str, Known]
    language: str

    def entry(self, row: Record, frame: Frame | None, before: Variables) -> Entry:
        """before: the variables until then."""
        return Entry(
            seq=row.seq,
            at=row.at,
            words=str(SENTENCES.get(row.kind, row.kind)),
            element=self.label(row.element_id),
            who=self.who(row.actor),
            role=self.role(row),
            note=self.note(frame),
            automatic=tuple(self.automatic(row.element_id, frame)),
            choices=(*self.corrected(frame, before), *self.choices(frame)),
            proved=frame is not None,
            late=row.kind in LATE,
        )

    def label(self, element_id: str) -> str:
        element = self.version.definition.elements.get(element_id)
        return element.label.text(self.language) if element else element_id

    def role(self, row: Record) -> str:
        """The role in which it was done: that of the lane where the person held it on that day."""
        known = self.people.get(row.actor)
        held = known.roles_at(row.at) if known else ()
        element = self.version.definition.elements.get(row.element_id)
        of_lane = role_of_lane(element.lane) if element and element.lane else None
        role: Role | None = of_lane if of_lane in held else next(iter(held), None)
        return role_name(role, self.language) if role else ""

    def who(self, actor: str) -> str:
        if actor == OPERATOR:
            return str(gettext("the operator"))
        return self.people[actor].name if actor in self.people else ""

    def note(self, frame: Frame | None) -> str:
        """What was done by hand and why, to whom a task went, or for how many times a timer stands."""
        given = frame.data["input"]["data"] if frame else {}
        receiver = self.people.get(str(given.get("assignee")))
        if receiver:
            return receiver.name
        told = [*self._made_up(frame), *self._by_hand(frame)] if frame else []
        return " ".join([*told, str(given.get("reason") or "")]).strip()

    def _made_up(self, frame: Frame) -> Iterator[str]:
        for cycle in frame.step.made_up if frame.step else ():
            yield str(
                gettext("It happened once; times that had passed: %(times)s.", times=cycle.times)
            )

    def _by_hand(self, frame: Frame) -> Iterator[str]:
        given = frame.data["input"]["data"]
        if frame.event.kind in PLACED:
            target = self.label(given["to"])
            yield str(gettext("It goes on before «%(target)s».", target=target))

    def corrected(self, frame: Frame | None, before: Variables) -> Iterator[str]:
        """Old and new value of each, in the words of its form."""
        if frame is None or frame.event.kind is not EventKind.VARIABLES_CORRECTED:
            return
        for name, value in frame.data["input"]["data"]["variables"].items():
            if not name.endswith(UNTOLD):
                yield changed_words(self.version, name, before.get(name), value, self.language)

    def automatic(self, element_id: str, frame: Frame | None) -> Iterator[str]:
        completions = frame.step.completions if frame and frame.step else ()
        elements = self.version.definition.elements
        for completion in completions:
            element = elements.get(completion.element_id)
            if element and element.job_type and completion.element_id != element_id:
                yield element.label.text(self.language)

    def choices(self, frame: Frame | None) -> Iterator[str]:
        for decision in frame.step.decisions if frame and frame.step else ():
            flow = self.version.definition.flows.get(decision.flow_id)
            if decision.taken and flow is not None:
                to = flow.label.text(self.language) or self.label(flow.target)
                asked = self.label(decision.element_id)
                yield f"{asked} {_reason(decision)} → {to}".strip()


def _reason(decision: Decision) -> str:
    """What the gateway read: `complete = true`."""
    if decision.condition is None:
        return str(gettext("otherwise"))
    return ", ".join(f"{read.path} = {_plain(read.value)}" for read in decision.reads)


def _plain(value: object) -> str:
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    return str(value)
