"""What the tables hold of one case, on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from engine.step.states import WaitState
from engine.storage.database import Database
from engine.storage.tables import INCIDENT, INSTANCE, SUBSCRIPTION, TASK, TIMER
from engine.storage.vault import Vault
from people import store
from people.demo import install_demo
from people.roles import LANES, Role
from tests.hashing import cheap_hasher
from tests.web.many_cases import instance_values, task_values, write_definition
from web.cases.store import (
    Known,
    Wait,
    completed_tasks,
    incident_rows,
    known_people,
    notices_of,
    signatures_in,
    waits_of,
)
from workers.documents.store import NewDocument, Signature, add_document, add_signature
from workers.notices.store import NewNotification, add_notification

ID = f"{1:032x}"


@pytest.fixture
def cases(database: Database, now: datetime) -> Database:
    """Two cases without anything in them."""
    with database.transaction() as connection:
        write_definition(connection, now)
        for number in (1, 2):
            connection.execute(insert(INSTANCE), instance_values(number, now))
    return database


def write(database: Database, table: Any, **values: Any) -> None:
    with database.transaction() as connection:
        connection.execute(insert(table), values)


def incident(number: int, now: datetime, **values: Any) -> dict[str, Any]:
    row = {"instance_id": f"{number:032x}", "element_id": "X", "token": 1, "message": "m"}
    return {**row, "opened_at": now, **values}


def test_what_is_open_is_told_tasks_first(cases: Database, now: datetime) -> None:
    due = now + timedelta(days=1)
    values = {"instance_id": ID, "token": 1, "state": WaitState.WAITING}
    write(cases, TIMER, **values, element_id="Later", due_at=due)
    message = {"kind": "message", "name": "Came", "correlation_key": "k", "element_id": "Catch"}
    write(cases, SUBSCRIPTION, **values, **message)
    write(
        cases, TASK, **task_values(1, "Sign", now, due_at=due, candidate_groups="head, specialist")
    )
    write(cases, TASK, **task_values(1, "Old", now, state="completed"))
    write(cases, TASK, **task_values(2, "Foreign", now))

    with cases.snapshot() as connection:
        task, *others = waits_of(connection, ID)

    assert (task.kind, task.element_id, task.lane) == ("task", "Sign", LANES[Role.HEAD])
    assert (task.due_at, task.candidate_groups) == (due, ("head", "specialist"))
    assert others == [
        Wait(kind="message", element_id="Catch", message="Came"),
        Wait(kind="timer", element_id="Later", due_at=due),
    ]


def test_completed_tasks_stand_once_for_each_time(cases: Database, now: datetime) -> None:
    for element_id, state in (("A", "completed"), ("A", "completed"), ("B", "canceled")):
        write(cases, TASK, **task_values(1, element_id, now, state=state))

    with cases.snapshot() as connection:
        assert completed_tasks(connection, ID) == ["A", "A"]


def test_signatures_are_told_by_document(cases: Database, vault: Vault, now: datetime) -> None:
    document = NewDocument(
        id="d" * 32,
        kind="order",
        media_type="application/pdf",
        file_name="order.pdf",
        created_at=now,
        created_by="gulnar",
        instance_id=ID,
    )
    signature = Signature(
        document_id=document.id,
        signer="bolat",
        signer_name="Ахметов Болат",
        position="Басшы",
        signed_at=now,
        adapter="demo",
        mark="ТЕСТ",
        signature=b"",
        report="{}",
    )
    with cases.transaction() as connection:
        add_document(connection, vault, document, b"x")
        add_signature(connection, signature)
        (found,) = signatures_in(connection, ID)[document.id]
        elsewhere = signatures_in(connection, f"{2:032x}")

    assert (found.signer_name, found.signed_at, found.mark) == ("Ахметов Болат", now, "ТЕСТ")
    assert elsewhere == {}


def test_notices_are_told_in_their_order(cases: Database, vault: Vault, now: datetime) -> None:
    with cases.transaction() as connection:
        for number, channel in enumerate(("cabinet", "sms")):
            new = NewNotification(
                event_key=str(number),
                channel=channel,
                kind="ready",
                language="kk",
                subject="s",
                body="b",
                created_at=now,
                instance_id=ID,
            )
            add_notification(connection, vault, new)
        found = notices_of(connection, ID)

    assert [(row.channel, row.subject, row.created_at) for row in found] == [
        ("cabinet", "s", now),
        ("sms", "s", now),
    ]


def test_open_incidents_stand_by_case_the_oldest_first(cases: Database, now: datetime) -> None:
    later = now + timedelta(hours=1)
    for values in (
        incident(2, now, message="c"),
        incident(1, later, message="b"),
        incident(1, now, message="a"),
        incident(1, now, message="gone", resolved_at=now),
    ):
        write(cases, INCIDENT, **values)
    with cases.transaction() as connection:
        earlier = update(INSTANCE).where(INSTANCE.c.id == ID)
        connection.execute(earlier.values(started_at=now - timedelta(days=1)))

    with cases.snapshot() as connection:
        rows = incident_rows(connection)
        own = incident_rows(connection, instance_id=f"{2:032x}")

    assert [(row.business_key, row.message) for row in rows] == [
        ("2016-000001", "a"),
        ("2016-000001", "b"),
        ("2016-000002", "c"),
    ]
    assert [row.message for row in own] == ["c"]


def test_people_are_known_by_name_and_posts(
    database: Database, vault: Vault, now: datetime
) -> None:
    with database.transaction() as connection:
        install_demo(connection, vault, now, cheap_hasher())
        moved = {"since": date(2016, 10, 1), "office_id": None}
        store.assign(connection, "bolat", Role.AUDITOR, **moved)
        found = known_people(connection, ["bolat", "system:engine", ""])

    assert set(found) == {"bolat"}
    assert found["bolat"].name == "Ахметов Болат Қайратұлы"
    assert found["bolat"].roles_at(now) == (Role.HEAD,)
    assert found["bolat"].roles_at(datetime(2016, 9, 30, 20, tzinfo=UTC)) == (
        Role.HEAD,
        Role.AUDITOR,
    ), "in Almaty it is October already"


def test_a_post_that_ended_is_held_no_more() -> None:
    known = Known(name="x", posts=((Role.HEAD, date(2016, 1, 1), date(2016, 1, 31)),))

    assert known.roles_at(datetime(2016, 1, 31, 12, tzinfo=UTC)) == (Role.HEAD,)
    assert known.roles_at(datetime(2016, 2, 1, 12, tzinfo=UTC)) == ()
