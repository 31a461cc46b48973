"""CSV that a spreadsheet opens as data: no cell can be taken for a formula. Source: OWASP, CSV Injection; RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from typing import BinaryIO

from audit.exports.log import LogCase, LogEvent
from audit.figures import CaseFigures, StepFigures
from engine.history.events import instant_text

Cell = str | int | bool | None | datetime | date | timedelta | Enum

BOM = b"\xef\xbb\xbf"
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
"""First characters at which spreadsheets begin to calculate; full-width ones are taken for the plain ones."""
QUOTE = "'"

LOG_COLUMNS = (
    "case",
    "number",
    "definition",
    "version",
    "office",
    "seq",
    "time",
    "element",
    "activity",
    "transition",
    "resource",
    "role",
    "due",
    "kept",
)
STEP_COLUMNS = (
    "element",
    "name",
    "visits",
    "completed",
    "canceled",
    "open",
    "kept",
    "broken",
    "median_seconds",
    "p90_seconds",
)
OUTCOME_COLUMNS = ("status", "outcome", "term", "cases")


def safe_cell(value: Cell) -> str:
    """The text of a cell; a leading apostrophe where a spreadsheet would calculate. Numbers of ours stay numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return instant_text(value)
    if isinstance(value, timedelta):
        return str(round(value.total_seconds()))
    if isinstance(value, int):
        return str(value)
    text = str(value.value) if isinstance(value, Enum) else str(value)
    return QUOTE + text if text.lstrip(" \N{NO-BREAK SPACE}").startswith(DANGEROUS) else text


def write_table(
    stream: BinaryIO,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    *,
    bom: bool = False,
) -> int:
    """Write a table in UTF-8, row by row; how many rows. bom: for spreadsheets that guess the encoding without it."""
    if bom:
        stream.write(BOM)
    text = io.TextIOWrapper(stream, encoding="utf-8", newline="", write_through=True)
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe_cell(column) for column in columns])
    count = 0
    for row in rows:
        writer.writerow([safe_cell(cell) for cell in row])
        count += 1
    text.detach()
    return count


def log_rows(cases: Iterable[LogCase]) -> Iterable[Sequence[Cell]]:
    """One row an event of the log, under LOG_COLUMNS."""
    for case in cases:
        for event in case.events:
            yield _log_row(case, event)


def step_rows(figures: Iterable[StepFigures], names: Mapping[str, str]) -> Iterable[Sequence[Cell]]:
    """One row an element, under STEP_COLUMNS; names: labels by element id."""
    for one in figures:
        yield (
            one.element_id,
            names.get(one.element_id, ""),
            one.visits,
            one.completed,
            one.canceled,
            one.open,
            one.kept,
            one.broken,
            one.median,
            one.p90,
        )


def outcome_rows(figures: CaseFigures) -> Iterable[Sequence[Cell]]:
    """One row for each status, outcome and term, under OUTCOME_COLUMNS."""
    for count in figures.counts:
        yield (count.status, count.outcome, count.term, count.cases)


def _log_row(case: LogCase, event: LogEvent) -> Sequence[Cell]:
    return (
        case.instance_id,
        case.business_key,
        case.key,
        case.version,
        case.office_id,
        event.seq,
        event.at,
        event.element_id,
        event.activity,
        event.transition,
        event.actor,
        event.lane,
        event.due_at,
        event.kept,
    )
