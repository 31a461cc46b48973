"""Writing notices with the command that gives the reason; they are sent afterwards (`sender`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from engine.history.events import instant_text
from engine.step.jobs import Job
from engine.storage.vault import Vault
from engine.words import LANGUAGES
from workers.notices.delivery import Channel
from workers.notices.events import NoticeKind, notice_text
from workers.notices.store import NewNotification, add_notification

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """A person who is told in the cabinet, in a language of their own."""

    person_id: str
    language: str


@dataclass(frozen=True)
class Outbox:
    """Notices to the applicant of one job."""

    connection: Connection
    vault: Vault
    job: Job

    def tell_applicant(self, kind: NoticeKind, values: Mapping[str, str]) -> list[int]:
        """Write one notice a channel; the numbers of all notices of the case so far.

        In the cabinet where the applicant has one, by e-mail and to the telephone where these are known.
        """
        told = list(self.job.variables.get("notices") or [])
        for channel, recipient, address in self._channels():
            told.append(self.add(kind, channel, values, recipient=recipient, address=address))
        return told

    def add(
        self,
        kind: NoticeKind,
        channel: str,
        values: Mapping[str, str],
        *,
        recipient: str | None = None,
        address: str = "",
    ) -> int:
        """Write one notice; one event is told once a channel, however often its job is tried."""
        language = _known_language(self.job.variables.get("language"))
        text = notice_text(kind, language, {"case_no": self.job.business_key, **values})
        new = NewNotification(
            event_key=f"{self.job.key}:{kind.value}:{channel}",
            channel=channel,
            kind=kind.value,
            language=language,
            subject=text.subject,
            body=text.body,
            created_at=self.job.now,
            instance_id=self.job.instance_id,
            recipient=recipient,
            address=address,
        )
        return add_notification(self.connection, self.vault, new)

    def _channels(self) -> list[tuple[str, str | None, str]]:
        person, email, phone = (
            self._known(name) for name in ("applicant", "applicant_email", "applicant_phone")
        )
        channels: list[tuple[str, str | None, str]] = []
        if person:
            channels.append((Channel.CABINET, person, ""))
        if email:
            channels.append((Channel.EMAIL, None, email))
        if phone:
            channels.append((Channel.SMS, None, phone))
        return channels

    def _known(self, name: str) -> str:
        value = self.job.variables.get(name)
        return value.strip() if isinstance(value, str) else ""


def add_escalation(
    connection: Connection,
    vault: Vault,
    *,
    instance_id: str,
    case_no: str,
    element_name: str,
    due_at: datetime,
    recipients: Sequence[Recipient],
    event_key: str,
    now: datetime,
) -> list[int]:
    """Tell the heads of the office that a step is overdue; numbers of the notices. It decides nothing.

    event_key: the same for the same missed term, so that it is told once.
    """
    numbers = []
    for recipient in recipients:
        new = overdue_notice(
            recipient,
            instance_id=instance_id,
            case_no=case_no,
            element_name=element_name,
            due_at=due_at,
            event_key=event_key,
            now=now,
        )
        numbers.append(add_notification(connection, vault, new))
    return numbers


def overdue_notice(
    recipient: Recipient,
    *,
    instance_id: str,
    case_no: str,
    element_name: str,
    due_at: datetime,
    event_key: str,
    now: datetime,
) -> NewNotification:
    """What one head reads in the cabinet about a missed term."""
    language = _known_language(recipient.language)
    values = {"case_no": case_no, "element": element_name, "due_at": instant_text(due_at)}
    text = notice_text(NoticeKind.OVERDUE, language, values)
    return NewNotification(
        event_key=f"{event_key}:{NoticeKind.OVERDUE.value}:{recipient.person_id}",
        channel=Channel.CABINET.value,
        kind=NoticeKind.OVERDUE.value,
        language=language,
        subject=text.subject,
        body=text.body,
        created_at=now,
        instance_id=instance_id,
        recipient=recipient.person_id,
    )


def _known_language(language: object) -> str:
    return language if isinstance(language, str) and language in LANGUAGES else LANGUAGES[0]
