"""The page of what runs is the one that the tables give."""

from __future__ import annotations

from tests.conformance.coverage import PAGE, page
from tests.conformance.tables import MODULES, ROWS


def test_the_page_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == page() + "\n", (
        "run python -m tests.conformance.coverage"
    )


def test_every_table_is_on_the_page() -> None:
    assert all(f"## {module.T.element}\n" in page() for module in MODULES)


def test_every_row_is_on_the_page_once() -> None:
    assert all(page().count(f"`{row.id}`") == 1 for row in ROWS)
