"""Elements that no run comes to, although flows lead to them from a beginning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from engine.model.dialect import ElementKind
from engine.model.soundness.exploring import Space
from engine.model.soundness.judging import Judgement, going_back
from engine.model.soundness.paths import came_by, come_to_without, reached_from
from engine.model.soundness.roots import Root
from engine.model.soundness.sheets import Sheet, shortest_way

Judged = Sequence[tuple[Root, Judgement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dead:
    """awaited: a token comes to it and stays for ever. path: its way there, else the way as drawn.

    unused: the flows into it that no token takes. behind: what is dead because of it.
    """

    awaited: bool
    path: tuple[str, ...]
    unused: tuple[str, ...]
    behind: tuple[str, ...]


def dead_elements(sheet: Sheet, judged: Judged) -> Mapping[str, Dead]:
    """The joins that never open, else the first element of what is never come to.

    Empty where that cannot be said: not everything was looked at, or something goes round for ever.
    """
    if any(_is_open(judgement) for _, judgement in judged):
        return {}
    fired = (_fired(judgement.space) for _, judgement in judged)
    drawn = set[str]().union(*(root.reached for root, _ in judged))
    dead = drawn.difference(*fired, _drawn_for_form(sheet))
    waited = {key: path for pair in judged for key, path in _waited(*pair, dead).items()}
    behind = {key: reached_from(sheet, key) & dead - {key} for key in waited}
    causes = _causes(sheet, behind)
    left = dead.difference(causes)
    found: dict[str, Dead] = {}
    for key in [*causes, *(key for key in sheet.elements if key in left)]:
        if key in causes or key in left:
            own = reached_from(sheet, key) & left - {key}
            left -= own | {key}
            told = tuple(k for k in sheet.elements if k in own)
            found[key] = Dead(
                awaited=key in waited,
                path=waited.get(key) or shortest_way(sheet, key),
                unused=_unused(sheet, key, dead),
                behind=told,
            )
    return found


def _unused(sheet: Sheet, key: str, dead: Set[str]) -> tuple[str, ...]:
    """The flows into a dead element from elements that runs do come to; at a join tokens may wait on them."""
    into = () if sheet.is_join(key) else sheet.incoming.get(key, ())
    return tuple(flow.id for flow in into if flow.source not in dead)


def _causes(sheet: Sheet, behind: Mapping[str, Set[str]]) -> list[str]:
    """The joins that no other must open for; in a circle those whose flows can be come to without the others, if any."""
    first = [
        key
        for key in behind
        if not any(key in after and other not in behind[key] for other, after in behind.items())
    ]
    fed = {key for key in first if _is_fed(sheet, key, set(first) - {key})}
    return [key for key in first if key in fed or not any(key in behind[other] for other in fed)]


def _is_fed(sheet: Sheet, join: str, others: Set[str]) -> bool:
    near = come_to_without(sheet, others)
    return all(flow.source in near for flow in sheet.incoming.get(join, ()))


def _drawn_for_form(sheet: Sheet) -> set[str]:
    """Plain ends behind what is never left over its flows: throwing events and sub-processes are drawn to lead somewhere."""
    aside = sheet.clearing | sheet.left_aside
    return {
        element.id
        for element in sheet.elements.values()
        if element.kind is ElementKind.END_EVENT and element.event is None
        if (flows := sheet.incoming.get(element.id)) and all(flow.source in aside for flow in flows)
    }


def _is_open(judgement: Judgement) -> bool:
    space = judgement.space
    if space.unknown or space.net.partial:
        return True
    last = [number for number, edges in space.edges.items() if not edges]
    return len(going_back(space, last)) < len(space.edges)


def _fired(space: Space) -> set[str]:
    return {
        space.net.clusters[edge.cluster].element_id
        for edges in space.edges.values()
        for edge in edges
    }


def _waited(root: Root, judgement: Judgement, dead: set[str]) -> dict[str, tuple[str, ...]]:
    """The dead joins at which some token waits, with the way there."""
    space, found = judgement.space, dict[str, tuple[str, ...]]()
    for number, marking in enumerate(space.markings):
        for place in marking:
            key = space.net.clusters[space.net.cluster_of[place]].element_id
            if key in dead and key not in found:
                found[key] = came_by(root, space, number, key)
    return found
