"""Documents and notices of a case as its page lists them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext as _

from people.actions import Action
from people.actor import Actor
from people.rights import Case, Paper, may
from people.store import Connection
from web.cases.store import notices_of, signatures_in
from workers.documents.making import TITLES, Kind
from workers.documents.store import Document, documents_of
from workers.documents.wording import PACKAGE
from workers.notices.delivery import Channel
from workers.tables import NoticeState

CHANNELS: Mapping[str, object] = {
    Channel.CABINET: _("Cabinet"),
    Channel.OFFICE: _("Notices of the office"),
    Channel.EMAIL: _("E-mail"),
    Channel.SMS: _("Text message"),
}
STATES: Mapping[str, object] = {
    NoticeState.WAITING: _("waits to be sent"),
    NoticeState.SENDING: _("is being sent"),
    NoticeState.SENT: _("sent"),
    NoticeState.FAILED: _("could not be sent"),
}


@dataclass(frozen=True, kw_only=True)
class SignatureMark:
    """mark: ТЕСТ where it has no legal force."""

    signer: str
    signed_at: datetime
    mark: str


@dataclass(frozen=True, kw_only=True)
class PaperLine:
    document_id: str
    kind: str
    number: str
    created_at: datetime
    voided_at: datetime | None
    void_reason: str
    signatures: tuple[SignatureMark, ...]


@dataclass(frozen=True, kw_only=True)
class NoticeLine:
    subject: str
    channel: str
    state: str
    at: datetime


def kind_words(kind: str, language: str) -> str:
    """A kind of document: one that we make, or of the applicant's package."""
    if kind in set(Kind):
        return TITLES[Kind(kind)].text(language)
    return PACKAGE[kind].text(language) if kind in PACKAGE else kind


def paper_lines(connection: Connection, actor: Actor, case: Case, language: str) -> list[PaperLine]:
    """The documents of a case that this actor may open, the oldest first, void ones too."""
    signatures = signatures_in(connection, case.instance_id)
    return [
        _line(each, signatures.get(each.id, []), language)
        for each in documents_of(connection, case.instance_id)
        if may(actor, Action.SEE_DOCUMENT, case, paper=_paper(each))
    ]


def notice_lines(
    connection: Connection, instance_id: str, recipient: str | None
) -> list[NoticeLine]:
    """Notices of a case; with `recipient` those to that person and to the telephone that the case names."""
    return [
        NoticeLine(
            subject=row.subject,
            channel=str(CHANNELS.get(row.channel, row.channel)),
            state=str(STATES.get(row.state, row.state)),
            at=row.sent_at or row.created_at,
        )
        for row in notices_of(connection, instance_id)
        if recipient is None or row.recipient in (None, recipient)
    ]


def _line(document: Document, signatures: list[Any], language: str) -> PaperLine:
    return PaperLine(
        document_id=document.id,
        kind=kind_words(document.kind, language),
        number=document.number or "",
        created_at=document.created_at,
        voided_at=document.voided_at,
        void_reason=document.void_reason,
        signatures=tuple(
            SignatureMark(signer=each.signer_name, signed_at=each.signed_at, mark=each.mark)
            for each in signatures
        ),
    )


def _paper(document: Document) -> Paper:
    published = document.published_at is not None and document.voided_at is None
    return Paper(document_id=document.id, owner=document.owner, published=published)
