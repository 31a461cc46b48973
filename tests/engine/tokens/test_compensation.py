"""What was done is undone last first, once, and only what was done (BPMN 2.0, 13.5.5)."""

from __future__ import annotations

import pytest

from tests.engine.tokens.drawing import (
    again,
    both,
    boundary,
    compensate,
    each,
    element,
    end,
    error,
    flows,
    job,
    mapping,
    message,
    model,
    reaction,
    script,
    start,
    sub,
    task,
    throw,
    undoes,
    undone,
    user,
)
from tests.engine.tokens.play import Play

TWO = (
    task("A"),
    undone("A", "UA"),
    task("B"),
    undone("B", "UB"),
)


def done(*body: str, pairs: tuple[str, ...] = ("A by UA", "B by UB"), path: str) -> Play:
    return Play(model(start(), *body, end(), flows(path), undoes(*pairs)))


def test_without_a_throw_nothing_is_undone() -> None:
    done(*TWO, path="S > A > B > E").ends_with("S", "A", "B", "E")


def test_the_last_is_undone_first_and_the_thrower_waits() -> None:
    play = done(*TWO, throw("T", compensate()), path="S > A > B > T > E")
    play.ends_with("S", "A", "B", "UB", "UA", "T", "E")


def test_an_end_event_throws_too() -> None:
    play = Play(
        model(
            start(),
            *TWO,
            end("E", compensate()),
            flows("S > A > B > E"),
            undoes("A by UA", "B by UB"),
        )
    )
    play.ends_with("S", "A", "B", "UB", "UA", "E")


def test_a_throw_may_name_one_activity() -> None:
    done(*TWO, throw("T", compensate("A")), path="S > A > B > T > E").ends_with(
        "S", "A", "B", "UA", "T", "E"
    )


def test_nothing_is_undone_twice() -> None:
    body = (*TWO, throw("T", compensate("B")), throw("R", compensate()))
    done(*body, path="S > A > B > T > R > E").ends_with("S", "A", "B", "UB", "T", "UA", "R", "E")


def test_what_is_not_complete_is_not_undone() -> None:
    body = (user("A"), undone("A", "UA"), task("B"), undone("B", "UB"), both("F"), both("J"))
    play = Play(
        model(
            start(),
            *body,
            throw("T", compensate()),
            end(),
            flows("S > F > A > J", "F > B > T > J > E"),
            undoes("A by UA", "B by UB"),
        )
    )
    assert play.trace == ["S", "F", "B", "UB", "T"]
    play.answer("A").ends_with("S", "F", "B", "UB", "T", "A", "J", "E")


def test_a_handler_may_wait() -> None:
    play = done(
        task("A"),
        undone("A", "UA", "userTask"),
        task("B"),
        undone("B", "UB", "userTask"),
        throw("T", compensate()),
        path="S > A > B > T > E",
    )
    play.stands_at("UB").answer("UB").stands_at("UA").answer("UA")
    play.ends_with("S", "A", "B", "UB", "UA", "T", "E")


def test_each_visit_in_a_loop_is_undone() -> None:
    round_ = script("A", "n = n + 1", inner=again("n < 3"))
    play = Play(
        model(
            start(),
            round_,
            undone("A", "UA"),
            throw("T", compensate()),
            end(),
            flows("S > A > T > E"),
            undoes("A by UA"),
        ),
        {"n": 0},
    )
    play.ends_with("S", "A", "A", "A", "UA", "UA", "UA", "T", "E")


def test_each_round_is_undone_with_its_own_element_last_first() -> None:
    undo = undone(
        "A", "UA", "scriptTask", "<script>log = log + item</script>", scriptFormat="ruqsat"
    )
    play = Play(
        model(
            start(),
            user("A", each()),
            undo,
            throw("T", compensate()),
            end(),
            flows("S > A > T > E"),
            undoes("A by UA"),
        ),
        {"items": ["x", "y", "z"], "log": ""},
    )
    play.answer("A", nth=1).answer("A", nth=1).answer("A")
    assert play.variables["log"] == "xzy"
    play.ends_with("S", "A", "A", "A", "UA", "UA", "UA", "T", "E")


def test_rounds_of_a_whole_that_is_not_complete_are_not_undone() -> None:
    play = Play(
        model(
            start(),
            user("A", each()),
            undone("A", "UA"),
            boundary("X", "A", message()),
            throw("T", compensate()),
            end(),
            flows("S > A > E", "X > T > E"),
            undoes("A by UA"),
        ),
        {"items": [1, 2]},
    )
    play.answer("A").send("Paper").ends_with("S", "A", "X", "T", "E")


INSIDE = sub(
    "Q", start("QS"), *TWO, end("QE"), flows("QS > A > B > QE"), undoes("A by UA", "B by UB")
)


@pytest.mark.parametrize("named", ["", "Q"])
def test_a_completed_sub_process_is_undone_from_inside(named: str) -> None:
    play = Play(
        model(start(), INSIDE, throw("T", compensate(named)), end(), flows("S > Q > T > E"))
    )
    play.ends_with("S", "QS", "A", "B", "QE", "Q", "UB", "UA", "T", "E")


def test_its_own_handler_stands_for_all_inside() -> None:
    play = Play(
        model(
            start(),
            INSIDE,
            undone("Q", "UQ"),
            throw("T", compensate()),
            end(),
            flows("S > Q > T > E"),
            undoes("Q by UQ"),
        )
    )
    play.ends_with("S", "QS", "A", "B", "QE", "Q", "UQ", "T", "E")


