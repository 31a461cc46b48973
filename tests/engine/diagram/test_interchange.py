"""Reading the diagram interchange: which plane, which defaults, which errors."""

from __future__ import annotations

import pytest
from lxml import etree

from engine.diagram import DiagramMissing, DiagramUnreadable
from engine.diagram.interchange import Bounds, read_plane
from engine.errors import EngineError
from tests.engine.diagram.sketches import HEAD, flow, model, shape


def test_a_model_without_a_diagram_is_told_by_its_id() -> None:
    root = etree.fromstring(f'{HEAD}<bpmn:process id="Main"/></bpmn:definitions>')
    with pytest.raises(DiagramMissing) as caught:
        read_plane(root)
    assert caught.value.definitions_id == "Sketch"
    assert isinstance(caught.value, EngineError)


def test_an_empty_plane_is_a_missing_diagram() -> None:
    with pytest.raises(DiagramMissing):
        read_plane(model())


@pytest.mark.parametrize("value", ["", "abc", "NaN", "INF", "1e999"])
def test_a_coordinate_that_is_no_number_names_its_element(value: str) -> None:
    root = model(shape("task", "T"))
    next(root.iter("{*}Bounds")).set("x", value)
    with pytest.raises(DiagramUnreadable) as caught:
        read_plane(root)
    assert (caught.value.element_id, caught.value.value) == ("T", value)


def test_a_shape_without_bounds_is_unreadable() -> None:
    root = model(shape("task", "T"))
    next(root.iter("{*}BPMNShape")).clear()
    next(root.iter("{*}BPMNShape")).set("bpmnElement", "T")
    with pytest.raises(DiagramUnreadable):
        read_plane(root)


def test_a_flow_with_one_waypoint_is_unreadable() -> None:
    with pytest.raises(DiagramUnreadable):
        read_plane(model(shape("task", "T"), flow("F", "T", "T", ((0, 0),))))


def test_a_negative_size_counts_as_none() -> None:
    (read,) = read_plane(model(shape("task", "T", size=(-10, 20)))).shapes
    assert read.bounds == Bounds(x=0, y=0, width=0, height=20)


def test_a_shape_of_an_element_that_is_not_there_is_left_out() -> None:
    root = model(shape("task", "T"), shape("task", "Gone"))
    list(root.iter("{*}task"))[1].set("id", "Renamed")
    assert [read.element_id for read in read_plane(root).shapes] == ["T"]


def test_an_element_drawn_twice_is_read_once() -> None:
    root = model(shape("task", "T"), shape("task", "U"))
    list(root.iter("{*}BPMNShape"))[1].set("bpmnElement", "T")
    assert [read.element_id for read in read_plane(root).shapes] == ["T"]


def test_a_prefix_before_the_element_id_says_nothing() -> None:
    root = model(shape("task", "T"))
    next(root.iter("{*}BPMNShape")).set("bpmnElement", "bpmn:T")
    assert [read.element_id for read in read_plane(root).shapes] == ["T"]


def test_the_plane_of_a_collapsed_sub_process_is_another_picture() -> None:
    root = model(shape("subProcess", "Closed"))
    (inner,) = model(shape("task", "T"), plane="Closed").iterchildren("{*}BPMNDiagram")
    next(root.iter("{*}BPMNDiagram")).addprevious(inner)
    assert [read.element_id for read in read_plane(root).shapes] == ["Closed"]


def test_a_plane_that_names_nothing_known_is_taken_when_it_is_the_only_one() -> None:
    assert len(read_plane(model(shape("task", "T"), plane="Elsewhere")).shapes) == 1


def test_pools_lie_flat_and_signs_show_unless_the_diagram_says_otherwise() -> None:
    (plain,) = read_plane(model(shape("exclusiveGateway", "G"))).shapes
    told = shape(
        "exclusiveGateway", "G", di='isHorizontal="false" isMarkerVisible="false" isExpanded="true"'
    )
    (other,) = read_plane(model(told)).shapes
    assert (plain.horizontal, plain.marker_visible, plain.expanded) == (True, True, False)
    assert (other.horizontal, other.marker_visible, other.expanded) == (False, False, True)


@pytest.mark.parametrize("colour", ["#fff", "#1E88E5", "rgb(30, 136, 229)", "darkblue"])
def test_plain_colours_of_the_model_are_read(colour: str) -> None:
    (read,) = read_plane(model(shape("task", "T", di=f'bioc:fill="{colour}"'))).shapes
    assert read.fill == colour


def test_the_colours_of_the_standard_win_over_those_of_the_tool() -> None:
    di = 'bioc:stroke="#111111" color:border-color="#222222" color:background-color="#333333"'
    (read,) = read_plane(model(shape("task", "T", di=di))).shapes
    assert (read.stroke, read.fill) == ("#222222", "#333333")


@pytest.mark.parametrize("colour", ["url(#a)", "red;stroke:x", "expression(1)", "#12", "var(--x)"])
def test_anything_but_a_plain_colour_is_left_out(colour: str) -> None:
    (read,) = read_plane(model(shape("task", "T", di=f'bioc:fill="{colour}"'))).shapes
    assert read.fill is None
