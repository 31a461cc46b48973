"""Numbers of rows, as addresses and forms name them."""

from __future__ import annotations

from typing import Any

from werkzeug.routing import IntegerConverter, Map

LARGEST_ROW = 2_147_483_647  # of PostgreSQL's integer


class RowNumber(IntegerConverter):
    """A larger number names no row: 404, not a fault of the database."""

    def __init__(self, map: Map, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST_ROW, **kwargs})


def row_number(text: str | None) -> int:
    """The number that was typed; 0, which names no row, for anything else."""
    digits = text or ""
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= len(str(LARGEST_ROW))):
        return 0
    return int(digits) if int(digits) <= LARGEST_ROW else 0
