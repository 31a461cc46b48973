"""The pieces of a start page: lists of what to go on with, and numbers with a bar beside each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from web.due import Badge
from web.tasks.list_store import MOST_COUNTED

SHOWN = 8  # rows of a panel; the rest is behind its link


@dataclass(frozen=True, kw_only=True)
class Tile:
    """One number, counted up to MOST_COUNTED."""

    label: str
    number: str
    url: str
    alarming: bool = False


@dataclass(frozen=True, kw_only=True)
class Row:
    """url: where it goes on, empty where nowhere."""

    label: str
    url: str = ""
    note: str = ""
    badge: Badge | None = None


@dataclass(frozen=True, kw_only=True)
class Bar:
    """share: of the longest bar, 0 to 100."""

    label: str
    number: str
    share: int
    url: str = ""


@dataclass(frozen=True, kw_only=True)
class Panel:
    """key: of its heading. more: words of the link to all of it; empty: what stands there without rows and bars."""

    key: str
    title: str
    rows: Sequence[Row] = ()
    bars: Sequence[Bar] = ()
    columns: tuple[str, str] = ("", "")  #: of the bars: what is counted, and the number
    url: str = ""
    more: str = ""
    empty: str = ""


def counted(number: int) -> str:
    """As the task list counts: 999+ for what is more."""
    return str(number) if number <= MOST_COUNTED else f"{MOST_COUNTED}+"


def bars(numbers: Iterable[tuple[str, int, str]]) -> tuple[Bar, ...]:
    """Of (label, number, url), the greatest first; what is nought is left out."""
    ordered = sorted((each for each in numbers if each[1]), key=lambda each: (-each[1], each[0]))
    longest = max((number for _label, number, _url in ordered), default=1)
    return tuple(
        Bar(label=label, number=counted(number), share=max(1, 100 * number // longest), url=url)
        for label, number, url in ordered
    )
