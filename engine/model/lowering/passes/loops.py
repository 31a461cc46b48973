"""Activities that run several times say how often, in one way."""

from __future__ import annotations

from lxml import etree

from engine.model.dialect import bpmn, camunda, clean_text, item_name
from engine.model.lowering.document import is_triggered, parent_of
from engine.model.lowering.expressions import check_expression, check_text
from engine.model.lowering.refusal import Refused
from engine.words import said

_MULTIPLE = bpmn("multiInstanceLoopCharacteristics")
_LOOP = bpmn("standardLoopCharacteristics")


def settle_loops(root: etree._Element) -> None:
    """The standard's way to name a collection becomes `camunda:collection` and `camunda:elementVariable`.

    Refused: no or two ways to say how often, expressions that are none, event sub-processes that repeat.
    """
    for node in root.iter(_MULTIPLE, _LOOP):
        activity = parent_of(node)
        if is_triggered(activity) or len(activity.findall(_MULTIPLE) + activity.findall(_LOOP)) > 1:
            raise Refused(
                activity.get("id", ""),
                said("an activity repeats in one way, an event sub-process not at all"),
            )
    for node in root.iter(_MULTIPLE):
        _settle_multiple(node, parent_of(node).get("id", ""))
    for node in root.iter(_LOOP):
        _check_loop(node, parent_of(node).get("id", ""))


def _settle_multiple(node: etree._Element, name: str) -> None:
    source, item = node.find(bpmn("loopDataInputRef")), node.find(bpmn("inputDataItem"))
    if source is not None:
        node.set(camunda("collection"), clean_text(source) or "")
        node.remove(source)
        if item is not None:
            node.set(camunda("elementVariable"), item_name(item))
    if item is not None:
        node.remove(item)
    collection, cardinality = node.get(camunda("collection")), node.find(bpmn("loopCardinality"))
    if (collection is None) == (cardinality is None):
        raise Refused(name, said("a multi-instance has either a collection or a cardinality"))
    if collection is not None:
        check_text(name, collection)
    for child in (cardinality, node.find(bpmn("completionCondition"))):
        if child is not None:
            check_expression(name, child)


def _check_loop(node: etree._Element, name: str) -> None:
    maximum, condition = node.get("loopMaximum"), node.find(bpmn("loopCondition"))
    if maximum is None and condition is None:
        raise Refused(name, said("a loop has a condition, a maximum or both"))
    if maximum is not None and not (maximum.isascii() and maximum.isdigit() and int(maximum) > 0):
        raise Refused(name, said("the maximum of a loop is 1 or more"))
    if condition is not None:
        check_expression(name, condition)
