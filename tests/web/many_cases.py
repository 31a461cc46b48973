"""Rows of many cases at once: what a list of thousands costs can be measured without walking each."""

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, insert

from engine.step.states import InstanceStatus, UserTaskState
from engine.storage.tables import DEFINITION, INSTANCE, TASK
from engine.storage.vault import Vault
from people.roles import LANES, Role
from workers.store import CasePerson, index_person

OFFICE, BRANCH, ELSEWHERE = 1, 3, 9


def write_definition(connection: Connection, now: datetime) -> None:
    row = {
        "id": 1, "key": "externat", "version": 1, "file": "externat.bpmn", "xml": b"", "lowered": b"",
        "sha256": "", "lowering_version": 1, "forms": "{}", "deployed_by": "arman", "deployed_at": now,
    }  # fmt: skip
    connection.execute(insert(DEFINITION), row)


def instance_values(number: int, started_at: datetime, **changes: Any) -> dict[str, Any]:
    values = {
        "id": f"{number:032x}", "definition_id": 1, "business_key": f"2016-{number:06}",
        "office_id": OFFICE, "partner_office_id": BRANCH, "starter": "aliya",
        "status": InstanceStatus.ACTIVE, "state": b"", "revision": 1, "head_hash": bytes(32),
        "started_at": started_at, "ended_at": None, "due_at": None, "outcome": None,
    }  # fmt: skip
    return values | changes


def task_values(number: int, element_id: str, now: datetime, **changes: Any) -> dict[str, Any]:
    """An open task of the case with this number."""
    values = {
        "instance_id": f"{number:032x}", "element_id": element_id, "token": 1,
        "lane": LANES[Role.HEAD], "candidate_groups": "", "office_id": OFFICE,
        "state": UserTaskState.CREATED, "form_key": "x", "created_at": now, "due_at": None,
    }  # fmt: skip
    return values | changes


def write_many(connection: Connection, vault: Vault, count: int, now: datetime) -> None:
    """Cases a minute apart, each with a state of 8 KB, an open task and an applicant; every third from elsewhere."""
    write_definition(connection, now)
    state = os.urandom(8000)
    instances, tasks = [], []
    for number in range(count):
        office = ELSEWHERE if number % 3 == 0 else OFFICE
        at = now - timedelta(minutes=number)
        place = {"office_id": office, "partner_office_id": office, "state": state}
        instances.append(instance_values(number, at, **place))
        element = "Resolution" if number % 2 else "SignOrder"
        tasks.append(task_values(number, element, at, due_at=at + timedelta(days=20)))
    connection.execute(insert(INSTANCE), instances)
    connection.execute(insert(TASK), tasks)
    for number in range(0, count, 50):
        person = CasePerson(
            instance_id=f"{number:032x}",
            relation="applicant",
            iin=f"{number:012}",
            name=f"Тектегі{number} Аты",
        )
        index_person(connection, vault, person)
