"""The words of the model dialect (design.md 5): namespaces, kinds of elements, and readers of `camunda:` attributes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from types import MappingProxyType

from lxml import etree

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"
CAMUNDA = "http://camunda.org/schema/1.0/bpmn"
BPMNDI = "http://www.omg.org/spec/BPMN/20100524/DI"
DC = "http://www.omg.org/spec/DD/20100524/DC"
DI = "http://www.omg.org/spec/DD/20100524/DI"
BIOC = "http://bpmn.io/schema/bpmn/biocolor/1.0"
COLOR = "http://www.omg.org/spec/BPMN/non-normative/color/1.0"
XSI = "http://www.w3.org/2001/XMLSchema-instance"
XML = "http://www.w3.org/XML/1998/namespace"
LAYOUT = frozenset({BPMNDI, DC, DI, BIOC, COLOR})

#: The only script format that runs; any other is general-purpose code.
SCRIPT_FORMAT = "ruqsat"


class ElementKind(StrEnum):
    """The BPMN local names of all flow nodes that may stand in an executable process."""

    START_EVENT = "startEvent"
    END_EVENT = "endEvent"
    CATCH_EVENT = "intermediateCatchEvent"
    THROW_EVENT = "intermediateThrowEvent"
    BOUNDARY_EVENT = "boundaryEvent"
    TASK = "task"
    USER_TASK = "userTask"
    MANUAL_TASK = "manualTask"
    SERVICE_TASK = "serviceTask"
    SEND_TASK = "sendTask"
    RECEIVE_TASK = "receiveTask"
    SCRIPT_TASK = "scriptTask"
    BUSINESS_RULE_TASK = "businessRuleTask"
    CALL_ACTIVITY = "callActivity"
    SUB_PROCESS = "subProcess"
    TRANSACTION = "transaction"
    AD_HOC = "adHocSubProcess"
    EXCLUSIVE_GATEWAY = "exclusiveGateway"
    PARALLEL_GATEWAY = "parallelGateway"
    INCLUSIVE_GATEWAY = "inclusiveGateway"
    EVENT_GATEWAY = "eventBasedGateway"
    COMPLEX_GATEWAY = "complexGateway"


class EventKind(StrEnum):
    """What an event waits for or brings about: the local name of its definition without `EventDefinition`."""

    MESSAGE = "message"
    TIMER = "timer"
    SIGNAL = "signal"
    ERROR = "error"
    ESCALATION = "escalation"
    CONDITIONAL = "conditional"
    LINK = "link"
    COMPENSATE = "compensate"
    CANCEL = "cancel"
    TERMINATE = "terminate"


K = ElementKind
EVENTS = frozenset({K.START_EVENT, K.END_EVENT, K.CATCH_EVENT, K.THROW_EVENT, K.BOUNDARY_EVENT})
GATEWAYS = frozenset(kind for kind in K if kind.value.endswith("Gateway"))
ACTIVITIES = frozenset(K) - EVENTS - GATEWAYS
SUB_PROCESSES = frozenset({K.SUB_PROCESS, K.TRANSACTION, K.AD_HOC})
#: The gateways that choose by conditions.
CHOICES = frozenset({K.EXCLUSIVE_GATEWAY, K.INCLUSIVE_GATEWAY})


def bpmn(name: str) -> str:
    return f"{{{BPMN}}}{name}"


def camunda(name: str) -> str:
    return f"{{{CAMUNDA}}}{name}"


FLOW_NODE_TAGS = MappingProxyType({bpmn(kind): kind for kind in ElementKind})
EVENT_TAGS = MappingProxyType({bpmn(f"{kind}EventDefinition"): kind for kind in EventKind})


def local_name(name: str) -> str:
    """The name without its namespace; takes Clark notation, `{uri}local`."""
    return name.rpartition("}")[2]


def namespace(name: str) -> str:
    """The namespace of a name in Clark notation, empty where it has none."""
    return name[1:].partition("}")[0] if name.startswith("{") else ""


def reference(node: etree._Element, attribute: str) -> str | None:
    """The id that an attribute of type QName points to, without the prefix some modellers write before it."""
    value = node.get(attribute)
    return value.rpartition(":")[2] if value else None


def clean_text(node: etree._Element | None) -> str | None:
    """The text of an element without the blanks around it; None where there is no element or no text."""
    return ((node.text or "").strip() or None) if node is not None else None


def flag(node: etree._Element, attribute: str, *, default: bool) -> bool:
    """A boolean as XML Schema writes it: true, false, 1 or 0."""
    value = node.get(attribute)
    return default if value is None else value.strip() in ("true", "1")


def extensions(node: etree._Element, name: str) -> Iterator[etree._Element]:
    """The camunda extension elements of that name directly below the element."""
    for holder in node.iterchildren(bpmn("extensionElements")):
        yield from holder.iterchildren(camunda(name))


def properties(node: etree._Element) -> Mapping[str, str]:
    """The `camunda:properties` of an element; of two with one name the last counts, as in the modeller."""
    return MappingProxyType(
        {
            item.get("name", ""): item.get("value", "").strip()
            for holder in extensions(node, "properties")
            for item in holder.iterchildren(camunda("property"))
        }
    )


def event_definitions(node: etree._Element) -> list[etree._Element]:
    return [child for child in node if child.tag in EVENT_TAGS]


def job_type(node: etree._Element) -> str | None:
    """The topic of an external task; a message event carries it on its definition, as Camunda 7 does."""
    for holder in (node, *event_definitions(node)):
        if holder.get(camunda("type")) == "external":
            return (holder.get(camunda("topic")) or "").strip() or None
    return None


def retries(node: etree._Element) -> str | None:
    """The text of the retry rule, `R3/PT1M`; our property wins over `camunda:failedJobRetryTimeCycle`."""
    own = properties(node).get("retries")
    cycle = next(extensions(node, "failedJobRetryTimeCycle"), None)
    return own or clean_text(cycle)


_ISO = re.compile(r"(?:R\d*(?:/|$)|[+-]?P(?:$|[\dT])|\d{4}-\d\d|\d+[A-Z]|\d\d:\d\d)", re.ASCII)
_CALENDAR = re.compile(r"business(?:Days|Minutes)\s*\(.*\)", re.DOTALL)


def in_braces(text: str) -> bool:
    return text.startswith(("${", "#{"))


def is_timer_expression(text: str) -> bool:
    """Whether a timer is an expression: in braces, or a working term. What else stands in a timer is to be ISO 8601."""
    return in_braces(text) or _CALENDAR.fullmatch(text) is not None


def is_constant_time(text: str) -> bool:
    """Whether the text of a timer can be nothing but ISO 8601; documents of earlier days hold expressions without braces."""
    return _ISO.match(text) is not None


def item_name(node: etree._Element | None) -> str:
    """What the variable of one round is called: by the name, else the id of the data item."""
    if node is None:
        return "item"
    return node.get("name") or node.get("id") or "item"
