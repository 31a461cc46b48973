"""Errors and escalations climb from where they are thrown."""

from __future__ import annotations

from tests.engine.tokens.drawing import (
    both,
    boundary,
    each,
    end,
    error,
    escalation,
    flows,
    job,
    model,
    reaction,
    start,
    sub,
    task,
    throw,
    user,
)
from tests.engine.tokens.play import Play


def failing(*body: str, code: str = "X") -> str:
    """A sub-process Q that ends with an error."""
    return sub("Q", start("qs"), *body, end("qe", error(code)), flows("qs > qe"))


def test_an_error_end_event_is_caught_on_the_boundary_of_its_sub_process() -> None:
    xml = model(
        start(),
        failing(),
        boundary("B", "Q", error("X")),
        task("L"),
        end(),
        flows("S > Q > E", "B > L > E"),
    )
    play = Play(xml)
    play.ends_with("S", "qs", "qe", "B", "L", "E")
    assert play.cancelled == ["Q"]


def test_an_error_that_nobody_catches_is_trouble_at_the_end_event() -> None:
    play = Play(model(start(), failing(), end(), flows("S > Q > E")))
    assert [(t.element_id, t.message) for t in play.troubles] == [
        ("qe", "nobody catches the error LOST")
    ]
    assert play.trace == ["S", "qs"]
    assert not play.finished


def test_an_error_does_not_touch_parallel_activities() -> None:
    other = sub("R", start("rs"), user("V"), end("re"), flows("rs > V > re"))
    xml = model(
        start(),
        both("F"),
        failing(),
        other,
        boundary("B", "R", error("X")),
        boundary("D", "Q", error("X")),
        end(),
        flows("S > F > Q > E", "F > R > E", "B > E", "D > E"),
    )
    play = Play(xml).stands_at("V")
    assert play.trace == ["S", "F", "qs", "rs", "qe", "D", "E"]


def test_an_error_climbs_until_someone_catches_its_code() -> None:
    outer = sub(
        "O",
        start("os"),
        failing(),
        boundary("B", "Q", error("Y")),
        end("oe"),
        flows("os > Q > oe", "B > oe"),
    )
    xml = model(
        start(), outer, boundary("D", "O", error()), end("E2"), end(), flows("S > O > E", "D > E2")
    )
    Play(xml).ends_with("S", "os", "qs", "qe", "D", "E2")


def test_an_error_of_a_job_climbs_out_of_its_sub_process_and_takes_it_away() -> None:
    inside = sub(
        "Q",
        start("qs"),
        both("F"),
        job("J"),
        user("U"),
        end("qe"),
        flows("qs > F > J > qe", "F > U > qe"),
    )
    xml = model(start(), inside, boundary("B", "Q", error("X")), end(), flows("S > Q > E", "B > E"))
    play = Play(xml).throw("J", "LOST")
    play.ends_with("S", "qs", "F", "B", "E")
    assert sorted(play.cancelled) == ["J", "Q", "U"]


def test_an_error_in_one_round_ends_all_rounds() -> None:
    xml = model(
        start(),
        job("J", each()),
        boundary("B", "J", error("X")),
        end("E2"),
        end(),
        flows("S > J > E", "B > E2"),
    )
    play = Play(xml, {"items": [1, 2, 3]}).stands_at("J", "J", "J").throw("J", "LOST")
    play.ends_with("S", "B", "E2")


def test_an_error_in_a_multi_instance_sub_process_ends_all_of_them() -> None:
    inside = sub("Q", each(), start("qs"), job("J"), end("qe"), flows("qs > J > qe"))
    xml = model(start(), inside, boundary("B", "Q", error("X")), end(), flows("S > Q > E", "B > E"))
    Play(xml, {"items": [1, 2]}).throw("J", "LOST").ends_with("S", "qs", "qs", "B", "E")


def test_an_event_sub_process_catches_before_the_boundary_and_the_scope_then_ends_as_ever() -> None:
    caught = reaction("R", start("rs", error("X")), task("A"), end("re"), flows("rs > A > re"))
    xml = model(
        start(),
        sub("Q", start("qs"), user("U"), end("qe", error("X")), caught, flows("qs > U > qe")),
        boundary("B", "Q", error("X")),
        end(),
        end("E2"),
        flows("S > Q > E", "B > E2"),
    )
    Play(xml).answer("U").ends_with("S", "qs", "U", "qe", "rs", "A", "re", "R", "Q", "E")


def test_an_error_thrown_again_inside_its_event_sub_process_climbs_on() -> None:
    caught = reaction("R", start("rs", error("X")), end("re", error("X")), flows("rs > re"))
    xml = model(
        start(),
        sub("Q", start("qs"), end("qe", error("X")), caught, flows("qs > qe")),
        boundary("B", "Q", error("X")),
        end(),
        flows("S > Q > E", "B > E"),
    )
    Play(xml).ends_with("S", "qs", "qe", "rs", "re", "B", "E")


SLOW = sub(
    "Q", start("qs"), throw("T", escalation("C")), user("U"), end("qe"), flows("qs > T > U > qe")
)


def test_a_non_interrupting_escalation_lets_the_sub_process_go_on() -> None:
    xml = model(
        start(),
        SLOW,
        boundary("B", "Q", escalation("C"), interrupting=False),
        user("L"),
        end(),
        flows("S > Q > E", "B > L > E"),
    )
    play = Play(xml).stands_at("U", "L")
    play.answer("L").answer("U").ends_with("S", "qs", "T", "B", "L", "E", "U", "qe", "Q", "E")


def test_an_interrupting_escalation_takes_the_sub_process_away() -> None:
    xml = model(start(), SLOW, boundary("B", "Q", escalation()), end(), flows("S > Q > E", "B > E"))
    Play(xml).ends_with("S", "qs", "T", "B", "E")


def test_an_escalation_that_nobody_catches_changes_nothing() -> None:
    xml = model(
        start(), SLOW, boundary("B", "Q", escalation("K")), end(), flows("S > Q > E", "B > E")
    )
    Play(xml).stands_at("U").answer("U").ends_with("S", "qs", "T", "U", "qe", "Q", "E")


def test_an_escalation_end_event_is_thrown_before_its_scope_ends() -> None:
    inside = sub("Q", start("qs"), end("qe", escalation("C")), flows("qs > qe"))
    xml = model(
        start(),
        inside,
        boundary("B", "Q", escalation("C"), interrupting=False),
        task("L"),
        end(),
        flows("S > Q > E", "B > L > E"),
    )
    play = Play(xml)
    assert sorted(play.trace) == sorted(["S", "qs", "qe", "Q", "B", "L", "E", "E"])
    assert play.finished
