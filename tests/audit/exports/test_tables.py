from __future__ import annotations

import csv
import io
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.exports.tables import (
    BOM,
    DANGEROUS,
    LOG_COLUMNS,
    OUTCOME_COLUMNS,
    STEP_COLUMNS,
    log_rows,
    outcome_rows,
    safe_cell,
    step_rows,
    write_table,
)
from audit.figures import CaseFigures, OutcomeCount, Term, Visit, step_figures
from engine.step.states import InstanceStatus
from tests.audit.exports.traces import case, event
from tests.conftest import NOW

FORMULAS = [
    "=1+1",
    "+7 701 000 00 00",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\N{NO-BREAK SPACE}=1",
    "＝1",
]


def table(columns, rows, *, bom=False):
    stream = io.BytesIO()
    count = write_table(stream, columns, rows, bom=bom)
    text = stream.getvalue().decode("utf-8-sig" if bom else "utf-8")
    found = list(csv.reader(io.StringIO(text, newline="")))
    assert count == len(found) - 1
    return found


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_begins_as_a_formula(text):
    assert safe_cell(text) == f"'{text}"


@given(st.text(max_size=20))
def test_whatever_is_written_no_cell_of_the_file_can_calculate(text):
    cell = table(["x"], [[text]])[1][0]

    assert not cell.lstrip(" \N{NO-BREAK SPACE}").startswith(DANGEROUS)
    assert cell.removeprefix("'") == text.removeprefix("'")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "true"),
        (-5, "-5"),
        (datetime(2016, 9, 5, 4, tzinfo=UTC), "2016-09-05T04:00:00.000000Z"),
        (timedelta(minutes=-2), "-120"),
        (InstanceStatus.ACTIVE, "active"),
        ("2016-000001", "2016-000001"),
        ("a=1", "a=1"),
        ("", ""),
    ],
)
def test_values_of_ours_stay_what_they_are(value, text):
    assert safe_cell(value) == text


def test_headings_are_cells_as_well():
    assert table(["=1"], []) == [["'=1"]]


@pytest.mark.parametrize("bom", [True, False])
def test_a_mark_of_the_encoding_is_written_when_asked_for(bom):
    stream = io.BytesIO()
    write_table(stream, ["Тексеру"], [], bom=bom)

    assert stream.getvalue().startswith(BOM) is bom


def test_the_stream_stays_open_for_more():
    stream = io.BytesIO()
    write_table(stream, ["a"], [["1"]])

    assert stream.getvalue() == b"a\r\n1\r\n"


def test_quotes_commas_and_lines_come_back():
    assert table(["a"], [['x",\r\ny']])[1] == ['x",\r\ny']


def test_a_log_has_one_row_an_event():
    found = table(LOG_COLUMNS, log_rows([case(), case(events=(event(activity="=1"),))]))
    rows = [dict(zip(found[0], row, strict=True)) for row in found[1:]]

    assert [row["seq"] for row in rows] == ["1", "2", "1"]
    assert (rows[0]["number"], rows[0]["role"], rows[0]["kept"]) == ("2016-000001", "Басшы", "true")
    assert rows[2]["activity"] == "'=1"


def test_figures_have_one_row_an_element():
    visit = Visit(
        element_id="Check", opened_at=NOW, closed_at=NOW + timedelta(hours=1), completed=True
    )
    found = table(STEP_COLUMNS, step_rows(step_figures([visit], now=NOW), {"Check": "Тексеру"}))

    assert found[1] == ["Check", "Тексеру", "1", "1", "0", "0", "0", "0", "3600", "3600"]


def test_outcomes_have_one_row_each():
    count = OutcomeCount(
        status=InstanceStatus.COMPLETED, outcome="Issued", term=Term.BROKEN, cases=3
    )

    assert table(OUTCOME_COLUMNS, outcome_rows(CaseFigures(counts=(count,))))[1] == [
        "completed",
        "Issued",
        "broken",
        "3",
    ]
