"""In which ways a token can leave an element: BPMN 2.0, 13.2.1 and 13.4, with data left out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from engine.model.dialect import ElementKind
from engine.model.values import Flow

Way = tuple[Flow, ...]
#: With more conditional flows than this, not every combination of them is tried.
MOST_CONDITIONS = 8
#: Out of all elements of a net. What goes beyond tries each flow alone and all together.
MOST_WAYS = 10_000


def ways_out(kind: ElementKind, flows: Way, left: int = MOST_WAYS) -> list[Way]:
    """The sets of flows that can be taken together. Conditions are taken to allow any of them.

    left: how many of them there may be; at the least each flow alone and all together.
    """
    if kind is ElementKind.EXCLUSIVE_GATEWAY and len(flows) > 1:
        return [(flow,) for flow in flows]
    conditional = [flow for flow in flows if flow.condition is not None and not flow.default]
    if not conditional or len(flows) == 1:
        return [flows]
    always = tuple(flow for flow in flows if flow.condition is None and not flow.default)
    fallback = tuple(flow for flow in flows if flow.default) + always
    found = [chosen + always for chosen in _choices(conditional, left)]
    return [fallback, *found] if fallback else found


def is_partial(flows: Way, left: int = MOST_WAYS) -> bool:
    """Whether `ways_out` leaves combinations of these flows out."""
    conditional = sum(flow.condition is not None and not flow.default for flow in flows)
    return len(_sizes(conditional, left)) < conditional


def _choices(flows: list[Flow], left: int) -> Iterator[Way]:
    for size in _sizes(len(flows), left):
        yield from combinations(flows, size)


def _sizes(number: int, left: int) -> Sequence[int]:
    """All but none of them; of very many each alone, all in pairs, and all together."""
    if number <= MOST_CONDITIONS and 2**number <= left:
        return range(1, number + 1)
    if number * (number + 1) // 2 <= left:
        return sorted({1, 2, number})
    return sorted({1, number})
