"""In which ways a token can leave an element: BPMN 2.0, 13.2.1 and 13.4, with data left out."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from engine.model.dialect import ElementKind
from engine.model.values import Flow

Way = tuple[Flow, ...]
#: With more conditional flows than this, not every combination of them is tried.
MOST_CONDITIONS = 8


def ways_out(kind: ElementKind, flows: Way) -> list[Way]:
    """The sets of flows that can be taken together. Conditions are taken to allow any of them."""
    if kind is ElementKind.EXCLUSIVE_GATEWAY and len(flows) > 1:
        return [(flow,) for flow in flows]
    conditional = [flow for flow in flows if flow.condition is not None and not flow.default]
    if not conditional or len(flows) == 1:
        return [flows]
    always = tuple(flow for flow in flows if flow.condition is None and not flow.default)
    fallback = tuple(flow for flow in flows if flow.default) + always
    found = [chosen + always for chosen in _choices(conditional)]
    return [fallback, *found] if fallback else found


def is_partial(flows: Way) -> bool:
    """Whether `ways_out` leaves combinations of these flows out."""
    return sum(flow.condition is not None for flow in flows) > MOST_CONDITIONS


def _choices(flows: list[Flow]) -> Iterator[Way]:
    """All but none of them; of very many each alone, all in pairs, and all together."""
    sizes = range(1, len(flows) + 1) if len(flows) <= MOST_CONDITIONS else (1, 2, len(flows))
    for size in sizes:
        yield from combinations(flows, size)
