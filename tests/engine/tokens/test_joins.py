"""Parallel and inclusive joins."""

from __future__ import annotations

import pytest

from tests.engine.tokens.drawing import (
    both,
    boundary,
    duration,
    end,
    flows,
    model,
    script,
    some,
    start,
    sub,
    task,
    user,
    xor,
)
from tests.engine.tokens.play import Play


def test_parallel_join_waits_for_every_flow() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        user("B"),
        both("J"),
        end(),
        flows("S > F > A > J > E", "F > B > J"),
    )
    play = Play(xml).stands_at("A", "B").answer("B").stands_at("A").answer("A")
    play.ends_with("S", "F", "B", "A", "J", "E")


def test_two_flows_between_the_same_two_nodes_are_two_flows() -> None:
    Play(model(start(), both("F"), both("J"), end(), flows("S > F > J > E", "F > J"))).ends_with(
        "S", "F", "J", "E"
    )


def test_parallel_join_counts_flows_not_tokens() -> None:
    xml = model(
        start(),
        task("A"),
        xor("X"),
        both("J"),
        user("B"),
        end(),
        flows("S > A", "A > X", "A > X", "X > J", "A > B > J", "J > E"),
    )
    play = Play(xml).stands_at("B").answer("B")
    assert not play.finished
    assert play.trace == ["S", "A", "X", "X", "B", "J", "E"]
    assert play.steady.stuck


def test_a_join_that_can_never_fire_is_seen_as_stuck() -> None:
    xml = model(
        start(),
        xor("X", default="d"),
        task("A"),
        task("B"),
        both("J"),
        end(),
        flows("S > X", "X > A : n == 1", "X > B as d", "A > J", "B > J", "J > E"),
    )
    play = Play(xml, {"n": 2})
    assert play.steady.stuck
    assert not play.finished


def test_parallel_join_in_a_loop() -> None:
    xml = model(
        start(),
        script("N", "n = n + 1"),
        both("F"),
        task("A"),
        task("B"),
        both("J"),
        xor("X", default="d"),
        end(),
        flows("S > N > F > A > J > X", "F > B > J", "X > N : n < 3", "X > E as d"),
    )
    Play(xml, {"n": 0}).ends_with("S", *("N", "F", "A", "B", "J", "X") * 3, "E")


INCLUSIVE = model(
    start(),
    some("F"),
    user("A"),
    user("B"),
    user("C"),
    some("J"),
    user("Z"),
    end(),
    flows("S > F", "F > A : a", "F > B : b", "F > C : c", "A > J", "B > J", "C > J", "J > Z > E"),
)


@pytest.mark.parametrize(
    "chosen", [("A",), ("B",), ("A", "C"), ("C", "A"), ("A", "B", "C"), ("C", "B", "A")]
)
def test_inclusive_join_waits_for_those_that_were_chosen(chosen: tuple[str, ...]) -> None:
    play = Play(INCLUSIVE, {name.lower(): name in chosen for name in "ABC"})
    for name in chosen:
        assert "Z" not in play.waiting
        play.answer(name)
    play.stands_at("Z").answer("Z").ends_with("S", "F", *chosen, "J", "Z", "E")


def test_inclusive_gateway_without_true_condition_takes_its_default() -> None:
    xml = model(
        start(),
        some("F", default="d"),
        task("A"),
        task("B"),
        end(),
        flows("S > F", "F > A : false", "F > B as d", "A > E", "B > E"),
    )
    Play(xml).ends_with("S", "F", "B", "E")


def test_inclusive_join_fires_when_the_other_token_leaves_for_another_end() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        user("B"),
        xor("X", default="d"),
        some("J"),
        user("Z"),
        end(),
        end("E2"),
        flows("S > F > A > X", "F > B > J", "X > E2 : away", "X > J as d", "J > Z > E"),
    )
    Play(xml, {"away": True}).answer("B").stands_at("A").answer("A").stands_at("Z")
    Play(xml, {"away": False}).answer("B").stands_at("A").answer("A").stands_at("Z")


def test_inclusive_join_waits_for_a_token_that_could_still_come_over_a_boundary_event() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        boundary("T", "A", duration("PT1H")),
        user("B"),
        some("J"),
        user("Z"),
        end(),
        end("E2"),
        flows("S > F > A > E2", "F > B > J", "T > J", "J > Z > E"),
    )
    play = Play(xml).answer("B").stands_at("A", "T")
    play.wait(hours=1).stands_at("Z")
    Play(xml).answer("B").answer("A").stands_at("Z")


def test_inclusive_join_looks_only_at_its_own_scope() -> None:
    xml = model(
        start(),
        both("F"),
        user("U"),
        sub(
            "Q",
            start("qs"),
            some("G"),
            task("A"),
            some("J"),
            end("qe"),
            flows("qs > G", "G > A : true", "A > J > qe"),
        ),
        end(),
        flows("S > F > U > E", "F > Q > E"),
    )
    play = Play(xml).stands_at("U")
    assert play.trace == ["S", "F", "qs", "G", "A", "J", "qe", "Q", "E"]


def test_inclusive_join_in_a_loop() -> None:
    xml = model(
        start(),
        script("N", "n = n + 1"),
        some("F"),
        task("A"),
        task("B"),
        some("J"),
        xor("X", default="d"),
        end(),
        flows(
            "S > N > F",
            "F > A : n < 3",
            "F > B : n > 1",
            "A > J",
            "B > J",
            "J > X",
            "X > N : n < 3",
            "X > E as d",
        ),
    )
    play = Play(xml, {"n": 0})
    play.ends_with(
        *["S", "N", "F", "A", "J", "X", "N", "F", "A", "B", "J", "X", "N", "F", "B", "J", "X", "E"]
    )


def test_long_parallel_loops_neither_recurse_nor_grow() -> None:
    xml = model(
        start(),
        task("M"),
        both("F"),
        script("A", "a = a + 1"),
        script("B", "b = b + 1"),
        both("J"),
        xor("X", default="d"),
        end(),
        flows("S > M > F > A > J", "F > B > J", "J > X", "X > M : a < 1500", "X > E as d"),
    )
    play = Play(xml, {"a": 0, "b": 0})
    assert play.finished
    assert play.variables == {"a": 1500, "b": 1500}
    assert len(play.states[-1]) < 200
