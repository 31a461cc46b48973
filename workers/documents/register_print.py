"""A register on paper: a table across the sheet, with its totals."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from engine.expression.values import Value
from engine.words import Words
from workers.documents.kinds import Kind
from workers.documents.papers import paper
from workers.documents.wording import short_day, short_moment
from workers.editions import DEFAULT
from workers.register_lines import RegisterLine, totals_of
from workers.register_words import COLUMNS, REGISTERS, VOID, register_title
from workers.registers import Register

OF_REGISTER = ("serial", "number", "allotted_at", "case_no", "applicant")
OF_VOID = ("register", "number", "allotted_at", "voided_at", "voided_by", "void_reason", "case_no")


def render_register(
    register: Register | None,
    lines: Sequence[RegisterLine],
    *,
    office: Words,
    first: date,
    last: date,
    printed_by: str,
    at: datetime,
) -> bytes:
    """The lines of a period as PDF.

    register: None for the void numbers of all registers. first, last: local days, both included; they are printed, the
    lines are the caller's. printed_by: a name.
    """
    fields = data(register, lines, office=office, first=first, last=last, printed_by=printed_by)
    return paper(Kind.REGISTER, fields, rules=DEFAULT, at=at)


def data(
    register: Register | None,
    lines: Sequence[RegisterLine],
    *,
    office: Words,
    first: date,
    last: date,
    printed_by: str,
) -> dict[str, Value]:
    title, totals = register_title(register), totals_of(lines)
    columns = OF_VOID if register is None else OF_REGISTER
    return {
        "title_kk": title.kk,
        "title_ru": title.ru,
        "office_kk": office.kk,
        "office_ru": office.ru,
        "period": f"{short_day(first)} – {short_day(last)}",
        "printed_by": printed_by,
        "of_void": register is None,
        "heads": [[COLUMNS[name].kk, COLUMNS[name].ru] for name in columns],
        "rows": [_void_row(line) if register is None else _row(line) for line in lines],
        "allotted": str(totals.allotted),
        "in_force": str(totals.in_force),
        "void": str(totals.void),
    }


def _row(line: RegisterLine) -> dict[str, object]:
    """void: whole sentences, empty for what is in force; the line through the number says it a second time."""
    cells = (
        str(line.serial),
        line.number,
        short_moment(line.allotted_at),
        line.case_no,
        line.applicant,
    )
    return {"cells": list(cells), "void": _void_note(line)}


def _void_row(line: RegisterLine) -> dict[str, object]:
    register = REGISTERS[line.register]
    cells = (
        f"{register.kk} / {register.ru}",
        line.number,
        short_moment(line.allotted_at),
        short_moment(line.voided_at) if line.voided_at else "",
        line.voided_by,
        line.void_reason,
        line.case_no,
    )
    return {"cells": list(cells), "void": ""}


def _void_note(line: RegisterLine) -> str:
    if line.voided_at is None:
        return ""
    when = short_moment(line.voided_at)
    return f"{VOID.kk} / {VOID.ru} {when}: {line.void_reason} ({line.voided_by})"
