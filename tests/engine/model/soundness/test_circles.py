"""Circles that wait for nobody and that «loop-waits» does not see."""

from __future__ import annotations

from engine.model.findings import Severity
from engine.model.rules.loop_waits import loop_waits
from tests.engine.model.soundness.drawing import (
    ERROR,
    boundary,
    draw,
    findings,
    sub_process,
    subject,
    told,
)

WARNING = Severity.WARNING


def retry(job: str, *, waits: str = "") -> str:
    text = f"Begin Xor {job} End; Oops {waits} Xor"
    return draw(text, boundary("Oops", job, ERROR), known=["Oops"])


def test_a_job_that_is_tried_again_at_once_after_an_error() -> None:
    (finding,) = findings(retry("Auto"))
    assert (finding.element_id, finding.severity) == ("Xor", WARNING)
    assert finding.message.startswith("The circle through Xor, Auto, Oops can be run round")
    assert finding.message.endswith("The way there: Begin, Xor.")
    assert not list(loop_waits(subject(retry("Auto"))))


def test_a_task_or_a_queued_job_in_the_circle_waits() -> None:
    assert findings(retry("Auto", waits="Ask")) == []
    assert findings(retry("Queued")) == []
    assert findings(retry("Ask")) == []


def test_a_timer_on_the_boundary_waits() -> None:
    drawn = draw("Begin Xor Auto End; Late Xor", boundary("Late", "Auto"), known=["Late"])
    assert findings(drawn) == []


def circle_through(inner: str) -> dict[str, Severity]:
    return told("Begin Xor1 S Xor2 Xor1; Xor2 End", sub_process("S", draw(inner)), known=["S"])


def test_a_sub_process_that_can_be_passed_without_waiting() -> None:
    assert circle_through("BeginS Xor3 Ask EndS; Xor3 Auto EndS") == {"Xor1": WARNING}


def test_a_sub_process_that_always_waits() -> None:
    assert circle_through("BeginS Ask EndS") == {}
    assert circle_through("BeginS And3 Ask EndS; And3 Auto EndT") == {}
    assert circle_through("BeginS And3 Ask And4 EndS; And3 Auto And4") == {}


def test_a_sub_process_in_which_another_can_be_passed() -> None:
    inner = sub_process("T", draw("BeginT Xor3 Catch EndT; Xor3 EndU"))
    outer = sub_process("S", draw("BeginS T EndS", inner, known=["T"]))
    assert told("Begin Xor1 S Xor2 Xor1; Xor2 End", outer, known=["S"]) == {"Xor1": WARNING}


def test_a_circle_that_loop_waits_tells_is_not_told_again() -> None:
    drawn = draw("Begin Xor1 Auto Xor2 Xor1; Xor2 End")
    assert list(loop_waits(subject(drawn)))
    assert findings(drawn) == []
