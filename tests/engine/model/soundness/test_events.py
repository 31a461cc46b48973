"""Boundary events, event gateways, event sub-processes, links."""

from __future__ import annotations

import pytest

from engine.model.findings import Severity
from tests.engine.model.soundness.drawing import (
    ERROR as ERROR_DEFINITION,
)
from tests.engine.model.soundness.drawing import (
    MESSAGE,
    TIMER,
    boundary,
    draw,
    findings,
    started_by,
    sub_process,
    told,
)

ERROR, WARNING = Severity.ERROR, Severity.WARNING
PARALLEL = "Begin And1 A And2 End; And1 B And2; "


def test_a_timer_that_leads_out_of_a_parallel_branch_leaves_the_join_waiting() -> None:
    drawn = PARALLEL + "Late C End2"
    (finding,) = findings(draw(drawn, boundary("Late", "B"), known=["Late"]))
    assert (finding.element_id, finding.severity) == ("And2", ERROR)
    assert "The way there: Begin, And1, B, Late, A, And2." in finding.message


def test_a_timer_that_comes_back_into_its_branch_is_fine() -> None:
    assert (
        told(
            "Begin And1 A And2 End; And1 B Xor And2; Late C Xor",
            boundary("Late", "B"),
            known=["Late"],
        )
        == {}
    )


def test_a_reminder_that_stays_apart_is_fine_however_often_it_comes() -> None:
    reminder = boundary("Late", "A", interrupting=False)
    assert told("Begin Xor1 A Xor2 End; Xor2 Xor1; Late Mail End2", reminder, known=["Late"]) == {}


def test_a_fault_behind_a_reminder_is_found_with_the_way_to_it() -> None:
    reminder = boundary("Late", "A", interrupting=False)
    (finding,) = findings(
        draw("Begin A End; Late Xor B And End2; Xor C And", reminder, known=["Late"])
    )
    assert (finding.element_id, finding.severity) == ("And", ERROR)
    assert "The way there: Begin, A, Late, Xor, B, And." in finding.message


def test_a_reminder_on_a_task_of_a_reminder_is_looked_at_too() -> None:
    events = boundary("Late", "A", interrupting=False) + boundary("Later", "B", interrupting=False)
    drawn = "Begin A End; Late B End2; Later Xor C And End3; Xor D And"
    assert told(drawn, events, known=["Late", "Later"]) == {"And": ERROR}


def test_a_reminder_that_comes_back_makes_the_rest_run_twice() -> None:
    reminder = boundary("Late", "A", interrupting=False)
    assert told("Begin A Xor B End; Late C Xor", reminder, known=["Late"]) == {"Xor": WARNING}


def test_a_reminder_that_comes_back_before_the_end_only_is_fine() -> None:
    reminder = boundary("Late", "A", interrupting=False)
    assert told("Begin A End; Late C End", reminder, known=["Late"]) == {}


def test_a_join_of_a_task_and_its_reminder_may_wait_for_ever() -> None:
    reminder = boundary("Late", "A", interrupting=False)
    assert told("Begin A And End; Late C And", reminder, known=["Late"]) == {"And": ERROR}


def test_an_inclusive_join_waits_for_a_reminder_that_was_sent() -> None:
    reminder = boundary("Late", "A", interrupting=False)
    assert told("Begin A Or B End; Late C Or", reminder, known=["Late"]) == {}


def test_an_event_gateway_takes_one_way() -> None:
    assert told("Begin Race Catch1 Xor End; Race Catch2 Xor") == {}
    assert told("Begin Race Catch1 And End; Race Catch2 And") == {"And": ERROR}


def test_what_happens_outside_is_no_matter_of_data() -> None:
    assert told("Begin And1 Race Catch1 And2 End; Race Catch2 End2; And1 A And2") == {"And2": ERROR}


@pytest.mark.parametrize(("host", "severity"), [("AutoB", ERROR), ("B", WARNING)])
def test_an_error_that_nothing_throws_is_doubtful(host: str, severity: Severity) -> None:
    drawn = f"Begin And1 A And2 End; And1 {host} And2; Oops C End2"
    assert told(drawn, boundary("Oops", host, ERROR_DEFINITION), known=["Oops"]) == {
        "And2": severity
    }


def test_an_error_of_a_job_in_a_sub_process_can_come() -> None:
    inner = sub_process("S", draw("BeginS AutoX EndS"))
    drawn = "Begin And1 A And2 End; And1 S And2; Oops C End2"
    caught = boundary("Oops", "S", ERROR_DEFINITION)
    assert told(drawn, inner, caught, known=["S", "Oops"]) == {"And2": ERROR}


def test_conditions_behind_a_task_with_a_timer_stay_data() -> None:
    drawn = "Begin A And End; A B And; Late End"
    assert told(drawn, boundary("Late", "A"), when=["A_B"], known=["Late"]) == {"And": WARNING}


@pytest.mark.parametrize("interrupting", [True, False])
def test_an_event_sub_process_is_checked_for_itself(interrupting: bool) -> None:
    def event(join: str) -> str:
        inner = draw(f"On XorE X {join} EndE; XorE Y {join}", known=["On"])
        return sub_process("E", started_by("On", interrupting=interrupting) + inner, triggered=True)

    assert told("Begin A End", event("XorF")) == {}
    assert told("Begin A End", event("AndF")) == {"AndF": ERROR}


def test_an_event_sub_process_with_a_timer_ends_what_is_stuck() -> None:
    def event(definition: str, *, interrupting: bool = True) -> str:
        start = started_by("On", definition, interrupting=interrupting)
        return sub_process("E", start + draw("On X EndE", known=["On"]), triggered=True)

    drawn = "Begin And1 A And2 End; And1 B And2; Slow EndX"
    slow = boundary("Slow", "B")
    assert told(drawn, slow, event(MESSAGE), known=["Slow"]) == {"And2": ERROR}
    assert told(drawn, slow, event(TIMER), known=["Slow"]) == {"And2": WARNING}
    assert told(drawn, slow, event(TIMER, interrupting=False), known=["Slow"]) == {"And2": ERROR}


def test_a_link_is_a_flow() -> None:
    assert told("Begin And1 A Jump; And1 B And2 End; Land And2") == {}
    assert told("Begin Xor A Jump; Xor B And2 End; Land And2") == {"And2": ERROR}


def test_a_multi_instance_is_one_activity() -> None:
    many = (
        '<userTask id="Many"><multiInstanceLoopCharacteristics><loopCardinality>3</loopCardinality>'
        "</multiInstanceLoopCharacteristics></userTask>"
    )
    assert told("Begin And1 Many And2 End; And1 B And2", many, known=["Many"]) == {}
