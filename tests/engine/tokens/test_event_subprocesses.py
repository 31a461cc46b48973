"""Event sub-processes of the process and of sub-processes."""

from __future__ import annotations

from tests.engine.tokens.drawing import (
    both,
    cycle,
    duration,
    end,
    escalation,
    flows,
    message,
    model,
    reaction,
    signal,
    start,
    sub,
    task,
    terminate,
    throw,
    user,
)
from tests.engine.tokens.play import Play


def withdrawal(inner: str = message(), *, interrupting: bool = True, **attributes: str) -> str:
    return reaction(
        "R",
        start("rs", inner, isInterrupting=str(interrupting).lower(), **attributes),
        user("V"),
        end("re"),
        flows("rs > V > re"),
    )


def test_an_interrupting_one_takes_everything_else_away() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        user("B"),
        end(),
        withdrawal(),
        flows("S > F > A > E", "F > B > E"),
    )
    play = Play(xml).stands_at("rs", "A", "B").send("Paper", {"why": "moved"}).stands_at("V")
    assert play.cancelled == ["A", "B"]
    assert play.variables == {"why": "moved"}
    play.answer("V").ends_with("S", "F", "rs", "V", "re", "R")
    assert play.steady.ends == ["re"]


def test_the_process_ends_without_it_when_it_was_not_triggered() -> None:
    play = Play(model(start(), user("A"), end(), withdrawal(), flows("S > A > E"))).answer("A")
    play.ends_with("S", "A", "E")
    assert play.cancelled == []
    assert play.steady.ends == ["E"]


def test_a_non_interrupting_one_runs_beside_the_rest_and_again() -> None:
    xml = model(start(), user("A"), end(), withdrawal(interrupting=False), flows("S > A > E"))
    play = Play(xml).send("Paper").send("Paper").stands_at("rs", "A", "V", "V")
    play.answer("A").stands_at("V", "V").answer("V").answer("V")
    play.ends_with("S", "rs", "rs", "A", "E", "V", "re", "R", "V", "re", "R")


def test_it_does_not_show_in_a_second_instance_of_the_same_model() -> None:
    xml = model(start(), user("A"), end(), withdrawal(interrupting=False), flows("S > A > E"))
    Play(xml).send("Paper").stands_at("rs", "A", "V")
    Play(xml).stands_at("rs", "A")


def test_one_in_a_sub_process_ends_with_it_and_interrupts_only_it() -> None:
    inside = sub("Q", start("qs"), user("U"), end("qe"), withdrawal(signal()), flows("qs > U > qe"))
    xml = model(start(), both("F"), user("A"), inside, end(), flows("S > F > A > E", "F > Q > E"))
    play = (
        Play(xml)
        .stands_at("A", "rs", "U")
        .send("Alarm")
        .stands_at("A", "V")
        .answer("V")
        .stands_at("A")
    )
    assert play.trace == ["S", "F", "qs", "rs", "V", "re", "R", "Q", "E"]
    assert play.steady.ends == ["E"]


def test_an_interrupting_one_ends_a_running_non_interrupting_one() -> None:
    other = reaction(
        "N",
        start("ns", signal(), isInterrupting="false"),
        user("W"),
        end("ne"),
        flows("ns > W > ne"),
    )
    xml = model(start(), user("A"), end(), withdrawal(), other, flows("S > A > E"))
    play = Play(xml).send("Alarm").stands_at("rs", "ns", "A", "W").send("Paper").stands_at("V")
    assert sorted(play.cancelled) == ["A", "N", "W"]


def test_one_started_by_a_timer_counts_from_the_start_of_its_scope() -> None:
    xml = model(start(), user("A"), end(), withdrawal(duration("PT1H")), flows("S > A > E"))
    Play(xml).wait(hours=1).stands_at("V").answer("V").ends_with("S", "rs", "V", "re", "R")


def test_one_started_by_a_cycle_starts_that_often() -> None:
    xml = model(
        start(),
        user("A"),
        end(),
        withdrawal(cycle("R2/PT1H"), interrupting=False),
        flows("S > A > E"),
    )
    Play(xml).wait(hours=1).wait(hours=1).wait(hours=3).stands_at("A", "V", "V")


def test_one_started_by_an_escalation_from_within() -> None:
    xml = model(
        start(),
        throw("T", escalation("C")),
        user("A"),
        end(),
        withdrawal(escalation(), interrupting=False),
        flows("S > T > A > E"),
    )
    Play(xml).stands_at("A", "V")


def test_terminate_inside_ends_the_event_sub_process_only() -> None:
    stop = reaction(
        "R",
        start("rs", message(), isInterrupting="false"),
        both("F"),
        user("V"),
        end("rt", terminate()),
        flows("rs > F > V", "F > rt"),
    )
    xml = model(start(), user("A"), end(), stop, flows("S > A > E"))
    play = Play(xml).send("Paper").stands_at("rs", "A")
    assert play.trace == ["S", "rs", "F", "rt", "R"]
    assert play.cancelled == ["V"]


def test_terminate_ends_the_whole_process_with_what_waits_beside_it() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        task("B"),
        end("Z", terminate()),
        withdrawal(),
        flows("S > F > A", "F > B > Z"),
    )
    play = Play(xml)
    play.ends_with("S", "F", "B", "Z")
    assert play.cancelled == ["A"]
    assert play.steady.ends == ["Z"]


def test_its_inside_may_have_one_of_its_own() -> None:
    inner = reaction("I", start("is", signal()), task("W"), end("ie"), flows("is > W > ie"))
    outer = reaction("R", start("rs", message()), user("V"), end("re"), inner, flows("rs > V > re"))
    xml = model(start(), user("A"), end(), outer, flows("S > A > E"))
    play = Play(xml).send("Paper").stands_at("is", "V").send("Alarm")
    play.ends_with("S", "rs", "is", "W", "ie", "I", "R")
    assert play.steady.ends == ["ie"]


def test_its_tokens_do_not_open_joins_of_the_scope() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        user("B"),
        both("J"),
        end(),
        withdrawal(interrupting=False),
        flows("S > F > A > J > E", "F > B > J"),
    )
    play = Play(xml).answer("A").send("Paper").answer("V").stands_at("rs", "B")
    play.answer("B").ends_with("S", "F", "A", "rs", "V", "re", "R", "B", "J", "E")
