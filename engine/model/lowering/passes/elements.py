"""What is known is listed; everything else is refused. Nothing is skipped in silence."""

from __future__ import annotations

from types import MappingProxyType

from lxml import etree

from engine.model.dialect import (
    BPMN,
    EVENT_TAGS,
    FLOW_NODE_TAGS,
    ElementKind,
    bpmn,
    local_name,
)
from engine.model.lowering.document import identity
from engine.model.lowering.refusal import Refused
from engine.words import said

#: Local names that stay in a lowered document beside flow nodes and event definitions.
KNOWN = frozenset(
    [
        "definitions",
        "process",
        "message",
        "signal",
        "error",
        "escalation",
        "sequenceFlow",
        "conditionExpression",
        "condition",
        "timeDate",
        "timeDuration",
        "timeCycle",
        "script",
        "extensionElements",
        "standardLoopCharacteristics",
        "loopCondition",
        "multiInstanceLoopCharacteristics",
        "loopCardinality",
        "completionCondition",
        "loopDataInputRef",
        "loopDataOutputRef",
        "inputDataItem",
        "outputDataItem",
        "ioSpecification",
        "dataInput",
        "dataOutput",
        "inputSet",
        "outputSet",
        "dataInputRefs",
        "dataOutputRefs",
        "import",
        "extension",
        "source",
        "target",
        "participantAssociation",
        "interface",
        "operation",
        "inMessageRef",
        "outMessageRef",
    ]
)

NOT_EXECUTED = MappingProxyType(
    {
        "businessRuleTask": said(
            "business rule tasks are not executed: use a script task or gateways"
        ),
        "complexGateway": said(
            "complex gateways are not executed: use an inclusive gateway or a multi-instance task"
        ),
        "adHocSubProcess": said(
            "ad-hoc sub-processes are not executed: draw the order of the tasks"
        ),
        "dataInputAssociation": said("data arrows copy nothing: use camunda:inputOutput"),
        "dataOutputAssociation": said("data arrows copy nothing: use camunda:inputOutput"),
    }
)

#: Attributes that may only have these values, with what they would mean otherwise.
FIXED = MappingProxyType(
    {
        "method": (("##Compensate",), said("only transactions that compensate are executed")),
        "waitForCompletion": (
            ("true", "1"),
            said("what throws compensation waits until it is done"),
        ),
        "startQuantity": (("1",), said("a start quantity other than 1 is not executed")),
        "completionQuantity": (("1",), said("a completion quantity other than 1 is not executed")),
        "parallelMultiple": (
            ("false", "0"),
            said("an event that needs several things together is not executed"),
        ),
        "eventGatewayType": (("Exclusive",), said("a parallel event gateway is not executed")),
        "behavior": (
            ("All",),
            said("multi-instance events are not executed: only the behaviour All"),
        ),
    }
)


def refuse_unknown(root: etree._Element) -> None:
    """Refused: elements outside the list, and attributes with a value that does not run."""
    for node in root.iter(f"{{{BPMN}}}*"):
        name = local_name(node.tag)
        if name in NOT_EXECUTED:
            raise Refused(identity(node), NOT_EXECUTED[name])
        if node.tag not in FLOW_NODE_TAGS and node.tag not in EVENT_TAGS and name not in KNOWN:
            raise Refused(identity(node), said("{name} is not executed", name=name))
        for attribute, (allowed, reason) in FIXED.items():
            if attribute == "parallelMultiple" and node.tag == bpmn(ElementKind.CATCH_EVENT):
                continue
            if node.get(attribute, allowed[0]) not in allowed:
                raise Refused(identity(node), reason)
    _drop_unused(root)


def _drop_unused(root: etree._Element) -> None:
    """Parameters of tasks that no data arrow leads to, interfaces of services: nothing that a token meets."""
    for name in ("ioSpecification", "interface", "import", "extension", "participantAssociation"):
        for node in list(root.iter(bpmn(name))):
            parent = node.getparent()
            if parent is not None:
                parent.remove(node)
