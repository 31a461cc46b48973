"""Sub-processes that cannot complete, throws that hang on conditions, tokens that never grow fewer."""

from __future__ import annotations

import pytest

from engine.model.check import Known, check_model
from engine.model.findings import Severity
from tests.conformance.rows import process
from tests.engine.tokens.drawing import (
    both,
    boundary,
    cancel,
    each,
    end,
    error,
    escalation,
    flows,
    job,
    reaction,
    start,
    sub,
    task,
    terminate,
    transaction,
    undoes,
    undone,
    user,
    xor,
)

ERROR, WARNING = Severity.ERROR, Severity.WARNING
FAILS = (start("QS"), task("A"), end("QR", error("lost")), flows("QS > A > QR"))
LATE = (boundary("B1", "Q", error("lost")), task("Z"), end(), end("E2"))


def told(*body: str) -> list[tuple[str, Severity, str]]:
    verdict = check_model(process(*body), file="m.bpmn", known=Known(), lenient=True)
    assert verdict.definition is not None
    return [
        (finding.element_id, finding.severity, finding.message)
        for finding in verdict.findings
        if finding.rule == "soundness"
    ]


def sides(inner: str, event: str) -> list[tuple[str, Severity]]:
    """A join of a sub-process, which an event may interrupt and lead away from it, with a task beside."""
    body = (start(), both("F"), inner, event, task("T"), both("J"), end(), end("E2"))
    found = told(*body, flows("S > F > Q > J", "F > T > J > E", "B1 > E2"))
    return [(element_id, severity) for element_id, severity, _ in found]


def test_what_lies_behind_a_sub_process_that_only_fails_never_runs() -> None:
    ((element_id, severity, message),) = told(
        start(), sub("Q", *FAILS), *LATE, flows("S > Q", "Q > Z as on", "Z > E", "B1 > E2")
    )
    assert (element_id, severity) == ("Z", WARNING)
    assert message == (
        "No run ever comes here: nothing goes over on from Q. The way there: S, Q, Z. "
        "So nothing comes to E either."
    )


def test_what_lies_behind_a_transaction_that_is_always_cancelled_never_runs() -> None:
    rolled = transaction(
        "Q",
        start("QS"),
        task("A"),
        undone("A", "UA"),
        end("QC", cancel()),
        flows("QS > A > QC"),
        undoes("A by UA"),
    )
    body = (start(), rolled, boundary("B1", "Q", cancel()), task("Z"), end(), end("E2"))
    found = told(*body, flows("S > Q > Z > E", "B1 > E2"))
    assert [(element_id, severity) for element_id, severity, _ in found] == [("Z", WARNING)]


CATCH = reaction("R", start("RS", error("lost")), end("RE"), flows("RS > RE"))


@pytest.mark.parametrize("more", [CATCH, each()], ids=["caught inside", "perhaps no round"])
def test_one_that_may_complete_all_the_same_is_no_dead_end(more: str) -> None:
    inner = sub("Q", more, *FAILS) if more != CATCH else sub("Q", *FAILS, more)
    assert told(start(), inner, *LATE, flows("S > Q > Z > E", "B1 > E2")) == []


def chosen(last: str) -> str:
    ways = flows("QS > QX", "QX > QC : a", "QX > QE as qd")
    return sub("Q", start("QS"), xor("QX", default="qd"), end("QE"), end("QC", last), ways)


@pytest.mark.parametrize("event", [error("lost"), escalation("slow")])
def test_a_throw_that_hangs_on_a_condition_is_a_warning(event: str) -> None:
    assert sides(chosen(event), boundary("B1", "Q", event)) == [("J", WARNING)]


def test_the_error_of_a_job_is_left_to_no_condition() -> None:
    inner = sub("Q", start("QS"), job("W"), end("QE"), flows("QS > W > QE"))
    assert sides(inner, boundary("B1", "Q", error("lost"))) == [("J", ERROR)]


@pytest.mark.parametrize("away", ["", "Z"])
def test_tokens_that_only_grow_more_never_end(away: str) -> None:
    drawn = [
        "S > L > F > A > J > E",
        "F > B > L",
        f"A > {away or 'L'}",
        *(["Z > L"] if away else []),
    ]
    body = [start(), xor("L"), both("F"), user("A"), user("B"), xor("J"), end()]
    found = told(*body, *([task("Z")] if away else []), flows(*drawn))
    errors = [(key, message) for key, severity, message in found if severity is ERROR]
    ((element_id, message),) = errors
    assert element_id == "L"
    assert message.startswith(
        "There is no way to an end any more: it goes round through L, F, A, B"
    )


def test_tokens_that_may_end_somewhere_are_not_said_to_go_round_for_ever() -> None:
    body = (start(), xor("L"), both("F"), xor("X", default="d"), xor("Y", default="y"), end())
    ways = ("X > L : a", "X > E as d", "Y > L : b", "Y > E as y")
    found = told(*body, user("A"), user("B"), flows("S > L > F > A > X", "F > B > Y", *ways))
    assert ERROR not in {severity for _, severity, _ in found}


def test_two_tokens_at_a_terminating_end_are_no_second_run() -> None:
    inner = sub(
        "Q",
        start("QS"),
        both("QF"),
        task("A"),
        task("B"),
        end("QT", terminate()),
        flows("QS > QF > A > QT", "QF > B > QT"),
    )
    assert told(start(), inner, end(), flows("S > Q > E")) == []
