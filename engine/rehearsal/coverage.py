"""What of a model scenarios walk: elements that complete and flows that are taken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from engine.rehearsal.outcome import Traced
from engine.step.version import Version


@dataclass(frozen=True, kw_only=True)
class Coverage:
    """By id in the order of the document: by how many scenarios it is walked."""

    elements: Mapping[str, int]
    flows: Mapping[str, int]

    @property
    def missed_elements(self) -> tuple[str, ...]:
        return tuple(name for name, times in self.elements.items() if not times)

    @property
    def missed_flows(self) -> tuple[str, ...]:
        return tuple(name for name, times in self.flows.items() if not times)

    @property
    def whole(self) -> bool:
        return not self.missed_elements and not self.missed_flows


def covered(version: Version, outcomes: Iterable[Traced]) -> Coverage:
    """Of the model as it is drawn: what call activities call has scenarios of its own."""
    ran = [*outcomes]
    passed = Counter(name for traced in ran for name in set(traced.passed))
    taken = Counter(name for traced in ran for name in set(traced.flows))
    drawn = version.file_drawn
    return Coverage(
        elements={name: passed[name] for name in drawn.elements},
        flows={name: taken[name] for name in drawn.flows},
    )
