"""Work, counted instead of timed: it is the same on a quiet machine and on a busy one."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import event

from engine.storage.database import Database

STEPS = 100  # SQLite tells of its work in pieces of so many instructions


def calls(work: Callable[[], object]) -> int:
    """Functions that `work` calls in this thread, Python's and C's."""
    count = 0

    def note(_frame: object, kind: str, _argument: object) -> None:
        nonlocal count
        count += kind in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


@dataclass
class Touched:
    """What a database did: instructions of SQLite's machine, or rows that PostgreSQL's plans went through."""

    statements: int = 0
    steps: int = 0


@contextmanager
def touched(database: Database) -> Iterator[Touched]:
    """Counts what the reading connections do meanwhile."""
    done, seen = Touched(), set()

    def begun(_connection: object, cursor: Any, statement: str, given: object, *_: object) -> None:
        done.statements += 1
        if database.is_sqlite:
            cursor.connection.set_progress_handler(tick, STEPS)
            seen.add(cursor.connection)
        else:
            done.steps += _planned_rows(cursor, statement, given)

    def tick() -> int:
        done.steps += STEPS
        return 0

    event.listen(database.reading, "before_cursor_execute", begun)
    try:
        yield done
    finally:
        event.remove(database.reading, "before_cursor_execute", begun)
        for connection in seen:
            connection.set_progress_handler(None, STEPS)


def _planned_rows(cursor: Any, statement: str, given: object) -> int:
    """Rows that a query of PostgreSQL reads from tables and indexes, those thrown away included."""
    with cursor.connection.cursor() as beside:
        beside.execute(f"EXPLAIN (ANALYZE, TIMING OFF, FORMAT JSON) {statement}", given)
        return _rows_read(beside.fetchone()[0][0]["Plan"])


def _rows_read(plan: dict[str, Any]) -> int:
    below = plan.get("Plans", [])
    thrown = sum(value for name, value in plan.items() if name.startswith("Rows Removed by"))
    here = 0 if below else plan["Actual Rows"] * plan["Actual Loops"]
    return round(here + thrown * plan["Actual Loops"]) + sum(_rows_read(one) for one in below)
