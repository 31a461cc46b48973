"""Each scope has one place to begin."""

from __future__ import annotations

from lxml import etree

from engine.model.compensation import is_handler
from engine.model.dialect import ElementKind, bpmn, event_definitions
from engine.model.lowering.document import (
    incoming,
    is_boundary,
    is_triggered,
    make_flow,
    nodes,
    scopes,
)
from engine.model.lowering.refusal import Refused
from engine.words import said


def settle_starts(root: etree._Element) -> None:
    """Where no start event is drawn one is made up, before everything that no flow leads to (BPMN 2.0, 13.2.1).

    Refused: several places to begin in one sub-process, several none start events in a process, none at all.
    """
    for scope in list(scopes(root)):
        starts = nodes(scope, ElementKind.START_EVENT)
        if is_triggered(scope):
            _check_triggered(scope, starts)
        elif scope.tag == bpmn("process"):
            _check_process(starts)
        else:
            _check_embedded(starts)
        if not starts:
            _make_start(scope)


def _check_triggered(scope: etree._Element, starts: list[etree._Element]) -> None:
    if len(starts) != 1 or not event_definitions(starts[0]):
        raise Refused(
            scope.get("id", ""),
            said("an event sub-process has exactly one start event, which says what starts it"),
        )


def _check_process(starts: list[etree._Element]) -> None:
    plain = [node for node in starts if not event_definitions(node)]
    if len(plain) > 1:
        raise Refused(plain[1].get("id", ""), said("a process has only one none start event"))


def _check_embedded(starts: list[etree._Element]) -> None:
    if len(starts) > 1:
        raise Refused(starts[1].get("id", ""), said("a sub-process has only one start event"))
    if starts and event_definitions(starts[0]):
        raise Refused(
            starts[0].get("id", ""),
            said("a sub-process begins when it is reached: its start event waits for nothing"),
        )


def _make_start(scope: etree._Element) -> None:
    first = [
        node
        for node in nodes(scope)
        if not (incoming(node) or is_boundary(node) or is_triggered(node) or is_handler(node))
    ]
    if not first and (nodes(scope) or scope.tag == bpmn("process")):
        raise Refused(scope.get("id", ""), said("nothing says where it begins"))
    start = f"{scope.get('id')}__start"
    made = scope.makeelement(bpmn(ElementKind.START_EVENT), {"id": start})
    scope.insert(0, made)
    for node in first:
        make_flow(scope, start, node.get("id", ""))
