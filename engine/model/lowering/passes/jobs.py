"""What a worker does names its job; what sends or receives names its message."""

from __future__ import annotations

from lxml import etree

from engine.model import dialect
from engine.model.dialect import ElementKind, bpmn
from engine.model.lowering.document import every_node
from engine.model.lowering.refusal import Refused
from engine.words import said


def check_jobs(root: etree._Element) -> None:
    """Refused: service tasks without job type, send and receive tasks without message (or job type, for sending)."""
    for task in every_node(root, ElementKind.SERVICE_TASK):
        if dialect.job_type(task) is None:
            raise Refused(
                task.get("id", ""),
                said("a service task names its job in camunda:type=external and camunda:topic"),
            )
    for task in every_node(root, ElementKind.SEND_TASK, ElementKind.RECEIVE_TASK):
        external = task.tag == bpmn(ElementKind.SEND_TASK) and dialect.job_type(task) is not None
        if not external and not _message_name(root, task):
            raise Refused(task.get("id", ""), said("the message has no name"))


def _message_name(root: etree._Element, task: etree._Element) -> str:
    reference = task.get("messageRef")
    messages = root.iterchildren(bpmn("message"))
    return next(
        (node.get("name", "").strip() for node in messages if node.get("id") == reference), ""
    )
