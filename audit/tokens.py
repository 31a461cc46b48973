"""Where the tokens of an instance stand, for the diagram."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from engine.model.dialect import ElementKind
from engine.model.values import Element
from engine.step.answers import Playback
from engine.step.version import Version
from engine.tokens.state import decode

WATCHERS = frozenset({ElementKind.BOUNDARY_EVENT, ElementKind.START_EVENT})
"""They wait beside the tokens, not as tokens: boundary events, starts of event sub-processes."""


@dataclass(frozen=True, kw_only=True)
class Places:
    """Ids of drawn elements at which a token stands; a sub-process while something stands inside."""

    active: frozenset[str] = frozenset()
    troubled: frozenset[str] = frozenset()


def places(version: Version, state: bytes, at: datetime) -> Places:
    """Where the tokens of a stored or replayed state stand, those at joins too."""
    workflow = decode(version.model, Playback(at, [], explaining=False), state)
    elements = version.definition.elements
    active: set[str] = set()
    troubled: set[str] = set()
    for token in workflow.index.values():
        element = elements.get(token.task_spec.element_id or "")
        if element is None:
            continue
        if token.trouble is not None:
            troubled.add(element.id)
        elif element.kind not in WATCHERS:
            active.update(_upwards(version, element))
    return Places(active=frozenset(active), troubled=frozenset(troubled))


def _upwards(version: Version, element: Element) -> Iterator[str]:
    """The element and every sub-process it is drawn in."""
    found: Element | None = element
    while found is not None:
        yield found.id
        found = version.definition.elements.get(found.scope)
