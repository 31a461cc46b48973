"""Gateways that choose have something to choose by; event gateways lead to events."""

from __future__ import annotations

from lxml import etree

from engine.model.dialect import ElementKind, bpmn
from engine.model.lowering.document import every_node, incoming, nodes, outgoing, parent_of
from engine.model.lowering.refusal import Refused

_WAITING = frozenset(map(bpmn, (ElementKind.CATCH_EVENT, ElementKind.RECEIVE_TASK)))


def check_gateways(root: etree._Element) -> None:
    """Refused: a choice with a flow that has neither condition nor default mark; an event gateway with anything else than
    events behind it, each reached from it alone.
    """
    for gateway in every_node(root, ElementKind.EXCLUSIVE_GATEWAY, ElementKind.INCLUSIVE_GATEWAY):
        _check_choice(gateway)
    for gateway in every_node(root, ElementKind.EVENT_GATEWAY):
        _check_race(gateway)


def _check_choice(gateway: etree._Element) -> None:
    leaving = outgoing(gateway)
    if len(leaving) < 2:
        return
    for flow in leaving:
        if flow.find(bpmn("conditionExpression")) is None and flow.get("id") != gateway.get(
            "default"
        ):
            raise Refused(
                gateway.get("id", ""),
                f"the flow {flow.get('id')} has no condition and is not the default",
            )


def _check_race(gateway: etree._Element) -> None:
    here = {node.get("id"): node for node in nodes(parent_of(gateway))}
    hosts = {node.get("attachedToRef") for node in here.values()}
    if not outgoing(gateway):
        raise Refused(gateway.get("id", ""), "an event gateway leads to events")
    for flow in outgoing(gateway):
        target = here[flow.get("targetRef")]
        if (
            target.tag not in _WAITING
            or target.get("id") in hosts
            or len(target.findall(bpmn("*LoopCharacteristics")))
        ):
            raise Refused(gateway.get("id", ""), f"{target.get('id')} behind it is no event")
        if len(incoming(target)) != 1:
            raise Refused(
                target.get("id", ""), "an event behind an event gateway is reached from there only"
            )
