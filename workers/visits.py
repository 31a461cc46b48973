"""Visits to a desk and the 15 minutes that the standard allows for waiting and for being served."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, insert

from engine.storage.columns import table_of
from workers.tables import DeskVisitRow
from workers.waiting import LONGEST_SERVICE, LONGEST_WAIT

DESK_VISIT = table_of(DeskVisitRow)


@dataclass(frozen=True, kw_only=True)
class DeskVisit:
    """served_at: when the receipt was given; None while nothing was given."""

    arrived_at: datetime
    service_started_at: datetime
    served_at: datetime | None


@dataclass(frozen=True, kw_only=True)
class VisitFigures:
    """Of visits in which a receipt was given: how many kept to the limit of waiting, of service, and of both."""

    visits: int
    waited_within: int
    served_within: int
    both_within: int


def note_visit(
    connection: Connection, instance_id: str, *, arrived_at: datetime, service_started_at: datetime
) -> None:
    """With the start of the case."""
    times = {"arrived_at": arrived_at, "service_started_at": service_started_at}
    connection.execute(insert(DESK_VISIT).values(instance_id=instance_id, **times))


def visit_figures(visits: Iterable[DeskVisit]) -> VisitFigures:
    counts: Counter[str] = Counter()
    for each in visits:
        if each.served_at is None:
            continue
        waited = each.service_started_at - each.arrived_at <= LONGEST_WAIT
        served = each.served_at - each.service_started_at <= LONGEST_SERVICE
        counts.update(visits=1, waited=int(waited), served=int(served), both=int(waited and served))
    return VisitFigures(
        visits=counts["visits"],
        waited_within=counts["waited"],
        served_within=counts["served"],
        both_within=counts["both"],
    )
