"""A call activity names a process that is there, says which version of it, and what passes over the border."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import ElementKind, camunda, extensions
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Binding, Call, Element, Known, ProcessDefinition

RULE = "call-activity"
#: How deep processes may call each other.
MOST_CALLS = 8


def call_activity(subject: Subject) -> Iterator[Finding]:
    for element, node in subject.of_kind(ElementKind.CALL_ACTIVITY):
        for message in (
            *_of_call(element, node),
            *_of_passing(node),
            *_of_called(subject.known, element, subject.definition),
        ):
            yield Finding(rule=RULE, element_id=element.id, message=message)


def _of_call(element: Element, node: etree._Element) -> Iterator[str]:
    call, binding = element.called, node.get(camunda("calledElementBinding"), "").strip()
    if call is None:
        yield "The call activity names no process. Write the id of the process to call."
    elif binding and binding not in list(Binding):
        yield f"The binding is «{binding}». Choose latest, version or version tag."
    elif call.binding is Binding.VERSION and not _is_number(call.wanted):
        yield f"The version is «{call.wanted}». Write the number of a deployed version."
    elif call.binding is Binding.VERSION_TAG and not call.wanted:
        yield "The version tag is missing. Write camunda:calledElementVersionTag."


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) > 0


def _of_passing(node: etree._Element) -> Iterator[str]:
    for passed in (*extensions(node, "in"), *extensions(node, "out")):
        given = {str(name): str(value).strip() for name, value in passed.attrib.items()}
        if given.keys() == {"businessKey"}:
            continue  # the called process has the key of the case anyhow
        if given.keys() & {"local"}:
            yield "Only local variables are to pass, which is not executed. Name each of them as source and target."
        elif given.keys() == {"variables"} and given["variables"] == "all":
            continue
        elif given.keys() not in ({"source", "target"}, {"sourceExpression", "target"}):
            yield "What passes is a source or a source expression with a target, or all variables. Write one of these."
        elif not given["target"].isidentifier():
            yield f"The target «{given['target']}» is no name. Write letters, digits and underscores."


def _of_called(known: Known, element: Element, caller: ProcessDefinition) -> Iterator[str]:
    if known.called is None or element.called is None:
        return
    called = known.called(element.called)
    if called is None:
        yield f"There is no process {element.called.key}{_wanted(element.called)}. Deploy it first."
        return
    if not any(start.event is None for start in called.start_events):
        yield f"The process {called.process_id} has no plain start event, where a call begins. Draw one in it."
    if _depth(known, called, {caller.process_id}, MOST_CALLS) > MOST_CALLS:
        yield f"The calls lead back to a process that is called already, or more than {MOST_CALLS} deep. Draw a loop instead."


def _wanted(call: Call) -> str:
    return {
        Binding.LATEST: "",
        Binding.VERSION: f" of version {call.wanted}",
        Binding.VERSION_TAG: f" with the version tag {call.wanted}",
    }[call.binding]


def _depth(known: Known, called: ProcessDefinition, around: set[str], left: int) -> int:
    """Levels of calls below; too many where a process calls one that it is called by."""
    assert known.called is not None
    if called.process_id in around or not left:
        return MOST_CALLS + 1
    inner = [found for call in called.calls if (found := known.called(call)) is not None]
    around = around | {called.process_id}
    return 1 + max((_depth(known, found, around, left - 1) for found in inner), default=0)
