"""What an auditor may look cases up by, and what is found. `audit.queries.cases` does the looking."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.step.states import InstanceStatus
from engine.storage.vault import Vault

MOST_HITS = 200
SHOWN_DIGITS = 16  # of a keyed hash: enough to recognise a search made twice


@dataclass(frozen=True, kw_only=True)
class CaseMark:
    """Where a page of hits ended; the next one goes on behind it."""

    started_at: datetime
    instance_id: str


@dataclass(frozen=True, kw_only=True)
class CaseQuery:
    """All that is given must hold; an empty query finds every case, the newest first.

    number: the case number or its beginning. iin: of the applicant or the pupil. name: full name or surname.
    started_from, started_until: aware; the first is included, the second is not.
    office_id: the provider's office or the one that took the application.
    within: offices that the asker may see; None for all.
    outcome: id of the end event. overdue: the term of the case passed before its end, or has passed by now.
    actor: id of a person who did something in the case.
    limit: hits a page, at most MOST_HITS.
    """

    number: str = ""
    iin: str = ""
    name: str = ""
    started_from: datetime | None = None
    started_until: datetime | None = None
    office_id: int | None = None
    within: frozenset[int] | None = None
    status: InstanceStatus | None = None
    outcome: str = ""
    overdue: bool | None = None
    key: str = ""
    version: int | None = None
    actor: str = ""
    limit: int = 50
    after: CaseMark | None = None


@dataclass(frozen=True, kw_only=True)
class CaseHit:
    """A case as a list shows it; nobody is named."""

    instance_id: str
    business_key: str
    key: str
    version: int
    rules: str
    office_id: int | None
    partner_office_id: int | None
    status: InstanceStatus
    outcome: str | None
    started_at: datetime
    ended_at: datetime | None
    due_at: datetime | None
    overdue: bool
    revision: int


@dataclass(frozen=True, kw_only=True)
class CasePage:
    """next: what to give as `after` for the following page; None on the last."""

    hits: tuple[CaseHit, ...]
    next: CaseMark | None


def normal_name(text: str) -> str:
    """As the index of case persons spells names: one space between words, no capitals."""
    return " ".join(text.casefold().split())


def search_subject(query: CaseQuery, vault: Vault) -> str:
    """The search in words for the log of reads; persons stand there as keyed hashes, so the log names nobody."""
    plain = {
        "number": query.number,
        "from": query.started_from and query.started_from.isoformat(),
        "until": query.started_until and query.started_until.isoformat(),
        "office": query.office_id,
        "status": query.status and query.status.value,
        "outcome": query.outcome,
        "overdue": None if query.overdue is None else str(query.overdue).lower(),
        "key": query.key,
        "version": query.version,
        "actor": query.actor,
    }
    hidden = {"iin": query.iin, "name": normal_name(query.name)}
    shown = [f"{name}={value}" for name, value in plain.items() if value not in (None, "")]
    shown += [
        f"{name}=#{vault.digest(value)[:SHOWN_DIGITS]}" for name, value in hidden.items() if value
    ]
    return " ".join(shown) or "all"
