"""Elements that no run comes to, although flows lead to them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.model.soundness.exploring import Space
from engine.model.soundness.judging import Judgement, going_back
from engine.model.soundness.paths import came_by, reached_from
from engine.model.soundness.roots import Root
from engine.model.soundness.sheets import Sheet

Judged = Sequence[tuple[Root, Judgement]]
#: The way to where tokens wait for it, and what is dead because of it.
Dead = tuple[tuple[str, ...], tuple[str, ...]]


def dead_elements(sheet: Sheet, judged: Judged) -> Mapping[str, Dead]:
    """The joins that never open, else the first element of what is never come to.

    Empty where that cannot be said: not everything was looked at, or something goes round for ever.
    """
    if any(_is_open(judgement) for _, judgement in judged):
        return {}
    dead = set(sheet.elements).difference(*(_fired(judgement.space) for _, judgement in judged))
    waited = {key: path for pair in judged for key, path in _waited(*pair, dead).items()}
    found: dict[str, Dead] = {}
    left = dead - waited.keys()
    for key in [*waited, *(key for key in sheet.elements if key in left)]:
        if key in waited or key in left:
            behind = reached_from(sheet, key) & left - {key}
            left -= behind | {key}
            found[key] = waited.get(key, ()), tuple(k for k in sheet.elements if k in behind)
    return found


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
