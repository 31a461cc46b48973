"""Every example of docs/expressions.md is true."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from engine.calendar.working import WorkingCalendar
from engine.expression import (
    FUNCTIONS,
    ExpressionFailed,
    ExpressionInvalid,
    compile_expression,
    to_variable,
)

TEXT = (Path(__file__).parents[3] / "docs" / "expressions.md").read_text(encoding="utf-8")
VARIABLES = json.loads(re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)[0])
EXAMPLES = [
    tuple(part.strip() for part in line.split("→"))
    for block in re.findall(r"```ruqsat\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
]
NOW = datetime(2025, 3, 14, 12, tzinfo=UTC)
CALENDAR = WorkingCalendar()
FUNCTIONS_AT_HAND: dict[str, Any] = {
    "now": lambda: NOW,
    "businessDays": lambda n, start=NOW: CALENDAR.business_days(n, start),
    "businessMinutes": lambda n, organisation="provider", start=NOW: CALENDAR.business_minutes(
        n, organisation, start
    ),
}


def outcome(source: str) -> str:
    try:
        value = compile_expression(source).evaluate(VARIABLES, FUNCTIONS_AT_HAND)
    except ExpressionInvalid as error:
        return f"refused: {error.reason}"
    except ExpressionFailed as error:
        return f"fails: {error.reason}"
    return json.dumps(to_variable(value), ensure_ascii=False)


@pytest.mark.parametrize(("source", "promised"), EXAMPLES)
def test_example_is_true(source: str, promised: str) -> None:
    kind, _, part = promised.partition(": ")
    if kind in ("refused", "fails"):
        assert outcome(source).startswith(kind)
        assert part in outcome(source)
    else:
        assert outcome(source) == promised


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_every_function_has_an_example_and_a_line(name: str) -> None:
    assert any(re.search(rf"\b{name}\(", source) for source, _ in EXAMPLES)
    assert re.search(rf"^\| .*`{name}\(", TEXT, re.MULTILINE)


def test_the_table_names_no_function_that_does_not_exist() -> None:
    table = TEXT[TEXT.index("| function | gives |") : TEXT.index("The last three")]
    assert set(re.findall(r"`(\w+)\(", table)) == set(FUNCTIONS)
