"""The table of workers: job type, its module, and whether it is pure (rows of the same database only)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from engine.calendar.in_force import Calendars
from engine.errors import EngineError
from engine.expression.values import Variables
from engine.step.jobs import Job
from engine.storage.vault import Vault
from workers import (
    check_rules,
    draft_order,
    draft_refusal,
    lookup_birth_certificate,
    lookup_identity,
    notify_ready,
    print_acceptance_receipt,
    print_application,
    print_refusal_receipt,
    publish_result,
    record_withdrawal,
    register_incoming,
    register_outgoing,
    register_portal_request,
    send_preliminary_notice,
    void_order,
    void_refusal,
)
from workers.desk import Desk
from workers.documents.making import Documents
from workers.lookup.gateway import Gateway
from workers.notices.outbox import Outbox
from workers.registers import Registers

if TYPE_CHECKING:
    from sqlalchemy import Connection


class UnknownJobType(EngineError):
    """No worker has that job type."""

    def __init__(self, job_type: str) -> None:
        super().__init__(f"no worker handles job type {job_type}")
        self.job_type = job_type


@dataclass(frozen=True, kw_only=True)
class Handler:
    """pure: runs inside the command's transaction; the others run from the queue, at least once."""

    handle: Callable[[Job, Desk], Variables]
    pure: bool = True


HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        "lookup-identity": Handler(handle=lookup_identity.handle, pure=False),
        "lookup-birth-certificate": Handler(handle=lookup_birth_certificate.handle, pure=False),
        "print-application": Handler(handle=print_application.handle),
        "check-rules": Handler(handle=check_rules.handle),
        "print-refusal-receipt": Handler(handle=print_refusal_receipt.handle),
        "print-acceptance-receipt": Handler(handle=print_acceptance_receipt.handle),
        "register-incoming": Handler(handle=register_incoming.handle),
        "draft-order": Handler(handle=draft_order.handle),
        "void-order": Handler(handle=void_order.handle),
        "send-preliminary-notice": Handler(handle=send_preliminary_notice.handle),
        "draft-refusal": Handler(handle=draft_refusal.handle),
        "void-refusal": Handler(handle=void_refusal.handle),
        "register-outgoing": Handler(handle=register_outgoing.handle),
        "notify-ready": Handler(handle=notify_ready.handle),
        "record-withdrawal": Handler(handle=record_withdrawal.handle),
        "register-portal-request": Handler(handle=register_portal_request.handle),
        "publish-result": Handler(handle=publish_result.handle),
    }
)


@dataclass(frozen=True, kw_only=True)
class Workshop:
    """The table with the ports of this node; implements `engine.step.jobs.Handlers`.

    public_url: without a slash at its end. signing_mark: empty where signatures have legal force.
    """

    vault: Vault
    calendars: Calendars
    gateway: Gateway
    public_url: str
    signing_mark: str

    def types(self) -> frozenset[str]:
        return frozenset(HANDLERS)

    def is_pure(self, job_type: str) -> bool:
        """A type that only a worker outside knows waits in the queue."""
        return job_type in HANDLERS and HANDLERS[job_type].pure

    def run(self, job: Job, connection: Connection) -> Variables:
        """Raises UnknownJobType, and whatever the handler raises."""
        return _handler(job.type).handle(job, self.desk(job, connection))

    def desk(self, job: Job, connection: Connection) -> Desk:
        """What works on a case within a command's transaction."""
        return Desk(
            connection=connection,
            vault=self.vault,
            calendar=self.calendars.current,
            gateway=self.gateway,
            registers=Registers(connection, job),
            documents=Documents(connection, self.vault, job, self.public_url, self.signing_mark),
            outbox=Outbox(connection, self.vault, job),
        )


def _handler(job_type: str) -> Handler:
    handler = HANDLERS.get(job_type)
    if handler is None:
        raise UnknownJobType(job_type)
    return handler
