"""Multi-instance and standard loops."""

from __future__ import annotations

import pytest

from tests.engine.tokens.drawing import (
    again,
    boundary,
    duration,
    each,
    element,
    end,
    flows,
    mapping,
    message,
    model,
    script,
    start,
    sub,
    task,
    times,
    user,
)
from tests.engine.tokens.play import NOW, Play


def many(loop: str, *body: str) -> bytes:
    return model(start(), user("A", loop), *body, end(), flows("S > A > E"))


def test_results_of_a_parallel_one_stand_in_the_order_of_input_whoever_answers_first() -> None:
    play = Play(many(each(out="results of answer")), {"items": ["a", "b", "c"]}).stands_at(
        "A", "A", "A"
    )
    for nth in (2, 0, 0):
        item = play.steady.view(play.token("A", nth=nth))["item"]
        play.answer("A", {"answer": item.upper()}, nth=nth)
    play.ends_with("S", "A", "A", "A", "E")
    assert play.variables == {"items": ["a", "b", "c"], "results": ["A", "B", "C"]}


def test_a_sequential_one_goes_round_by_round_over_the_collection_as_it_was() -> None:
    play = Play(many(each(sequential=True, out="results of answer")), {"items": [1, 2, 3]})
    for item in (1, 2, 3):
        play.stands_at("A")
        assert play.steady.view(play.token("A"))["item"] == item
        play.write(items=[]).answer("A", {"answer": item * 10})
    play.ends_with("S", "A", "A", "A", "E")
    assert play.variables["results"] == [10, 20, 30]


@pytest.mark.parametrize(
    "loop", [each(), each(sequential=True), times("0"), each(out="results of answer")]
)
def test_no_round_at_all_is_passed(loop: str) -> None:
    play = Play(many(loop), {"items": []})
    play.ends_with("S", "E")
    assert play.variables.get("results", []) == []


def test_cardinality() -> None:
    play = Play(many(times("n + 1")), {"n": 2}).stands_at("A", "A", "A")
    assert [play.steady.view(wait.token)["loopCounter"] for wait in play.waits] == [0, 1, 2]


@pytest.mark.parametrize(
    ("loop", "variables"),
    [
        (each(), {}),
        (each(), {"items": "abc"}),
        (each(), {"items": {"a": 1}}),
        (times("n"), {"n": -1}),
        (times("n"), {"n": True}),
        (times("n"), {"n": "3"}),
        (times("1.5"), {}),
        (times("n"), {"n": 10_001}),
    ],
)
def test_what_cannot_be_counted_is_trouble(loop: str, variables: dict[str, object]) -> None:
    play = Play(many(loop), variables)
    assert [trouble.element_id for trouble in play.troubles] == ["A"]
    play.write(items=["x"], n=1)
    if "1.5" not in loop:
        play.retry().stands_at("A")


def test_completion_condition_ends_the_rest_and_results_are_those_that_came() -> None:
    play = Play(
        many(each(until="nrOfCompletedInstances >= 2", out="results of answer")),
        {"items": ["a", "b", "c"]},
    )
    play.answer("A", {"answer": "C"}, nth=2).stands_at("A", "A").answer("A", {"answer": "A"})
    play.ends_with("S", "A", "A", "E")
    assert play.cancelled == ["A"]
    assert play.variables["results"] == ["A", "C"]


def test_completion_condition_sees_the_answer_of_the_round() -> None:
    play = Play(
        many(each(sequential=True, until="answer == 'stop'", out="r of answer")),
        {"items": [1, 2, 3]},
    )
    play.answer("A", {"answer": "on"}).answer("A", {"answer": "stop"}).ends_with("S", "A", "A", "E")


def test_completion_condition_in_trouble_keeps_the_answer() -> None:
    play = Play(many(each(until="limit > 0", out="r of answer")), {"items": [1, 2]}).answer(
        "A", {"answer": 7}
    )
    assert [trouble.element_id for trouble in play.troubles] == ["A"]
    play.write(limit=1).retry().ends_with("S", "A", "E")
    assert play.cancelled == ["A"]
    assert play.variables["r"] == [7]


def test_rounds_count_what_is_done_and_open() -> None:
    play = Play(many(each()), {"items": [1, 2, 3]}).answer("A")
    view = play.steady.view(play.token("A"))
    assert [
        view[name] for name in ("nrOfInstances", "nrOfCompletedInstances", "nrOfActiveInstances")
    ] == [3, 1, 2]


def test_an_answer_without_collection_goes_to_the_nearest_scope_with_that_name() -> None:
    play = Play(many(each()), {"items": [1, 2], "seen": None})
    play.answer("A", {"seen": "x", "item": "changed", "fresh": 1})
    assert play.variables == {"items": [1, 2], "seen": "x", "fresh": 1}


NESTED = model(
    start(),
    sub(
        "Q",
        each("cases", "case", out="sums of total"),
        start("qs"),
        user("U", each("case.parts", "part")),
        script("C", "total = case.n"),
        end("qe"),
        flows("qs > U > C > qe"),
    ),
    boundary("T", "Q", duration("PT1H")),
    end(),
    end("E2"),
    flows("S > Q > E", "T > E2"),
)
CASES = {"cases": [{"n": 1, "parts": ["a", "b"]}, {"n": 2, "parts": ["c"]}]}


