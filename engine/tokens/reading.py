"""Reads from an element of the lowered document what its tokens need."""

from __future__ import annotations

from lxml import etree

from engine.expression import Expression, compile_expression
from engine.expression.values import Value
from engine.model import dialect
from engine.model.dialect import EventKind, bpmn, camunda
from engine.model.lowering.document import own, parent_of
from engine.tokens.library import BpmnParser
from engine.tokens.triggers import Timer, Trigger
from engine.tokens.values import Mappings, Passing

_TIMES = tuple(bpmn(name) for name in ("timeDate", "timeDuration", "timeCycle"))


def element_id(node: etree._Element) -> str | None:
    """The analyst's id; None for an element that the lowering made up."""
    shown = node.get(own("shows"))
    if shown is not None:
        return shown
    name: str = node.get("id", "")
    return None if "__" in name else name


def optional_expression(node: etree._Element | None) -> Expression | None:
    text = dialect.clean_text(node)
    return None if text is None else compile_expression(text)


def mappings(node: etree._Element, kind: str) -> Mappings:
    """`inputParameter` or `outputParameter` of `camunda:inputOutput`, in order."""
    return tuple(
        (item.get("name", ""), compile_expression(dialect.clean_text(item) or "null"))
        for holder in dialect.extensions(node, "inputOutput")
        for item in holder.iterchildren(camunda(kind))
    )


def passing(node: etree._Element, kind: str) -> Passing:
    """`camunda:in` or `camunda:out` of a call activity."""
    items = list(dialect.extensions(node, kind))
    return Passing(
        everything=any(item.get("variables") == "all" for item in items),
        named=tuple(
            (
                item.get("target", ""),
                compile_expression(item.get("source") or item.get("sourceExpression", "")),
            )
            for item in items
            if item.get("target")
        ),
    )


def trigger_of(node: etree._Element, parser: BpmnParser) -> Trigger | None:
    """What the event waits for or throws; a receive or send task names its message itself."""
    found = triggers_of(node, parser)
    if found:
        return found[0]
    message = node.get("messageRef")
    if not message:
        return None
    return Trigger(kind=EventKind.MESSAGE, name=parser.messages[message], key=_key(node))


def triggers_of(node: etree._Element, parser: BpmnParser) -> tuple[Trigger, ...]:
    """All that the event says of what it waits for or throws, in order."""
    return tuple(
        _trigger(definition, dialect.EVENT_TAGS[definition.tag], parser)
        for definition in dialect.event_definitions(node)
    )


def needed_trigger(node: etree._Element, parser: BpmnParser) -> Trigger:
    """As `trigger_of`, for an element that the lowering has found to have one."""
    trigger = trigger_of(node, parser)
    assert trigger is not None
    return trigger


def _trigger(definition: etree._Element, kind: EventKind, parser: BpmnParser) -> Trigger:
    read: dict[str, Value] = {"kind": kind}
    match kind:
        case EventKind.MESSAGE:
            read["name"] = parser.messages.get(definition.get("messageRef", ""))
            read["key"] = _key(parent_of(definition))
        case EventKind.SIGNAL:
            read["name"] = parser.signals.get(definition.get("signalRef", ""))
        case EventKind.ERROR:
            read["code"] = parser.errors.get(definition.get("errorRef", ""), {}).get("error_code")
            read["code_variable"] = definition.get(camunda("errorCodeVariable"))
            read["message_variable"] = definition.get(camunda("errorMessageVariable"))
        case EventKind.ESCALATION:
            found = parser.escalations.get(definition.get("escalationRef", ""), {})
            read["code"] = found.get("escalation_code")
            read["code_variable"] = definition.get(camunda("escalationCodeVariable"))
        case EventKind.COMPENSATE:
            read["activity"] = definition.get("activityRef")
        case EventKind.TIMER:
            read["timer"] = _timer(definition)
        case EventKind.CONDITIONAL:
            read["condition"] = optional_expression(definition.find(bpmn("condition")))
            read["at_once"] = definition.get(own("at-once")) == "true"
    return Trigger(**read)


def _key(sender: etree._Element) -> Expression | None:
    text = sender.get(own("key"))
    return compile_expression(text) if text else None


def _timer(definition: etree._Element) -> Timer:
    node = next(definition.iterchildren(*_TIMES))
    kind, text = dialect.local_name(node.tag), dialect.clean_text(node) or ""
    return Timer.read(kind, text, once=lowering(definition.getroottree().getroot()) > 1)


def lowering(root: etree._Element) -> int:
    """The version of the lowering that a document came from; the first did not say."""
    return int(root.get(own("lowering"), "1"))
