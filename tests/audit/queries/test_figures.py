from __future__ import annotations

from datetime import timedelta

import pytest

from audit.figures import FigureScope, Term
from audit.queries.figures import case_figures, task_figures
from engine.commands.instances import terminate_instance
from engine.step.states import InstanceStatus
from tests.audit.living import MINUTE, check
from tests.conftest import NOW
from tests.engine.commands.conftest import begin

DAY = timedelta(days=1)


@pytest.fixture
def cases(runtime, lived) -> None:
    """Issued in time, refused too late, terminated, open; the last without term and at another office."""
    late = begin(runtime, business_key="2016-000002")
    check(runtime, late, complete=False, after=40 * DAY)
    ended = begin(runtime, business_key="2016-000003")
    terminate_instance(runtime, ended, reason="twice", actor="head", now=NOW + DAY)
    begin(runtime, business_key="2016-000004", variables={"specialist": "sara"}, office_id=7)


def no_norm(element_id, opened_at):
    return None


def counted(runtime, now=NOW, **scope):
    with runtime.database.snapshot() as connection:
        return case_figures(connection, FigureScope(**scope), now=now)


def test_cases_are_counted_by_status_outcome_and_term(runtime, cases):
    found = {(one.status, one.outcome, one.term): one.cases for one in counted(runtime).counts}

    assert found == {
        (InstanceStatus.COMPLETED, "Issued", Term.KEPT): 1,
        (InstanceStatus.COMPLETED, "Refused", Term.BROKEN): 1,
        (InstanceStatus.TERMINATED, None, Term.KEPT): 1,
        (InstanceStatus.ACTIVE, None, Term.NONE): 1,
    }


def test_sums_are_given_by_term(runtime, cases):
    found = counted(runtime)

    assert found.total == 4
    assert found.by_term() == {Term.KEPT: 2, Term.BROKEN: 1, Term.NONE: 1}


def test_a_running_case_breaks_its_term_when_it_passes(runtime, instance_id):
    assert counted(runtime).by_term()[Term.KEPT] == 1
    assert counted(runtime, now=NOW + 60 * DAY).by_term()[Term.BROKEN] == 1


@pytest.mark.parametrize(
    ("scope", "total"),
    [
        ({}, 4),
        ({"key": "case"}, 4),
        ({"key": "other"}, 0),
        ({"definition_id": 1}, 4),
        ({"definition_id": 99}, 0),
        ({"office_id": 7}, 1),
        ({"office_id": 2}, 4),
        ({"within": frozenset({1})}, 3),
        ({"within": frozenset()}, 0),
        ({"started_from": NOW, "started_until": NOW + DAY}, 4),
        ({"started_until": NOW}, 0),
        ({"started_from": NOW + DAY}, 0),
    ],
    ids=str,
)
def test_only_the_cases_meant_count(runtime, cases, scope, total):
    assert counted(runtime, **scope).total == total


def test_an_empty_database_has_empty_figures(runtime):
    with runtime.database.snapshot() as connection:
        assert case_figures(connection, FigureScope(), now=NOW).counts == ()
        assert task_figures(connection, FigureScope(), now=NOW, norm=no_norm) == ()


def test_tasks_and_jobs_have_frequency_duration_and_term(runtime, cases):
    with runtime.database.snapshot() as connection:
        found = {
            one.element_id: one
            for one in task_figures(connection, FigureScope(), now=NOW, norm=no_norm)
        }

    assert set(found) == {"Check", "Decide", "Look"}
    check_, look = found["Check"], found["Look"]
    assert (check_.visits, check_.completed, check_.canceled, check_.open) == (4, 2, 1, 1)
    assert (check_.kept, check_.broken) == (0, 2)
    assert (check_.median, check_.p90) == (21 * MINUTE, 40 * DAY)
    assert (look.completed, look.kept, look.broken, look.median) == (1, 0, 0, 10 * MINUTE)
    assert found["Decide"].kept == 1


def test_a_step_without_a_term_is_measured_by_its_norm(runtime, cases):
    def norm(element_id, opened_at):
        return opened_at + 5 * MINUTE if element_id == "Look" else None

    with runtime.database.snapshot() as connection:
        found = task_figures(connection, FigureScope(), now=NOW, norm=norm)

    assert [(one.kept, one.broken) for one in found if one.element_id == "Look"] == [(0, 1)]


def test_figures_of_steps_know_their_scope(runtime, cases):
    with runtime.database.snapshot() as connection:
        found = task_figures(connection, FigureScope(office_id=7), now=NOW + DAY, norm=no_norm)

    assert [(one.element_id, one.visits, one.open, one.broken) for one in found] == [
        ("Check", 1, 1, 1)
    ]