def test_rounds_of_a_sub_process_see_their_own_element_all_the_way_in() -> None:
    play = Play(NESTED, CASES).stands_at("T", "U", "U", "U")
    seen = [
        (play.steady.view(w.token)["case"]["n"], play.steady.view(w.token)["part"])
        for w in play.waits[1:]
    ]
    assert seen == [(1, "a"), (1, "b"), (2, "c")]
    for _ in range(3):
        play.answer("U")
    play.ends_with("S", "qs", "qs", "U", "U", "C", "qe", "Q", "U", "C", "qe", "Q", "E")


def test_rounds_of_a_sub_process_do_not_share_their_results() -> None:
    inside = sub(
        "Q",
        each("cases", "case", out="totals of total"),
        start("qs"),
        script("C", "total = case * 10"),
        user("U"),
        end("qe"),
        flows("qs > C > U > qe"),
    )
    play = Play(model(start(), inside, end(), flows("S > Q > E")), {"cases": [1, 2, 3]})
    play.answer("U", nth=1).answer("U", nth=1).answer("U")
    assert play.variables == {"cases": [1, 2, 3], "totals": [10, 20, 30]}


def test_a_result_may_have_the_name_of_the_element() -> None:
    play = (
        Play(many(each(out="results of item")), {"items": [1, 2]})
        .answer("A", {"item": 5})
        .answer("A")
    )
    assert play.variables == {"items": [1, 2], "results": [5, 2]}


def test_a_boundary_event_takes_all_rounds_away_with_their_variables() -> None:
    play = Play(NESTED, CASES).answer("U").wait(hours=1)
    play.ends_with("S", "qs", "qs", "U", "T", "E2")
    assert play.variables == CASES
    assert b'"local":[]' in play.states[-1]


def test_a_boundary_event_of_a_repeated_task_is_one_for_all_rounds() -> None:
    xml = many(each(), boundary("N", "A", message(), interrupting=False), task("L"), flows("N > L"))
    play = (
        Play(xml, {"items": [1, 2]}).stands_at("N", "A", "A").send("Paper").answer("A").answer("A")
    )
    play.ends_with("S", "N", "L", "A", "A", "E")


def test_a_round_with_a_mapping_maps_in_and_out() -> None:
    loop = mapping("in twice = item * 2", "out sum = sum + twice + answer") + each(sequential=True)
    play = Play(many(loop), {"items": [1, 2], "sum": 0})
    assert play.steady.view(play.token("A"))["twice"] == 2
    play.answer("A", {"answer": 100}).answer("A", {"answer": 200})
    assert play.variables == {"items": [1, 2], "sum": 306}


def test_receive_tasks_repeat_too() -> None:
    xml = model(
        start(), element("receiveTask", "R", times("2"), messageRef="M"), end(), flows("S > R > E")
    )
    Play(xml).stands_at("R", "R").send("Paper").send("Paper").ends_with("S", "R", "R", "E")


def test_a_loop_tests_after_each_round() -> None:
    play = Play(many(again("not ok")), {"ok": True}).stands_at("A")
    play.answer("A", {"ok": False}).answer("A", {"ok": False}).answer("A", {"ok": True})
    play.ends_with("S", "A", "A", "A", "E")


def test_a_loop_may_test_before_the_first_round() -> None:
    Play(many(again("not ok", before=True)), {"ok": True}).ends_with("S", "E")
    Play(many(again("not ok", before=True)), {"ok": False}).stands_at("A").answer(
        "A", {"ok": True}
    ).ends_with("S", "A", "E")


def test_a_loop_has_a_maximum() -> None:
    Play(many(again(maximum=2))).answer("A").answer("A").ends_with("S", "A", "A", "E")
    Play(many(again("true", maximum=2))).answer("A").answer("A").ends_with("S", "A", "A", "E")


def test_a_loop_counts_its_rounds() -> None:
    xml = model(
        start(),
        script("A", "n = n + loopCounter", inner=again("loopCounter < 4")),
        end(),
        flows("S > A > E"),
    )
    play = Play(xml, {"n": 0})
    play.ends_with("S", "A", "A", "A", "A", "E")
    assert play.variables == {"n": 6}


def test_a_loop_over_a_sub_process_with_a_timer_on_it() -> None:
    inside = sub("Q", again("true"), start("qs"), user("U"), end("qe"), flows("qs > U > qe"))
    xml = model(
        start(), inside, boundary("T", "Q", duration("PT3H")), end(), flows("S > Q > E", "T > E")
    )
    play = Play(xml).wait(hours=2).answer("U").stands_at("T", "U")
    assert play.due("T").hour == NOW.hour + 3
    play.wait(hours=1).ends_with("S", "qs", "U", "qe", "Q", "qs", "T", "E")


@pytest.mark.parametrize("loop", [each(sequential=True), again("loopCounter < 5000")])
def test_five_thousand_rounds_are_no_matter(loop: str) -> None:
    xml = model(start(), task("A", loop), end(), flows("S > A > E"))
    play = Play(xml, {"items": list(range(5000))})
    assert play.finished
    assert play.trace.count("A") == 5000


def test_a_drawn_loop_of_five_thousand_rounds_leaves_nothing_behind() -> None:
    xml = model(
        start(),
        script("A", "n = n + 1"),
        '<exclusiveGateway id="X" default="d"/>',
        user("U"),
        flows("S > A > X", "X > A : n < 5000", "X > U as d"),
    )
    play = Play(xml, {"n": 0}).stands_at("U")
    assert play.trace.count("A") == 5000
    assert len(play.states[-1]) < 200
