"""Ends: none that can be come to, several, those that take everything away."""

from __future__ import annotations

from engine.model.findings import Severity
from tests.engine.model.soundness.drawing import (
    ERROR as ERROR_DEFINITION,
)
from tests.engine.model.soundness.drawing import (
    ESCALATION,
    boundary,
    draw,
    findings,
    started_by,
    sub_process,
    told,
)

ERROR, WARNING = Severity.ERROR, Severity.WARNING


def test_a_loop_that_no_token_leaves_is_an_error() -> None:
    (finding,) = findings(draw("Begin Xor A And Xor; And End"))
    assert (finding.element_id, finding.severity) == ("Xor", ERROR)
    assert finding.message == (
        "There is no way to an end any more: it goes round through Xor, A, And for ever. "
        "The way there: Begin, Xor, A, And, Xor."
    )


def test_a_loop_that_makes_ever_more_tokens_is_still_found_to_be_endless() -> None:
    assert told("Begin Xor A And Xor; And B C D End") == {"Xor": ERROR, "B": WARNING}


def test_a_loop_without_an_end_behind_a_condition_is_a_warning() -> None:
    (finding,) = findings(draw("Begin Xor0 Xor1 A And Xor1; And End; Xor0 B End"))
    assert (finding.element_id, finding.severity) == ("Xor1", WARNING)
    assert finding.message.startswith("There may be no way to an end any more")
    assert "depends on data" in finding.message


def test_a_loop_without_an_end_behind_every_condition_is_an_error() -> None:
    drawn = "Begin Xor0 Xor1 A And1 Xor1; And1 End; Xor0 Xor2 B And2 Xor2; And2 End"
    assert ERROR in told(drawn).values()


def test_several_ends_are_fine() -> None:
    assert told("Begin And1 A End; And1 B End2; And1 Xor C End3; Xor End4") == {}


def test_a_task_without_a_flow_out_ends_its_token() -> None:
    assert told("Begin And A; And B") == {}


def test_a_terminate_end_takes_the_waiting_tokens_away() -> None:
    assert told("Begin And1 A And2 End; And1 Xor B And2; Xor C Stop") == {}


def test_a_terminate_end_beside_a_loop_without_an_end_is_a_way_to_an_end() -> None:
    assert told("Begin And1 Catch Stop; And1 Xor1 A Xor1") == {}
    assert told("Begin And1 Catch Zed Stop; And1 Xor1 A Xor1") == {}


def test_what_stands_beside_a_terminate_end_is_not_dead() -> None:
    assert told("Begin And1 Stop; And1 B C End") == {}
    assert told("Begin And1 Stop; And1 B Xor1 C Xor1; Xor1 D E End") == {}


def test_a_terminate_end_that_never_comes_saves_nothing() -> None:
    drawn = "Begin Xor A And Stop; Xor B And"
    assert told(drawn) == {"And": ERROR}


def test_a_join_in_a_branch_that_is_ended_in_time_may_never_open() -> None:
    (finding,) = findings(draw("Begin And0 Catch Stop; And0 Xor A And9 B End; Xor C And9"))
    assert (finding.element_id, finding.severity) == ("And9", ERROR)
    assert finding.message.startswith("The gateway never opens")
    assert "The way there: Begin, And0, Xor, A, And9." in finding.message
    assert finding.message.endswith("So nothing comes to B, End either.")


def test_an_error_end_takes_the_tokens_of_its_sub_process_away() -> None:
    inner = sub_process("S", draw("BeginS And1 A And2 EndS; And1 Xor B And2; Xor Fail"))
    caught = boundary("Oops", "S", ERROR_DEFINITION)
    assert told("Begin S End; Oops End", inner, caught, known=["S", "Oops"]) == {}


def test_a_terminate_end_inside_ends_only_the_sub_process() -> None:
    inner = sub_process("S", draw("BeginS And1 A Stop; And1 B EndS"))
    assert told("Begin And0 S And9 End; And0 C And9", inner, known=["S"]) == {}


def escalating(definition: str, *, interrupting: bool, rest: str = "EndT") -> dict[str, Severity]:
    inner = draw(f"BeginS And1 A And2 EndS; And1 Xor And2; Xor Hurry {rest}")
    caught = boundary("Up", "S", definition, interrupting=interrupting)
    return told("Begin S End; Up Z End", sub_process("S", inner), caught, known=["S", "Up"])


def test_an_escalation_that_interrupts_takes_the_tokens_away() -> None:
    assert escalating(ESCALATION, interrupting=False) == {"And2": WARNING}
    assert escalating(ESCALATION.replace("Haste", "Other"), interrupting=True) == {"And2": WARNING}
    assert escalating(ESCALATION, interrupting=True) == {}


def test_what_stands_behind_an_escalation_that_interrupts_is_dead_but_for_an_end() -> None:
    assert escalating(ESCALATION, interrupting=True, rest="C EndT") == {"C": WARNING}


def test_an_escalation_is_caught_by_the_nearest() -> None:
    start = started_by("On", ESCALATION, interrupting=False)
    event = sub_process("E", start + draw("On X EndE", known=["On"]), triggered=True)
    inner = sub_process("S", draw("BeginS And1 A And2 EndS; And1 Xor And2; Xor Hurry EndT", event))
    caught = boundary("Up", "S", ESCALATION)
    assert told("Begin S End; Up Z End", inner, caught, known=["S", "Up"]) == {"And2": WARNING}
