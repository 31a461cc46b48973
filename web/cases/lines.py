"""The list of cases as it is shown, and what its address carries."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.errors import EngineError, Undecipherable
from engine.expression.iso import parse_instant
from engine.history.events import instant_text
from engine.model.values import ProcessDefinition
from engine.step.states import InstanceStatus
from engine.storage.columns import Record
from engine.storage.queries import version_by_id
from engine.storage.vault import Vault
from people.store import Connection
from web.cases.list_store import Found, Place, named_persons
from web.cases.stages import stage_words
from web.cases.status import WORDS, CaseStatus, case_status
from web.cases.store import receipt_numbers, standing_at
from web.due import Badge, due_badge
from web.platform import Platform

LONGEST_SEARCH = 200


@dataclass(frozen=True, kw_only=True)
class CaseLine:
    instance_id: str
    number: str
    receipt_no: str
    applicant: str
    service: str
    stage: str  #: what its applicant may see
    status: CaseStatus
    status_words: str
    started_at: datetime
    badge: Badge | None  #: None where it has ended


def case_lines(
    platform: Platform, connection: Connection, found: Found, language: str
) -> list[CaseLine]:
    """One page of the list."""
    ids = [row.id for row in found.rows]
    open_at = standing_at(connection, ids)
    receipts = receipt_numbers(connection, ids)
    names = named_persons(connection, platform.vault, ids)
    definitions = _definitions(platform, connection, found.rows)
    return [
        _line(platform, row, open_at, receipts, names, definitions[row.definition_id], language)
        for row in found.rows
    ]


def _line(
    platform: Platform,
    row: Record,
    open_at: Mapping[str, list[str]],
    receipts: Mapping[str, str],
    names: Mapping[str, Mapping[str, str]],
    definition: ProcessDefinition,
    language: str,
) -> CaseLine:
    standing = {"outcome": row.outcome, "standing_at": open_at.get(row.id, ())}
    status = case_status(row.status, **standing)
    active = row.status == InstanceStatus.ACTIVE
    calendar = platform.runtime.calendar
    badge = due_badge(row.due_at, now=platform.clock(), calendar=calendar) if active else None
    return CaseLine(
        instance_id=row.id,
        number=row.business_key,
        receipt_no=receipts.get(row.id, ""),
        applicant=names[row.id].get("applicant", ""),
        service=definition.label.text(language),
        stage=stage_words(definition, row.status, language=language, **standing),
        status=status,
        status_words=str(WORDS[status]),
        started_at=row.started_at,
        badge=badge,
    )


def _definitions(
    platform: Platform, connection: Connection, rows: Sequence[Record]
) -> Mapping[int, ProcessDefinition]:
    versions = platform.runtime.versions
    return {
        number: version_by_id(connection, versions, number).definition
        for number in {row.definition_id for row in rows}
    }


# --- what the address carries


def place_text(row: Record) -> str:
    """A place in the list, for the link to the next page."""
    return f"{instant_text(row.started_at)}~{row.id}"


def place_of(text: str | None) -> Place | None:
    """The place in a link; None where there is none, or the text is none of ours."""
    at, _, instance_id = (text or "").partition("~")
    try:
        return Place(started_at=parse_instant(at), instance_id=instance_id) if instance_id else None
    except EngineError:
        return None


def sealed_search(vault: Vault, text: str, person_id: str) -> str:
    """What was searched, fit for an address: names and identification numbers stay out of logs and histories."""
    sealed = vault.seal(text[:LONGEST_SEARCH].encode(), _context(person_id))
    return base64.urlsafe_b64encode(sealed).decode()


def opened_search(vault: Vault, sealed: str | None, person_id: str) -> str:
    """The search in an address of this person; nothing where it does not open."""
    try:
        content = base64.urlsafe_b64decode((sealed or "").encode())
        return vault.unseal(content, _context(person_id)).decode() if content else ""
    except (Undecipherable, binascii.Error, ValueError):
        return ""


def status_of(text: str | None) -> CaseStatus | None:
    """The status to filter by; None for every one."""
    return CaseStatus(text) if text in set(CaseStatus) else None


def _context(person_id: str) -> str:
    return f"search:{person_id}"
