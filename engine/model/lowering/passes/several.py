"""An event that any of several things triggers becomes several events with one thing each."""

from __future__ import annotations

from copy import deepcopy
from itertools import pairwise

from lxml import etree

from engine.model.dialect import ElementKind, bpmn, event_definitions, flag
from engine.model.lowering.document import (
    every_node,
    incoming,
    is_triggered,
    make_flow,
    outgoing,
    own,
    parent_of,
    remove,
)
from engine.model.lowering.refusal import Refused
from engine.words import said


def part_definitions(root: etree._Element) -> None:
    """Boundary and catch events are parted; what throws several things throws one after the other. Refused: starts of event
    sub-processes with several definitions.

    A start event of the process may have several: whichever has come, the process begins there.
    """
    for event in every_node(root, ElementKind.BOUNDARY_EVENT, ElementKind.CATCH_EVENT):
        if len(event_definitions(event)) > 1:
            _meet(event) if needs_all(event) else _part(event)
    for event in every_node(root, ElementKind.START_EVENT):
        if len(event_definitions(event)) > 1 and is_triggered(parent_of(event)):
            raise Refused(
                event.get("id", ""),
                said("the start of an event sub-process waits for one thing: draw one for each"),
            )
    for event in every_node(root, ElementKind.END_EVENT, ElementKind.THROW_EVENT):
        if len(event_definitions(event)) > 1:
            _throw_in_turn(event)


def _throw_in_turn(event: etree._Element) -> None:
    """All definitions but one become made-up events: of an end event those before it, of another those after it."""
    scope, count = parent_of(event), len(event_definitions(event))
    ends = event.tag == bpmn(ElementKind.END_EVENT)
    others = [_silent(event, number) for number in (range(count - 1) if ends else range(1, count))]
    _keep(event, count - 1 if ends else 0)
    if ends:
        others[0].set(
            "id", f"{event.get('id')}__any"
        )  # where a token arrives that is put before it
        for flow in incoming(event):
            flow.set("targetRef", others[0].get("id", ""))
    else:
        for flow in outgoing(event):
            flow.set("sourceRef", others[-1].get("id", ""))
    for other in others:
        event.addprevious(other)
    for one, following in pairwise([*others, event] if ends else [event, *others]):
        make_flow(scope, one.get("id", ""), following.get("id", ""))


def _silent(event: etree._Element, number: int) -> etree._Element:
    """Throws that definition in the event's name, and stands in no trace."""
    part = deepcopy(event)
    part.tag = bpmn(ElementKind.THROW_EVENT)
    part.set("id", f"{event.get('id')}__{number}")
    part.set(own("shows"), event.get("id", ""))
    part.set(own("silent"), "true")
    _keep(part, number)
    return part


def _keep(event: etree._Element, number: int) -> None:
    """Of its definitions this one alone."""
    for other, definition in enumerate(event_definitions(event)):
        if other != number:
            event.remove(definition)


def needs_all(event: etree._Element) -> bool:
    """A catching event that waits for all of its definitions, each once."""
    caught = event.tag == bpmn(ElementKind.CATCH_EVENT)
    return caught and flag(event, "parallelMultiple", default=False)


def _meet(event: etree._Element) -> None:
    """Its parts wait side by side between two parallel gateways; the event itself is passed behind them, once."""
    scope, name = parent_of(event), event.get("id", "")
    _refuse_raced(event)
    parts = [_copy(event, number) for number in range(len(event_definitions(event)))]
    fork, join = (
        event.makeelement(bpmn(ElementKind.PARALLEL_GATEWAY), {"id": f"{name}__{which}"})
        for which in ("any", "met")
    )
    for flow in incoming(event):
        flow.set("targetRef", f"{name}__any")
    for made in (fork, *parts, join):
        event.addprevious(made)
    for part in parts:
        part.set(own("silent"), "true")
        part.attrib.pop("parallelMultiple", "")
        make_flow(scope, f"{name}__any", part.get("id", ""))
        make_flow(scope, part.get("id", ""), f"{name}__met")
    make_flow(scope, f"{name}__met", name)
    _keep(event, -1)
    event.tag = bpmn(ElementKind.THROW_EVENT)
    event.attrib.pop("parallelMultiple", "")


def _part(event: etree._Element) -> None:
    parts = [_copy(event, number) for number in range(len(event_definitions(event)))]
    if event.tag == bpmn(ElementKind.CATCH_EVENT):
        _race(event, parts)
    for part in reversed(parts):
        event.addnext(part)
        for flow in outgoing(event):
            _lead_out(part, flow)
    for flow in outgoing(event):
        remove(flow)
    remove(event)


def _copy(event: etree._Element, number: int) -> etree._Element:
    part = deepcopy(event)
    part.set("id", f"{event.get('id')}__{number}")
    part.set(own("shows"), event.get("id", ""))
    _keep(part, number)
    return part


def _lead_out(part: etree._Element, flow: etree._Element) -> None:
    copied = deepcopy(flow)
    copied.set("id", f"{flow.get('id')}__{part.get('id')}")
    copied.set(own("shows"), flow.get("id", ""))
    copied.set("sourceRef", part.get("id", ""))
    flow.addnext(copied)


def _race(event: etree._Element, parts: list[etree._Element]) -> None:
    """The first of them is the one that comes: as behind an event gateway."""
    scope, gateway = parent_of(event), f"{event.get('id')}__any"
    _refuse_raced(event)
    event.addprevious(event.makeelement(bpmn(ElementKind.EVENT_GATEWAY), {"id": gateway}))
    for flow in incoming(event):
        flow.set("targetRef", gateway)
    for part in parts:
        make_flow(scope, gateway, part.get("id", ""))


def _refuse_raced(event: etree._Element) -> None:
    if any(flow.get("sourceRef") in _event_gateways(parent_of(event)) for flow in incoming(event)):
        raise Refused(
            event.get("id", ""),
            said("an event behind an event gateway waits for one thing: draw one for each"),
        )


def _event_gateways(scope: etree._Element) -> set[str | None]:
    return {node.get("id") for node in scope.iterchildren(bpmn(ElementKind.EVENT_GATEWAY))}
