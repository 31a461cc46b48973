"""Real pure handlers on a database in memory, for `trace --workers` and for trying a model out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from engine.calendar.in_force import Calendars
from engine.calendar.working import WorkingCalendar
from engine.expression.values import Variables
from engine.step.answers import JobCall
from engine.step.jobs import Job
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.vault import Vault
from workers.handlers import HANDLERS, Workshop
from workers.lookup.gateway import FakeGateway

Work = Callable[[JobCall, datetime], Variables]


@contextmanager
def rehearsed(
    calendar: WorkingCalendar, *, rules: str
) -> Iterator[tuple[Work, Callable[[str], bool]]]:
    """A function that runs pure handlers, and one that says which job types it serves; nothing of it is kept."""
    database = Database("sqlite://")
    Base.metadata.create_all(database.writing)
    workshop = Workshop(
        vault=Vault("a rehearsal keeps nothing"),
        calendars=Calendars(calendar),
        gateway=FakeGateway(),
        public_url="http://127.0.0.1:8000",
        signing_mark="",
    )

    def work(call: JobCall, now: datetime) -> Variables:
        job = Job(
            type=call.type,
            key=f"rehearsal:{call.token}",
            instance_id="0" * 32,
            business_key=str(call.variables.get("case_no", "")),
            element_id=call.element_id,
            variables=call.variables,
            office_id=1,
            partner_office_id=1,
            actor="system:rehearsal",
            now=now,
            rules=rules,
        )
        with database.transaction() as connection:
            return workshop.run(job, connection)

    try:
        yield work, lambda job_type: job_type in HANDLERS and workshop.is_pure(job_type)
    finally:
        database.dispose()
