"""Tokens that a person puts elsewhere: what is left is canceled, what is past stays, gateways go on to count."""

from __future__ import annotations

import pytest

from engine.tokens.execution import CannotPlace, WhyNot
from tests.engine.tokens.drawing import (
    again,
    both,
    boundary,
    call,
    catch,
    compensate,
    duration,
    each,
    end,
    error,
    flows,
    job,
    message,
    model,
    race,
    reaction,
    signal,
    some,
    start,
    sub,
    task,
    terminate,
    throw,
    undoes,
    undone,
    user,
    xor,
)
from tests.engine.tokens.play import Play
from tests.engine.tokens.test_calls import ASK, caller

LINE = model(start(), user("A"), user("B"), task("T"), end(), flows("S > A > B > T > E"))


def refused(play: Play, place: int | str, target: str) -> WhyNot:
    def moved() -> None:
        by_hand = play.steady.by_hand
        by_hand.move(by_hand.stand_at(place).token, target)

    with pytest.raises(CannotPlace) as raised:
        moved()
    return raised.value.why


def stands(play: Play) -> list[tuple[str, ...]]:
    return [stand.element_ids for stand in play.steady.by_hand.stands()]


def targets(play: Play, place: int | str) -> tuple[str, ...]:
    by_hand = play.steady.by_hand
    return by_hand.targets(by_hand.stand_at(place).token)


def test_a_token_goes_forward_and_what_it_leaves_is_canceled() -> None:
    play = Play(LINE).move("A", "B").stands_at("B")
    assert play.cancelled == ["A"]
    play.answer("B").ends_with("S", "B", "T", "E")


def test_a_token_goes_back_and_what_is_past_stays() -> None:
    play = Play(LINE).answer("A").move("B", "A").stands_at("A")
    play.answer("A").answer("B").ends_with("S", "A", "A", "B", "T", "E")


def test_the_same_element_begins_anew() -> None:
    play = Play(LINE)
    before = play.token("A")
    play.move("A", "A").stands_at("A")
    assert play.token("A") != before


def test_before_an_end_event_it_ends() -> None:
    Play(LINE).move("A", "E").ends_with("S", "E")


def test_before_the_start_event_it_begins_again() -> None:
    Play(LINE).answer("A").move("B", "S").stands_at("A")


def test_a_number_names_the_token_too() -> None:
    play = Play(LINE)
    play.move(play.token("A"), "B").stands_at("B")


@pytest.mark.parametrize("place", ["B", "Nowhere", 99])
def test_where_no_token_stands_none_is_taken(place: int | str) -> None:
    assert refused(Play(LINE), place, "B") is WhyNot.NOTHING_THERE


def test_an_element_that_does_not_exist_is_named() -> None:
    play = Play(LINE)
    with pytest.raises(CannotPlace, match="Nowhere: there is no such element"):
        play.steady.by_hand.move(play.token("A"), "Nowhere")
    play.stands_at("A")


def test_the_variables_stay() -> None:
    play = Play(LINE, {"x": 1}).answer("A", {"y": 2}).move("B", "A")
    assert play.variables == {"x": 1, "y": 2}


def test_a_token_in_trouble_is_moved_out_of_it() -> None:
    xml = model(
        start(),
        xor("X"),
        user("A"),
        task("B"),
        end(),
        flows("S > X", "X > B : x == 1", "X > A : x == 2", "A > E", "B > E"),
    )
    play = Play(xml)
    assert play.troubles
    assert stands(play) == [("X",)]
    play.move("X", "A").stands_at("A")
    assert play.troubles == ()


def test_an_uncaught_error_of_a_job_is_left_too() -> None:
    xml = model(start(), job("J"), user("A"), end(), flows("S > J > A > E"))
    play = Play(xml).throw("J", "lost").move("J", "A").stands_at("A")
    assert play.troubles == ()


BOUND = model(
    start(),
    user("A"),
    boundary("T", "A", duration("P1D")),
    boundary("M", "A", message(), interrupting=False),
    user("B"),
    end(),
    flows("S > A > B > E", "T > B", "M > B"),
)


