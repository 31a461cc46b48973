"""One thing that can go wrong."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaultKind(StrEnum):
    WAITS = "waits"  #: a join waits for ever; `others` are the flows it waits for
    CIRCLE = "circle"  #: joins wait for one another; `others` are these joins
    ENDLESS = "endless"  #: nothing leads to an end; `others` are the elements it goes round through
    DEAD = "dead"  #: never come to; `others` are the flows that no token takes. Sure: one waits for it to open
    TWICE = "twice"  #: come to while the first token is still there


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """sure: whatever the data. path: the elements on the way. dead: what is never come to because of it."""

    kind: FaultKind
    element_id: str
    path: tuple[str, ...] = ()
    others: tuple[str, ...] = ()
    sure: bool = False
    dead: tuple[str, ...] = ()
