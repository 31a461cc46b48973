"""Models made by the tests themselves, as small as they can be."""

from __future__ import annotations

from itertools import pairwise

from engine.model.values import Known

KNOWN = Known(
    job_types=frozenset({"notify"}),
    form_keys=frozenset({"visit"}),
    lanes=frozenset({"Маман", "Басшы", "IT маманы"}),
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
