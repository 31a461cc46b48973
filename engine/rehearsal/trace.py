"""A model run in memory on a controlled clock with scripted answers: the same step as live, without a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from engine.calendar.working import WorkingCalendar
from engine.expression.values import Variables
from engine.rehearsal.outcome import FormCheck, Traced, Worker
from engine.rehearsal.scenario import Scenario
from engine.rehearsal.scripted import Tracer
from engine.step.version import Version


def run_scenario(
    version: Version,
    scenario: Scenario,
    *,
    calendar: WorkingCalendar,
    work: Worker | None = None,
    inline: Callable[[str], bool] = lambda _: False,
    check_form: FormCheck = lambda _key, _answers, _scope: [],
    still: Callable[[], bool] = lambda: True,
    reloading: bool = False,
) -> Traced:
    """Run a scenario to its end, or until nothing more can happen within its clock.

    work, inline: real handlers for jobs that the script leaves open, and which types they serve.
    still: is asked before each step whether there is time left. Raises ScenarioTooLong where there is none.
    reloading: save and load each instance at every step, as between two commands; slower, and the same otherwise.
    """
    tracer = Tracer(version, scenario, calendar, work, inline, check_form, reloading=reloading)
    return tracer.play(still)


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One thing that is not as expected. what: `status`, `waiting_at`, `variable`, `step` or `form`.

    name: of the variable, the number of the step, or the task whose form refuses. None stands for what is not there.
    """

    what: str
    name: str = ""
    got: object = None
    wanted: object = None

    def __str__(self) -> str:
        match self.what:
            case "step":
                got, wanted = self.got or "the end", self.wanted or "the end"
                return f"step {self.name} of the trace is {got}, {wanted} was expected"
            case "form":
                return f"{self.name}: {self.got}"
        named = f"{self.what} {self.name}" if self.name else self.what
        return f"{named} is {self.got!r}, {self.wanted!r} was expected"


def first_difference(expected: Mapping[str, object] | None, traced: Traced) -> str | None:
    """The first thing that is not as the scenario expects, in words; None where all is."""
    found = difference_from(expected, traced)
    return None if found is None else str(found)


def difference_from(expected: Variables | None, traced: Traced) -> Difference | None:
    """The same as a value."""
    for name, wanted in (expected or {}).items():
        if name == "variables":
            for key, value in wanted.items():
                got = traced.variables.get(key)
                if got != value:
                    return Difference(what="variable", name=key, got=got, wanted=value)
        elif name == "trace":
            if difference := path_difference(wanted, traced.trace):
                return difference
        elif getattr(traced, name) != wanted:
            return Difference(what=name, got=getattr(traced, name), wanted=wanted)
    return None


def refused_answer(traced: Traced) -> Difference | None:
    """The first answer that its form refuses."""
    for refusal in traced.refusals:
        element_id, _, reason = refusal.partition(": ")
        return Difference(what="form", name=element_id, got=reason)
    return None


def path_difference(wanted: Sequence[str], got: Sequence[str]) -> Difference | None:
    """The first step that is another one."""
    for index in range(max(len(wanted), len(got))):
        expected = wanted[index] if index < len(wanted) else None
        actual = got[index] if index < len(got) else None
        if expected != actual:
            return Difference(what="step", name=str(index + 1), got=actual, wanted=expected)
    return None
