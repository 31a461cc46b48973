"""What the address of a register asks for: whose, which, and of what period."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from flask import abort, request
from flask_babel import gettext

from engine.calendar.typed import sent_day
from engine.expression.values import Value
from people import store
from people.values import Office, OfficeKind, local_day
from web.access import signed_in
from web.cases.pages import own_offices
from web.platform import current_platform
from workers.local_time import PeriodReversed, local_period
from workers.registers import TAKEN_BY_PARTNER, Register

VOID = "void"  # of the address: the void numbers of all registers
LONGEST_PERIOD = 366  # days


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What the address asks for. register: None for void numbers; errors: by field, as typed."""

    office: Office
    register: Register | None
    first: str
    last: str
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def key(self) -> str:
        return VOID if self.register is None else self.register.value

    @property
    def days(self) -> tuple[date, date]:
        """Only where there are no errors."""
        return date.fromisoformat(self.first), date.fromisoformat(self.last)

    @property
    def stem(self) -> str:
        """Name of a file of it, without its ending."""
        return f"register-{self.key}-{self.first}-{self.last}"

    def arguments(self) -> dict[str, Value]:
        """The same, for an address."""
        return {
            "office": self.office.id,
            "register": self.key,
            "first": self.first,
            "last": self.last,
        }


def asked_register() -> Asked:
    """What the address asks for; what it leaves out is this month of the office's first register."""
    office, today = _chosen_office(), local_day(current_platform().clock())
    first = sent_day(request.args.get("first", today.replace(day=1).isoformat()))
    last = sent_day(request.args.get("last", today.isoformat()))
    return Asked(
        office=office,
        register=_chosen_register(office),
        first=first,
        last=last,
        errors=period_errors(first, last),
    )


def period_errors(first: str, last: str) -> dict[str, str]:
    """By field, in the language of the page; none where both are days, in order, and a year at most."""
    days = {name: day_of(text) for name, text in (("first", first), ("last", last))}
    errors = {name: gettext("Give a date.") for name, day in days.items() if day is None}
    begins, ends = days["first"], days["last"]
    if begins is None or ends is None:
        return errors
    try:
        local_period(begins, ends)
    except PeriodReversed:
        return {"last": gettext("The period ends before it begins.")}
    if (ends - begins).days >= LONGEST_PERIOD:
        return {"last": gettext("The period is longer than a year.")}
    return {}


def day_of(text: str) -> date | None:
    """2016-09-05, of a year that has a neighbour on both sides; else None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if text == day.isoformat() and 1900 <= day.year <= 9000 else None


def _chosen_office() -> Office:
    """The office named, or the first of one's own; 404 where it is not theirs."""
    own = offered_offices()
    wanted = request.args.get("office")
    found = [office for office in own if wanted in (None, str(office.id))]
    if not found:
        abort(404)
    return found[0]


def _chosen_register(office: Office) -> Register | None:
    wanted = request.args.get("register", kept_by(office)[0].value)
    if wanted == VOID:
        return None
    if wanted not in set(Register):
        abort(404)
    return Register(wanted)


def kept_by(office: Office) -> tuple[Register, ...]:
    """A branch of the State Corporation gives receipts and nothing else."""
    branch = office.kind is OfficeKind.STATE_CORPORATION
    return tuple(each for each in Register if not branch or each in TAKEN_BY_PARTNER)


def offered_offices() -> tuple[Office, ...]:
    """Those whose registers the actor may see, by number."""
    own = own_offices(signed_in())
    with current_platform().database.snapshot() as connection:
        every = store.offices(connection)
    return tuple(office for office in every if own is None or office.id in own)
