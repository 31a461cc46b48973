"""Marks of the drawing, apart from any database."""

from __future__ import annotations

import pytest

from engine.diagram import Marks
from engine.errors import HistoryBroken
from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.settings import ROOT
from engine.step.version import Version
from web.cases.history import Retold, awaited, marks_of
from web.cases.store import Wait

XML = (ROOT / "bpmn" / "externat.bpmn").read_bytes()
VERSION = Version(
    id=0,
    key="externat",
    number=1,
    sha256="of this test",
    definition=read_definition(read_model(XML)),
    model=None,  # type: ignore[arg-type]  # nothing runs here
    xml=XML,
)
WHOLE = Retold(frames=(), broken=None)
BROKEN = Retold(frames=(), broken=HistoryBroken("i", 1, "of this test"))
TASK = Wait(kind="task", element_id="SignOrder")


def marks(story: Retold = WHOLE, **changes: object) -> Marks:
    given = {"waits": (TASK,), "troubled": (), "overdue": (), "done_by_people": ("Identify",) * 2}
    return marks_of(VERSION, story, **{**given, **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize("element_id", ["WithdrawalReceived", "IdentityNotAnswered"])
def test_what_may_come_at_any_time_is_not_waited_for(element_id: str) -> None:
    waits = (TASK, Wait(kind="message", element_id=element_id))

    assert awaited(VERSION, waits) == (TASK,)


def test_an_element_that_the_model_does_not_have_is_still_told() -> None:
    strange = Wait(kind="job", element_id="Gone")

    assert awaited(VERSION, (strange,)) == (strange,)


def test_what_is_inside_a_sub_process_marks_it_too() -> None:
    inside = (Wait(kind="job", element_id="RecordWithdrawal"),)

    assert marks(waits=inside).active == {"RecordWithdrawal", "Withdrawal"}
    assert marks(troubled=("RecordWithdrawal",)).troubled == {"RecordWithdrawal", "Withdrawal"}


def test_the_tables_speak_only_where_the_history_is_broken() -> None:
    assert marks().done == {}
    assert marks(BROKEN).done == {"Identify": 2}
