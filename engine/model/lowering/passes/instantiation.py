"""A receive task that starts the process is a message start event."""

from __future__ import annotations

from lxml import etree

from engine.model import dialect
from engine.model.dialect import ElementKind, bpmn, local_name
from engine.model.lowering.document import every_node, incoming, parent_of
from engine.model.lowering.refusal import Refused
from engine.words import said


def start_by_receiving(root: etree._Element) -> None:
    """Refused: event gateways that start a process, and such receive tasks with something before or on them."""
    for gateway in every_node(root, ElementKind.EVENT_GATEWAY):
        if dialect.flag(gateway, "instantiate", default=False):
            raise Refused(
                gateway.get("id", ""),
                said("an event gateway that starts the process is not executed: draw start events"),
            )
    for task in every_node(root, ElementKind.RECEIVE_TASK):
        if dialect.flag(task, "instantiate", default=False):
            _become_start(task)


def _become_start(task: etree._Element) -> None:
    name, scope = task.get("id", ""), parent_of(task)
    attached = any(node.get("attachedToRef") == name for node in scope)
    repeats = any(local_name(child.tag).endswith("LoopCharacteristics") for child in task)
    plain = not repeats and not any(dialect.extensions(task, "inputOutput"))
    if scope.tag != bpmn("process") or attached or incoming(task) or not plain:
        raise Refused(
            name, said("a receive task that starts the process stands first in it, alone and once")
        )
    message = task.get("messageRef")
    for child in list(task):
        task.remove(child)
    task.tag = bpmn(ElementKind.START_EVENT)
    for attribute in ("instantiate", "messageRef", "implementation"):
        if attribute in task.attrib:
            del task.attrib[attribute]
    definition = etree.SubElement(task, bpmn("messageEventDefinition"))
    if message:
        definition.set("messageRef", message)
