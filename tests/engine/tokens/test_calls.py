"""Call activities: the called process sees only what is passed to it, and gives back only what is named."""

from __future__ import annotations

from engine.tokens.execution import Execution
from tests.engine.tokens.drawing import (
    SHARED,
    boundary,
    call,
    catch,
    compensate,
    document,
    duration,
    each,
    end,
    error,
    escalation,
    flows,
    mapping,
    model,
    reaction,
    script,
    signal,
    start,
    sub,
    task,
    terminate,
    throw,
    undoes,
    undone,
    user,
)
from tests.engine.tokens.play import Outside, Play, parsed


def other(*body: str, name: str = "Q") -> bytes:
    return document(*body, shared=SHARED, process=f'id="{name}" isExecutable="true"')


ASK = other(start("QS"), user("A"), end("QE"), flows("QS > A > QE"))


def caller(*passing: str, inner: str = "") -> bytes:
    return model(start(), call("C", "Q", *passing, inner=inner), end(), flows("S > C > E"))


def test_what_is_called_comes_before_the_call_itself() -> None:
    play = Play(caller(), called={"Q": ASK})
    play.stands_at("C/A").answer("C/A")
    play.ends_with("S", "C/QS", "C/A", "C/QE", "C", "E")


def test_nothing_is_seen_and_nothing_given_back_that_is_not_named() -> None:
    play = Play(caller(), {"secret": 1}, called={"Q": ASK})
    assert dict(play.steady.view(play.token("C/A"))) == {}
    play.answer("C/A", {"found": 2})
    assert play.variables == {"secret": 1}


def test_named_values_pass_both_ways() -> None:
    play = Play(caller("in n = a + 1", "out b = found * 10"), {"a": 1}, called={"Q": ASK})
    assert dict(play.steady.view(play.token("C/A"))) == {"n": 2}
    play.answer("C/A", {"found": 7})
    assert play.variables == {"a": 1, "b": 70}
    play.ends_with("S", "C/QS", "C/A", "C/QE", "C", "E")


def test_all_variables_may_pass() -> None:
    play = Play(caller("in all", "out all"), {"a": 1}, called={"Q": ASK})
    play.answer("C/A", {"a": 2, "b": 3})
    assert play.variables == {"a": 2, "b": 3}


def test_elements_of_both_may_have_the_same_id() -> None:
    same = other(start(), user("A"), end(), flows("S > A > E"))
    play = Play(
        model(start(), user("A"), call("C", "Q"), end(), flows("S > A > C > E")), called={"Q": same}
    )
    play.answer("A").stands_at("C/A").answer("C/A")
    play.ends_with("S", "A", "C/S", "C/A", "C/E", "C", "E")


def test_calls_may_call() -> None:
    between = other(start(), call("D", "R", "in n = n * 2", "out m = m"), end(), flows("S > D > E"))
    last = other(start(), script("T", "m = n + 1"), end(), flows("S > T > E"), name="R")
    play = Play(caller("in n = n", "out m = m"), {"n": 5}, called={"Q": between, "R": last})
    assert play.variables == {"n": 5, "m": 11}
    play.ends_with("S", "C/S", "C/D/S", "C/D/T", "C/D/E", "C/D", "C/E", "C", "E")


def test_each_round_calls_for_itself() -> None:
    worker = other(start(), script("T", "r = x * x"), end(), flows("S > T > E"))
    loop = each("items", "item", out="squares of square")
    play = Play(
        caller("in x = item", "out square = r", inner=loop),
        {"items": [1, 2, 3]},
        called={"Q": worker},
    )
    assert play.variables == {"items": [1, 2, 3], "squares": [1, 4, 9]}
    assert play.trace.count("C") == 3


def test_sub_processes_inside_see_the_root_of_the_called_process() -> None:
    inside = other(
        start(),
        sub("D", start("DS"), script("T", "r = x + 1"), end("DE"), flows("DS > T > DE")),
        end(),
        flows("S > D > E"),
    )
    play = Play(caller("in x = a", "out b = r"), {"a": 1, "x": 100}, called={"Q": inside})
    assert play.variables == {"a": 1, "x": 100, "b": 2}


def test_an_error_climbs_out_of_the_called_process() -> None:
    failing = other(start(), end("E", error("X")), flows("S > E"))
    play = Play(
        model(
            start(),
            call("C", "Q"),
            boundary("B", "C", error("X")),
            end(),
            end("F"),
            flows("S > C > E", "B > F"),
        ),
        called={"Q": failing},
    )
    play.ends_with("S", "C/S", "C/E", "B", "F")


