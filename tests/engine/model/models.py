"""Models made by the tests themselves, as small as they can be."""

from __future__ import annotations

from itertools import pairwise

from engine.model.dialect import ElementKind, EventKind
from engine.model.values import Call, Element, Known, ProcessDefinition
from engine.words import Words


def callable_process(
    name: str, *, calls: str = "", starts: EventKind | None = None
) -> ProcessDefinition:
    """A process of a start event, and of a call where it calls another one."""
    call = Call(key=calls) if calls else None
    events: tuple[tuple[EventKind, str | None], ...] = ((starts, "Came"),) if starts else ()
    elements = (
        Element(
            id="Begin",
            kind=ElementKind.START_EVENT,
            label=Words(kk="", ru=""),
            scope=name,
            events=events,
            event=starts,
        ),
        Element(
            id="Next",
            kind=ElementKind.CALL_ACTIVITY,
            label=Words(kk="", ru=""),
            scope=name,
            called=call,
        ),
    )
    return ProcessDefinition(
        process_id=name,
        label=Words(kk="", ru=""),
        version_tag="",
        rules="",
        due_date=None,
        lanes=(),
        elements={element.id: element for element in elements},
        flows={},
        messages=(),
        signals=(),
    )


#: What call activities of the test models find.
CALLABLE = {
    "register": callable_process("register"),
    "caller": callable_process("caller", calls="visit"),
    "awaited": callable_process("awaited", starts=EventKind.MESSAGE),
    "visit": callable_process("visit"),
    **{f"level{n}": callable_process(f"level{n}", calls=f"level{n + 1}") for n in range(1, 12)},
}

KNOWN = Known(
    job_types=frozenset({"notify"}),
    form_keys=frozenset({"visit"}),
    lanes=frozenset({"Маман", "Басшы", "IT маманы"}),
    asked=lambda key: frozenset({"pupil_name", "grade"}),
    called=lambda call: CALLABLE.get(call.key),
)

_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" targetNamespace="urn:ruqsat:test">'
)


def document(process: str, *, before: str = "", after: str = "", attributes: str = "") -> bytes:
    """A document with one executable process `visit` that has this content."""
    body = f'<process id="visit" isExecutable="true" {attributes}>{process}</process>'
    return f"{_HEAD}{before}{body}{after}</definitions>".encode()


def flow(source: str, target: str, inner: str = "") -> str:
    return f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def condition(text: str) -> str:
    return f"<conditionExpression>{text}</conditionExpression>"


def line(*nodes: str) -> str:
    """Elements from a start to an end event; each is given by its XML, with the id as the first attribute."""
    ids = ["Begin", *(node.split('id="')[1].split('"')[0] for node in nodes), "Done"]
    flows = "".join(flow(source, target) for source, target in pairwise(ids))
    return '<startEvent id="Begin"/>' + "".join(nodes) + '<endEvent id="Done"/>' + flows


def service(element_id: str = "Notify", inner: str = "", attributes: str = "") -> str:
    job = 'camunda:type="external" camunda:topic="notify"'
    return f'<serviceTask id="{element_id}" {job} {attributes}>{inner}</serviceTask>'


PLAIN = document(line(service()))
