"""What is foreign and not executed is named, never dropped silently."""

from __future__ import annotations

import pytest

from engine.model.foreign import ignored_parts
from engine.model.intake import read_model
from tests.engine.model.models import PLAIN, document, line, service


def ignored(process: str, **rest: str) -> tuple[str, ...]:
    return ignored_parts(read_model(document(process, **rest)))


def test_what_is_executed_is_not_listed() -> None:
    assert ignored_parts(read_model(PLAIN)) == ()


def test_an_element_of_another_engine_is_listed() -> None:
    inner = '<extensionElements><zeebe:taskDefinition type="notify"><zeebe:deeper/></zeebe:taskDefinition></extensionElements>'
    assert ignored(line(service(inner=inner))) == ("Notify: zeebe:taskDefinition",)


@pytest.mark.parametrize("name", ["asyncBefore", "priority", "formKey", "dueDate", "collection"])
def test_a_camunda_attribute_that_is_not_read_there_is_listed(name: str) -> None:
    assert ignored(line(service(attributes=f'camunda:{name}="x"'))) == (f"Notify: camunda:{name}",)


def test_an_attribute_of_an_event_definition_is_listed_with_its_event() -> None:
    event = '<intermediateCatchEvent id="Wait"><timerEventDefinition id="T" zeebe:x="1"/></intermediateCatchEvent>'
    assert ignored(line(event)) == ("Wait: zeebe:x",)


def test_an_unknown_namespace_is_listed_by_its_prefix_or_whole() -> None:
    assert ignored(line(service(attributes='xmlns:my="urn:my" my:a="1"'))) == ("Notify: my:a",)
    inner = '<extensionElements><thing xmlns="urn:my"/></extensionElements>'
    assert ignored(line(service(inner=inner))) == ("Notify: urn:my:thing",)


def test_generated_form_fields_are_listed() -> None:
    inner = "<extensionElements><camunda:formData/></extensionElements>"
    assert ignored(line(f'<userTask id="Check" camunda:formKey="visit">{inner}</userTask>')) == (
        "Check: camunda:formData",
    )


def test_the_same_part_is_listed_once() -> None:
    inner = "<extensionElements><zeebe:header/><zeebe:header/></extensionElements>"
    assert ignored(line(service(inner=inner))) == ("Notify: zeebe:header",)


def test_a_process_that_does_not_run_is_listed() -> None:
    partner = '<process id="partner" isExecutable="false"/>'
    assert ignored(line(service()), after=partner) == ("partner: process that does not run",)


@pytest.mark.parametrize("mark", ["", ' isExecutable="true"'])
def test_an_empty_process_beside_one_with_content_does_not_run_and_is_listed(mark: str) -> None:
    main = f'<process id="Main"{mark}><documentation/></process>'
    assert ignored(line(service()), after=main) == ("Main: process that does not run",)


def test_layout_and_colours_are_not_listed() -> None:
    shape = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0"><bpmndi:BPMNShape bioc:fill="#fff"/></bpmndi:BPMNDiagram>'
    )
    assert ignored(line(service()), after=shape) == ()
