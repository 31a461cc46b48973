from __future__ import annotations

from array import array
from datetime import timedelta

import pytest
from sqlalchemy import update

from audit.figures import FigureScope
from audit.paths import CasePath, Paths, case_path, path_figures
from audit.queries.figures import scope_cases
from engine.replay.verify import frames_of
from engine.storage.queries import instance_row, version_by_id
from engine.storage.tables import EVENT, INSTANCE
from tests.audit.living import check, decide, look
from tests.conftest import NOW
from tests.engine.commands.conftest import begin

MINUTE = timedelta(minutes=1)


def path(seconds=(), **elements):
    lain = {"Check": array("d", seconds)} if seconds else {}
    return CasePath(elements=elements, flows={"A_B": 1}, lain=lain, standing={"Came": 1})


def walked(runtime, instance):
    with runtime.database.snapshot() as connection:
        row = instance_row(connection, instance)
        version = version_by_id(connection, runtime.versions, row.definition_id)
        return case_path(version, frames_of(runtime, connection, row))


def counted(runtime, *instances, paths=None):
    with runtime.database.snapshot() as connection:
        rows = [instance_row(connection, each) for each in instances]
        return (paths or Paths()).figures(runtime, connection, rows)


def test_elements_and_flows_are_counted_over_cases(runtime, lived):
    other = begin(runtime, business_key="2016-000002")
    check(runtime, other, complete=False)
    found = counted(runtime, lived, other)

    assert found.cases == 2
    assert [found.elements[one] for one in ("Advise", "Refused", "Issued")] == [2, 1, 1]
    assert (found.flows["Fine_Decide"], found.flows["Check_Fine"]) == (1, 2)


def test_work_lies_from_its_opening_to_its_completion(runtime, lived):
    lain = walked(runtime, lived).lain

    assert list(lain["Check"]) == [21 * 60]
    assert list(lain["Decide"]) == [9 * 60]
    assert list(lain["Look"]) == [10 * 60]
    assert list(lain["Came"]) == [10 * 60]


def test_what_was_taken_away_undone_lay_for_no_time(runtime, lived):
    """The boundary timer of the decision went with it."""
    assert "TooLong" not in walked(runtime, lived).lain


def test_a_case_that_runs_stands_where_it_waits(runtime, instance_id):
    assert walked(runtime, instance_id).standing == {"Check": 1}


def test_what_waits_beside_the_tokens_is_not_where_the_case_stands(runtime, instance_id):
    check(runtime, instance_id)

    assert walked(runtime, instance_id).standing == {"Decide": 1}


def test_a_case_that_ended_stands_nowhere(runtime, lived):
    assert walked(runtime, lived).standing == {}


def test_paths_are_added_up():
    found = path_figures([path((60,), A=1), path((120, 180), A=2, B=1)])

    assert (found.cases, found.elements, found.flows) == (2, {"A": 3, "B": 1}, {"A_B": 2})
    assert found.standing == {"Came": 2}
    lain = found.lain["Check"]
    assert (lain.visits, lain.median, lain.p90) == (3, 2 * MINUTE, 3 * MINUTE)


def test_of_no_cases_there_is_nothing_to_say():
    found = path_figures([])

    assert (found.cases, found.elements, found.lain) == (0, {}, {})


@pytest.mark.parametrize(
    "change",
    [
        lambda lived: update(EVENT).where(EVENT.c.seq == 3).values(actor="somebody"),
        lambda lived: EVENT.delete().where(EVENT.c.seq == 8),
    ],
    ids=["edited", "cut off"],
)
def test_a_case_whose_history_does_not_hold_is_named_and_not_counted(runtime, lived, change):
    other = begin(runtime, business_key="2016-000002")
    with runtime.database.transaction() as connection:
        connection.execute(change(lived))
    found = counted(runtime, lived, other)

    assert (found.cases, found.broken) == (1, ("2016-000001",))


def test_a_case_is_executed_once_while_it_does_not_move(runtime, lived, monkeypatch):
    paths = Paths()
    counted(runtime, lived, paths=paths)
    monkeypatch.setattr("audit.paths.frames_of", lambda *_: pytest.fail("executed again"))

    assert counted(runtime, lived, paths=paths).cases == 1


def test_a_case_that_went_on_is_executed_again(runtime, instance_id):
    paths = Paths()
    counted(runtime, instance_id, paths=paths)
    check(runtime, instance_id)
    decide(runtime, instance_id)
    look(runtime, NOW + 31 * MINUTE)

    assert counted(runtime, instance_id, paths=paths).elements["Look"] == 1


def test_the_newest_cases_of_a_scope_come_first_and_all_are_told(runtime, instance_id):
    with runtime.database.transaction() as connection:
        connection.execute(update(INSTANCE).values(started_at=NOW - timedelta(days=1)))
    other = begin(runtime, business_key="2016-000002")
    with runtime.database.snapshot() as connection:
        newest, total = scope_cases(connection, FigureScope(), limit=1)
        every, _ = scope_cases(connection, FigureScope())
        assert ([row.id for row in newest], total) == ([other], 2)
        assert [row.id for row in every] == [other, instance_id]
        assert scope_cases(connection, FigureScope(key="none")) == ([], 0)
