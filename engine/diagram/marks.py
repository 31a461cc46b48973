"""What has happened to the drawn elements, and how that looks: colour, dash pattern and glyph."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType


class State(StrEnum):
    """What an element can be marked with; later members are drawn over earlier ones."""

    DONE = "done"
    TAKEN = "taken"
    ACTIVE = "active"
    OVERDUE = "overdue"
    TROUBLED = "troubled"


@dataclass(frozen=True, kw_only=True)
class Marks:
    """Element ids by state. Ids that the diagram does not draw are left out of the picture.

    captions: numbers to write at elements and flows. heat: from 0 to 1, how much there is at each; where any is given
    the colours of the model do not show, so that colour says this alone.
    """

    active: frozenset[str] = frozenset()
    done: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    taken: frozenset[str] = frozenset()
    troubled: frozenset[str] = frozenset()
    overdue: frozenset[str] = frozenset()
    captions: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    heat: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))

    def states(self, element_id: str) -> Iterator[State]:
        """The states of an element, in the order in which they are drawn."""
        if self.done.get(element_id, 0) > 0:
            yield State.DONE
        for state, ids in (
            (State.TAKEN, self.taken),
            (State.ACTIVE, self.active),
            (State.OVERDUE, self.overdue),
            (State.TROUBLED, self.troubled),
        ):
            if element_id in ids:
                yield state

    def look(self, element_id: str) -> tuple[object, ...]:
        """All that the picture of one element takes from here: equal looks, equal pictures."""
        done, caption = self.done.get(element_id, 0), self.captions.get(element_id)
        heat = self.heat.get(element_id, 0.0) if self.heat else None
        return (*self.states(element_id), done, caption, element_id in self.heat, heat)


@dataclass(frozen=True, kw_only=True)
class Look:
    """Colours of a state and the dash pattern of its outline; every ink has 4.5:1 on its tint."""

    ink: str
    tint: str
    dash: str | None = None


LOOKS: Mapping[State, Look] = MappingProxyType(
    {
        State.DONE: Look(ink="#1b6e35", tint="#e6f4e8"),
        State.TAKEN: Look(ink="#1b6e35", tint="#ffffff"),
        State.ACTIVE: Look(ink="#0b4fb3", tint="#e7f0fd"),
        State.OVERDUE: Look(ink="#8a4b00", tint="#fff3dc", dash="2 4"),
        State.TROUBLED: Look(ink="#b3261e", tint="#fdeceb", dash="10 5"),
    }
)

HEATS = ("#ffffff", "#e4eff9", "#c6def2", "#a3cbe9", "#7fb5de")
"""Tints from nothing to the most; text on each has 7:1."""


def heat_tint(heat: float) -> str:
    """heat: 0 gives the first tint, any more at least the second, 1 the last."""
    return HEATS[min(math.ceil(heat * (len(HEATS) - 1)), len(HEATS) - 1)]


OUTLINED = (State.ACTIVE, State.OVERDUE, State.TROUBLED)
