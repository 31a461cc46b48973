"""Boundary events."""

from __future__ import annotations

from datetime import timedelta

from tests.engine.tokens.drawing import (
    both,
    boundary,
    catch,
    duration,
    end,
    error,
    flows,
    job,
    message,
    model,
    race,
    signal,
    start,
    sub,
    task,
    throw,
    user,
)
from tests.engine.tokens.play import NOW, Play


def test_interrupting_timer_takes_the_task_away() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("T", "A", duration("PT1H")),
        user("L"),
        end(),
        end("E2"),
        flows("S > A > E", "T > L > E2"),
    )
    play = Play(xml).stands_at("A", "T")
    assert play.due("T") == NOW + timedelta(hours=1)
    play.wait(minutes=59).stands_at("A", "T")
    play.wait(minutes=1).stands_at("L")
    assert play.cancelled == ["A"]
    play.answer("L").ends_with("S", "T", "L", "E2")


def test_completing_the_task_ends_what_waits_on_its_boundary() -> None:
    xml = model(
        start(), user("A"), boundary("T", "A", duration("PT1H")), end(), flows("S > A > E", "T > E")
    )
    play = Play(xml).answer("A")
    play.ends_with("S", "A", "E")
    assert play.cancelled == []


NOTE = model(
    start(),
    user("A"),
    boundary("R", "A", message(), interrupting=False),
    user("N"),
    end(),
    flows("S > A > E", "R > N > E"),
)


def test_non_interrupting_message_comes_again_and_again() -> None:
    play = Play(NOTE).send("Paper", {"n": 1}).send("Paper", {"n": 2}).stands_at("A", "R", "N", "N")
    assert play.variables == {"n": 2}
    play.answer("A").stands_at("N", "N").answer("N").answer("N")
    play.ends_with("S", "R", "R", "A", "E", "N", "E", "N", "E")


def test_message_of_another_name_is_not_awaited() -> None:
    assert [wait.name for wait in Play(NOTE).waits] == [None, "Paper"]


def test_non_interrupting_timer_fires_once() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("T", "A", duration("PT1H"), interrupting=False),
        task("L"),
        end(),
        flows("S > A > E", "T > L > E"),
    )
    play = Play(xml).wait(hours=1).stands_at("A").wait(hours=5).stands_at("A")
    play.answer("A").ends_with("S", "T", "L", "E", "A", "E")


def test_two_boundary_events_due_at_once_only_the_first_one_counts() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("T", "A", duration("PT2H")),
        boundary("V", "A", duration("PT1H")),
        end("E1"),
        end("E2"),
        flows("S > A", "T > E1", "V > E2"),
    )
    Play(xml).wait(hours=9).ends_with("S", "V", "E2")


def test_of_two_timers_due_at_the_same_instant_the_older_token_counts() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("T", "A", duration("PT1H")),
        boundary("V", "A", duration("PT1H")),
        end("E1"),
        end("E2"),
        flows("S > A", "T > E1", "V > E2"),
    )
    Play(xml).wait(hours=1).ends_with("S", "T", "E1")


def test_interrupting_a_sub_process_takes_all_its_inside_away() -> None:
    inner = sub("R", start("rs"), user("V"), flows("rs > V"))
    xml = model(
        start(),
        sub(
            "Q",
            start("qs"),
            both("F"),
            user("U"),
            inner,
            end("qe"),
            flows("qs > F > U > qe", "F > R > qe"),
        ),
        boundary("B", "Q", signal()),
        user("L"),
        end(),
        flows("S > Q > E", "B > L > E"),
    )
    play = Play(xml).stands_at("B", "U", "V").send("Alarm").stands_at("L")
    assert sorted(play.cancelled) == ["Q", "R", "U", "V"]
    play.answer("L").ends_with("S", "qs", "F", "rs", "B", "L", "E")


def test_boundary_event_on_a_service_task_catches_the_error_of_its_job() -> None:
    xml = model(
        start(),
        job("J"),
        boundary("B", "J", error("X")),
        user("L"),
        end(),
        flows("S > J > E", "B > L > E"),
    )
    Play(xml).throw("J", "LOST").stands_at("L").answer("L").ends_with("S", "B", "L", "E")
    Play(xml).answer("J").ends_with("S", "J", "E")


def test_error_of_another_code_is_not_caught_and_the_job_can_be_tried_again() -> None:
    xml = model(
        start(),
        job("J"),
        boundary("B", "J", error("X")),
        user("L"),
        end(),
        flows("S > J > E", "B > L > E"),
    )
    play = Play(xml).throw("J", "LATE", "took too long")
    assert [(t.element_id, t.message) for t in play.troubles] == [
        ("J", "nobody catches the error LATE: took too long")
    ]
    assert play.waiting == []
    play.retry().stands_at("J").answer("J").ends_with("S", "J", "E")


