"""What a story is made of. Data only: who acts is found by the lane of a task, what they answer in `answers`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from cli.demonstration.clock import Begin, Wait
from cli.demonstration.families import Family
from people.demo_people import CITY

SERVICE, SERVICE_WITH_HEARING = "externat", "externat-hearing"
Says = Mapping[str, object]


class Message(StrEnum):
    """What reaches a case from outside; the value is the message's name in the model."""

    CAME = "ApplicantCame"
    REQUESTED = "ResultRequested"
    OBJECTED = "Objection"
    WITHDRAWN = "Withdrawal"


@dataclass(frozen=True, kw_only=True)
class Visit:
    """A worker of the State Corporation opens a visit: the case starts at the desk."""

    ticket: str | None = None
    home_visit: bool = False


@dataclass(frozen=True, kw_only=True)
class Application:
    """The applicant starts on the portal."""


@dataclass(frozen=True, kw_only=True)
class Claim:
    """Somebody takes a task on."""

    element_id: str


@dataclass(frozen=True, kw_only=True)
class Task:
    """Somebody completes a task. says: answers that differ from the usual ones of that form."""

    element_id: str
    says: Says = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Told:
    """A message; at the desk a worker passes on what the applicant says."""

    message: Message
    says: Says = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Reassignment:
    """The head gives a task to another person."""

    element_id: str
    to: str


@dataclass(frozen=True, kw_only=True)
class Outage:
    """The gateway stops answering, or answers again. connected: false where there is none at all meanwhile."""

    down: bool
    connected: bool = True


Act = Visit | Application | Claim | Task | Told | Reassignment | Outage


@dataclass(frozen=True, kw_only=True)
class Step:
    """by: the person's id, where it is not the usual one of the office."""

    act: Act
    wait: Wait = field(default_factory=Wait)
    by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Story:
    """One case from its first step to its last, or to where it is left.

    ends: the end event it comes to, or None; waits: elements it waits at when the demonstration ends.
    place: code of the provider's office. language: of the application.
    """

    name: str
    title: str
    begin: Begin
    family: Family
    ground: str
    steps: tuple[Step, ...]
    ends: str | None = None
    waits: tuple[str, ...] = ()
    place: str = CITY
    language: str = "kk"
    service: str = SERVICE


def visit(*, ticket: str | None = None, home_visit: bool = False, by: str | None = None) -> Step:
    """The story begins at a desk."""
    return Step(act=Visit(ticket=ticket, home_visit=home_visit), by=by)


def applied() -> Step:
    """The story begins on the portal."""
    return Step(act=Application())


def claimed(element_id: str, *, days: int = 0, wait: int = 1, by: str | None = None) -> Step:
    """wait: minutes, after so many working days."""
    return Step(act=Claim(element_id=element_id), wait=Wait(days=days, minutes=wait), by=by)


def done(
    element_id: str,
    says: Says | None = None,
    *,
    days: int = 0,
    minutes: int = 4,
    by: str | None = None,
) -> Step:
    """A task that is somebody's already, completed after so many working days and minutes."""
    act = Task(element_id=element_id, says=says or {})
    return Step(act=act, wait=Wait(days=days, minutes=minutes), by=by)


def worked(
    element_id: str,
    says: Says | None = None,
    *,
    days: int = 0,
    wait: int = 1,
    minutes: int = 4,
    by: str | None = None,
) -> tuple[Step, Step]:
    """A task of a lane: taken after so many working days and minutes of waiting, completed after minutes of work."""
    taken = claimed(element_id, days=days, wait=wait, by=by)
    return taken, done(element_id, says, minutes=minutes, by=by)


def told(message: Message, says: Says | None = None, *, days: int = 0, minutes: int = 30) -> Step:
    act = Told(message=message, says=says or {})
    return Step(act=act, wait=Wait(days=days, minutes=minutes))


def outage(*, down: bool, connected: bool = True) -> Step:
    return Step(act=Outage(down=down, connected=connected))


def reassigned(element_id: str, to: str, *, days: int = 0, minutes: int = 30) -> Step:
    act = Reassignment(element_id=element_id, to=to)
    return Step(act=act, wait=Wait(days=days, minutes=minutes))
