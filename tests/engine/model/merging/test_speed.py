"""What a merge costs as a model grows."""

from __future__ import annotations

from engine.model.merging import merge_trusted
from tests.engine.model.merging.drawing import (
    adding,
    deleting,
    drawn,
    moving,
    renaming,
    saved_again,
)
from tests.work import calls

_HEAD = (
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" '
    'xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC">\n'
)
_NODE = (
    '  <userTask id="T{0}" name="N{0}">\n   <incoming>F{0}</incoming>\n   <outgoing>F{1}</outgoing>\n  </userTask>\n'
    '  <sequenceFlow id="F{0}" sourceRef="T{2}" targetRef="T{0}"/>\n'
)
_DRAWN = (
    '   <bpmndi:BPMNShape id="S{0}" bpmnElement="T{0}"><dc:Bounds x="1" y="2" width="3" height="4"/></bpmndi:BPMNShape>\n'
    '   <bpmndi:BPMNEdge id="E{0}" bpmnElement="F{0}"><di:waypoint x="1" y="2"/><di:waypoint x="3" y="2"/></bpmndi:BPMNEdge>\n'
)


def large_model(elements: int) -> bytes:
    """Half of them tasks, half flows, each drawn."""
    numbers = range(1, elements // 2 + 1)
    nodes = "".join(_NODE.format(n, n + 1, n - 1) for n in numbers)
    shapes = "".join(_DRAWN.format(n) for n in numbers)
    plane = f'<bpmndi:BPMNPlane id="P" bpmnElement="visit">\n{shapes}</bpmndi:BPMNPlane>'
    process = f'<process id="visit">\n{nodes}</process>\n'
    return (
        f"{_HEAD}{process}<bpmndi:BPMNDiagram>{plane}</bpmndi:BPMNDiagram>\n</definitions>".encode()
    )


def work(elements: int) -> int:
    """Of four edits."""
    original = large_model(elements)
    edits = renaming("T7", "x"), moving("T9", 5), deleting("T20"), adding("New", "visit")
    baseline, edited = saved_again(original), drawn(original, *edits)
    return calls(lambda: merge_trusted(original, baseline, edited))


def test_the_work_grows_with_the_model_and_not_with_its_square() -> None:
    work(40)  # what is made once for all is not counted
    small, large = work(100), work(400)

    assert large < 6 * small