def test_an_error_goes_to_its_own_code_before_the_one_that_catches_all() -> None:
    xml = model(
        start(),
        job("J"),
        boundary("B", "J", error()),
        boundary("D", "J", error("X")),
        end("E1"),
        end("E2"),
        end(),
        flows("S > J > E", "B > E1", "D > E2"),
    )
    Play(xml).throw("J", "LOST").ends_with("S", "D", "E2")
    Play(xml).throw("J", "OTHER").ends_with("S", "B", "E1")


def test_code_and_message_of_an_error_go_where_the_event_says() -> None:
    caught = '<errorEventDefinition camunda:errorCodeVariable="why" camunda:errorMessageVariable="text"/>'
    xml = model(start(), job("J"), boundary("B", "J", caught), end(), flows("S > J > E", "B > E"))
    play = Play(xml).throw("J", "LOST", "no such person")
    assert play.variables == {"why": "LOST", "text": "no such person"}


def test_one_boundary_event_for_several_things_is_told_under_its_own_id() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("B", "A", duration("PT1H") + message() + error("X")),
        user("L"),
        end(),
        flows("S > A > E", "B > L as out", "L > E"),
    )
    for play in (Play(xml).wait(hours=1), Play(xml).send("Paper"), Play(xml).throw("A", "LOST")):
        play.stands_at("L")
        assert play.flows[-1] == "out"
        play.answer("L").ends_with("S", "B", "L", "E")


def test_boundary_timer_of_one_round_after_another_starts_anew() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("T", "A", duration("PT1H"), interrupting=False),
        end(),
        flows("S > A", "A > A : again", "A > E : not again", "T > E"),
    )
    play = Play(xml, {"again": True}).wait(minutes=50).answer("A")
    assert play.due("T") == NOW + timedelta(minutes=110)


def test_boundary_event_without_flow_ends_its_token() -> None:
    xml = model(start(), user("A"), boundary("T", "A", duration("PT1H")), end(), flows("S > A > E"))
    Play(xml).wait(hours=1).ends_with("S", "T")


def test_event_gateway_lets_the_first_event_win() -> None:
    xml = model(
        start(),
        race("G"),
        catch("A", message()),
        catch("B", duration("PT1H")),
        catch("C", duration("PT2H")),
        user("U"),
        end(),
        flows("S > G", "G > A > U > E", "G > B > E", "G > C > E"),
    )
    play = Play(xml).stands_at("A", "B", "C")
    assert (play.due("B"), play.due("C")) == (NOW + timedelta(hours=1), NOW + timedelta(hours=2))
    play.send("Paper").stands_at("U")
    assert play.cancelled == ["B", "C"]
    Play(xml).wait(hours=1).ends_with("S", "G", "B", "E")
    Play(xml).wait(hours=7).ends_with("S", "G", "B", "E")


def test_two_event_gateways_at_once_do_not_mix_their_events() -> None:
    xml = model(
        start(),
        race("G"),
        catch("A", message("M")),
        catch("B", message("N")),
        end(),
        flows("S > G as one", "S > G as two", "G > A > E", "G > B > E"),
    )
    play = Play(xml).stands_at("A", "B", "A", "B").send("Paper").stands_at("A", "B").send("Recall")
    play.ends_with("S", "G", "G", "A", "E", "B", "E")


def test_a_catch_event_for_several_things_waits_for_any() -> None:
    xml = model(start(), catch("C", message() + duration("PT1H")), end(), flows("S > C > E"))
    Play(xml).stands_at("C", "C").send("Paper").ends_with("S", "C", "E")
    Play(xml).wait(hours=1).ends_with("S", "C", "E")


def test_receive_task_behind_an_event_gateway_takes_part_in_the_race() -> None:
    receive = '<receiveTask id="R" messageRef="M"/>'
    xml = model(
        start(),
        race("G"),
        receive,
        catch("T", duration("PT1H")),
        end(),
        flows("S > G", "G > R > E", "G > T > E"),
    )
    Play(xml).stands_at("R", "T").send("Paper").ends_with("S", "G", "R", "E")
    Play(xml).wait(hours=1).ends_with("S", "G", "T", "E")


def test_signal_thrown_inside_reaches_all_that_wait_and_none_that_come_later() -> None:
    xml = model(
        start(),
        both("F"),
        catch("A", signal()),
        user("B"),
        boundary("X", "B", signal()),
        user("U"),
        throw("T", signal()),
        catch("C", signal()),
        end(),
        flows("S > F > A > E", "F > B > E", "F > U > T > C > E", "X > E"),
    )
    play = Play(xml).stands_at("A", "B", "U", "X").answer("U").stands_at("C")
    assert play.trace == ["S", "F", "U", "T", "A", "X", "E", "E"]
    assert [thrown.name for thrown in play.steady.signals_thrown] == ["Alarm"]
    play.send("Alarm")
    assert play.finished
