"""A model run in memory on a controlled clock with scripted answers: the same step as live, without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from engine.calendar import WorkingCalendar
from engine.scenario import Scenario
from engine.traced import FormCheck, Traced, Worker
from engine.tracer import Tracer
from engine.version import Version


def run_scenario(
    version: Version,
    scenario: Scenario,
    *,
    calendar: WorkingCalendar,
    work: Worker | None = None,
    inline: Callable[[str], bool] = lambda _: False,
    check_form: FormCheck = lambda _key, _answers, _scope: [],
    reloading: bool = False,
) -> Traced:
    """Run a scenario to its end, or until nothing more can happen within its clock.

    work, inline: real handlers for jobs that the script leaves open, and which types they serve.
    reloading: save and load each instance at every step, as between two commands; slower, and the same otherwise.
    """
    tracer = Tracer(version, scenario, calendar, work, inline, check_form, reloading=reloading)
    tracer.play()
    return tracer.outcome()


def first_difference(expected: Mapping[str, Any] | None, traced: Traced) -> str | None:
    """The first thing that is not as the scenario expects, in words; None where all is."""
    for name, wanted in (expected or {}).items():
        if name == "variables":
            for key, value in wanted.items():
                if traced.variables.get(key) != value:
                    return (
                        f"variable {key} is {traced.variables.get(key)!r}, {value!r} was expected"
                    )
        elif name == "trace":
            if difference := _path_difference(wanted, traced.trace):
                return difference
        elif getattr(traced, name) != wanted:
            return f"{name} is {getattr(traced, name)!r}, {wanted!r} was expected"
    return None


def _path_difference(wanted: list[str], got: list[str]) -> str | None:
    for index in range(max(len(wanted), len(got))):
        expected = wanted[index] if index < len(wanted) else "the end"
        actual = got[index] if index < len(got) else "the end"
        if expected != actual:
            return f"step {index + 1} of the trace is {actual}, {expected} was expected"
    return None
