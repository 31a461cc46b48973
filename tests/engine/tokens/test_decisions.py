"""What is told of a choice."""

from __future__ import annotations

from typing import Any

from engine.tokens.execution import Decision, Execution
from tests.engine.tokens.drawing import end, flows, model, some, start, task, xor
from tests.engine.tokens.play import Outside, parsed


def decisions(xml: bytes, variables: dict[str, Any], *, explaining: bool = True) -> list[Decision]:
    execution = Execution.start(parsed(xml), Outside(explaining=explaining), variables)
    execution.run()
    return execution.decisions


CHOICE = model(
    start(),
    xor("X", default="d"),
    task("A"),
    task("B"),
    end(),
    flows("S > X", "X > A as a : n > 5", "X > B as d", "A > E", "B > E"),
)


def told(decision: Decision) -> tuple[str, bool | None, bool, list[tuple[str, Any]]]:
    return (
        decision.flow_id,
        decision.result,
        decision.taken,
        [(read.path, read.value) for read in decision.reads],
    )


def test_a_true_condition_is_told_with_what_it_read() -> None:
    assert [told(d) for d in decisions(CHOICE, {"n": 7})] == [
        ("a", True, True, [("n", 7)]),
        ("d", None, False, []),
    ]


def test_a_default_is_told_after_the_conditions_that_were_false() -> None:
    found = decisions(CHOICE, {"n": 3})
    assert [told(d) for d in found] == [("a", False, False, [("n", 3)]), ("d", None, True, [])]
    assert (found[0].element_id, found[0].condition) == ("X", "n > 5")


def test_without_explaining_the_reads_are_left_out() -> None:
    assert [told(d) for d in decisions(CHOICE, {"n": 7}, explaining=False)] == [
        ("a", True, True, []),
        ("d", None, False, []),
    ]


def test_conditions_after_the_first_true_one_are_not_looked_at() -> None:
    xml = model(
        start(), xor("X"), end(), flows("S > X", "X > E as a : n > 1", "X > E as b : missing > 1")
    )
    assert [told(d)[:3] for d in decisions(xml, {"n": 2})] == [("a", True, True)]


def test_an_inclusive_gateway_tells_of_all_its_flows() -> None:
    xml = model(
        start(),
        some("G", default="d"),
        task("A"),
        end(),
        flows("S > G", "G > A as a : n > 1", "G > A as b : n > 9", "G > E as d", "A > E"),
    )
    assert [told(d)[:3] for d in decisions(xml, {"n": 2})] == [
        ("a", True, True),
        ("b", False, False),
        ("d", None, False),
    ]


def test_where_there_is_no_choice_nothing_is_told() -> None:
    assert decisions(model(start(), task("A"), end(), flows("S > A > E", "A > E")), {}) == []
