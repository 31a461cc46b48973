"""A register as CSV for a spreadsheet: RFC 4180, UTF-8 with a byte order mark, and no cell that is a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from workers.documents.wording import short_moment
from workers.register_lines import RegisterLine
from workers.register_words import COLUMNS, IN_FORCE, REGISTERS, VOID

BEGINS_FORMULA = tuple(
    "=+-@\t\r\n＝＋－＠"
)  # OWASP, CSV injection; the wide forms count in some locales
MARK = "\ufeff"


def register_csv(lines: Iterable[RegisterLine], language: str) -> bytes:
    """All columns under heads in `language`, Kazakh where it is another; times in Asia/Almaty."""
    out = io.StringIO(newline="")
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow([COLUMNS[name].text(language) for name in COLUMNS])
    for line in lines:
        rows.writerow([safe_cell(cell) for cell in _cells(line, language)])
    return (MARK + out.getvalue()).encode()


def safe_cell(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula."""
    return f"'{text}" if text.lstrip(" \xa0").startswith(BEGINS_FORMULA) else text


def _cells(line: RegisterLine, language: str) -> tuple[str, ...]:
    """In the order of COLUMNS."""
    return (
        str(line.serial),
        REGISTERS[line.register].text(language),
        line.number,
        short_moment(line.allotted_at),
        line.case_no,
        line.applicant,
        (VOID if line.voided_at else IN_FORCE).text(language),
        short_moment(line.voided_at) if line.voided_at else "",
        line.voided_by,
        line.void_reason,
    )