def test_boundary_events_go_with_their_activity() -> None:
    play = Play(BOUND).stands_at("A", "T", "M").move("A", "B").stands_at("B")
    play.wait(days=2).stands_at("B")


def test_boundary_events_begin_to_wait_with_their_activity() -> None:
    play = Play(BOUND).answer("A").wait(hours=1).move("B", "A").stands_at("A", "T", "M")
    assert (play.due("T") - play.outside.now).days == 1


def test_what_waits_beside_the_tokens_is_no_token() -> None:
    play = Play(BOUND)
    assert stands(play) == [("A",)]
    assert refused(play, play.token("T"), "B") is WhyNot.NOTHING_THERE


@pytest.mark.parametrize("target", ["T", "M"])
def test_a_boundary_event_is_no_target(target: str) -> None:
    assert refused(Play(BOUND), "A", target) is WhyNot.BESIDE


def test_the_targets_are_told_in_the_order_of_the_document() -> None:
    assert targets(Play(BOUND), "A") == ("S", "A", "B", "E")


RACE = model(
    start(),
    race("G"),
    catch("M", message()),
    catch("T", duration("P1D")),
    user("A"),
    end(),
    flows("S > G > M > A > E", "G > T > E"),
)


@pytest.mark.parametrize("place", ["M", "T"])
def test_the_events_behind_an_event_gateway_are_one_token(place: str) -> None:
    play = Play(RACE)
    assert stands(play) == [("M", "T")]
    play.move(place, "A").stands_at("A")


def test_before_the_event_gateway_all_its_events_wait() -> None:
    Play(RACE).send("Paper").move("A", "G").stands_at("M", "T").wait(days=1).ends_with(
        "S", "G", "M", "G", "T", "E"
    )


def test_before_one_of_its_events_the_token_waits_for_that_alone() -> None:
    play = Play(RACE).send("Paper").move("A", "M").stands_at("M")
    play.send("Paper").stands_at("A")


def test_an_event_with_several_triggers_is_one_element() -> None:
    xml = model(
        start(),
        user("A"),
        catch("C", message() + signal()),
        end(),
        flows("S > A > C > E"),
    )
    play = Play(xml)
    assert targets(play, "A") == ("S", "A", "C", "E")
    play.move("A", "C").stands_at("C", "C")
    assert stands(play) == [("C",)]
    play.move("C", "A").stands_at("A")


# Sub-processes.

INSIDE = model(
    start(),
    user("A"),
    sub(
        "P1",
        start("s1"),
        both("F"),
        user("X"),
        user("Y"),
        both("J"),
        end("e1"),
        flows("s1 > F > X > J > e1", "F > Y > J"),
    ),
    user("B"),
    end(),
    flows("S > A > P1 > B > E"),
)


def test_a_token_moves_inside_its_sub_process() -> None:
    play = Play(INSIDE).answer("A").move("X", "J").stands_at("Y")
    play.answer("Y").stands_at("B")


def test_outwards_everything_in_the_sub_process_is_canceled() -> None:
    play = Play(INSIDE).answer("A").stands_at("X", "Y").move("X", "B").stands_at("B")
    assert sorted(play.cancelled) == ["P1", "X", "Y"]
    play.answer("B").ends_with("S", "A", "s1", "F", "B", "E")


def test_the_sub_process_begins_anew_where_it_is_the_target() -> None:
    Play(INSIDE).answer("A").answer("X").move("Y", "P1").stands_at("X", "Y")


def test_into_a_sub_process_that_is_not_open_no_token_is_put() -> None:
    play = Play(INSIDE)
    assert refused(play, "A", "X") is WhyNot.ELSEWHERE
    assert "X" not in targets(play, "A")
    play.stands_at("A")


def test_nor_into_one_that_is_open_but_not_around_the_token() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        sub("P1", start("s1"), user("X"), end("e1"), flows("s1 > X > e1")),
        end(),
        end("G"),
        flows("S > F > A > E", "F > P1 > G"),
    )
    assert refused(Play(xml), "A", "X") is WhyNot.ELSEWHERE


