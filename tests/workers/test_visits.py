from __future__ import annotations

from datetime import timedelta

from tests.conftest import NOW
from workers.visits import DeskVisit, VisitFigures, visit_figures

MINUTE = timedelta(minutes=1)


def visit(waited: int, served: int | None) -> DeskVisit:
    began = NOW + waited * MINUTE
    served_at = None if served is None else began + served * MINUTE
    return DeskVisit(arrived_at=NOW, service_started_at=began, served_at=served_at)


def test_fifteen_minutes_are_within_the_limit_and_more_are_not() -> None:
    visits = [visit(15, 15), visit(16, 15), visit(15, 16), visit(0, None)]

    assert visit_figures(visits) == VisitFigures(
        visits=3, waited_within=2, served_within=2, both_within=1
    )
