"""What the written table says of each paper is what the paper reads when it is printed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import pytest

from tests.workers.samples import NOW, VARIABLES
from workers.answers import Answers
from workers.corrections import MADE
from workers.documents import application_print, order, order_extract, reasoned_refusal


class Read(dict[str, Any]):
    """Variables that note which of them were read."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.names: set[str] = set()

    def get(self, name: str, default: Any = None) -> Any:
        self.names.add(name)
        return super().get(name, default)


def _order(answers: Answers) -> Iterator[object]:
    yield order.data(answers, number="1", order_date=date(2016, 11, 3))
    yield order_extract.data(
        answers, unique_no="1", order_no="1", order_date=date(2016, 11, 3), formed_at=NOW
    )


def _refusal(answers: Answers) -> Iterator[object]:
    yield reasoned_refusal.data(
        answers, number="1", refusal_date=date(2016, 11, 3), case_no="2016-000123"
    )


def _application(answers: Answers) -> Iterator[object]:
    yield application_print.data(answers, filed_at=NOW)


PRINTS: Mapping[str, Callable[[Answers], Iterator[object]]] = {
    "application_document": _application,
    "order_document": _order,
    "refusal_document": _refusal,
}
OF_THE_SYSTEM = {"provider", "accepted_at", "channel", "consent"}
"""Read by the papers, typed by nobody who could slip."""


@pytest.mark.parametrize("made", MADE, ids=lambda made: made.document)
def test_the_table_names_what_the_paper_reads(made: Any) -> None:
    read = Read(VARIABLES)

    assert list(PRINTS[made.document](Answers(job_type="print", values=read)))
    assert read.names - OF_THE_SYSTEM == made.reads
