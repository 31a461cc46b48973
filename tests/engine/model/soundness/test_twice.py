"""More than one token where one is meant: a warning, for BPMN allows it."""

from __future__ import annotations

import pytest

from engine.model.findings import Severity
from tests.engine.model.soundness.drawing import boundary, draw, findings, told

WARNING = Severity.WARNING


def test_parallel_branches_that_meet_in_an_exclusive_gateway_run_the_rest_twice() -> None:
    (finding,) = findings(draw("Begin And A Xor C D End; And B Xor"))
    assert (finding.element_id, finding.severity) == ("Xor", WARNING)
    assert finding.message.startswith("A second token can come here while the first")
    assert "The way there: Begin, And, B, A, Xor." in finding.message


def test_they_may_also_meet_in_a_task() -> None:
    assert told("Begin And A C End; And B C") == {"C": WARNING}


@pytest.mark.parametrize("rest", ["End", "Xor2 End", "Xor2 End; Xor2 End2", "And2 End; And2 End2"])
def test_if_nothing_runs_behind_it_does_not_matter(rest: str) -> None:
    assert told(f"Begin And A Xor1 {rest}; And B Xor1") == {}


@pytest.mark.parametrize("rest", ["Tell", "Xor2 End; Xor2 C End2", "Stop"])
def test_a_message_end_is_something_that_runs(rest: str) -> None:
    assert told(f"Begin And A Xor1 {rest}; And B Xor1") == {"Xor1": WARNING}


def test_several_conditions_can_be_true_at_once() -> None:
    assert told("Begin Or A Xor Z End; Or B Xor; Or C Xor") == {"Xor": WARNING}
    assert told("Begin Or A Xor Z End; Or B Xor") == {}


def test_a_loop_that_splits_makes_ever_more_tokens() -> None:
    drawn = "Begin Xor1 And A End; And Xor2 Xor1; Xor2 End"
    assert told(drawn) == {"A": WARNING}


def test_two_tokens_one_after_the_other_are_fine() -> None:
    assert told("Begin Xor1 A Xor2 Xor1; Xor2 B End") == {}


def test_a_fault_behind_doubled_tokens_is_still_found() -> None:
    drawn = "Begin And A Xor1 Xor2 C And9 End; And B Xor1; Xor2 And9; And9 Z And8; D And8; And8 D"
    assert told(drawn)["And8"] is Severity.ERROR


def test_an_inclusive_gateway_that_opens_early_lets_a_second_token_follow() -> None:
    drawn = "Begin And0 A Or1 Z End; And0 Xor1 B Or1; Xor1 C Xor1"
    assert told(drawn) == {}


def test_a_timer_on_one_of_two_tokens_is_no_trouble() -> None:
    drawn = "Begin And A End; And B End; Late C End"
    assert told(drawn, boundary("Late", "A"), known=["Late"]) == {}
