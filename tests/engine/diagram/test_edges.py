"""Flows and associations: lines, heads, the marks at their source, their names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engine.diagram.edges import rounded
from tests.engine.diagram.sketches import Part, drawn, flow, group, labels, pieces, shape, words

STRAIGHT = ((100.0, 40.0), (200.0, 40.0))
CONDITION = "<bpmn:conditionExpression>ok</bpmn:conditionExpression>"
POINT = st.tuples(st.integers(-500, 500), st.integers(-500, 500))


def line(*parts: Part) -> etree._Element:
    """The group of the flow `F` in a model that has the task `A` and these parts."""
    return group(drawn(shape("task", "A"), *parts), "F")


def test_a_sequence_flow_ends_in_a_full_head_at_its_last_waypoint() -> None:
    drawn_line = line(flow("F", "A", "A", STRAIGHT))
    (head,) = pieces(drawn_line, "polygon")
    assert head.get("points") == "190 44.5 200 40 190 35.5"
    assert head.get("fill") == head.get("stroke")


def test_a_line_stops_under_its_head() -> None:
    (path,) = pieces(line(flow("F", "A", "A", STRAIGHT)), "path")
    assert path.get("d") == "M100 40L194 40"


def test_a_message_flow_is_dashed_with_an_open_head_and_a_ring() -> None:
    drawn_line = line(flow("F", "A", "A", STRAIGHT, kind="messageFlow"))
    assert pieces(drawn_line, "path")[0].get("stroke-dasharray") == "8 5"
    assert pieces(drawn_line, "polygon")[0].get("fill") == "#ffffff"
    assert pieces(drawn_line, "circle")[0].get("cx") == "100"


def test_an_association_is_dotted_without_a_head() -> None:
    drawn_line = line(flow("F", "A", "A", STRAIGHT, kind="association"))
    assert pieces(drawn_line, "path")[0].get("stroke-dasharray") == "1 5"
    assert not pieces(drawn_line, "polygon") + pieces(drawn_line, "polyline")


@pytest.mark.parametrize(
    ("kind", "direction"),
    [("association", "One"), ("dataInputAssociation", "None"), ("dataOutputAssociation", "None")],
)
def test_a_directed_association_has_an_open_arrow(kind: str, direction: str) -> None:
    way = flow("F", "A", "A", STRAIGHT, kind=kind, associationDirection=direction)
    drawn_line = line(way)
    assert pieces(drawn_line, "polyline")[0].get("fill") == "none"


def test_the_default_flow_has_a_slash() -> None:
    gateway = shape("exclusiveGateway", "G", default="F")
    assert len(pieces(line(gateway, flow("F", "G", "A", STRAIGHT)), "path")) == 2


def test_another_flow_of_that_gateway_has_none() -> None:
    gateway = shape("exclusiveGateway", "G", default="Other")
    assert len(pieces(line(gateway, flow("F", "G", "A", STRAIGHT)), "path")) == 1


def test_a_condition_behind_a_task_is_a_diamond() -> None:
    drawn_line = line(flow("F", "A", "A", STRAIGHT, inside=CONDITION))
    assert pieces(drawn_line, "polygon")[1].get("points") == "100 40 108 45 116 40 108 35"


def test_a_condition_behind_a_gateway_has_no_diamond() -> None:
    gateway = shape("exclusiveGateway", "G")
    assert (
        len(pieces(line(gateway, flow("F", "G", "A", STRAIGHT, inside=CONDITION)), "polygon")) == 1
    )


def test_the_default_flow_of_a_task_has_a_slash_even_with_a_condition() -> None:
    task = shape("task", "B", default="F")
    drawn_line = line(task, flow("F", "B", "A", STRAIGHT, inside=CONDITION))
    assert len(pieces(drawn_line, "polygon")) == 1
    assert len(pieces(drawn_line, "path")) == 2


def test_bends_are_round() -> None:
    assert rounded(((0, 0), (50, 0), (50, 40))) == "M0 0L45 0Q50 0 50 5L50 40"


def test_a_bend_in_a_short_stretch_is_tighter() -> None:
    assert rounded(((0, 0), (4, 0), (4, 40))) == "M0 0L2 0Q4 0 4 2L4 40"


@given(points=st.lists(POINT, min_size=2, max_size=6))
def test_any_waypoints_give_a_line_with_finite_numbers(points: list[tuple[int, int]]) -> None:
    drawn_line = line(flow("F", "A", "A", tuple(points)))
    text = etree.tostring(drawn_line, encoding="unicode")
    assert "nan" not in text
    assert "inf" not in text


def test_a_name_stands_at_its_label() -> None:
    named = flow("F", "A", "A", STRAIGHT, name="Иә", label=(140, 10, 20, 14))
    (text,) = pieces(line(named), "tspan")
    assert (text.text, text.get("x")) == ("Иә", "150")


def test_a_name_without_a_label_stands_above_the_middle_of_a_level_line() -> None:
    (text,) = pieces(line(flow("F", "A", "A", STRAIGHT, name="Иә")), "tspan")
    assert text.get("x") == "150"
    assert float(text.get("y", "0")) < 40


def test_a_name_without_a_label_stands_right_of_an_upright_line() -> None:
    upright = flow("F", "A", "A", ((100, 0), (100, 200)), name="Жоқ")
    (text,) = pieces(line(upright), "tspan")
    assert float(text.get("x", "0")) > 105


def test_a_flow_has_names_in_other_languages() -> None:
    named = flow("F", "A", "A", STRAIGHT, name="Жоқ", inside=labels(ru="Нет", en="No"))
    assert words(group(drawn(shape("task", "A"), named, language="en"), "F")) == ["No"]


def test_the_colour_of_the_model_is_kept() -> None:
    part = flow("F", "A", "A", STRAIGHT)
    coloured = Part(
        element=part.element,
        drawn=part.drawn.replace("BPMNEdge b", 'BPMNEdge bioc:stroke="#1e88e5" b', 1),
    )
    assert pieces(line(coloured), "path")[0].get("stroke") == "#1e88e5"
