"""The schema of BPMN 2.0 is applied; what other namespaces add is free."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from engine.model import schema
from engine.model.findings import Finding
from engine.model.intake import read_model
from engine.model.schema import schema_findings
from tests.engine.model.models import PLAIN, document, line, service


def found(xml: bytes) -> tuple[Finding, ...]:
    return schema_findings(read_model(xml))


def test_a_plain_model_passes() -> None:
    assert found(PLAIN) == ()


def test_camunda_attributes_and_extensions_pass() -> None:
    inner = '<extensionElements><camunda:properties><camunda:property name="a" value="b"/></camunda:properties></extensionElements>'
    assert (
        found(document(line(service(inner=inner, attributes='camunda:asyncBefore="true"')))) == ()
    )


def test_colours_and_shapes_pass() -> None:
    diagram = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" id="D">'
        '<bpmndi:BPMNPlane id="P" bpmnElement="visit"><bpmndi:BPMNShape id="S" bpmnElement="Notify" '
        'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" bioc:fill="#fff">'
        '<dc:Bounds xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" x="0" y="0" width="1" height="1"/>'
        "</bpmndi:BPMNShape></bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )
    assert found(document(line(service()), after=diagram)) == ()


@pytest.mark.parametrize(
    ("content", "element_id", "word"),
    [
        ('<startEvent id="Begin"/><starrtEvent id="X"/>', "X", "starrtEvent"),
        ('<startEvent id="Begin" wrong="1"/>', "Begin", "wrong"),
        ('<startEvent id="1st"/>', "1st", "letter first"),
        ('<sequenceFlow id="F" sourceRef="A"/>', "F", "targetRef"),
        ('<startEvent id="A"/><endEvent id="A"/>', "A", "used twice"),
        (
            '<startEvent id="A"><incoming>F</incoming><documentation/></startEvent>',
            "A",
            "documentation",
        ),
        ('<exclusiveGateway id="A" gatewayDirection="Sideways"/>', "A", "Sideways"),
    ],
)
def test_a_slip_is_named_with_its_element(content: str, element_id: str, word: str) -> None:
    finding = found(document(content))[0]
    assert finding.element_id == element_id
    assert word in finding.message


def test_the_line_is_named() -> None:
    assert found(document('\n\n<startEvent id="A" wrong="1"/>'))[0].message.startswith("Line 3: ")


def test_prefixes_declared_further_down_do_not_matter() -> None:
    xml = (
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">'
        b'<b:process xmlns:b="http://www.omg.org/spec/BPMN/20100524/MODEL" id="P"><b:task id="T" wrong="1"/></b:process></definitions>'
    )
    assert "wrong" in found(xml)[0].message


def test_at_most_twenty_slips_are_told() -> None:
    assert len(found(document("".join(f'<task id="T{n}" wrong="1"/>' for n in range(50))))) == 20


def test_threads_do_not_mix_their_slips() -> None:
    models = [document(f'<task id="T{n}" wrong="1"/>') for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        assert [each[0].element_id for each in pool.map(found, models)] == [
            f"T{n}" for n in range(40)
        ]


def test_the_schema_is_found_without_importing_the_library() -> None:
    code = (
        "import sys; from engine.model.intake import read_model; from engine.model.schema import schema_findings;"
        "schema_findings(read_model(sys.stdin.buffer.read())); sys.exit('SpiffWorkflow' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", code], input=PLAIN, check=False).returncode == 0


def test_without_the_package_it_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    schema._bpmn_schema.cache_clear()
    monkeypatch.setattr(schema, "find_spec", lambda name: None)
    with pytest.raises(FileNotFoundError, match="SpiffWorkflow"):
        found(PLAIN)