def test_an_escalation_climbs_out_and_the_call_goes_on() -> None:
    telling = other(start(), throw("T", escalation("C")), user("A"), end(), flows("S > T > A > E"))
    play = Play(
        model(
            start(),
            call("C", "Q"),
            boundary("B", "C", escalation("C"), interrupting=False),
            end(),
            end("F"),
            flows("S > C > E", "B > F"),
        ),
        called={"Q": telling},
    )
    play.answer("C/A").ends_with("S", "C/S", "C/T", "B", "F", "C/A", "C/E", "C", "E")


def test_a_timer_on_the_call_ends_all_inside() -> None:
    play = Play(
        model(
            start(),
            call("C", "Q"),
            boundary("B", "C", duration("P1D")),
            end(),
            end("F"),
            flows("S > C > E", "B > F"),
        ),
        called={"Q": ASK},
    )
    play.wait(days=1)
    assert play.cancelled == ["C/A", "C"]
    play.ends_with("S", "C/QS", "B", "F")


def test_terminate_ends_only_the_called_process() -> None:
    ending = other(start(), end("E", terminate()), flows("S > E"))
    Play(caller(), called={"Q": ending}).ends_with("S", "C/S", "C/E", "C", "E")


def test_event_sub_processes_of_the_called_process_wait_while_it_runs() -> None:
    watched = other(
        start(),
        user("A"),
        reaction("R", start("RS", signal()), end("RE"), flows("RS > RE")),
        end(),
        flows("S > A > E"),
    )
    play = Play(caller(), called={"Q": watched})
    play.stands_at("C/RS", "C/A").send("Alarm")
    play.ends_with("S", "C/S", "C/RS", "C/RE", "C/R", "C", "E")


def test_a_signal_reaches_into_the_called_process() -> None:
    waiting = other(start(), catch("W", signal()), end(), flows("S > W > E"))
    play = Play(caller(), called={"Q": waiting})
    play.send("Alarm").ends_with("S", "C/S", "C/W", "C/E", "C", "E")


def test_a_call_is_undone_by_its_own_handler_only() -> None:
    inside = other(
        start(), task("A"), undone("A", "UA"), end(), flows("S > A > E"), undoes("A by UA")
    )
    play = Play(
        model(
            start(),
            call("C", "Q"),
            undone("C", "UC"),
            throw("T", compensate()),
            end(),
            flows("S > C > T > E"),
            undoes("C by UC"),
        ),
        called={"Q": inside},
    )
    play.ends_with("S", "C/S", "C/A", "C/E", "C", "UC", "T", "E")


def test_what_is_called_is_not_undone_from_outside() -> None:
    inside = other(
        start(), task("A"), undone("A", "UA"), end(), flows("S > A > E"), undoes("A by UA")
    )
    play = Play(
        model(start(), call("C", "Q"), throw("T", compensate()), end(), flows("S > C > T > E")),
        called={"Q": inside},
    )
    play.ends_with("S", "C/S", "C/A", "C/E", "C", "T", "E")


def test_mappings_of_the_call_itself_stand_around_what_passes() -> None:
    inner = mapping("in n = a * 2", "out b = r + 1").removesuffix("</extensionElements>")
    passing = '<camunda:in source="n" target="x"/><camunda:out source="y" target="r"/></extensionElements>'
    drawn = call("C", "Q", inner=inner + passing)
    worker = other(start(), script("T", "y = x * 10"), end(), flows("S > T > E"))
    play = Play(model(start(), drawn, end(), flows("S > C > E")), {"a": 1}, called={"Q": worker})
    assert play.variables == {"a": 1, "b": 21}


def test_a_call_that_nothing_is_bound_to_is_trouble() -> None:
    execution = Execution.start(parsed(caller()), Outside(), {})
    execution.run()
    assert [(trouble.element_id, trouble.message) for trouble in execution.troubles] == [
        ("C", "C calls Q, which the instance was started without")
    ]


def test_decisions_and_flows_inside_are_told_with_the_call() -> None:
    chooser = other(start(), user("A"), end(), flows("S > A as s1", "A > E as s2"))
    play = Play(caller(), called={"Q": chooser})
    assert "C/s1" in play.flows


def test_trouble_inside_is_told_with_the_call() -> None:
    wrong = other(start(), script("T", "y = 1 / zero"), end(), flows("S > T > E"))
    play = Play(caller("in zero = 0"), called={"Q": wrong})
    assert play.troubles[0].element_id == "C/T"
