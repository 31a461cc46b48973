from __future__ import annotations

from datetime import timedelta

import pytest

from engine.expression import Duration
from engine.rehearsal.coverage import Coverage, covered
from engine.rehearsal.results import scenario_results
from engine.rehearsal.scenario import Happening, Scenario
from engine.rehearsal.scenario_store import shipped_scenarios
from engine.rehearsal.trace import run_scenario
from engine.settings import ROOT
from tests.audit.drawn import RACE
from tests.engine.modelling.models import CALENDAR, version_of

VERSION = version_of()
REFUSED = Scenario(file="refused", answers={"Check": [{"complete": False}]})
WAITING = Scenario(file="waiting", answers={"Check": [{"complete": True}], "Decide": [None]})


def coverage_of(*scenarios: Scenario) -> Coverage:
    ran = [run_scenario(VERSION, each, calendar=CALENDAR) for each in scenarios]
    return covered(VERSION, ran)


def test_without_a_scenario_nothing_is_walked():
    coverage = coverage_of()

    assert coverage.missed_elements == tuple(VERSION.definition.elements)
    assert coverage.missed_flows == tuple(VERSION.definition.flows)


def test_what_a_scenario_completes_is_walked():
    coverage = coverage_of(REFUSED)

    assert {name for name, times in coverage.elements.items() if times} == {
        "Begin",
        "Advise",
        "Check",
        "Fine",
        "Refused",
    }


def test_flows_that_a_token_took_are_walked():
    coverage = coverage_of(REFUSED)

    assert coverage.flows["Fine_Refused"] == 1
    assert coverage.flows["Fine_Decide"] == 0


def test_where_a_token_only_waits_is_not_walked():
    forbidden = Scenario(answers=WAITING.answers, advance=None)

    assert "Decide" in coverage_of(forbidden).missed_elements


def test_scenarios_are_counted_and_not_visits():
    coverage = coverage_of(REFUSED, WAITING, WAITING)

    assert coverage.elements["Check"] == 3
    assert coverage.elements["TooLong"] == 2


def test_all_is_walked_when_nothing_is_missed():
    every = Coverage(elements={"A": 1}, flows={"F": 2})

    assert every.whole
    assert not Coverage(elements={"A": 1}, flows={"F": 0}).whole


@pytest.fixture(scope="module")
def service():
    return version_of((ROOT / "bpmn" / "externat.bpmn").read_bytes())


def test_the_shipped_scenarios_walk_the_whole_service(service):
    results = scenario_results(
        service, [kept.read() for kept in shipped_scenarios("externat")], calendar=CALENDAR
    )

    assert results.coverage.whole
    assert results.failed == 0


def test_one_scenario_less_and_something_of_the_service_is_missed(service):
    kept = [each for each in shipped_scenarios("externat") if "withdrawn" not in each.name]
    results = scenario_results(service, [each.read() for each in kept], calendar=CALENDAR)

    assert "WithdrawalReceived" in results.coverage.missed_elements


def test_a_scenario_that_ends_otherwise_names_its_first_difference():
    scenario = Scenario(answers=REFUSED.answers, expect={"status": "completed", "trace": ["Begin"]})
    (result,) = scenario_results(VERSION, [scenario], calendar=CALENDAR).results

    assert not result.kept
    assert str(result.difference) == "step 2 of the trace is Advise, the end was expected"


def test_an_answer_that_its_form_refuses_is_a_difference():
    results = scenario_results(
        VERSION, [REFUSED], calendar=CALENDAR, check_form=lambda *_: ["complete: no"]
    )

    assert results.failed == 1
    assert str(results.results[0].difference) == "Check: complete: no"


def test_a_scenario_that_cannot_run_says_why():
    beyond = Scenario(file="beyond", advance=Duration(months=12 * 9000, span=timedelta()))
    (result,) = scenario_results(VERSION, [beyond], calendar=CALENDAR).results

    assert (result.traced, result.kept) == (None, False)
    assert "leaves room for the duration" in result.failure


def test_a_way_whose_event_never_came_is_not_walked():
    """Tokens wait on every way out of an event gateway; one of them goes on."""
    version = version_of(RACE)
    came = Scenario(file="came", messages=(Happening(name="Came", after="Await"),))
    ran = run_scenario(version, came, calendar=CALENDAR)

    assert covered(version, [ran]).missed_flows == ("Await_Month", "Month_Returned")
