"""Mappings of activities are expressions."""

from __future__ import annotations

from lxml import etree

from engine.model import dialect
from engine.model.dialect import ACTIVITIES, FLOW_NODE_TAGS, camunda
from engine.model.lowering.document import every_node
from engine.model.lowering.expressions import check_text
from engine.model.lowering.refusal import Refused

_PARAMETERS = (camunda("inputParameter"), camunda("outputParameter"))


def check_mappings(root: etree._Element) -> None:
    """Refused: parameters without name or with scripts, lists and maps in them; mappings of gateways and events."""
    for node in every_node(root):
        name = node.get("id", "")
        for holder in dialect.extensions(node, "inputOutput"):
            if FLOW_NODE_TAGS[node.tag] not in ACTIVITIES:
                raise Refused(name, "only activities have mappings")
            for parameter in holder:
                _check(name, parameter)


def _check(element_id: str, parameter: etree._Element) -> None:
    if parameter.tag not in _PARAMETERS or not parameter.get("name") or len(parameter):
        raise Refused(element_id, "a parameter of a mapping has a name and an expression")
    text = dialect.clean_text(parameter)
    if text is not None:
        check_text(element_id, text)
