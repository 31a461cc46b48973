"""Joins that wait for ever: sure ones are errors, those that data may exclude are warnings."""

from __future__ import annotations

import pytest

from engine.model.findings import Severity
from tests.engine.model.soundness.drawing import boundary, draw, findings, sub_process, told

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def test_a_choice_that_meets_in_a_parallel_gateway_waits_for_ever() -> None:
    assert told("Begin Xor A And End; Xor B And") == {"And": ERROR}


def test_the_finding_names_flow_source_and_way() -> None:
    (finding,) = findings(draw("Begin Xor A And Z End; Xor B And"))
    assert finding.rule == "soundness"
    assert finding.message == (
        "The gateway waits for ever: nothing comes over B_And from B. The way there: Begin, Xor, A, And. "
        "So nothing comes to Z, End either."
    )


def test_one_way_out_of_a_parallel_branch_is_a_warning_for_data_may_exclude_it() -> None:
    assert told("Begin And1 A And2 End; And1 Xor B And2; Xor C End2") == {"And2": WARNING}


def test_the_warning_shows_where_the_token_left_and_says_that_it_depends_on_data() -> None:
    (finding,) = findings(draw("Begin And1 A And2 End; And1 Xor B And2; Xor C D End2"))
    assert "The way there: Begin, And1, Xor, C, A, And2." in finding.message
    assert "depends on data" in finding.message


def test_if_every_way_of_the_conditions_leads_there_it_is_an_error() -> None:
    assert told(
        "Begin Xor A And1 End; Xor B And2 End; Back And1; Back And2; And1 Back; And2 Back"
    ) == {
        "And1": ERROR,
        "And2": ERROR,
    }


def test_a_way_out_before_the_fault_does_not_help_a_join_that_never_opens() -> None:
    assert told("Begin Xor A And End; Xor B And; Xor C End") == {"And": ERROR}


def test_a_loop_that_can_only_be_left_into_a_fault_is_an_error() -> None:
    drawn = "Begin Xor1 A Xor2 Xor1; Xor2 Xor3 B And1 End; Xor3 C And1"
    assert told(drawn) == {"And1": ERROR}


def test_a_join_that_waits_for_what_comes_behind_it_never_opens() -> None:
    (finding,) = findings(draw("Begin A And B Xor End; Xor C And"))
    assert (finding.element_id, finding.severity) == ("And", ERROR)
    assert finding.message.endswith("So nothing comes to B, Xor, End, C either.")


def test_only_the_first_join_is_told_where_another_waits_for_it() -> None:
    drawn = "Begin And1 A And9 End; And1 Xor B And5 C And9; Xor D And5"
    assert told(drawn) == {"And5": ERROR}


def test_joins_that_wait_for_one_another_are_told_as_one() -> None:
    (finding,) = findings(
        draw("Begin And0 And1 A And2 End; And0 And3 B And4 End; And2 And3; And4 And1")
    )
    assert finding.severity is ERROR
    assert finding.message.startswith("The gateways And1, And3 wait for one another for ever.")


def test_in_a_circle_the_join_is_told_whose_token_went_another_way() -> None:
    drawn = "Begin Xor1 A Xor2 End; Xor2 And1 B And9 Xor1; And1 Xor3 C And5 And9; Xor3 D And5"
    (finding,) = findings(draw(drawn))
    assert finding.element_id == "And5"
    assert finding.message.endswith("So nothing comes to And9 either.")


def test_inclusive_gateways_that_see_one_another_wait_too() -> None:
    (finding,) = findings(
        draw("Begin And0 Or1 A And1 End; And0 Or2 B And2 End; And1 Or2; And2 Or1")
    )
    assert finding.message.startswith("The gateways Or1, Or2 wait for one another for ever.")


def test_two_starts_never_begin_together() -> None:
    letter = '<startEvent id="Come"><messageEventDefinition messageRef="Letter"/></startEvent>'
    assert told("Begin A And End; Come B And", letter, known=["Come"]) == {"And": ERROR}
    assert told("Begin A Xor End; Come B Xor", letter, known=["Come"]) == {}


def test_conditions_on_flows_of_a_task_are_data() -> None:
    drawn = "Begin A And End; A B And"
    assert told(drawn) == {}
    assert told(drawn, when=["A_B"]) == {"And": WARNING}


def test_conditions_that_exclude_one_another_are_all_tried() -> None:
    assert told("Begin A B End; A C End", when=["A_B", "A_C"]) == {}


def test_a_fault_in_a_sub_process_is_told_with_the_way_into_it() -> None:
    inner = sub_process("S", draw("BeginS Xor A And EndS; Xor B And"))
    outer = sub_process("T", draw("BeginT S EndT", inner, known=["S"]))
    (finding,) = findings(draw("Begin T End", outer, known=["T"]))
    assert finding.element_id == "And"
    assert "The way there: T, S, BeginS, Xor, A, And." in finding.message


def test_a_timer_around_it_makes_a_warning_of_what_is_stuck() -> None:
    inner = sub_process(
        "S",
        draw(
            "BeginS And1 A And2 EndS; And1 B And2; Slow EndX", boundary("Slow", "B"), known=["Slow"]
        ),
    )
    drawn = "Begin S End; Late End"
    assert told("Begin S End", inner, known=["S"]) == {"And2": ERROR}
    assert told(drawn, inner, boundary("Late", "S"), known=["S", "Late"]) == {"And2": WARNING}


def test_a_message_around_it_does_not_for_somebody_must_send_it() -> None:
    inner = sub_process(
        "S",
        draw(
            "BeginS And1 A And2 EndS; And1 B And2; Slow EndX", boundary("Slow", "B"), known=["Slow"]
        ),
    )
    letter = boundary("Come", "S", '<messageEventDefinition messageRef="Letter"/>')
    assert told("Begin S End; Come End", inner, letter, known=["S", "Come"]) == {"And2": ERROR}


def test_without_start_events_everything_begins_at_once() -> None:
    inner = sub_process("S", draw("A And Z; B And"))
    assert told("Begin S End", inner, known=["S"]) == {}


def test_a_long_way_is_told_with_its_beginning_and_end() -> None:
    tasks = " ".join(f"T{n}" for n in range(60))
    (finding,) = findings(draw(f"Begin {tasks} Xor A And End; Xor B And"))
    way = finding.message.split("The way there: ")[1].split(".")[0].split(", ")
    assert way[:2] == ["Begin", "T0"]
    assert way[-3:] == ["Xor", "A", "And"]
    assert "…" in way
    assert len(way) == 25


@pytest.mark.parametrize("join", ["Xor", "Or"])
def test_a_choice_may_meet_in_an_exclusive_or_inclusive_gateway(join: str) -> None:
    assert told(f"Begin Xor1 A {join}9 End; Xor1 B {join}9") == {}


@pytest.mark.parametrize("join", ["And", "Or"])
def test_parallel_branches_may_meet_in_a_parallel_or_inclusive_gateway(join: str) -> None:
    assert told(f"Begin And1 A {join}9 End; And1 B {join}9") == {}
