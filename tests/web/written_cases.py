"""A case as rights see it: rows of an instance, a user task of each lane, documents. No token moves in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from engine.step.states import InstanceStatus, UserTaskState
from engine.storage.tables import ProcessDefinitionRow, ProcessInstanceRow, UserTaskRow
from engine.storage.vault import Vault
from people.demo_people import CITY, CITY_BRANCH
from people.offices import lane_office
from people.roles import LANES, Role
from workers.documents.store import NewDocument, add_document, publish_document
from workers.store import CasePerson, index_person

AIGERIM_IIN = "850312204178"


@dataclass(frozen=True, kw_only=True)
class WrittenCase:
    """tasks: a user task of each lane; the specialist's is held by gulnar, the portal's by aigerim."""

    instance_id: str
    tasks: Mapping[Role, int]
    draft_id: str
    published_id: str


def write_case(
    connection: Connection, vault: Vault, offices: Mapping[str, int], now: datetime
) -> WrittenCase:
    """A desk case of the city, taken by its branch; aigerim applied, aliya typed."""
    instance_id = "c" * 32
    place = (offices[CITY], offices[CITY_BRANCH])
    _write_instance(connection, instance_id, place, now)
    applicant = CasePerson(
        instance_id=instance_id, relation="applicant", iin=AIGERIM_IIN, name="Сериккалиева Айгерім"
    )
    index_person(connection, vault, applicant)
    tasks = {
        role: _write_task(connection, instance_id, number, role, place, now)
        for number, role in enumerate(LANES, start=1)
    }
    draft_id = _write_document(connection, vault, "d", instance_id, now)
    published_id = _write_document(connection, vault, "e", instance_id, now)
    publish_document(connection, published_id, at=now)
    return WrittenCase(
        instance_id=instance_id, tasks=tasks, draft_id=draft_id, published_id=published_id
    )


def _write_instance(
    connection: Connection, instance_id: str, place: tuple[int, int], now: datetime
) -> None:
    definition = {
        "id": 1, "key": "externat", "version": 1, "file": "externat.bpmn", "xml": b"", "lowered": b"",
        "sha256": "", "lowering_version": 1, "forms": "{}", "deployed_by": "arman", "deployed_at": now,
    }  # fmt: skip
    instance = {
        "id": instance_id, "definition_id": 1, "business_key": "2016-000001", "office_id": place[0],
        "partner_office_id": place[1], "starter": "aliya", "status": InstanceStatus.ACTIVE,
        "state": b"", "revision": 1, "head_hash": bytes(32), "started_at": now,
    }  # fmt: skip
    connection.execute(insert(ProcessDefinitionRow), definition)
    connection.execute(insert(ProcessInstanceRow), instance)


def _write_task(
    connection: Connection,
    instance_id: str,
    number: int,
    role: Role,
    place: tuple[int, int],
    now: datetime,
) -> int:
    assignee = {Role.SPECIALIST: "gulnar", Role.PORTAL: "aigerim"}.get(role)
    row = {
        "id": number, "instance_id": instance_id, "element_id": f"Task{number}", "token": number,
        "lane": LANES[role], "office_id": lane_office(LANES[role], *place), "candidate_groups": "",
        "state": UserTaskState.ASSIGNED if assignee else UserTaskState.CREATED,
        "assignee": assignee, "form_key": "form", "created_at": now,
    }  # fmt: skip
    connection.execute(insert(UserTaskRow), row)
    return number


def _write_document(
    connection: Connection, vault: Vault, letter: str, instance_id: str, now: datetime
) -> str:
    document = NewDocument(
        id=letter * 32,
        kind="order",
        media_type="application/pdf",
        file_name="order.pdf",
        created_at=now,
        created_by="gulnar",
        instance_id=instance_id,
    )
    add_document(connection, vault, document, letter.encode())
    return document.id
