"""Whatever is changed in the database, `verify` names the first event that does not fit."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest
from sqlalchemy import delete, insert, select, update

from engine.commands.jobs import activate_jobs, complete_job
from engine.commands.user_tasks import claim_user_task, complete_user_task
from engine.errors import HistoryBroken, UnknownInstance
from engine.replay.verify import frames_of, verify_instance
from engine.storage.queries import instance_row
from engine.storage.tables import EVENT, INSTANCE, PAYLOAD, TASK
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, open_task

MINUTE = timedelta(minutes=1)


@pytest.fixture
def lived(runtime, instance_id) -> str:
    """An instance with five events: start, claim, two tasks, a queued job."""
    claim_user_task(runtime, open_task(runtime, instance_id).id, actor="bolat", now=NOW)
    for actor, answer in (("bolat", {"complete": True}), ("sara", {"decision": "granted"})):
        complete_user_task(
            runtime, open_task(runtime, instance_id).id, answer, actor=actor, now=NOW
        )
    for held in activate_jobs(runtime, ["look"], worker_id="w", limit=1, lease=MINUTE, now=NOW):
        complete_job(runtime, held.id, {"found": True}, fence=held.fence, worker_id="w", now=NOW)
    return instance_id


def broken(runtime, instance_id: str) -> HistoryBroken:
    with runtime.database.snapshot() as connection, pytest.raises(HistoryBroken) as found:
        verify_instance(runtime, connection, instance_id)
    return found.value


def change(runtime, statement) -> None:
    with runtime.database.transaction() as connection:
        assert connection.execute(statement).rowcount != 0


def at(table, instance_id: str, seq: int):
    return (table.c.instance_id == instance_id) & (table.c.seq == seq)


def test_what_was_not_touched_holds(runtime, lived):
    with runtime.database.snapshot() as connection:
        verified = verify_instance(runtime, connection, lived)

    assert (verified.events, verified.business_key) == (5, "2016-000001")


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("kind", "timer_fired"),
        ("kind", "made_up"),
        ("element_id", "Decide"),
        ("actor", "somebody"),
        ("at", NOW + timedelta(microseconds=1)),
        ("payload_hash", bytes(32)),
        ("engine_version", 2),
        ("hash", bytes(32)),
    ],
)
@pytest.mark.parametrize("seq", [1, 3, 5])
def test_a_changed_column_of_an_event_is_named(runtime, lived, column, value, seq):
    change(runtime, update(EVENT).where(at(EVENT, lived, seq)).values({column: value}))

    assert broken(runtime, lived).seq == seq


@pytest.mark.parametrize("offset", [0, 11, 12, 40, -1])
def test_a_changed_byte_of_a_payload_is_named(runtime, lived, offset):
    with runtime.database.snapshot() as connection:
        sealed = bytearray(
            connection.execute(select(PAYLOAD.c.sealed).where(at(PAYLOAD, lived, 3))).scalar_one()
        )
    sealed[offset] ^= 1
    change(runtime, update(PAYLOAD).where(at(PAYLOAD, lived, 3)).values(sealed=bytes(sealed)))

    assert broken(runtime, lived).seq == 3


def test_a_payload_that_was_sealed_anew_is_named(runtime, lived):
    """Somebody with the key changes an answer, but not the chain."""
    context = f"payload:{lived}:3"
    with runtime.database.snapshot() as connection:
        sealed = connection.execute(
            select(PAYLOAD.c.sealed).where(at(PAYLOAD, lived, 3))
        ).scalar_one()
    opened = runtime.vault.unseal(sealed, context).replace(b'"complete":true', b'"complete":null')
    change(
        runtime,
        update(PAYLOAD)
        .where(at(PAYLOAD, lived, 3))
        .values(sealed=runtime.vault.seal(opened, context)),
    )

    assert (broken(runtime, lived).seq, "payload" in broken(runtime, lived).reason) == (3, True)


@pytest.mark.parametrize("seq", [1, 3])
def test_a_deleted_event_is_named(runtime, lived, seq):
    change(runtime, delete(EVENT).where(at(EVENT, lived, seq)))

    assert broken(runtime, lived).seq == seq


def test_a_history_cut_off_at_its_end_is_named(runtime, lived):
    change(runtime, delete(EVENT).where(at(EVENT, lived, 5)))

    assert broken(runtime, lived).seq == 5


def test_an_inserted_event_is_named(runtime, lived):
    with runtime.database.snapshot() as connection:
        row = dict(connection.execute(select(EVENT).where(at(EVENT, lived, 5))).one()._mapping)
        sealed = connection.execute(
            select(PAYLOAD.c.sealed).where(at(PAYLOAD, lived, 5))
        ).scalar_one()
    opened = runtime.vault.unseal(sealed, f"payload:{lived}:5")
    change(runtime, insert(EVENT).values({**row, "seq": 6}))
    sealed = runtime.vault.seal(opened, f"payload:{lived}:6")
    change(runtime, insert(PAYLOAD).values(instance_id=lived, seq=6, sealed=sealed))

    assert broken(runtime, lived).seq == 6


def test_two_events_that_changed_places_are_named(runtime, lived):
    for before, after in ((3, 99), (4, 3), (99, 4)):
        change(runtime, update(EVENT).where(at(EVENT, lived, before)).values(seq=after))

    assert broken(runtime, lived).seq == 3


def test_two_histories_that_changed_places_are_named(runtime, lived):
    other = begin(runtime, business_key="2016-000002")
    spare = "f" * 32
    with runtime.database.transaction() as connection:
        row = dict(
            connection.execute(select(INSTANCE).where(INSTANCE.c.id == lived)).one()._mapping
        )
        connection.execute(insert(INSTANCE).values({**row, "id": spare}))
        for source, target in ((lived, spare), (other, lived), (spare, other)):
            connection.execute(
                update(EVENT).where(EVENT.c.instance_id == source).values(instance_id=target)
            )

    assert (broken(runtime, lived).seq, broken(runtime, other).seq) == (1, 1)


def test_an_erased_payload_is_said_to_be_erased(runtime, lived):
    change(runtime, delete(PAYLOAD).where(at(PAYLOAD, lived, 3)))

    assert (broken(runtime, lived).seq, broken(runtime, lived).reason) == (
        3,
        "its payload was erased",
    )


def test_a_changed_state_is_found(runtime, lived):
    change(runtime, update(INSTANCE).where(INSTANCE.c.id == lived).values(state=b"x" * 100))

    assert (broken(runtime, lived).seq, "state" in broken(runtime, lived).reason) == (6, True)


@pytest.mark.parametrize(
    "values",
    [
        {"status": "completed"},
        {"due_at": NOW},
        {"revision": 4},
        {"head_hash": bytes(32)},
        {"business_key": "2016-000099"},
    ],
    ids=lambda values: next(iter(values)),
)
def test_a_changed_column_of_the_instance_is_found(runtime, lived, values):
    change(runtime, update(INSTANCE).where(INSTANCE.c.id == lived).values(values))

    assert broken(runtime, lived).instance_id == lived


def test_a_task_that_the_history_does_not_know_is_found(runtime, instance_id):
    change(runtime, update(TASK).where(TASK.c.instance_id == instance_id).values(state="completed"))

    assert "open rows" in broken(runtime, instance_id).reason


def test_an_instance_that_is_not_there_is_named(runtime):
    with runtime.database.snapshot() as connection, pytest.raises(UnknownInstance):
        verify_instance(runtime, connection, "0" * 32)


def test_replay_asks_no_worker_and_no_calendar(runtime, lived, handlers):
    seen = len(handlers.seen)
    with runtime.database.snapshot() as connection:
        list(frames_of(runtime, connection, instance_row(connection, lived)))

    assert len(handlers.seen) == seen


def test_replay_shows_path_variables_and_the_reason_at_a_gateway(runtime, lived):
    with runtime.database.snapshot() as connection:
        frames = list(frames_of(runtime, connection, instance_row(connection, lived)))

    step = frames[2].step
    assert [completion.element_id for completion in step.completions] == ["Check", "Fine"]
    taken = next(decision for decision in step.decisions if decision.taken)
    assert (taken.element_id, taken.flow_id, taken.result) == ("Fine", "Fine_Decide", True)
    assert [(read.path, read.value) for read in taken.reads] == [("complete", True)]
    assert step.variables["complete"] is True


def test_a_state_that_another_release_wrote_otherwise_holds(runtime, lived):
    """Same tokens and variables in other bytes."""
    context = f"state:{lived}"
    with runtime.database.snapshot() as connection:
        sealed = connection.execute(
            select(INSTANCE.c.state).where(INSTANCE.c.id == lived)
        ).scalar_one()
    spaced = json.dumps(json.loads(runtime.vault.unseal(sealed, context))).encode()
    change(
        runtime,
        update(INSTANCE)
        .where(INSTANCE.c.id == lived)
        .values(state=runtime.vault.seal(spaced, context)),
    )

    with runtime.database.snapshot() as connection:
        assert verify_instance(runtime, connection, lived).events == 5


def test_a_state_with_another_variable_is_found_even_if_it_was_sealed_with_the_key(runtime, lived):
    context = f"state:{lived}"
    with runtime.database.snapshot() as connection:
        sealed = connection.execute(
            select(INSTANCE.c.state).where(INSTANCE.c.id == lived)
        ).scalar_one()
    forged = runtime.vault.unseal(sealed, context).replace(b'"granted"', b'"refused"')
    change(
        runtime,
        update(INSTANCE)
        .where(INSTANCE.c.id == lived)
        .values(state=runtime.vault.seal(forged, context)),
    )

    assert "state" in broken(runtime, lived).reason
