from __future__ import annotations

import pytest

from engine.calendar.working import WorkingCalendar
from engine.step.answers import JobCall
from tests.workers.samples import NOW, variables
from workers.handlers import UnknownJobType
from workers.rehearsal import rehearsed


def _call(job_type: str) -> JobCall:
    return JobCall(type=job_type, element_id="Element", token=7, variables=variables())


def test_a_rehearsal_runs_the_real_pure_handlers() -> None:
    with rehearsed(WorkingCalendar(), rules="2016") as (work, serves):
        assert serves("register-incoming")
        first, second = (work(_call("register-incoming"), NOW) for _ in range(2))
    assert [first["incoming_no"], second["incoming_no"]] == ["1-К/2016", "2-К/2016"]


def test_each_rehearsal_begins_anew() -> None:
    for _ in range(2):
        with rehearsed(WorkingCalendar(), rules="2016") as (work, _serves):
            assert work(_call("register-incoming"), NOW)["incoming_no"] == "1-К/2016"


def test_what_is_queued_or_unknown_is_not_served() -> None:
    with rehearsed(WorkingCalendar(), rules="2016") as (work, serves):
        assert not serves("lookup-identity")
        assert not serves("make-coffee")
        with pytest.raises(UnknownJobType):
            work(_call("make-coffee"), NOW)
