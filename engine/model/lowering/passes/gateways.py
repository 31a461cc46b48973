"""Gateways that choose have something to choose by; event gateways lead to events."""

from __future__ import annotations

from lxml import etree

from engine.model.definition import implied_defaults
from engine.model.dialect import ElementKind, bpmn, local_name
from engine.model.lowering.document import every_node, flows_by, nodes, scopes
from engine.model.lowering.refusal import Refused
from engine.words import said

_WAITING = frozenset(map(bpmn, (ElementKind.CATCH_EVENT, ElementKind.RECEIVE_TASK)))

Index = dict[str, list[etree._Element]]


def check_gateways(root: etree._Element) -> None:
    """Refused: a choice with a flow that has neither condition nor default mark; an event gateway with anything else than
    events behind it, each reached from it alone.
    """
    for flow_id, gateway_id in implied_defaults(root).items():
        for gateway in every_node(root, ElementKind.EXCLUSIVE_GATEWAY):
            if gateway.get("id") == gateway_id:
                gateway.set("default", flow_id)
    for scope in scopes(root):
        leaving = flows_by(scope, "sourceRef")
        for gateway in nodes(scope, ElementKind.EXCLUSIVE_GATEWAY, ElementKind.INCLUSIVE_GATEWAY):
            _check_choice(gateway, leaving.get(gateway.get("id", ""), []))
        for gateway in nodes(scope, ElementKind.EVENT_GATEWAY):
            _check_race(gateway, leaving.get(gateway.get("id", ""), []), scope)


def _check_choice(gateway: etree._Element, leaving: list[etree._Element]) -> None:
    name = gateway.get("id", "")
    for flow in leaving if len(leaving) > 1 else ():
        free = flow.find(bpmn("conditionExpression")) is None
        if free and flow.get("id") != gateway.get("default"):
            raise Refused(
                name,
                said(
                    "the flow {flow} has no condition and is not the default", flow=flow.get("id")
                ),
            )


def _check_race(
    gateway: etree._Element, leaving: list[etree._Element], scope: etree._Element
) -> None:
    here = {node.get("id", ""): node for node in nodes(scope)}
    hosts = {node.get("attachedToRef") for node in here.values()}
    coming = flows_by(scope, "targetRef")
    if not leaving:
        raise Refused(gateway.get("id", ""), said("an event gateway leads to events"))
    for flow in leaving:
        name = flow.get("targetRef", "")
        if name in hosts or not _is_event(here[name]):
            raise Refused(gateway.get("id", ""), said("{name} behind it is no event", name=name))
        if len(coming[name]) != 1:
            raise Refused(name, said("an event behind an event gateway is reached from there only"))


def _is_event(node: etree._Element) -> bool:
    """A receive task counts as one, unless it receives several times."""
    repeats = any(local_name(child.tag).endswith("LoopCharacteristics") for child in node)
    return node.tag in _WAITING and not repeats
