"""Verify: the chain, the payloads, the re-execution, and the stored rows against what replay gives."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from engine.errors import EngineError, HistoryBroken, Undecipherable
from engine.history.chain import GENESIS
from engine.replay.due import due_of_tasks
from engine.replay.replay import Frame, Recorded, replay
from engine.step.answers import Playback
from engine.step.states import OPEN_JOB, OPEN_TASK, InstanceStatus, WaitState
from engine.step.values import Standing
from engine.storage.columns import Record
from engine.storage.queries import HeldInstance, events_of, instance_row, running_version
from engine.storage.runtime import Runtime
from engine.storage.tables import (
    JOB,
    SUBSCRIPTION,
    TASK,
    TIMER,
    payload_context,
    state_context,
)
from engine.tokens.execution import Execution, Wait, WaitKind


@dataclass(frozen=True, kw_only=True)
class Verified:
    """Nothing was found wrong with an instance."""

    instance_id: str
    business_key: str
    events: int
    head: bytes


def verify_instance(runtime: Runtime, connection: Connection, instance_id: str) -> Verified:
    """Re-execute one instance and compare it with all that is stored of it.

    Raises UnknownInstance, HistoryBroken (the first event that does not fit; one past the last for the stored state).
    """
    row = instance_row(connection, instance_id)
    frames = list(frames_of(runtime, connection, row))
    head = frames[-1].hash if frames else GENESIS
    last = frames[-1].event.seq if frames else 0
    if (row.revision, row.head_hash) != (last, head):
        raise HistoryBroken(
            instance_id,
            last + 1,
            f"the history ends at event {last}, the instance says {row.revision}",
        )
    _compare_state(runtime, connection, row, frames)
    return Verified(
        instance_id=instance_id, business_key=row.business_key, events=len(frames), head=head
    )


def frames_of(runtime: Runtime, connection: Connection, row: Record | HeldInstance) -> Any:
    """The frames of a stored instance, one an event, as `engine.replay.replay.replay` gives them."""
    version = running_version(connection, runtime.versions, row.definition_id)
    events = opened_events(runtime, connection, row.id)
    return replay(version, row.id, row.business_key, events)


def recorded_events(runtime: Runtime, connection: Connection, instance_id: str) -> list[Recorded]:
    """Events with their payloads opened. Raises HistoryBroken for a payload that does not open."""
    return list(opened_events(runtime, connection, instance_id))


def opened_events(runtime: Runtime, connection: Connection, instance_id: str) -> Iterator[Recorded]:
    """The same one by one: HistoryBroken comes after the events before the one that does not open."""
    for event, stored, sealed in events_of(connection, runtime.vault, instance_id):
        try:
            context = payload_context(instance_id, event.seq)
            salted = None if sealed is None else runtime.vault.unseal(sealed, context)
        except Undecipherable as error:
            raise HistoryBroken(
                instance_id, event.seq, "its payload does not open: bytes were changed"
            ) from error
        yield event, stored, salted


def _compare_state(
    runtime: Runtime, connection: Connection, row: Record, frames: list[Frame]
) -> None:
    past = row.revision + 1
    standing = frames[-1].standing if frames else Standing(business_key=row.business_key)
    try:
        stored = runtime.vault.unseal(row.state, state_context(row.id))
    except Undecipherable as error:
        raise HistoryBroken(
            row.id, past, "the stored state does not open: bytes were changed"
        ) from error
    if stored != standing.state and not _means_the_same(
        runtime, connection, row, stored, standing.state
    ):
        raise HistoryBroken(row.id, past, "the stored state is not the one that the history gives")
    if row.due_at != standing.due_at:
        raise HistoryBroken(row.id, past, "the stored term is not the one that the history gives")
    status = frames[-1].status if frames else InstanceStatus.ACTIVE
    if row.status != status:
        raise HistoryBroken(
            row.id, past, f"the stored status is {row.status}, the history gives {status}"
        )
    _compare_waits(runtime, connection, row, standing, frames)


def _means_the_same(
    runtime: Runtime, connection: Connection, row: Record, stored: bytes, given: bytes
) -> bool:
    """Whether two states differ in their bytes alone: another release may write the same state otherwise."""
    version = running_version(connection, runtime.versions, row.definition_id)
    outside = Playback(row.started_at, [], explaining=False)
    try:
        one, other = (Execution.load(version.model, outside, state) for state in (stored, given))
    except (EngineError, ValueError, KeyError, IndexError, TypeError):
        return False  # bytes that are no state at all
    return (one.waits(), one.variables, one.troubles, one.finished) == (
        other.waits(),
        other.variables,
        other.troubles,
        other.finished,
    )


def _compare_waits(
    runtime: Runtime,
    connection: Connection,
    row: Record,
    standing: Standing,
    frames: list[Frame],
) -> None:
    version = running_version(connection, runtime.versions, row.definition_id)
    outside = Playback(frames[-1].event.at, [], explaining=False)
    waits = Execution.load(version.model, outside, standing.state).waits()
    stored = _stored_waits(connection, row.id)
    awaited = sorted((_room(wait), wait.token, wait.element_id) for wait in waits)
    if stored != awaited:
        raise HistoryBroken(
            row.id,
            row.revision + 1,
            f"open rows {stored} are not what the history waits for {awaited}",
        )
    _compare_terms(connection, row, waits, frames)


def _compare_terms(
    connection: Connection, row: Record, waits: tuple[Wait, ...], frames: list[Frame]
) -> None:
    of_tasks = due_of_tasks(frames)
    of_timers = {wait.token: wait.due_at for wait in waits if wait.kind is WaitKind.TIMER}
    rooms = ((TASK, OPEN_TASK, of_tasks), (TIMER, (WaitState.WAITING,), of_timers))
    for table, states, due in rooms:
        query = select(table.c.token, table.c.element_id, table.c.due_at).where(
            table.c.instance_id == row.id, table.c.state.in_(states)
        )
        for found in connection.execute(query):
            if found.due_at != due.get(found.token):
                raise HistoryBroken(
                    row.id,
                    row.revision + 1,
                    f"the stored term of {found.element_id} is not the one that the history gives",
                )


def _stored_waits(connection: Connection, instance_id: str) -> list[tuple[str, int, str]]:
    rooms: tuple[tuple[str, Any, tuple[str, ...]], ...] = (
        ("user-task", TASK, OPEN_TASK),
        ("job", JOB, OPEN_JOB),
        ("timer", TIMER, (WaitState.WAITING,)),
        ("subscription", SUBSCRIPTION, (WaitState.WAITING,)),
    )
    found: list[tuple[str, int, str]] = []
    for room, table, states in rooms:
        query = select(table.c.token, table.c.element_id).where(
            table.c.instance_id == instance_id, table.c.state.in_(states)
        )
        found += [(room, row.token, row.element_id) for row in connection.execute(query)]
    return sorted(found)


def _room(wait: Wait) -> str:
    rooms = {WaitKind.USER_TASK: "user-task", WaitKind.JOB: "job", WaitKind.TIMER: "timer"}
    return rooms.get(wait.kind, "subscription")
