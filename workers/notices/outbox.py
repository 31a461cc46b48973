"""Writing notices with the command that gives the reason; they are sent afterwards (`sender`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from engine.step.jobs import Job
from engine.storage.runtime import Label
from engine.storage.vault import Vault
from engine.words import LANGUAGES
from workers.notices.delivery import Channel
from workers.notices.events import (
    IN_CABINET,
    ON_PAPER,
    NoticeKind,
    kept_values,
    notice_text,
    told_again,
)
from workers.notices.store import NewNotification, add_notification

if TYPE_CHECKING:
    from sqlalchemy import Connection


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Who works here and is told, in a language of their own."""

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
        paper = IN_CABINET if self._known("applicant") else ON_PAPER
        named = {"case_no": self.job.business_key, "where": paper.text(language)}
        text = notice_text(kind, language, {**named, **values})
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


def add_staff_notices(
    connection: Connection,
    vault: Vault,
    kind: NoticeKind,
    values: Mapping[str, str],
    *,
    recipients: Sequence[Recipient],
    event_key: str,
    now: datetime,
    instance_id: str | None = None,
    label: Label | None = None,
) -> list[int]:
    """Tell people who work here, each in the language they read in; numbers of the notices.

    event_key: the same for the same event, so that it is told once. label: what the text calls $element.
    """
    numbers = []
    for recipient in recipients:
        language = _known_language(recipient.language)
        kept = kept_values(values, {each: label.text(each) for each in LANGUAGES} if label else {})
        text = told_again(kind, kept, language)
        new = NewNotification(
            event_key=f"{event_key}:{kind.value}:{recipient.person_id}",
            channel=Channel.OFFICE.value,
            kind=kind.value,
            language=language,
            subject=text.subject,
            body=kept,
            created_at=now,
            instance_id=instance_id,
            recipient=recipient.person_id,
        )
        numbers.append(add_notification(connection, vault, new))
    return numbers


def _known_language(language: object) -> str:
    return language if isinstance(language, str) and language in LANGUAGES else LANGUAGES[0]
