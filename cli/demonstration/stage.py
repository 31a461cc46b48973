"""The stage: a platform on the clock of the demonstration, where time brings what it brings on any node."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import event, func, select

from cli.assembly import platform_over
from cli.demonstration.clock import Clock
from cli.demonstration.place import DEMO_ACTOR
from cli.demonstration.story import SERVICE, SERVICE_WITH_HEARING
from cli.serve import chores
from engine.commands.deployments import Model, deploy_model
from engine.errors import EngineError
from engine.settings import ROOT, Settings
from engine.step.states import OPEN_TASK, InstanceStatus, JobState, WaitState
from engine.storage.database import Database
from engine.storage.schema import upgrade_schema
from engine.storage.tables import INSTANCE, JOB, TASK, TIMER
from forms.library import form_contents
from people.actor import Actor
from people.demo import install_demo
from people.passwords import Hasher
from people.roles import LANE_NAMES
from web.platform import Platform

MOST_ROUNDS = 200
HEARING = (
    (f'processRef="{SERVICE}"', f'processRef="{SERVICE_WITH_HEARING}"'),
    (f'<bpmn:process id="{SERVICE}"', f'<bpmn:process id="{SERVICE_WITH_HEARING}"'),
    ('name="rules" value="2016"', 'name="rules" value="2016+hearing"'),
    ('camunda:versionTag="2016"', 'camunda:versionTag="2016+hearing"'),
)
"""How the model of the edition with hearing differs from the one that is deployed."""


class StageRestless(EngineError):
    """Something is due again and again at one instant."""

    def __init__(self, at: datetime) -> None:
        super().__init__(f"the work that is due at {at} has no end")
        self.at = at


class Stage:
    """actors: who was signed in on which day."""

    def __init__(self, platform: Platform, clock: Clock) -> None:
        self.platform, self.clock = platform, clock
        self.actors: dict[tuple[str, date], Actor] = {}
        self._chores = chores(platform)

    def gateway_switch(self, *, connected: bool) -> Path:
        """The gateway does not answer, or is not connected, as long as this file exists."""
        name = "gateway-down" if connected else "gateway-none"
        return self.platform.settings.var_dir / name

    def connect_gateway(self) -> None:
        """As every demonstration begins and ends: connected, and answering."""
        for connected in (True, False):
            self.gateway_switch(connected=connected).unlink(missing_ok=True)

    def move_to(self, instant: datetime) -> None:
        """Let time pass; what falls due on the way happens at its own time."""
        while (due := self._next_due()) is not None and due <= instant:
            self.clock.move_to(due)
            self.settle()
        self.clock.move_to(max(instant, self.clock()))

    def settle(self) -> None:
        """All that a node does by itself now: jobs, timers, escalations, notices. Raises StageRestless."""
        for _ in range(MOST_ROUNDS):
            done = [
                chore(self.clock()) for chore in self._chores
            ]  # each of them, whatever it finds
            if not any(done):
                return
        raise StageRestless(self.clock())

    def _next_due(self) -> datetime | None:
        """When something falls due next, of what is not due yet."""
        now = self.clock()
        with self.platform.database.snapshot() as connection:
            found = [connection.execute(query).scalar() for query in _due_queries(now)]
        return min((due for due in found if due is not None), default=None)


def _due_queries(now: datetime) -> tuple[Any, ...]:
    def first(table: Any, *conditions: Any) -> Any:
        return select(func.min(table.c.due_at)).where(table.c.due_at > now, *conditions)

    return (
        first(TIMER, TIMER.c.state == WaitState.WAITING),
        first(JOB, JOB.c.state == JobState.AVAILABLE),
        first(TASK, TASK.c.state.in_(OPEN_TASK), TASK.c.overdue_at.is_(None)),
        first(
            INSTANCE, INSTANCE.c.status == InstanceStatus.ACTIVE, INSTANCE.c.overdue_at.is_(None)
        ),
    )


@contextmanager
def expected_failures() -> Iterator[None]:
    """The gateway is down in some stories; that its jobs fail is no news."""
    log = logging.getLogger("ruqsat.worker")
    before = log.level
    log.setLevel(logging.ERROR)
    try:
        yield
    finally:
        log.setLevel(before)


@contextmanager
def opened_stage(settings: Settings, *, hasher: Hasher | None = None) -> Iterator[Stage]:
    """A stage over an empty database, with the models deployed and the people installed."""
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url)
    if database.is_sqlite:
        event.listen(database.writing, "connect", _hurry)
    clock = Clock()
    try:
        upgrade_schema(database)
        platform = platform_over(settings, database, clock=clock, hasher=hasher)
        set_stage(platform)
        stage = Stage(platform, clock)
        stage.connect_gateway()
        with expected_failures():
            yield stage
        stage.connect_gateway()
    finally:
        database.dispose()


def _hurry(connection: Any, _record: object) -> None:
    """Each commit need not reach the disk at once: after a power cut the demonstration is made anew."""
    connection.execute("PRAGMA synchronous=OFF").close()


def set_stage(platform: Platform) -> None:
    """Deploy both editions of the service and install the demo people."""
    now = platform.clock()
    xml = (ROOT / "bpmn" / f"{SERVICE}.bpmn").read_bytes()
    for name, model in ((SERVICE, xml), (SERVICE_WITH_HEARING, hearing_model(xml))):
        deployed = Model(
            file=f"{name}.bpmn", xml=model, forms=form_contents(), lanes=LANE_NAMES, comment="demo"
        )
        deploy_model(platform.runtime, deployed, actor=DEMO_ACTOR, now=now)
    with platform.database.transaction() as connection:
        install_demo(connection, platform.vault, now, platform.hasher)


def hearing_model(xml: bytes) -> bytes:
    """The model of the service under the edition in which the applicant is heard before a refusal."""
    for before, after in HEARING:
        xml = xml.replace(before.encode(), after.encode())
    return xml
