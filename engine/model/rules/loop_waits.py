"""A circle of flows passes something that waits; else it runs round in one go, as often as its conditions let it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from engine.model.dialect import SUB_PROCESSES, ElementKind
from engine.model.findings import Finding, Severity
from engine.model.rules.graph import Graph, steps, turned
from engine.model.rules.subject import Subject
from engine.words import said

RULE = "loop-waits"
_WAITING = frozenset(
    {
        ElementKind.USER_TASK,
        ElementKind.RECEIVE_TASK,
        ElementKind.CATCH_EVENT,
        ElementKind.BOUNDARY_EVENT,
        ElementKind.CALL_ACTIVITY,
    }
)


def loop_waits(subject: Subject) -> Iterator[Finding]:
    restless = {
        element.id for element in subject.elements.values() if not _waits(subject, element.id)
    }
    ways = steps(subject)
    graph = {key: ways.get(key, frozenset()) & restless for key in restless}
    circle = _circles(graph)
    for scope in subject.scopes:
        members = [element.id for element in subject.inside(scope) if element.id in circle]
        if members:
            message = said(
                "The circle through {members} waits for nobody. Put a user task or a timer into it, or make sure that a condition ends it soon.",
                members=", ".join(members),
            )
            yield Finding(
                rule=RULE, element_id=members[0], message=message, severity=Severity.WARNING
            )


def _waits(subject: Subject, element_id: str) -> bool:
    kind = subject.elements[element_id].kind
    if kind in SUB_PROCESSES:
        return any(_waits(subject, inner.id) for inner in subject.inside(element_id))
    return kind in _WAITING


def _circles(graph: Graph) -> frozenset[str]:
    """The elements on circles, and those between two circles."""
    behind_circles = _trimmed(graph)
    back = turned(behind_circles)
    return frozenset(_trimmed({key: back.get(key, frozenset()) for key in behind_circles}))


def _trimmed(graph: Graph) -> Graph:
    """What is left when everything without a way in is taken away again and again."""
    ways_in = Counter(target for targets in graph.values() for target in targets)
    todo = [key for key in graph if not ways_in[key]]
    left = set(graph)
    while todo:
        gone = todo.pop()
        left.discard(gone)
        for target in graph[gone]:
            ways_in[target] -= 1
            if not ways_in[target]:
                todo.append(target)
    return {key: graph[key] & left for key in left}