def test_sub_processes_in_each_other_are_undone_in_the_order_of_their_completion() -> None:
    outer = sub(
        "O",
        start("OS"),
        INSIDE,
        task("C"),
        undone("C", "UC"),
        end("OE"),
        flows("OS > Q > C > OE"),
        undoes("C by UC"),
    )
    play = Play(model(start(), outer, throw("T", compensate()), end(), flows("S > O > T > E")))
    assert play.trace[-6:] == ["O", "UC", "UB", "UA", "T", "E"]


def test_handlers_inside_may_wait_and_be_loaded() -> None:
    inside = sub(
        "Q",
        start("QS"),
        user("A"),
        undone("A", "UA", "userTask"),
        end("QE"),
        flows("QS > A > QE"),
        undoes("A by UA"),
    )
    play = Play(model(start(), inside, throw("T", compensate()), end(), flows("S > Q > T > E")))
    play.answer("A").stands_at("UA").answer("UA").ends_with(
        "S", "QS", "A", "QE", "Q", "UA", "T", "E"
    )


def test_a_throw_inside_undoes_nothing_outside() -> None:
    inner = sub(
        "Q",
        start("QS"),
        task("B"),
        undone("B", "UB"),
        throw("T", compensate()),
        end("QE"),
        flows("QS > B > T > QE"),
        undoes("B by UB"),
    )
    play = Play(
        model(
            start(),
            task("A"),
            undone("A", "UA"),
            inner,
            end(),
            flows("S > A > Q > E"),
            undoes("A by UA"),
        )
    )
    play.ends_with("S", "A", "QS", "B", "UB", "T", "QE", "Q", "E")


def test_an_interrupted_sub_process_leaves_nothing_to_undo() -> None:
    inner = sub(
        "Q",
        start("QS"),
        task("B"),
        undone("B", "UB"),
        job("W"),
        end("QE"),
        flows("QS > B > W > QE"),
        undoes("B by UB"),
    )
    play = Play(
        model(
            start(),
            inner,
            boundary("X", "Q", error("X")),
            throw("T", compensate()),
            end(),
            flows("S > Q > E", "X > T > E"),
        )
    )
    play.throw("W", "LOST").ends_with("S", "QS", "B", "X", "T", "E")


def test_an_event_sub_process_undoes_what_was_done_around_it() -> None:
    play = Play(
        model(
            start(),
            task("A"),
            undone("A", "UA"),
            job("W"),
            reaction(
                "R",
                start("RS", error("X")),
                task("B"),
                undone("B", "UB"),
                end("RE", compensate()),
                flows("RS > B > RE"),
                undoes("B by UB"),
            ),
            end(),
            flows("S > A > W > E"),
            undoes("A by UA"),
        )
    )
    play.throw("W", "LOST").ends_with("S", "A", "RS", "B", "UB", "UA", "RE", "R")


def test_a_compensation_event_sub_process_undoes_what_it_lies_in() -> None:
    inside = sub(
        "Q",
        start("QS"),
        *TWO,
        end("QE"),
        reaction(
            "R",
            start("RS", compensate()),
            throw("RT", compensate("A")),
            task("C"),
            end("RE"),
            flows("RS > RT > C > RE"),
        ),
        flows("QS > A > B > QE"),
        undoes("A by UA", "B by UB"),
    )
    play = Play(model(start(), inside, throw("T", compensate()), end(), flows("S > Q > T > E")))
    play.ends_with("S", "QS", "A", "B", "QE", "Q", "RS", "UA", "RT", "C", "RE", "R", "T", "E")


def test_a_sub_process_may_undo() -> None:
    undo = undone(
        "A", "UA", "subProcess", start("US") + user("U") + end("UE") + flows("US > U > UE")
    )
    play = Play(
        model(
            start(),
            task("A"),
            undo,
            throw("T", compensate()),
            end(),
            flows("S > A > T > E"),
            undoes("A by UA"),
        )
    )
    play.answer("U").ends_with("S", "A", "US", "U", "UE", "UA", "T", "E")


def test_what_undoes_sees_the_values_of_then() -> None:
    worker = user("A", mapping("in was = price", "out price = price * 2"))
    undo = undone("A", "UA", "scriptTask", "<script>price = was</script>", scriptFormat="ruqsat")
    play = Play(
        model(
            start(),
            worker,
            undo,
            throw("T", compensate()),
            end(),
            flows("S > A > T > E"),
            undoes("A by UA"),
        ),
        {"price": 5},
    )
    play.answer("A")
    assert play.variables == {"price": 5}


def test_an_error_while_undoing_climbs_as_any_other() -> None:
    inner = sub(
        "Q",
        start("QS"),
        task("A"),
        undone("A", "UA", "serviceTask", camunda_type="external", camunda_topic="work"),
        throw("T", compensate()),
        end("QE"),
        flows("QS > A > T > QE"),
        undoes("A by UA"),
    )
    play = Play(
        model(start(), inner, boundary("X", "Q", error("X")), end(), flows("S > Q > E", "X > E"))
    )
    play.throw("UA", "LOST").ends_with("S", "QS", "A", "X", "E")


def test_a_handler_stands_beside_the_flows() -> None:
    marked = element("task", "A", isForCompensation="false")
    Play(model(start(), marked, end(), flows("S > A > E"))).ends_with("S", "A", "E")


def test_parallel_throws_undo_each_thing_once() -> None:
    play = Play(
        model(
            start(),
            task("A"),
            undone("A", "UA", "userTask"),
            task("B"),
            undone("B", "UB", "userTask"),
            both("F"),
            throw("T", compensate("A")),
            throw("R", compensate("B")),
            end(),
            flows("S > A > B > F > T > E", "F > R > E"),
            undoes("A by UA", "B by UB"),
        )
    )
    play.stands_at("UA", "UB").answer("UB").answer("UA")
    assert play.trace == ["S", "A", "B", "F", "UB", "R", "E", "UA", "T", "E"]