def test_targets_inside_come_before_those_around() -> None:
    play = Play(INSIDE).answer("A")
    assert targets(play, "X") == ("s1", "F", "X", "Y", "J", "e1", "S", "A", "P1", "B", "E")


def test_a_sub_process_that_is_left_empty_ends_when_its_last_token_ends() -> None:
    play = Play(INSIDE).answer("A").move("X", "e1").move("Y", "e1").stands_at("B")
    assert play.trace == ["S", "A", "s1", "F", "e1", "e1", "P1"]


def test_a_called_process_is_moved_in_by_the_whole_name() -> None:
    play = Play(caller(), called={"Q": ASK})
    assert targets(play, "C/A") == ("C/QS", "C/A", "C/QE", "S", "C", "E")
    play.move("C/A", "C/QE").ends_with("S", "C/QS", "C/QE", "C", "E")


def test_out_of_a_called_process_the_call_is_canceled() -> None:
    play = Play(caller(), called={"Q": ASK}).move("C/A", "E")
    assert sorted(play.cancelled) == ["C", "C/A"]
    play.ends_with("S", "C/QS", "E")


def test_into_a_called_process_no_token_is_put_from_outside() -> None:
    xml = model(start(), call("C", "Q"), user("B"), end(), flows("S > C > B > E"))
    play = Play(xml, called={"Q": ASK}).answer("C/A").stands_at("B")
    assert refused(play, "B", "C/A") is WhyNot.ELSEWHERE


# Activities that run several times.


def several(kind: str) -> bytes:
    loop = {"parallel": each(), "sequential": each(sequential=True), "loop": again(maximum=3)}
    return model(start(), user("A", loop[kind]), user("B"), end(), flows("S > A > B > E"))


KINDS = ("parallel", "sequential", "loop")


@pytest.mark.parametrize("kind", KINDS)
def test_all_rounds_are_one_token(kind: str) -> None:
    play = Play(several(kind), {"items": [1, 2]})
    assert stands(play) == [("A",)]
    play.move(play.token("A"), "B").stands_at("B")


@pytest.mark.parametrize("kind", KINDS)
def test_before_such_an_activity_all_its_rounds_begin(kind: str) -> None:
    play = Play(several(kind), {"items": [1, 2]})
    waiting = play.waiting
    play.move("A", "A")
    assert play.waiting == waiting


def rounds() -> Play:
    xml = model(
        start(),
        sub("P1", each(), start("s1"), user("X"), user("Y"), end("e1"), flows("s1 > X > Y > e1")),
        user("B"),
        end(),
        flows("S > P1 > B > E"),
    )
    return Play(xml, {"items": [1, 2]})


def test_inside_one_round_there_are_no_targets() -> None:
    play = rounds()
    assert refused(play, play.token("X"), "Y") is WhyNot.ROUND
    assert targets(play, play.token("X")) == ("S", "P1", "B", "E")


def test_a_round_that_is_left_takes_the_others_along() -> None:
    play = rounds()
    play.move(play.token("X", nth=1), "B").stands_at("B").answer("B")
    play.ends_with("S", "s1", "s1", "B", "E")


def test_of_several_tokens_at_an_element_one_must_be_named() -> None:
    assert refused(rounds(), "X", "B") is WhyNot.SEVERAL


# Event sub-processes.


def withdrawing(*, interrupting: bool = True, inner: str = message()) -> Play:
    reacting = reaction(
        "R",
        start("rs", inner, isInterrupting=str(interrupting).lower()),
        user("V"),
        user("W"),
        end("re"),
        flows("rs > V > W > re"),
    )
    return Play(model(start(), user("A"), user("B"), end(), reacting, flows("S > A > B > E")))


def test_back_from_an_interrupting_one_it_can_be_triggered_again() -> None:
    play = withdrawing().send("Paper").stands_at("V").move("V", "B").stands_at("rs", "B")
    play.send("Paper").stands_at("V")


