"""What an auditor typed into the search: checked, enciphered for the address, and as a query."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date, datetime

import orjson
from flask_babel import gettext

from audit.finding import CaseMark, CaseQuery
from engine.calendar.typed import sent_day
from engine.errors import Undecipherable
from engine.step.states import InstanceStatus
from engine.storage.vault import Vault
from people import store
from people.store import Connection
from web.desk.asked import day_of
from web.row_numbers import row_number
from workers.local_time import local_period

IIN_DIGITS = 12
LONGEST = 200  # characters of a field


@dataclass(frozen=True, kw_only=True)
class AskedSearch:
    """All as it was typed; what is empty is not asked.

    actor: login or id of a person, or the name of a machine. model: key and version, as in `externat 1`.
    """

    number: str = ""
    iin: str = ""
    name: str = ""
    first: str = ""
    last: str = ""
    office: str = ""
    status: str = ""
    outcome: str = ""
    overdue: str = ""
    model: str = ""
    actor: str = ""

    @classmethod
    def typed(cls, form: Mapping[str, str]) -> AskedSearch:
        """From a posted form; what has no field is left out."""
        given = {name: _clean(form.get(name, "")) for name in NAMES}
        return cls(**given | {name: sent_day(given[name]) for name in ("first", "last")})


NAMES = tuple(field.name for field in fields(AskedSearch))
OVERDUE: Mapping[str, bool] = {"yes": True, "no": False}


def search_errors(connection: Connection, asked: AskedSearch) -> dict[str, str]:
    """By field, in the language of the page."""
    found: dict[str, str] = {}
    if asked.iin and not (asked.iin.isdecimal() and len(asked.iin) == IIN_DIGITS):
        found["iin"] = gettext("An IIN has 12 digits.")
    days = {name: day_of(text) for name, text in _days(asked).items() if text}
    found |= {name: gettext("Give a date.") for name, day in days.items() if day is None}
    first, last = days.get("first"), days.get("last")
    if first and last and last < first:
        found["last"] = gettext("The period ends before it begins.")
    if asked.actor and not person_meant(connection, asked.actor):
        found["actor"] = gettext("Nobody has this login.")
    return found


def case_query(
    connection: Connection, asked: AskedSearch, *, after: CaseMark | None, limit: int
) -> CaseQuery:
    """The query of a search without errors; a choice that the page does not offer asks nothing."""
    key, _, version = asked.model.rpartition(" ")
    number = row_number(version) if key else 0
    return CaseQuery(
        number=asked.number,
        iin=asked.iin,
        name=asked.name,
        started_from=_start(asked.first, 0),
        started_until=_start(asked.last, 1),
        office_id=row_number(asked.office) or None,
        status=InstanceStatus(asked.status) if asked.status in set(InstanceStatus) else None,
        outcome=asked.outcome,
        overdue=OVERDUE.get(asked.overdue),
        key=key if number else "",
        version=number or None,
        actor=person_meant(connection, asked.actor) if asked.actor else "",
        limit=limit,
        after=after,
    )


def person_meant(connection: Connection, typed: str) -> str:
    """The id of who has this login or id; a machine is its own name; empty for nobody."""
    if ":" in typed:
        return typed
    found = store.person_by_login(connection, typed) or store.person_by_id(connection, typed)
    return found.id if found else ""


def sealed_asked(vault: Vault, asked: AskedSearch, person_id: str) -> str:
    """The search, fit for an address: only this person opens it."""
    content = orjson.dumps({name: text for name, text in asdict(asked).items() if text})
    return base64.urlsafe_b64encode(vault.seal(content, _context(person_id))).decode()


def opened_asked(vault: Vault, sealed: str | None, person_id: str) -> AskedSearch | None:
    """The search in an address; None where there is none, or it does not open."""
    try:
        content = base64.urlsafe_b64decode((sealed or "").encode())
        if not content:
            return None
        return AskedSearch(**orjson.loads(vault.unseal(content, _context(person_id))))
    except (Undecipherable, binascii.Error, ValueError, TypeError):
        return None


def _clean(text: str) -> str:
    return " ".join(text.split())[:LONGEST]


def _days(asked: AskedSearch) -> dict[str, str]:
    return {"first": asked.first, "last": asked.last}


def _start(text: str, edge: int) -> datetime | None:
    """edge 0: the instant at which the day begins in Kazakhstan; 1: at which it ends."""
    return local_period(date.fromisoformat(text), date.fromisoformat(text))[edge] if text else None


def _context(person_id: str) -> str:
    return f"audit-search:{person_id}"
