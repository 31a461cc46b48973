"""A runtime on each database with the small case deployed, and fake workers whose answers a test may set."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

import pytest
from sqlalchemy import Connection, select

from engine.calendar.in_force import Calendars
from engine.commands.deployments import Model, deploy_model
from engine.commands.instances import Start, start_instance
from engine.expression.values import Variables
from engine.step.jobs import Job
from engine.storage.database import Database
from engine.storage.runtime import Overdue, Runtime
from engine.storage.tables import INSTANCE, JOB, TASK
from engine.storage.vault import Vault
from tests.conftest import NOW
from tests.engine.commands.models import CASE, FORMS, LANES


@dataclass
class FakeHandlers:
    """`answers`: job type to variables or the exception to raise. Jobs seen stay in `seen`."""

    answers: dict[str, Any] = field(
        default_factory=lambda: {"advise": {"missing": []}, "look": {"found": True}}
    )
    pure: frozenset[str] = frozenset({"advise"})
    seen: list[Job] = field(default_factory=list)

    def types(self) -> frozenset[str]:
        return frozenset(self.answers)

    def is_pure(self, job_type: str) -> bool:
        return job_type in self.pure

    def run(self, job: Job, connection: Connection) -> Variables:
        self.seen.append(job)
        answer = self.answers[job.type]
        if isinstance(answer, Exception):
            raise answer
        return dict(answer)


@dataclass
class Told:
    """What was escalated, in order."""

    overdue: list[Overdue] = field(default_factory=list)

    def __call__(self, connection: Connection, overdue: Overdue) -> None:
        self.overdue.append(overdue)


@pytest.fixture
def handlers() -> FakeHandlers:
    return FakeHandlers()


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def runtime(database: Database, vault: Vault, handlers: FakeHandlers, told: Told) -> Runtime:
    runtime = Runtime(
        database=database,
        vault=vault,
        handlers=handlers,
        calendars=Calendars(),
        lane_office=lambda lane, office, partner: partner if lane == "Desk" else office,
        escalate=told,
    )
    deploy(runtime, CASE)
    return runtime


def deploy(runtime: Runtime, xml: bytes, *, file: str = "case.bpmn"):
    return deploy_model(
        runtime, Model(file=file, xml=xml, forms=FORMS, lanes=LANES), actor="analyst", now=NOW
    )


START = Start(
    key="case",
    variables={"accepted_at": "2016-09-05T04:00:00Z", "specialist": "sara"},
    business_key="2016-000001",
    office_id=1,
    partner_office_id=2,
)


@pytest.fixture
def instance_id(runtime: Runtime) -> str:
    return start_instance(runtime, START, actor="bolat", now=NOW)


def begin(runtime: Runtime, **changes: Any) -> str:
    """Another instance of the small case, started otherwise."""
    return start_instance(runtime, replace(START, **changes), actor="bolat", now=NOW)


def rows(runtime: Runtime, table: Any, instance_id: str, *states: str) -> list[Any]:
    """Rows of an instance, in the order in which they were made."""
    with runtime.database.snapshot() as connection:
        query = select(table).where(table.c.instance_id == instance_id).order_by(table.c.id)
        return [row for row in connection.execute(query) if not states or row.state in states]


def open_task(runtime: Runtime, instance_id: str) -> Any:
    return rows(runtime, TASK, instance_id, "created", "assigned")[0]


def open_job(runtime: Runtime, instance_id: str) -> Any:
    return rows(runtime, JOB, instance_id, "available", "activated", "failed")[0]


def instance(runtime: Runtime, instance_id: str) -> Any:
    with runtime.database.snapshot() as connection:
        return connection.execute(select(INSTANCE).where(INSTANCE.c.id == instance_id)).one()