def test_from_one_that_did_not_interrupt_only_its_token_goes_back() -> None:
    play = withdrawing(interrupting=False).send("Paper").stands_at("rs", "A", "V")
    play.move("V", "B").stands_at("rs", "A", "B")


def test_back_into_a_process_that_was_ending_it_can_be_triggered_again() -> None:
    play = withdrawing(interrupting=False).send("Paper").answer("A").answer("B")
    play.move("V", "B").stands_at("rs", "B").send("Paper").stands_at("rs", "B", "V")


def test_a_timer_that_fired_waits_anew_after_it() -> None:
    play = withdrawing(inner=duration("P1D")).wait(days=1).stands_at("V").move("V", "A")
    play.stands_at("rs", "A").wait(hours=23).stands_at("rs", "A").wait(hours=1).stands_at("V")


def test_a_token_moves_inside_an_event_sub_process() -> None:
    withdrawing().send("Paper").move("V", "W").stands_at("W").answer("W").ends_with(
        "S", "rs", "W", "re", "R"
    )


@pytest.mark.parametrize("target", ["R", "rs"])
def test_neither_it_nor_its_start_is_a_target(target: str) -> None:
    assert refused(withdrawing(), "A", target) is WhyNot.BESIDE
    assert refused(withdrawing().send("Paper"), "V", target) is WhyNot.BESIDE


# Compensation.


def undoing(path: str = "S > A > T > E") -> Play:
    body = [task("A"), undone("A", "UA", "userTask"), throw("T", compensate())]
    body += [user("B")] if "B" in path else []
    return Play(model(start(), *body, end(), flows(path), undoes("A by UA")))


def test_what_undoes_is_not_left() -> None:
    play = undoing().stands_at("UA")
    assert stands(play) == []
    assert refused(play, play.token("UA"), "E") is WhyNot.UNDOES


def test_what_undoes_another_activity_is_no_target() -> None:
    play = undoing("S > A > B > T > E").stands_at("B")
    assert refused(play, "B", "UA") is WhyNot.BESIDE
    assert targets(play, "B") == ("S", "A", "T", "B", "E")


def test_what_was_done_before_a_move_can_still_be_undone() -> None:
    play = undoing("S > A > B > T > E").move("B", "T").stands_at("UA")
    play.answer("UA").ends_with("S", "A", "UA", "T", "E")


# Joins.

FORK = model(
    start(),
    both("F"),
    user("A"),
    user("B"),
    user("C"),
    both("J"),
    user("D"),
    end(),
    flows("S > F > A > J > D > E", "F > B > J", "F > C > J"),
)


def test_before_a_parallel_join_it_counts_for_the_first_flow_that_is_missing() -> None:
    play = Play(FORK).answer("A").move("B", "J").stands_at("C")
    play.answer("C").stands_at("D")


def test_a_token_that_waits_at_a_join_can_be_moved_away() -> None:
    play = Play(FORK).answer("A")
    assert stands(play) == [("B",), ("C",), ("J",)]
    play.move("J", "A").stands_at("B", "C", "A")
    play.answer("B").answer("C").answer("A").stands_at("D")


def test_a_join_that_nothing_comes_to_any_more_is_stuck_and_can_be_helped() -> None:
    play = Play(FORK).answer("A").answer("B").move("C", "D").stands_at("D").answer("D")
    assert play.steady.stuck
    places = [stand.token for stand in play.steady.by_hand.stands()]
    play.move(places[0], "D").stands_at("D")


def test_a_flow_that_brings_a_second_token_does_not_open_the_join_twice() -> None:
    play = Play(FORK).move("C", "J").answer("A").answer("B")
    assert play.trace.count("J") == 0, "the token stood for the first flow, over which one came"
    first = play.steady.by_hand.stands()[0].token
    play.move(first, "C").answer("C").stands_at("D")


