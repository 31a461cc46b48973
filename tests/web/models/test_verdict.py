"""What a finding paints on the drawing."""

from __future__ import annotations

from engine.model.check import Known, check_model
from tests.conformance.rows import process
from tests.engine.tokens.drawing import both, end, flows, start, task, xor
from web.models.verdict import verdict_marks


def test_the_way_to_a_finding_is_drawn_as_tokens_with_the_flows_between_them() -> None:
    body = (start(), xor("X", default="x2"), task("A"), task("B"), both("J"), end())
    ways = (
        "S > X as s",
        "X > A as x1 : n > 1",
        "X > B as x2",
        "A > J as a",
        "B > J as b",
        "J > E as j",
    )
    verdict = check_model(process(*body, flows(*ways)), file="m.bpmn", known=Known(), lenient=True)

    marks = verdict_marks(verdict)
    assert "J" in marks.troubled
    assert {"S", "X", "J"} <= marks.active
    assert "s" in marks.taken
    assert "j" not in marks.taken


def test_a_verdict_without_a_way_draws_none() -> None:
    drawn = (start(), task("A"), task("B"), end(), flows("S > A > E", "B > E"))
    verdict = check_model(process(*drawn), file="m.bpmn", known=Known(), lenient=True)

    assert (verdict_marks(verdict).active, verdict_marks(verdict).taken) == (
        frozenset(),
        frozenset(),
    )
    assert "B" in verdict_marks(verdict).troubled
