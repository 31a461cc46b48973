"""Scenarios beside the request: what a page shows while they run, and what becomes of one that takes too long."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from engine.rehearsal.coverage import Coverage
from engine.rehearsal.results import Results
from tests.web.models.test_scenarios import keep
from tests.web.service import Service
from web.models import scenario_results as module
from web.models.rehearsals import REHEARSALS, Rehearsals, Running, Still

WHOLE = b'{"answers": {"CheckPackage": {"complete": true}}}'
NOTHING = Results(results=(), coverage=Coverage.__new__(Coverage))
PAGE = "/models/externat/scenarios"


@contextmanager
def halted(monkeypatch: pytest.MonkeyPatch) -> Iterator[threading.Event]:
    """Scenarios wait until the event is set."""
    go, plain = threading.Event(), module.scenario_results

    def late(*arguments: object, **named: object) -> Results:
        go.wait()
        return plain(*arguments, **named)  # type: ignore[arg-type]  # as they come

    monkeypatch.setattr(module, "scenario_results", late)
    yield go
    go.set()


def test_a_page_does_not_wait_for_its_scenarios(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    rehearsals = Rehearsals(patience=0)
    service.app.extensions[REHEARSALS] = rehearsals
    browser = service.browser("arman")
    with halted(monkeypatch) as go:
        answer = browser.get(PAGE)
        assert "The scenarios are running: 0 of" in answer.text
        assert answer.headers["Refresh"] == "2"
        assert f'href="{PAGE}"' in answer.text
        go.set()
        for one in rehearsals._kept.values():
            one.ended.wait()

    done = browser.get(PAGE)
    assert "scenarios end as they expect" in done.text
    assert "Refresh" not in done.headers


def test_a_scenario_past_its_time_is_reported_as_such(service: Service) -> None:
    service.app.extensions[REHEARSALS] = Rehearsals(seconds=0, patience=600)
    keep(service, "endless", WHOLE, key="externat")

    assert "it ran longer than a scenario may" in service.browser("arman").get(PAGE).text


def test_a_form_that_comes_back_is_not_loaded_anew(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    service.app.extensions[REHEARSALS] = Rehearsals(patience=0)
    with halted(monkeypatch):
        answer = service.browser("arman").post(PAGE, data={"name": "kept"})

    assert answer.status_code == 422
    assert "Refresh" not in answer.headers


def test_what_was_asked_before_is_not_run_again() -> None:
    ran: list[int] = []

    def work(_still: Still) -> Results:
        ran.append(1)
        return NOTHING

    rehearsals = Rehearsals(patience=600)
    assert [rehearsals.results("one", work, total=0) for _ in range(2)] == [NOTHING, NOTHING]
    assert ran == [1]


def test_each_scenario_has_its_own_time_and_counts_those_before_it() -> None:
    begun, go = threading.Event(), threading.Event()

    def work(still: Still) -> Results:
        assert still(0)
        assert still(3)
        begun.set()
        go.wait()
        return NOTHING

    rehearsals = Rehearsals(patience=0)
    rehearsals.results("one", work, total=5)
    begun.wait()
    assert rehearsals.results("one", work, total=5) == Running(done=3, total=5)
    go.set()


def test_a_fault_is_raised_and_forgotten() -> None:
    rehearsals = Rehearsals(patience=600)

    def broken(_still: Still) -> Results:
        raise LookupError

    with pytest.raises(LookupError):
        rehearsals.results("one", broken, total=1)
    assert rehearsals.results("one", lambda _: NOTHING, total=1) == NOTHING
