"""Registers of an office: a period on the page, on paper and for a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, send_file
from flask_babel import gettext

from people import store
from people.actions import Action
from people.rights import Case
from people.values import Office, OfficeKind, local_day
from web.access import access, note_read, signed_in
from web.cases import own_offices
from web.languages import current_language
from web.platform import current_platform
from workers.documents.register_print import render_register
from workers.documents.wording import Words
from workers.local_time import PeriodReversed, local_period
from workers.register_csv import register_csv
from workers.register_lines import RegisterLine, register_lines, totals_of, void_lines
from workers.register_words import register_title
from workers.registers import TAKEN_BY_PARTNER, Register

VOID = "void"  # of the address: the void numbers of all registers
SHOWN = 500  # lines on a page; paper and spreadsheet have all
LONGEST_PERIOD = 366  # days

blueprint = Blueprint("registers", __name__)


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

    def arguments(self) -> dict[str, Any]:
        """The same, for an address."""
        return {
            "office": self.office.id,
            "register": self.key,
            "first": self.first,
            "last": self.last,
        }


@blueprint.get("/registers")
@access(Action.SEE_REGISTERS)
def page() -> str | tuple[str, int]:
    """The register of this month, or the one asked for; 422 with the form where the period is none."""
    asked = _asked()
    if asked.errors:
        return _page(asked, ()), 422
    lines = _lines(asked)
    _note_reads(lines[:SHOWN])
    return _page(asked, lines)


@blueprint.get("/registers.pdf")
@access(Action.SEE_REGISTERS)
def printed() -> Response | tuple[str, int]:
    asked = _asked()
    if asked.errors:
        return _page(asked, ()), 422
    lines, (first, last) = _lines(asked), asked.days
    _note_reads(lines)
    content = render_register(
        asked.register,
        lines,
        office=Words(kk=asked.office.name_kk, ru=asked.office.name_ru, en=asked.office.name_en),
        first=first,
        last=last,
        printed_by=signed_in().name,
        at=current_platform().clock(),
    )
    return send_file(
        io.BytesIO(content), mimetype="application/pdf", download_name=f"{asked.stem}.pdf"
    )


@blueprint.get("/registers.csv")
@access(Action.SEE_REGISTERS)
def downloaded() -> Response | tuple[str, int]:
    asked = _asked()
    if asked.errors:
        return _page(asked, ()), 422
    lines = _lines(asked)
    _note_reads(lines)
    return send_file(
        io.BytesIO(register_csv(lines, current_language())),
        mimetype="text/csv",
        as_attachment=True,
        download_name=f"{asked.stem}.csv",
    )


def _asked() -> Asked:
    """What the address asks for; what it leaves out is this month of the office's first register."""
    office, today = _chosen_office(), local_day(current_platform().clock())
    first = request.args.get("first", today.replace(day=1).isoformat())
    last = request.args.get("last", today.isoformat())
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
    own = _offices()
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


def _offices() -> tuple[Office, ...]:
    own = own_offices(signed_in())
    with current_platform().database.snapshot() as connection:
        every = store.offices(connection)
    return tuple(office for office in every if own is None or office.id in own)


def _lines(asked: Asked) -> tuple[RegisterLine, ...]:
    platform, office_id = current_platform(), asked.office.id
    assert office_id is not None, "it was read from the database"
    since, until = local_period(*asked.days)
    with platform.database.snapshot() as connection:
        if asked.register is None:
            return void_lines(
                connection, platform.vault, office_id=office_id, since=since, until=until
            )
        return register_lines(
            connection,
            platform.vault,
            office_id=office_id,
            register=asked.register,
            since=since,
            until=until,
        )


def _note_reads(lines: Iterable[RegisterLine]) -> None:
    """A line names the applicant: each case among them is a read of personal data."""
    for instance_id in dict.fromkeys(line.instance_id for line in lines if line.instance_id):
        case = Case(instance_id=instance_id, office_id=None)
        note_read(Action.SEE_REGISTERS, case, request.path)


def _page(asked: Asked, lines: tuple[RegisterLine, ...]) -> str:
    language = current_language()
    offered: list[Register | None] = [*kept_by(asked.office), None]
    if asked.register not in offered:
        offered.append(asked.register)
    return render_template(
        "registers.html",
        asked=asked,
        title=register_title(asked.register).told(language),
        offices=[(office.id, _name(office, language)) for office in _offices()],
        registers=[
            (VOID if each is None else each.value, register_title(each).told(language))
            for each in offered
        ],
        lines=lines[:SHOWN],
        totals=totals_of(lines),
        left_out=max(0, len(lines) - SHOWN),
    )


def _name(office: Office, language: str) -> str:
    return {"ru": office.name_ru, "en": office.name_en}.get(language) or office.name_kk