INCLUSIVE = model(
    start(),
    some("F", default="rest"),
    user("A"),
    user("B"),
    user("C"),
    some("J"),
    user("D"),
    end(),
    flows("S > F", "F > A : true", "F > B : true", "F > C as rest"),
    flows("A > J > D > E", "B > J", "C > J"),
)


def test_before_an_inclusive_join_it_waits_for_what_can_still_come() -> None:
    play = Play(INCLUSIVE).move("A", "J").stands_at("B")
    play.answer("B").stands_at("D")


def test_moved_past_an_inclusive_join_nothing_is_waited_for_in_vain() -> None:
    play = Play(INCLUSIVE).answer("A").stands_at("B").move("B", "D")
    play.stands_at("D", "D")


def test_before_a_split_every_flow_is_taken_again() -> None:
    Play(FORK).answer("A").move("J", "F").stands_at("B", "C", "A", "B", "C")


# Reopened.


def test_after_the_end_a_token_stands_where_it_is_put() -> None:
    play = Play(LINE, {"x": 1}).answer("A", {"y": 2}).answer("B").reopen("B").stands_at("B")
    assert play.variables == {"x": 1, "y": 2}
    assert play.steady.ends == []
    play.answer("B").ends_with("S", "A", "B", "T", "E", "B", "T", "E")


def test_numbers_of_tokens_go_on() -> None:
    play = Play(LINE)
    first = play.token("A")
    play.answer("A").answer("B").reopen("A")
    assert play.token("A") > first


def test_what_was_terminated_is_reopened_too() -> None:
    Play(LINE).terminate().reopen("A").stands_at("A")


def test_what_has_not_ended_is_not_reopened() -> None:
    with pytest.raises(CannotPlace, match="has not ended: move a token instead"):
        Play(LINE).reopen("A")


@pytest.mark.parametrize(
    ("target", "why"), [("X", WhyNot.ELSEWHERE), ("Nowhere", WhyNot.UNKNOWN), ("B", None)]
)
def test_reopened_is_the_process_itself(target: str, why: WhyNot | None) -> None:
    play = Play(INSIDE).terminate()
    assert (target in play.steady.by_hand.entries()) == (why is None)
    if why is None:
        play.reopen(target).stands_at("B")
        return
    with pytest.raises(CannotPlace) as raised:
        play.reopen(target)
    assert raised.value.why is why


def test_event_sub_processes_wait_again() -> None:
    play = withdrawing().answer("A").answer("B").reopen("B").stands_at("rs", "B")
    play.send("Paper").stands_at("V")


def test_a_terminating_end_event_is_followed_by_reopening() -> None:
    xml = model(start(), user("A"), end("E", terminate()), flows("S > A > E"))
    Play(xml).answer("A").reopen("A").stands_at("A").answer("A").ends_with("S", "A", "E", "A", "E")


def test_what_was_done_can_be_undone_after_reopening() -> None:
    body = (task("A"), undone("A", "UA"), user("B"), throw("T", compensate()))
    way = flows("S > A > B > X", "X > T : x == 1", "X > E as d", "T > E")
    xml = model(start(), *body, xor("X", default="d"), end(), way, undoes("A by UA"))
    play = Play(xml, {"x": 0}).answer("B").reopen("T")
    play.ends_with("S", "A", "B", "X", "E", "UA", "T", "E")


def test_an_error_that_nobody_catches_there_is_trouble() -> None:
    xml = model(start(), user("A"), end("Lost", error("X")), flows("S > A > Lost"))
    play = Play(xml).move("A", "Lost")
    assert [trouble.element_id for trouble in play.troubles] == ["Lost"]
    play.move("Lost", "A").stands_at("A")


def test_before_an_event_that_throws_several_things_all_of_them_are_thrown() -> None:
    xml = model(
        start(), user("A"), user("B"), end("E", message() + signal()), flows("S > A > B > E")
    )
    play = Play(xml).move("A", "E")
    play.ends_with("S", "E")
    assert len(play.steady.messages_thrown) == len(play.steady.signals_thrown) == 1
