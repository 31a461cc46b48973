"""Measuring: engine and floor by turns on one database, so that the machine's drift hits both alike."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Connection, event, select, text

from cli.benchmark.floor import FloorBase, run_floor
from cli.benchmark.models import LOOP, SERVICE, VARIABLES, BenchHandlers
from engine.calendar.in_force import Calendars
from engine.commands.deployments import Model, deploy_model
from engine.commands.instances import Start, start_instance
from engine.commands.user_tasks import complete_user_task
from engine.expression.values import Value
from engine.replay.verify import frames_of
from engine.storage.batch import SENT
from engine.storage.columns import Base
from engine.storage.database import Database
from engine.storage.queries import instance_row, open_user_tasks
from engine.storage.runtime import Runtime
from engine.storage.tables import INSTANCE
from engine.storage.vault import Vault

ANSWERS = ({"checked": True}, {"decision": "granted"}, {"signed": True})
LANES = frozenset({"Desk"})
ROUNDS = 5


@dataclass
class Times:
    """Seconds of single commands."""

    start: list[float] = field(default_factory=list)
    complete: list[float] = field(default_factory=list)


def bench_runtime(url: str) -> Runtime:
    """A runtime on an empty schema of the given database, with the benchmark's models deployed."""
    database = Database(url)
    Base.metadata.create_all(database.writing)
    FloorBase.metadata.create_all(database.writing)
    runtime = Runtime(
        database=database,
        vault=Vault("the benchmark's own secret"),
        handlers=BenchHandlers(),
        calendars=Calendars(),
    )
    for file, xml in (("bench.bpmn", SERVICE), ("bench-loop.bpmn", LOOP)):
        model = Model(file=file, xml=xml, forms={"bench": "{}"}, lanes=LANES)
        deploy_model(runtime, model, actor="bench", now=datetime.now(UTC))
    return runtime


def run_case(runtime: Runtime, times: Times) -> str:
    """One instance from start to end through the commands."""
    now = datetime.now(UTC)
    begun = time.perf_counter()
    start = Start(key="bench", variables=VARIABLES)
    instance_id = start_instance(runtime, start, actor="bench", now=now)
    times.start.append(time.perf_counter() - begun)
    for answer in ANSWERS:
        with runtime.database.snapshot() as connection:
            task_id = open_user_tasks(connection, instance_id)[0].id
        begun = time.perf_counter()
        complete_user_task(runtime, task_id, answer, actor="bench", now=now)
        times.complete.append(time.perf_counter() - begun)
    return instance_id


def compared(runtime: Runtime, *, clients: int, instances: int) -> dict[str, Value]:
    """Engine and floor by turns with so many client threads."""
    now = datetime.now(UTC)
    times = Times()
    share = max(1, instances // ROUNDS)
    engine_seconds, floor_seconds = [], []
    before = _bytes(runtime.database)
    for _ in range(ROUNDS):
        engine_seconds.append(_parallel(lambda: run_case(runtime, times), clients, share))
    grown = _bytes(runtime.database) - before
    engine_seconds.clear()
    for _ in range(ROUNDS):
        engine_seconds.append(_parallel(lambda: run_case(runtime, times), clients, share))
        floor_seconds.append(
            _parallel(lambda: run_floor(runtime.database, VARIABLES, now), clients, share)
        )
    ours, floor = (
        share / statistics.median(seconds) for seconds in (engine_seconds, floor_seconds)
    )
    with counted(runtime.database) as counts:
        run_case(runtime, Times())
    task_id = _open_task(runtime)
    with counted(runtime.database) as task_counts:
        complete_user_task(runtime, task_id, ANSWERS[0], actor="bench", now=now)
    return {
        "instances_per_s": round(ours, 1),
        "floor_instances_per_s": round(floor, 1),
        "ratio_to_floor": round(ours / floor, 3),
        "commits_per_instance": counts["commits"],
        "statements_per_user_task": task_counts["statements"],
        "bytes_per_instance": grown // (share * ROUNDS),
        "start_ms": _percentiles(times.start),
        "complete_ms": _percentiles(times.complete),
    }


def replay_speed(runtime: Runtime, *, instances: int) -> float:
    """Events re-executed and checked a second."""
    ids = [run_case(runtime, Times()) for _ in range(instances)]
    begun, events = time.perf_counter(), 0
    with runtime.database.snapshot() as connection:
        for instance_id in ids:
            events += len(
                list(frames_of(runtime, connection, instance_row(connection, instance_id)))
            )
    return round(events / (time.perf_counter() - begun), 1)


def step_growth(runtime: Runtime) -> float:
    """Time of a step after 200 earlier steps of one instance, over that after 10."""
    now = datetime.now(UTC)
    instance_id = start_instance(
        runtime, Start(key="bench-loop", variables={}), actor="bench", now=now
    )
    seconds = []
    for _ in range(220):
        with runtime.database.snapshot() as connection:
            task_id = open_user_tasks(connection, instance_id)[0].id
        begun = time.perf_counter()
        complete_user_task(runtime, task_id, {"done": False}, actor="bench", now=now)
        seconds.append(time.perf_counter() - begun)
    return round(statistics.median(seconds[200:220]) / statistics.median(seconds[10:30]), 3)


def age_ratio(runtime: Runtime, *, finished: int, tell: Callable[[int], None]) -> float:
    """Speed with so many finished instances over the speed with few."""
    sample = 60
    young = _parallel(lambda: run_case(runtime, Times()), 1, sample)
    with runtime.database.snapshot() as connection:
        have = len(connection.execute(select(INSTANCE.c.id)).all())
    while have < finished:
        _parallel(lambda: run_case(runtime, Times()), 2, 200)
        have += 200
        tell(have)
    old = _parallel(lambda: run_case(runtime, Times()), 1, sample)
    return round(young / old, 3)


@contextmanager
def counted(database: Database) -> Iterator[dict[str, int]]:
    """Statements and commits while the block runs."""
    counts = {"statements": 0, "commits": 0}
    with database.transaction() as connection:
        connection.info.pop(SENT, None)

    def statement(*_: object) -> None:
        counts["statements"] += 1

    def commit(connection: Connection) -> None:
        counts["commits"] += 1
        counts["statements"] += connection.info.pop(SENT, 0)

    event.listen(database.writing, "before_cursor_execute", statement)
    event.listen(database.writing, "commit", commit)
    try:
        yield counts
    finally:
        event.remove(database.writing, "before_cursor_execute", statement)
        event.remove(database.writing, "commit", commit)


def _open_task(runtime: Runtime) -> int:
    start = Start(key="bench", variables=VARIABLES)
    instance_id = start_instance(runtime, start, actor="bench", now=datetime.now(UTC))
    with runtime.database.snapshot() as connection:
        return int(open_user_tasks(connection, instance_id)[0].id)


def _parallel(work: Callable[[], object], clients: int, times: int) -> float:
    begun = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        for future in [pool.submit(work) for _ in range(times)]:
            future.result()
    return time.perf_counter() - begun


def _bytes(database: Database) -> int:
    with database.snapshot() as connection:
        if database.is_sqlite:
            pages = connection.execute(
                text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
            )
            return int(pages.scalar_one())
        return int(
            connection.execute(text("SELECT pg_database_size(current_database())")).scalar_one()
        )


def _percentiles(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100, method="inclusive")
    return {
        name: round(cuts[at - 1] * 1000, 3) for name, at in (("p50", 50), ("p95", 95), ("p99", 99))
    }
