"""A scenario played by commands on a database, its clock moved by ticks: what `trace` does in memory, as running nodes do it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any

import orjson
from sqlalchemy import Connection, Table, and_, func, select

from engine.calendar.in_force import Calendars
from engine.commands import stepping
from engine.commands.deployments import Model, deploy_model
from engine.commands.instances import Start, start_instance
from engine.commands.jobs import activate_jobs, complete_job, fail_job, throw_error
from engine.commands.messages import publish_message
from engine.commands.signals import broadcast_signal
from engine.commands.starts import begin_where_true
from engine.commands.timers import engine_chores
from engine.commands.user_tasks import complete_user_task
from engine.model.dialect import EventKind
from engine.rehearsal.outcome import BEGINNING
from engine.rehearsal.run import plain
from engine.rehearsal.scenario import Happening, Scenario, read_scenario
from engine.step.jobs import Job, Variables
from engine.step.starts import begun_plainly
from engine.step.states import OPEN_TASK, JobState, WaitState
from engine.storage.database import Database
from engine.storage.queries import latest_version
from engine.storage.runtime import Runtime, Versions
from engine.storage.start_queries import listeners
from engine.storage.start_tables import LISTENER
from engine.storage.tables import INCIDENT, INSTANCE, JOB, SUBSCRIPTION, TASK, TIMER
from engine.storage.vault import Vault
from tests.conformance.rows import Row
from tests.conformance.test_rows import checked

KEY = "K-1"  #: of every case that has no number of its own: what they send each other finds them
MOST = 300  #: rounds of one row
LEASE = timedelta(minutes=5)
LIFE = timedelta(days=3650)
WORKER = "worker"


class NoHandlers:
    """Every job waits in the queue for a worker outside."""

    def types(self) -> frozenset[str]:
        return frozenset()

    def is_pure(self, job_type: str) -> bool:
        return False

    def run(self, job: Job, connection: Connection) -> Variables:
        raise AssertionError(job.type)


@contextmanager
def steps_of_commands() -> Iterator[list[tuple[str, Any]]]:
    """What each command that moved tokens did, with its instance, in order."""
    told: list[tuple[str, Any]] = []
    write = stepping.write_step

    def written(act: Any, step: Any, **more: Any) -> None:
        write(act, step, **more)
        told.append((act.row.id, step))

    stepping.write_step = written
    try:
        yield told
    finally:
        stepping.write_step = write


class Live:
    """One row on one database. `nodes`: each has its own memory and its turn at ticking."""

    def __init__(
        self, database: Database, vault: Vault, row: Row, told: list[tuple[str, Any]]
    ) -> None:
        self.row, self.told, self.now = row, told, BEGINNING
        content = orjson.dumps({**row.given, "expect": row.expect})
        self.scenario: Scenario = read_scenario(content, file=row.id)
        self.nodes = [
            Runtime(
                database=database,
                vault=vault,
                handlers=NoHandlers(),
                calendars=Calendars(),
                versions=Versions(),
            )
            for _ in range(2)
        ]
        self.visits: dict[tuple[str, str], int] = {}
        self.scripts: dict[int, Mapping[str, Any]] = {}
        self.failed: dict[int, int] = {}
        self.pending: list[tuple[EventKind, Happening]] = []
        self.heard = 0  #: completions that what is sent after them has been looked for

    @property
    def runtime(self) -> Runtime:
        return self.nodes[0]

    def play(self) -> None:
        self.deploy()
        self._after("")
        for version in begun_plainly(self.versions):
            self._start(version.key)
        begin_where_true(
            self.runtime, self._given(), business_key=self._key(), actor="somebody", now=self.now
        )
        limit = self.scenario.advance.after(BEGINNING) if self.scenario.advance else BEGINNING
        for _ in range(MOST):
            self._hear()
            if self._tick() or self._send() or self._answer():
                continue
            due = self._due()
            if due is None or due > limit:
                return
            self.now = max(due, self.now)
        raise AssertionError(f"{self.row.id} does not end")

    # what came of it

    @property
    def trace(self) -> list[str]:
        return [plain(each.element_id) for _, step in self.told for each in step.completions]

    @property
    def variables(self) -> Mapping[str, Any]:
        first = self.told[0][0] if self.told else ""
        return [step.variables for name, step in self.told if name == first][-1] if first else {}

    @property
    def status(self) -> str:
        with self.runtime.database.snapshot() as connection:
            if connection.execute(select(INCIDENT).where(INCIDENT.c.resolved_at.is_(None))).first():
                return "incident"
            statuses = set(connection.execute(select(INSTANCE.c.status)).scalars())
        return "waiting" if not statuses or "active" in statuses else "completed"

    # how

    def deploy(self) -> None:
        for xml in self.row.called.values():
            self._deploy_one(xml, "called.bpmn")
        keys = self._deploy_one(self.row.xml, f"{self.row.id}.bpmn")
        with self.runtime.database.snapshot() as connection:
            self.versions = [latest_version(connection, self.runtime.versions, key) for key in keys]

    def _deploy_one(self, xml: bytes, file: str) -> list[str]:
        definitions = [process.definition for process in checked(self.row).processes]
        forms = {key: "{}" for each in definitions for key in each.form_keys}
        lanes = frozenset(lane.name for each in definitions for lane in each.lanes)
        model = Model(file=file, xml=xml, forms=forms, lanes=lanes)
        first = deploy_model(self.runtime, model, actor="analyst", now=self.now)
        return [each.key for each in (first, *first.beside)]

    def _given(self) -> dict[str, Any]:
        return dict(self.scenario.variables)

    def _key(self) -> str:
        return str(self.scenario.variables.get("case_no") or KEY)

    def _start(self, key: str) -> None:
        start = Start(key=key, variables=self._given(), business_key=self._key())
        start_instance(self.runtime, start, actor="somebody", now=self.now)

    def _hear(self) -> None:
        """Have sent what the script sends after what has completed since."""
        done = self.trace
        for element_id in done[self.heard :]:
            self._after(element_id)
        self.heard = len(done)

    def _after(self, element_id: str) -> None:
        for kind, happenings in (
            (EventKind.MESSAGE, self.scenario.messages),
            (EventKind.SIGNAL, self.scenario.signals),
        ):
            self.pending += [(kind, each) for each in happenings if each.after == element_id]

    def _send(self) -> bool:
        """The first of the script that somebody takes; a script does not know who it is meant for, so it waits for one."""
        for kind, happening in self.pending:
            key = self._taken_by(kind, happening)
            if key is None:
                continue
            self.pending.remove((kind, happening))
            starting = key == ""
            payload = {**(self._given() if starting else {}), **happening.payload}
            if kind is EventKind.SIGNAL:
                broadcast_signal(
                    self.runtime, happening.name, payload, actor="somebody", now=self.now
                )
            else:
                publish_message(
                    self.runtime,
                    happening.name,
                    key or happening.correlation or self._key(),
                    payload,
                    time_to_live=LIFE,
                    actor="somebody",
                    now=self.now,
                )
            return True
        return False

    def _taken_by(self, kind: EventKind, happening: Happening) -> str | None:
        """Whose key it has to bear; empty for a start, None where nobody takes it."""
        query = select(SUBSCRIPTION.c.correlation_key).where(
            SUBSCRIPTION.c.kind == kind.value,
            SUBSCRIPTION.c.name == happening.name,
            SUBSCRIPTION.c.state == WaitState.WAITING,
        )
        if kind is EventKind.MESSAGE and happening.correlation:
            query = query.where(SUBSCRIPTION.c.correlation_key == happening.correlation)
        with self.runtime.database.snapshot() as connection:
            found = connection.execute(query.order_by(SUBSCRIPTION.c.id)).scalars().first()
            if found is not None:
                return str(found) or KEY
            return "" if listeners(connection, kind, happening.name) else None

    def _tick(self) -> bool:
        """Each node in turn; whether anything moved."""
        before = len(self.told)
        self.nodes.reverse()
        for chore in engine_chores(self.nodes[0]):
            chore(self.now)
        return len(self.told) > before

    def _answer(self) -> bool:
        """The user task or job whose token arrived first."""
        order = {name: nth for nth, name in enumerate(dict.fromkeys(name for name, _ in self.told))}
        with self.runtime.database.snapshot() as connection:
            open_work = [
                (row.token, order[row.instance_id], row.element_id, table, row)
                for table in (TASK, JOB)
                for row in connection.execute(_open(table, self.now))
            ]
        for *_, element_id, table, row in sorted(open_work, key=lambda found: found[:2]):
            if table is JOB:
                self._work(row)
                return True
            answer = self._scripted("answers", self.scenario.answers, plain(element_id))
            if answer is not None or plain(element_id) not in self.scenario.answers:
                complete_user_task(
                    self.runtime, row.id, dict(answer or {}), actor="somebody", now=self.now
                )
                return True
        return False

    def _scripted(
        self, room: str, scripts: Mapping[str, Any], name: str
    ) -> Mapping[str, Any] | None:
        entries = scripts.get(name)
        if entries is None or entries == [None]:
            return None
        visit = self.visits[room, name] = self.visits.get((room, name), -1) + 1
        found: Mapping[str, Any] = entries[min(visit, len(entries) - 1)]
        return found

    def _work(self, row: Any) -> None:
        if row.id not in self.scripts:
            self.scripts[row.id] = self._scripted("jobs", self.scenario.jobs, row.type) or {}
        script = self.scripts[row.id]
        held = activate_jobs(
            self.runtime, {row.type}, worker_id=WORKER, limit=100, lease=LEASE, now=self.now
        )
        (job,) = [each for each in held if each.id == row.id]
        mine: dict[str, Any] = {"fence": job.fence, "worker_id": WORKER, "now": self.now}
        for other in held:
            if other.id != row.id:  # its turn comes
                _put_back(self.runtime, other.id)
        if "bpmn_error" in script:
            throw_error(self.runtime, job.id, script["bpmn_error"], "", **mine)
        elif self.failed.get(job.id, 0) < script.get("fail", 0):
            self.failed[job.id] = self.failed.get(job.id, 0) + 1
            fail_job(self.runtime, job.id, "scripted", **mine)
        else:
            complete_job(self.runtime, job.id, script.get("variables", {}), **mine)

    def _due(self) -> datetime | None:
        queries = [
            select(func.min(TIMER.c.due_at)).where(TIMER.c.state == WaitState.WAITING),
            select(func.min(LISTENER.c.due_at)).where(LISTENER.c.state == WaitState.WAITING),
            select(func.min(JOB.c.due_at)).where(
                JOB.c.state == JobState.AVAILABLE, JOB.c.due_at > self.now
            ),
        ]
        with self.runtime.database.snapshot() as connection:
            found = [connection.execute(query).scalar() for query in queries]
        return min((due for due in found if due is not None), default=None)


def _open(table: Table, now: datetime) -> Any:
    state = (
        table.c.state.in_(OPEN_TASK)
        if table is TASK
        else and_(table.c.state == JobState.AVAILABLE, table.c.due_at <= now)
    )
    return (
        select(table)
        .join(INSTANCE, INSTANCE.c.id == table.c.instance_id)
        .where(state, INSTANCE.c.status == "active")
    )


def _put_back(runtime: Runtime, job_id: int) -> None:
    with runtime.database.transaction() as connection:
        connection.execute(
            JOB.update().where(JOB.c.id == job_id).values(state=JobState.AVAILABLE, worker_id=None)
        )
