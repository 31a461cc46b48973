"""A call activity names a process that is there, says which version of it, and what passes over the border."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import ElementKind, camunda, extensions
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Binding, Call, Element, Known, ProcessDefinition
from engine.words import Sentence, said, verbatim

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


def _of_call(element: Element, node: etree._Element) -> Iterator[Sentence]:
    call, binding = element.called, node.get(camunda("calledElementBinding"), "").strip()
    if call is None:
        yield said("The call activity names no process. Write the id of the process to call.")
    elif binding and binding not in list(Binding):
        yield said(
            "The binding is «{binding}». Choose latest, version or version tag.", binding=binding
        )
    elif call.binding is Binding.VERSION and not _is_number(call.wanted):
        yield said(
            "The version is «{wanted}». Write the number of a deployed version.", wanted=call.wanted
        )
    elif call.binding is Binding.VERSION_TAG and not call.wanted:
        yield said("The version tag is missing. Write camunda:calledElementVersionTag.")


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and int(text) > 0


def _of_passing(node: etree._Element) -> Iterator[Sentence]:
    for passed in (*extensions(node, "in"), *extensions(node, "out")):
        given = {str(name): str(value).strip() for name, value in passed.attrib.items()}
        if given.keys() == {"businessKey"}:
            continue  # the called process has the key of the case anyhow
        if given.keys() & {"local"}:
            yield said(
                "Only local variables are to pass, which is not executed. Name each of them as source and target."
            )
        elif given.keys() == {"variables"} and given["variables"] == "all":
            continue
        elif given.keys() not in ({"source", "target"}, {"sourceExpression", "target"}):
            yield said(
                "What passes is a source or a source expression with a target, or all variables. Write one of these."
            )
        elif not given["target"].isidentifier():
            yield said(
                "The target «{target}» is no name. Write letters, digits and underscores.",
                target=given["target"],
            )


def _of_called(known: Known, element: Element, caller: ProcessDefinition) -> Iterator[Sentence]:
    if known.called is None or element.called is None:
        return
    called = known.called(element.called)
    if called is None:
        yield said(
            "There is no process {process}{which}. Deploy it first.",
            process=element.called.key,
            which=_wanted(element.called),
        )
        return
    if not any(start.event is None for start in called.start_events):
        yield said(
            "The process {process} has no plain start event, where a call begins. Draw one in it.",
            process=called.process_id,
        )
    if _depth(known, called, {caller.process_id}, MOST_CALLS) > MOST_CALLS:
        yield said(
            "The calls lead back to a process that is called already, or more than {most} deep. Draw a loop instead.",
            most=MOST_CALLS,
        )


def _wanted(call: Call) -> Sentence:
    return {
        Binding.LATEST: verbatim(""),
        Binding.VERSION: said(" of version {wanted}", wanted=call.wanted),
        Binding.VERSION_TAG: said(" with the version tag {wanted}", wanted=call.wanted),
    }[call.binding]


def _depth(known: Known, called: ProcessDefinition, around: set[str], left: int) -> int:
    """Levels of calls below; too many where a process calls one that it is called by."""
    assert known.called is not None
    if called.process_id in around or not left:
        return MOST_CALLS + 1
    inner = [found for call in called.calls if (found := known.called(call)) is not None]
    around = around | {called.process_id}
    return 1 + max((_depth(known, found, around, left - 1) for found in inner), default=0)
