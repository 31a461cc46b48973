"""What a person has typed into a form and not sent: kept as it was posted, enciphered, for nobody else."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.storage.vault import Vault
from people.store import Connection
from web.forms.draft_store import SealedDraft, sealed_draft, write_draft

Posted = dict[str, list[str]]
OWN_NAMES = frozenset({"csrf_token", "once", "save", "signing"})  # of the page, not of the form


@dataclass(frozen=True, kw_only=True)
class Draft:
    """posted: as `forms.posted.parse_submission` takes it."""

    posted: Posted
    saved_at: datetime


def task_subject(user_task_id: int) -> str:
    return f"user-task:{user_task_id}"


def form_values(posted: Iterable[tuple[str, Sequence[str]]]) -> Posted:
    """What belongs to the form, of what a browser posted."""
    return {name: [*values] for name, values in posted if name not in OWN_NAMES}


def json_values(content: object) -> Posted:
    """The same of a JSON object of texts or lists of texts; anything else in it is left out."""
    if not isinstance(content, Mapping):
        return {}
    listed = {name: each if isinstance(each, list) else [each] for name, each in content.items()}
    texts = {name: [e for e in each if _is_text(e)] for name, each in listed.items()}
    return form_values(texts.items())


def _is_text(each: object) -> bool:
    """A text that can be written: JSON lets half a surrogate pair through, no page can show it."""
    return isinstance(each, str) and not any("\ud800" <= sign <= "\udfff" for sign in each)


def save_draft(
    connection: Connection,
    vault: Vault,
    posted: Posted,
    *,
    person_id: str,
    subject: str,
    now: datetime,
) -> None:
    """Keep it in the place of the person's earlier one."""
    content = json.dumps(posted, ensure_ascii=False).encode("utf-8", "surrogatepass")
    sealed = vault.seal(content, _context(person_id, subject))
    row = SealedDraft(person_id=person_id, subject=subject, sealed=sealed, saved_at=now)
    write_draft(connection, row)


def kept_draft(
    connection: Connection, vault: Vault, *, person_id: str, subject: str
) -> Draft | None:
    """What this person typed before, if anything. Raises Undecipherable."""
    row = sealed_draft(connection, person_id=person_id, subject=subject)
    if row is None:
        return None
    content = vault.unseal(row.sealed, _context(person_id, subject))
    posted = json.loads(content.decode("utf-8", "surrogatepass"))
    return Draft(posted=posted, saved_at=row.saved_at)


def _context(person_id: str, subject: str) -> str:
    return f"draft:{person_id}:{subject}"
