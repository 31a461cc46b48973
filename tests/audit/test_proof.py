"""One button re-executes the case, compares, and says in words what was compared."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, insert, select, update

from audit import proof
from audit.proof import prove_case
from engine.errors import UnknownInstance
from engine.storage.tables import EVENT, INSTANCE, PAYLOAD, TASK
from tests.engine.commands.conftest import begin


def proved(runtime, instance):
    with runtime.database.snapshot() as connection:
        return prove_case(runtime, connection, instance)


def change(runtime, statement):
    with runtime.database.transaction() as connection:
        assert connection.execute(statement).rowcount != 0


def at(table, instance, seq):
    return (table.c.instance_id == instance) & (table.c.seq == seq)


def test_what_was_not_touched_holds(runtime, lived):
    found = proved(runtime, lived)

    assert (found.holds, found.events, found.broken_at) == (True, 8, None)
    assert (found.business_key, len(found.head)) == ("2016-000001", 64)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_it_is_said_what_was_compared(runtime, lived, language):
    found = proved(runtime, lived)
    text = " ".join(words.text(language) for words in found.compared)

    assert len(found.compared) == 5
    assert found.head in text
    assert "2016-000001" in text
    assert "{" not in text


def test_a_case_that_runs_holds_as_well(runtime, instance_id):
    assert proved(runtime, instance_id).holds


@pytest.mark.parametrize("seq", [1, 4, 8])
def test_an_edited_event_is_named(runtime, lived, seq):
    change(runtime, update(EVENT).where(at(EVENT, lived, seq)).values(actor="somebody"))
    found = proved(runtime, lived)

    assert (found.holds, found.broken_at) == (False, seq)
    assert f"Event {seq} does not fit" in found.fault.text("en")
    assert found.compared == ()


@pytest.mark.parametrize("seq", [1, 4, 8])
def test_a_deleted_event_is_named(runtime, lived, seq):
    change(runtime, delete(EVENT).where(at(EVENT, lived, seq)))

    assert proved(runtime, lived).broken_at == seq


def test_an_inserted_event_is_named(runtime, lived):
    with runtime.database.snapshot() as connection:
        event = connection.execute(select(EVENT).where(at(EVENT, lived, 8))).one()._asdict()
    change(runtime, insert(EVENT).values(**event | {"seq": 9}))

    assert proved(runtime, lived).broken_at == 9


def test_two_events_that_changed_places_are_named(runtime, lived):
    for before, after in ((3, 99), (4, 3), (99, 4)):
        change(runtime, update(EVENT).where(at(EVENT, lived, before)).values(seq=after))

    assert proved(runtime, lived).broken_at == 3


def test_two_cases_that_changed_places_are_named(runtime, lived):
    other, spare = begin(runtime, business_key="2016-000002"), "f" * 32
    with runtime.database.snapshot() as connection:
        row = connection.execute(select(INSTANCE).where(INSTANCE.c.id == lived)).one()._asdict()
    change(runtime, insert(INSTANCE).values(**row | {"id": spare}))
    for table in (EVENT, PAYLOAD):
        for source, target in ((lived, spare), (other, lived), (spare, other)):
            moved = update(table).where(table.c.instance_id == source).values(instance_id=target)
            change(runtime, moved)

    assert (proved(runtime, lived).broken_at, proved(runtime, other).broken_at) == (1, 1)


def test_another_model_is_named_by_the_execution(runtime, lived):
    change(runtime, update(INSTANCE).where(INSTANCE.c.id == lived).values(business_key="2016-9"))
    found = proved(runtime, lived)

    assert found.broken_at == 1
    assert found.fault.kk == proof.BROKEN_EXECUTION.filled(seq=1).kk
    assert len(found.compared) == 2


def test_rows_that_do_not_fit_are_told_from_a_history_that_does_not(runtime, instance_id):
    change(runtime, update(TASK).where(TASK.c.instance_id == instance_id).values(state="completed"))
    found = proved(runtime, instance_id)

    assert found.fault.ru == proof.BROKEN_ROWS.filled(seq=1).ru
    assert "open rows" in found.detail
    assert len(found.compared) == 4


def test_a_case_that_is_not_there_is_named(runtime):
    with pytest.raises(UnknownInstance):
        proved(runtime, "0" * 32)
