"""What a handler works with: rows of the command's transaction, of a snapshot for a queued job; and the ports of the node."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from engine.calendar.working import WorkingCalendar
from engine.step.jobs import Job
from engine.storage.vault import Vault
from workers.documents.making import Documents
from workers.lookup.gateway import Gateway
from workers.notices.outbox import Outbox
from workers.registers import Registers
from workers.store import CasePerson, index_person

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Made anew for each job; it commits nothing."""

    connection: Connection
    vault: Vault
    calendar: WorkingCalendar
    gateway: Gateway
    registers: Registers
    documents: Documents
    outbox: Outbox

    def index_person(self, job: Job, *, relation: str, iin: str, name: str) -> None:
        """Make the case findable by a person. relation: applicant or pupil."""
        person = CasePerson(instance_id=job.instance_id, relation=relation, iin=iin, name=name)
        index_person(self.connection, self.vault, person)
