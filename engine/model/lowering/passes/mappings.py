"""Mappings of activities are expressions."""

from __future__ import annotations

from lxml import etree

from engine.model import dialect
from engine.model.dialect import ACTIVITIES, FLOW_NODE_TAGS, ElementKind, bpmn, camunda
from engine.model.lowering.document import every_node
from engine.model.lowering.expressions import check_text
from engine.model.lowering.refusal import Refused
from engine.words import said

_PARAMETERS = (camunda("inputParameter"), camunda("outputParameter"))


def sends_message(event: etree._Element) -> bool:
    """Whether it is a throwing event whose message the engine sends: its input parameters are what the message carries."""
    throws = FLOW_NODE_TAGS[event.tag] in (ElementKind.THROW_EVENT, ElementKind.END_EVENT)
    inside = dialect.job_type(event) is None
    return throws and inside and event.find(bpmn("messageEventDefinition")) is not None


def check_mappings(root: etree._Element) -> None:
    """Refused: parameters without name or with scripts, lists and maps in them; mappings of gateways and events."""
    for node in every_node(root):
        name = node.get("id", "")
        for holder in dialect.extensions(node, "inputOutput"):
            sends = sends_message(node)
            if FLOW_NODE_TAGS[node.tag] not in ACTIVITIES and not sends:
                raise Refused(
                    name, said("only activities and messages that are sent have mappings")
                )
            if sends and any(item.tag == camunda("outputParameter") for item in holder):
                raise Refused(name, said("a message that is sent brings nothing back"))
            for parameter in holder:
                _check(name, parameter)


def _check(element_id: str, parameter: etree._Element) -> None:
    if parameter.tag not in _PARAMETERS or not parameter.get("name") or len(parameter):
        raise Refused(element_id, said("a parameter of a mapping has a name and an expression"))
    text = dialect.clean_text(parameter)
    if text is not None:
        check_text(element_id, text)
