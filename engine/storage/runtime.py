"""What every command needs, put together once by `web` and `cli`."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from sqlalchemy import Connection

from engine.calendar.in_force import Calendars
from engine.calendar.working import WorkingCalendar
from engine.step.jobs import Job
from engine.step.version import Version
from engine.storage.database import Database
from engine.storage.vault import Vault

SYSTEM = "system:engine"
"""Actor of what nobody did: timers, inline jobs, escalation."""


class Handlers(Protocol):
    """The table of workers as the engine sees it."""

    def types(self) -> frozenset[str]: ...

    def is_pure(self, job_type: str) -> bool:
        """True where the handler runs inside the command's transaction: no I/O but rows of the same database."""

    def run(self, job: Job, connection: Connection) -> Mapping[str, object]:
        """Run a handler. May raise BpmnError (business) or anything else (technical)."""


class Label(Protocol):
    """What something is called in each language."""

    def text(self, language: str) -> str: ...


@dataclass(frozen=True, kw_only=True)
class Overdue:
    """A term that has passed; it decides nothing, somebody is told."""

    instance_id: str
    business_key: str
    element_id: str  #: empty where the term of the case passed
    label: Label  #: of the element or the process
    office_id: int | None
    assignee: str | None
    due_at: datetime


@dataclass(frozen=True, kw_only=True)
class Handed:
    """A task has come to a person by what another did."""

    instance_id: str
    business_key: str
    element_id: str
    label: Label
    assignee: str
    at: datetime
    again: bool  #: it was done before, and has come back
    event_key: str


def _same_office(lane: str, office_id: int | None, partner_office_id: int | None) -> int | None:
    return office_id


def _nobody_told(connection: Connection, overdue: Overdue) -> None:
    return None


class Versions:
    """Deployed versions in memory, each with the newest picture that was read; what executes never changes."""

    def __init__(self) -> None:
        self._by_id: dict[int, Version] = {}
        self._assembled: dict[tuple[tuple[int, int], ...], Version] = {}
        self._lock = threading.Lock()

    def find(self, definition_id: int) -> Version | None:
        return self._by_id.get(definition_id)

    def keep(self, version: Version) -> Version:
        with self._lock:
            kept = self._by_id.get(version.id)
            if kept is not None and kept.picture >= version.picture:
                return kept
            self._by_id[version.id] = version
            self._assembled.clear()
            return version

    def assembled(self, version: Version, library: Sequence[Version]) -> Version:
        """The version with those that it may call, put together once for each that is deployed."""
        key = tuple((found.id, found.picture) for found in (version, *library))
        with self._lock:
            if key not in self._assembled:
                self._assembled[key] = version.with_library(library)
            return self._assembled[key]


@dataclass(frozen=True, kw_only=True)
class Runtime:
    """lane_office: which office does the work of a lane, from the two offices of the case."""

    database: Database
    vault: Vault
    handlers: Handlers
    calendars: Calendars
    lane_office: Callable[[str, int | None, int | None], int | None] = _same_office
    escalate: Callable[[Connection, Overdue], None] = _nobody_told
    tell_assignee: Callable[[Connection, Handed], None] | None = None
    versions: Versions = field(default_factory=Versions)

    @property
    def calendar(self) -> WorkingCalendar:
        """The calendar as it is now; a command that is under way goes on with the one it took."""
        return self.calendars.current
