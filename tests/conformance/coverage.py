"""Writes docs/bpmn-coverage.md from the tables: `python -m tests.conformance.coverage`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.conformance.rows import Row, Table
from tests.conformance.tables import MODULES, ROWS

PAGE = Path(__file__).parents[2] / "docs" / "bpmn-coverage.md"
HEAD = """# What of BPMN 2.0 runs

Made by `python -m tests.conformance.coverage` from the models in `tests/conformance/`: do not edit. {models} models in all:
{executed} run through their scenario to the trace that the standard gives, each in one piece and once more saved and loaded
before every step, and once by commands on a database with two nodes that tick in turn, its history replayed after it (`test_live.py`; a part
of them on PostgreSQL too); {refused} are refused with the element and the reason. What is not in this table is refused at deployment.

How to read a trace: an element stands where it completes, a sub-process or called process after its content, each round
of a repeated activity once. Between concurrent elements the one whose token arrived first, then the one first in the document. A compensation
boundary event is passed by no token and stands in no trace; what undoes does.
"""


@cache
def page() -> str:
    """The whole page as it should be."""
    refused = sum(row.refused is not None for row in ROWS)
    head = HEAD.format(models=len(ROWS), executed=len(ROWS) - refused, refused=refused)
    tables = (line for module in MODULES for line in _table(module.T, module.__name__))
    return "\n".join([head, *_summary(), *tables])


def _summary() -> Iterator[str]:
    yield "| element | run | refused |"
    yield "|---|---|---|"
    for module in MODULES:
        refused = sum(row.refused is not None for row in module.T.rows)
        link = module.T.element.lower().replace(" ", "-").replace(",", "")
        yield f"| [{module.T.element}](#{link}) | {len(module.T.rows) - refused} | {refused} |"


def _table(table: Table, file: str) -> Iterator[str]:
    yield f"\n## {table.element}\n"
    yield f"`{file.replace('.', '/')}.py`\n"
    yield "| position | | test |"
    yield "|---|---|---|"
    yield from (f"| {row.position} | {_verdict(row)} | `{row.id}` |" for row in table.rows)


def _verdict(row: Row) -> str:
    return "runs" if row.refused is None else "refused"


if __name__ == "__main__":
    PAGE.write_text(page() + "\n", encoding="utf-8")
