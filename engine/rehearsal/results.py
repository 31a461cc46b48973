"""Scenarios of one model, run one after the other: how each ended, and what they cover together."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial

from engine.calendar.working import WorkingCalendar
from engine.errors import EngineError
from engine.rehearsal.coverage import Coverage, covered
from engine.rehearsal.outcome import FormCheck, Traced, Worker
from engine.rehearsal.scenario import Scenario
from engine.rehearsal.scenario_names import unknown_names
from engine.rehearsal.trace import Difference, difference_from, refused_answer, run_scenario
from engine.step.version import Version
from engine.words import Sentence


@dataclass(frozen=True, kw_only=True)
class Result:
    """difference: the first thing that is not as expected. traced: None where it could not run at all, `failure` says why.

    remarks: names in the scenario that the model does not have.
    """

    name: str
    traced: Traced | None
    difference: Difference | None = None
    failure: str = ""
    remarks: tuple[Sentence, ...] = ()

    @property
    def kept(self) -> bool:
        """Whether it ends as it expects."""
        return self.difference is None and not self.failure


@dataclass(frozen=True, kw_only=True)
class Results:
    results: tuple[Result, ...]
    coverage: Coverage

    @property
    def failed(self) -> int:
        return sum(not result.kept for result in self.results)


def scenario_results(
    version: Version,
    scenarios: Iterable[Scenario],
    *,
    calendar: WorkingCalendar,
    work: Worker | None = None,
    inline: Callable[[str], bool] = lambda _: False,
    check_form: FormCheck = lambda _key, _answers, _scope: [],
    still: Callable[[int], bool] = lambda _number: True,
) -> Results:
    """Run them all; arguments as of `run_scenario`. What a form says to an answer is a difference too.

    still: is asked before each step whether the scenario of this number may go on.
    """

    def run(scenario: Scenario, number: int) -> Traced:
        return run_scenario(
            version,
            scenario,
            calendar=calendar,
            work=work,
            inline=inline,
            check_form=check_form,
            still=lambda: still(number),
        )

    results = tuple(
        _result(scenario, partial(run, number=number), version)
        for number, scenario in enumerate(scenarios)
    )
    ran = [result.traced for result in results if result.traced is not None]
    return Results(results=results, coverage=covered(version, ran))


def _result(scenario: Scenario, run: Callable[[Scenario], Traced], version: Version) -> Result:
    remarks = unknown_names(version.whole, scenario)
    try:
        traced = run(scenario)
    except EngineError as error:  # a called process that is not there, a clock beyond the year 9999
        return Result(name=scenario.file, traced=None, failure=error.words, remarks=remarks)
    difference = difference_from(scenario.expect, traced) or refused_answer(traced)
    return Result(name=scenario.file, traced=traced, difference=difference, remarks=remarks)
