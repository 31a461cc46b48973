"""What stands in a timer: an ISO 8601 constant of its kind (timeDate, timeDuration, timeCycle), or an expression for one."""

from __future__ import annotations

from datetime import datetime

from engine.expression import (
    Cycle,
    Duration,
    Expression,
    InvalidIso,
    compile_expression,
    parse_cycle,
    parse_date,
    parse_duration,
)
from engine.model.dialect import is_constant_time


def time_expression(kind: str, text: str) -> Expression | None:
    """None for a constant. Raises InvalidIso or ExpressionInvalid where the text is neither."""
    try:
        parsed_time(kind, text)
    except InvalidIso:
        if is_constant_time(text):
            raise
        return compile_expression(text)
    return None


def parsed_time(kind: str, text: str) -> datetime | Duration | Cycle:
    """Raises InvalidIso."""
    if kind == "timeDate":
        return parse_date(text)
    return parse_duration(text) if kind == "timeDuration" else parse_cycle(text)
