"""Cases driven through the handlers that number them, as the engine would, and rows of the engine beside them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Connection, insert

from engine.step.states import InstanceStatus
from engine.storage.tables import ProcessDefinitionRow, ProcessInstanceRow
from tests.workers.samples import NOW, OFFICE, PARTNER, job
from workers.handlers import Workshop

INSTANCE: Any = ProcessInstanceRow.__table__
DEFINITION: Any = ProcessDefinitionRow.__table__


@dataclass(frozen=True, kw_only=True)
class CasePath:
    """What happens to one case. returns: how often the head gives the draft back before signing."""

    number: int
    channel: str
    complete: bool
    decision: str
    returns: int
    registered: bool

    @property
    def instance_id(self) -> str:
        return f"{self.number:032x}"

    @property
    def case_no(self) -> str:
        return f"2016-{self.number:06d}"

    @property
    def steps(self) -> list[str]:
        """Job types in the order in which they come."""
        drafted = {"granted": "order", "refused": "refusal"}[self.decision]
        if not self.complete:
            return ["print-application", "print-refusal-receipt"]
        return [
            "print-application",
            "print-acceptance-receipt",
            "register-incoming",
            *[f"draft-{drafted}", f"void-{drafted}"] * self.returns,
            f"draft-{drafted}",
            *(["register-outgoing"] if self.registered else []),
        ]


def random_paths(seed: int, count: int) -> list[CasePath]:
    choose = Random(seed)
    return [
        CasePath(
            number=number,
            channel=choose.choice(["state-corporation", "portal"]),
            complete=choose.random() < 0.8,
            decision=choose.choice(["granted", "refused"]),
            returns=choose.choice([0, 0, 1, 2]),
            registered=choose.random() < 0.8,
        )
        for number in range(1, count + 1)
    ]


def add_case(connection: Connection, instance_id: str, case_no: str) -> None:
    """The engine's row of a case, with the definition that it needs."""
    if not connection.execute(DEFINITION.select()).first():
        connection.execute(insert(DEFINITION).values(id=1, **_definition()))
    connection.execute(
        insert(INSTANCE).values(
            id=instance_id,
            definition_id=1,
            business_key=case_no,
            office_id=OFFICE,
            partner_office_id=PARTNER,
            starter="person-1",
            status=InstanceStatus.ACTIVE,
            state=b"",
            revision=1,
            head_hash=b"\0" * 32,
            started_at=NOW,
        )
    )


def drive(connection: Connection, shop: Workshop, path: CasePath) -> None:
    """Run the handlers of a case, an hour apart, each with the answers of those before it."""
    add_case(connection, path.instance_id, path.case_no)
    known: dict[str, Any] = {"channel": path.channel, "decision": path.decision}
    for hours, job_type in enumerate(path.steps):
        step = replace(
            job(job_type, now=_hour(path, hours), key=f"{path.instance_id}:{hours}", **known),
            instance_id=path.instance_id,
            business_key=path.case_no,
        )
        known |= shop.run(step, connection)


def _hour(path: CasePath, hours: int) -> datetime:
    return NOW + timedelta(days=path.number % 20, hours=hours)


def _definition() -> dict[str, Any]:
    return {
        "key": "externat",
        "version": 1,
        "version_tag": "2016",
        "rules": "2016",
        "file": "externat.bpmn",
        "xml": b"",
        "sha256": "0" * 64,
        "lowered": b"",
        "lowering_version": 1,
        "forms": "{}",
        "deployed_by": "system:setup",
        "deployed_at": NOW,
        "comment": "",
    }
