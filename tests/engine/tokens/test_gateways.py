"""Exclusive gateways, conditional flows, implicit splits and merges."""

from __future__ import annotations

import pytest

from tests.engine.tokens.drawing import end, flows, model, start, task, user, xor
from tests.engine.tokens.play import Play

CHOICE = model(
    start(),
    xor("X", default="d"),
    task("A"),
    task("B"),
    task("C"),
    end(),
    flows("S > X", "X > A : n > 10", "X > B : n > 5", "X > C as d", "A > E", "B > E", "C > E"),
)


@pytest.mark.parametrize(("n", "taken"), [(11, "A"), (10, "B"), (6, "B"), (5, "C")])
def test_exclusive_gateway_takes_the_first_true_flow_else_the_default(n: int, taken: str) -> None:
    Play(CHOICE, {"n": n}).ends_with("S", "X", taken, "E")


def test_order_of_flows_is_that_of_the_document_not_of_the_drawing() -> None:
    shapes = "".join(
        f'<bpmndi:BPMNShape bpmnElement="{name}"><dc:Bounds x="0" y="{y}" width="1" height="1"/></bpmndi:BPMNShape>'
        for name, y in (("A", 900), ("B", 10), ("C", 500))
    )
    drawing = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        f'xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"><bpmndi:BPMNPlane bpmnElement="P">{shapes}'
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram></definitions>"
    )
    drawn = CHOICE.replace(b"</definitions>", drawing.encode())
    Play(drawn, {"n": 11}).ends_with("S", "X", "A", "E")


def test_without_true_condition_and_default_the_gateway_is_in_trouble_and_can_be_tried_again() -> (
    None
):
    xml = model(
        start(),
        xor("X"),
        task("A"),
        task("B"),
        end(),
        flows("S > X", "X > A : n == 1", "X > B : n == 2", "A > E", "B > E"),
    )
    play = Play(xml, {"n": 3})
    assert [(t.element_id, "no condition is true" in t.message) for t in play.troubles] == [
        ("X", True)
    ]
    assert not play.finished
    play.retry()
    assert play.troubles
    play.write(n=2).retry()
    play.ends_with("S", "X", "B", "E")


def test_a_condition_that_names_nothing_is_trouble_and_names_it() -> None:
    play = Play(CHOICE, {})
    assert play.troubles[0].element_id == "X"
    assert "n" in play.troubles[0].message


def test_a_condition_that_is_no_truth_value_is_trouble() -> None:
    xml = model(
        start(),
        xor("X", default="d"),
        task("A"),
        end(),
        flows("S > X", "X > A : n", "X > E as d", "A > E"),
    )
    assert Play(xml, {"n": 1}).troubles[0].element_id == "X"


def test_each_token_passes_an_exclusive_merge() -> None:
    xml = model(
        start(),
        task("A"),
        task("B"),
        xor("X"),
        user("U"),
        end(),
        flows("S > A > X", "S > B > X", "X > U > E"),
    )
    play = Play(xml).stands_at("U", "U")
    play.answer("U").answer("U")
    play.ends_with("S", "A", "B", "X", "X", "U", "E", "U", "E")


def test_several_flows_out_of_a_task_are_all_taken_in_order() -> None:
    xml = model(
        start(), task("A"), user("B"), user("C"), end(), flows("S > A > B > E", "A > C > E")
    )
    Play(xml).stands_at("B", "C")


CONDITIONAL = model(
    start(),
    user("A", default="d"),
    task("B"),
    task("C"),
    task("D"),
    task("F"),
    end(),
    flows(
        "S > A", "A > B : b", "A > C : c", "A > D as d", "A > F", "B > E", "C > E", "D > E", "F > E"
    ),
)


@pytest.mark.parametrize(
    ("b", "c", "taken"), [(True, True, "BCF"), (False, True, "CF"), (False, False, "DF")]
)
def test_conditional_flows_out_of_a_task(b: bool, c: bool, taken: str) -> None:
    play = Play(CONDITIONAL).answer("A", {"b": b, "c": c})
    play.ends_with("S", "A", *taken, *("E" for _ in taken))


def test_one_conditional_flow_that_is_false_is_trouble_at_the_flow_and_the_task_is_done() -> None:
    xml = model(start(), user("A"), end(), flows("S > A", "A > E as on : ok"))
    play = Play(xml).answer("A", {"ok": False})
    assert play.trace == ["S", "A"]
    assert play.troubles[0].element_id == "on"
    play.write(ok=True).retry()
    play.ends_with("S", "A", "E")


def test_a_flow_out_of_an_event_may_have_a_condition() -> None:
    xml = model(
        start(),
        task("A"),
        task("B"),
        end(),
        flows("S > A : big", "S > B : not big", "A > E", "B > E"),
    )
    Play(xml, {"big": False}).ends_with("S", "B", "E")


def test_a_node_without_flow_out_of_it_ends_its_token() -> None:
    Play(model(start(), task("A"), flows("S > A"))).ends_with("S", "A")


def test_a_process_without_start_event_begins_everywhere_nothing_leads_to() -> None:
    Play(model(task("A"), task("B"), end(), flows("A > E"))).ends_with("A", "B", "E")


@pytest.mark.parametrize("name", ["Start", "End", "Root", "StartEventSplit"])
def test_ids_that_the_library_keeps_for_itself_are_ids_like_others(name: str) -> None:
    play = Play(model(start(), user(name), end(), flows(f"S > {name} > E"))).stands_at(name)
    play.answer(name).ends_with("S", name, "E")


def test_concurrent_nodes_complete_in_the_order_of_arrival() -> None:
    xml = model(
        start(),
        task("A"),
        task("B"),
        task("C"),
        task("D"),
        end(),
        flows("S > A > B > E", "S > C > D > E"),
    )
    Play(xml).ends_with("S", "A", "C", "B", "D", "E", "E")


def test_flows_taken_are_told_once_each_in_order() -> None:
    xml = model(
        start(), xor("X", default="d"), end(), flows("S > X as one", "X > E : n > 1", "X > E as d")
    )
    play = Play(xml, {"n": 0})
    assert play.flows == ["one", "d"]
