"""From where a token can still reach an inclusive gateway: worked out once, when the model is parsed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from engine.tokens.node import Node


def find_upstream(gateway: Node, nodes: Iterable[Node]) -> Mapping[str, frozenset[int]]:
    """For each node that leads to the gateway, by name, over which of its flows without passing the gateway itself.

    An activity leads also to where its boundary events lead.
    """
    sources: dict[str, set[str]] = {}
    entries: dict[int, str] = {}
    for node in nodes:
        for flow in node.flows:
            sources.setdefault(flow.target.name, set()).add(node.name)
            if flow.target is gateway:
                entries[flow.nth] = node.name
        for event in node.boundary:
            sources.setdefault(event.name, set()).add(node.name)
    found: dict[str, frozenset[int]] = {}
    for nth in range(gateway.incoming):
        for name in _reaching(entries[nth], sources, gateway.name):
            found[name] = found.get(name, _NONE) | {nth}
    return found


_NONE: frozenset[int] = frozenset()


def _reaching(entry: str, sources: dict[str, set[str]], stop: str) -> frozenset[str]:
    found, todo = {entry} - {stop}, [entry] if entry != stop else []
    while todo:
        for source in sources.get(todo.pop(), ()):
            if source != stop and source not in found:
                found.add(source)
                todo.append(source)
    return frozenset(found)
