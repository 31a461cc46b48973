"""Rows of one step: state, event, payload and the differences of what the instance waits for. Commits nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import bindparam, insert, update

from engine.commands.context import Act
from engine.commands.mailing import keep_thrown
from engine.commands.troubles import write_incidents
from engine.commands.waits import close_waits, open_waits
from engine.errors import StaleRevision
from engine.expression.values import Variables
from engine.history.canonical import canonical
from engine.history.chain import link, new_salt, payload_hash
from engine.history.events import Event, EventKind
from engine.step.states import InstanceStatus
from engine.step.values import Step
from engine.storage.batch import Batch
from engine.storage.prepared import Prepared
from engine.storage.tables import EVENT, INSTANCE, PAYLOAD, payload_context, state_context

MOVE_INSTANCE = Prepared(
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("at_id"), INSTANCE.c.revision == bindparam("seen"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in (
                "revision",
                "head_hash",
                "state",
                "status",
                "due_at",
                "outcome",
                "ended_at",
            )
        }
    )
)
MOVE_HEAD = Prepared(
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("at_id"), INSTANCE.c.revision == bindparam("seen"))
    .values({name: bindparam(f"new_{name}") for name in ("revision", "head_hash")})
)
MOVE_STATUS = Prepared(
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("at_id"), INSTANCE.c.revision == bindparam("seen"))
    .values({name: bindparam(f"new_{name}") for name in ("revision", "head_hash", "status")})
)
MOVE_TERMS = Prepared(
    update(INSTANCE)
    .where(INSTANCE.c.id == bindparam("at_id"), INSTANCE.c.revision == bindparam("seen"))
    .values(
        {
            name: bindparam(f"new_{name}")
            for name in ("revision", "head_hash", "state", "due_at", "overdue_at")
        }
    )
)
INSERT_EVENT = Prepared(insert(EVENT), [column.name for column in EVENT.c])
INSERT_PAYLOAD = Prepared(insert(PAYLOAD), [column.name for column in PAYLOAD.c])


def append_event(
    act: Act, batch: Batch, *, after: str = "", extra: Mapping[str, object] | None = None
) -> bytes:
    """Have one event and its payload written; the new head of the chain.

    after: digest of the instance after the step, empty for an event that moves no token.
    """
    payload = canonical(
        {
            "input": {"token": act.given.token, "data": dict(act.given.data)},
            "recorded": list(act.recorded),
            "after": after,
            **(extra or {}),
        }
    )
    salt = new_salt()
    event = Event(
        seq=act.row.revision + 1,
        kind=act.given.kind,
        element_id=act.given.element_id,
        actor=act.actor,
        at=act.now,
        payload_hash=payload_hash(salt, payload),
    )
    head = link(act.row.head_hash, event)
    key = {"instance_id": act.row.id, "seq": event.seq}
    batch.add(
        INSERT_EVENT,
        {
            **key,
            "kind": event.kind.value,
            "element_id": event.element_id,
            "actor": event.actor,
            "at": event.at,
            "payload_hash": event.payload_hash,
            "engine_version": event.engine_version,
            "hash": head,
        },
    )
    sealed = act.runtime.vault.seal(salt + payload, payload_context(act.row.id, event.seq))
    batch.add(INSERT_PAYLOAD, {**key, "sealed": sealed})
    return head


def move_head(act: Act) -> None:
    """Append an event that moves no token. Raises StaleRevision where another command was faster."""
    batch = Batch(act.connection)
    _move(act, batch, MOVE_HEAD, {"new_head_hash": append_event(act, batch)})
    batch.send()


def move_status(act: Act, status: InstanceStatus) -> None:
    """Append an event that moves no token but says what may happen. Raises StaleRevision."""
    batch = Batch(act.connection)
    values = {"new_head_hash": append_event(act, batch), "new_status": status}
    _move(act, batch, MOVE_STATUS, values)
    batch.send()


def write_step(act: Act, step: Step, *, extra: Mapping[str, object] | None = None) -> None:
    """Everything one step leaves behind; what is suspended stays so unless it ends or is resumed, what has ended unless reopened.

    Raises StaleRevision where another command was faster.
    """
    batch = Batch(act.connection)
    ended = step.status is not InstanceStatus.ACTIVE
    again = act.given.kind in (EventKind.INSTANCE_RESUMED, EventKind.INSTANCE_REOPENED)
    values = {
        "new_head_hash": append_event(
            act, batch, after=step.digest, extra={**(extra or {}), **_made_up(step)}
        ),
        "new_state": act.runtime.vault.seal(step.standing.state, state_context(act.row.id)),
        "new_status": step.status if ended or again else act.row.status,
        "new_due_at": step.standing.due_at,
        "new_outcome": step.outcome,
        "new_ended_at": act.now if ended else None,
    }
    _move(act, batch, MOVE_INSTANCE, values)
    close_waits(act, step, batch)
    open_waits(act, step, batch)
    write_incidents(act, step, batch)
    batch.send()
    keep_thrown(act, step)


def _made_up(step: Step) -> dict[str, list[dict[str, object]]]:
    """How many times of a cycle a firing stands for, where they are several (docs/history-format.md)."""
    cycles = [asdict(cycle) for cycle in step.made_up]
    return {"made_up": cycles} if cycles else {}


def write_terms(act: Act, step: Step, *, overdue_at: datetime | None) -> None:
    """What a step leaves behind that moved terms and no token: a suspended instance stays suspended.

    overdue_at: when the term of the case was escalated; None where it has not passed yet.
    Raises StaleRevision where another command was faster.
    """
    batch = Batch(act.connection)
    values = {
        "new_head_hash": append_event(act, batch, after=step.digest),
        "new_state": act.runtime.vault.seal(step.standing.state, state_context(act.row.id)),
        "new_due_at": step.standing.due_at,
        "new_overdue_at": overdue_at,
    }
    _move(act, batch, MOVE_TERMS, values)
    close_waits(act, step, batch)
    open_waits(act, step, batch)
    batch.send()


def _move(act: Act, batch: Batch, statement: Prepared, values: Variables) -> None:
    seen = act.row.revision

    def meet(rows: int) -> None:
        if rows != 1:
            raise StaleRevision(act.row.id, seen)

    at = {"at_id": act.row.id, "seen": seen, "new_revision": seen + 1}
    batch.add(statement, {**at, **values}, meet)
