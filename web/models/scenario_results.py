"""How the scenarios of a process end with one model, and what of it they walk, as pages show it."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from flask import Response, after_this_request, current_app, request
from flask_babel import lazy_gettext as _

from engine.diagram.marks import Marks
from engine.model.check import Verdict
from engine.model.differences import element_name
from engine.model.values import ProcessDefinition
from engine.rehearsal.coverage import Coverage
from engine.rehearsal.results import Result, Results, scenario_results
from engine.rehearsal.scenario import Scenario, ScenarioInvalid
from engine.rehearsal.scenario_store import KeptScenario
from engine.step.version import Version
from web.forms.checks import form_check
from web.languages import current_language
from web.models.differences import result_words
from web.models.rehearsals import REHEARSALS, Rehearsals, Running
from web.models.sandbox import candidate
from web.models.scenario_names import scenario_choices
from web.models.upload import ModelFile
from web.pictures import picture
from web.platform import current_platform

Choice = tuple[str, KeptScenario, Scenario | str]

STATUSES: Mapping[str, object] = {
    "completed": _("completed"),
    "waiting": _("waiting"),
    "incident": _("incident"),
}


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """which: as addresses name the scenario. status: words; empty where it could not run. difference: empty where all is
    as expected; expects: whether it expects anything. remarks: sentences about names that the model does not have."""

    which: str
    kept: KeptScenario
    status: Any
    difference: str
    expects: bool
    remarks: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Missed:
    """An element or flow that no scenario walks."""

    id: str
    label: str


@dataclass(frozen=True, kw_only=True)
class ShownResults:
    running = False  # see Running
    lines: tuple[ResultLine, ...]
    coverage: Coverage
    missed_elements: tuple[Missed, ...]
    missed_flows: tuple[Missed, ...]
    picture: str | None

    @property
    def failed(self) -> int:
        return sum(bool(line.difference) for line in self.lines)

    @property
    def walked(self) -> Mapping[str, int]:
        """Numbers for the summary."""
        elements, flows = self.coverage.elements, self.coverage.flows
        return {
            "elements": len(elements) - len(self.missed_elements),
            "all_elements": len(elements),
            "flows": len(flows) - len(self.missed_flows),
            "all_flows": len(flows),
        }


def shown_results(key: str, version: Version) -> ShownResults | Running:
    """Every scenario of the process with this model, run beside the request; nothing is stored."""
    language, choices = current_language(), scenario_choices(key)
    read = [(which, kept, _read(kept)) for which, kept in choices]
    scenarios = [scenario for _, _, scenario in read if isinstance(scenario, Scenario)]
    run = partial(
        scenario_results,
        version,
        scenarios,
        calendar=current_platform().runtime.calendar,
        check_form=form_check(version),
    )
    ran = kept_rehearsals().results(
        _sign(version, choices), lambda still: run(still=still), total=len(scenarios)
    )
    if isinstance(ran, Running):
        after_this_request(_look_again)
        return ran
    definition = version.file_drawn
    return ShownResults(
        lines=tuple(_lines(read, ran)),
        coverage=ran.coverage,
        missed_elements=tuple(
            Missed(id=each, label=element_name(definition, each).text(language))
            for each in ran.coverage.missed_elements
        ),
        missed_flows=tuple(
            Missed(id=each, label=_flow_words(definition, each, language))
            for each in ran.coverage.missed_flows
        ),
        picture=picture(version.xml, coverage_marks(ran.coverage), language=language, title=key),
    )


def kept_rehearsals() -> Rehearsals:
    """Those of this process."""
    found = current_app.extensions.setdefault(REHEARSALS, Rehearsals())
    assert isinstance(found, Rehearsals)
    return found


def _sign(version: Version, choices: Sequence[tuple[str, KeptScenario]]) -> Hashable:
    """What decides the results: two looks with the same sign see the same run."""
    forms = tuple(sorted(version.forms.items()))
    called = tuple(sorted(version.library))
    calendar = current_platform().runtime.calendar.version
    contents = tuple((which, kept.name, kept.content) for which, kept in choices)
    return (version.xml, forms, called, contents, calendar, current_language())


def _look_again(response: Response) -> Response:
    """Without any script; a page that answers a form stays, for reloading would lose what was typed."""
    if request.method == "GET":
        response.headers["Refresh"] = "2"
    return response


def draft_results(key: str, file: ModelFile, verdict: Verdict) -> ShownResults | Running | None:
    """Of a draft that was just checked; None where it is refused."""
    version = candidate(file, verdict)
    return None if version is None else shown_results(key, version)


def _read(kept: KeptScenario) -> Scenario | str:
    try:
        return kept.read()
    except ScenarioInvalid as error:
        return error.words.text(current_language())


def _lines(read: Sequence[Choice], ran: Results) -> list[ResultLine]:
    results = iter(ran.results)
    found = []
    for which, kept, scenario in read:
        if isinstance(scenario, str):
            result = Result(name=kept.name, traced=None, failure=scenario)
        else:
            result = next(results)
        found.append(
            ResultLine(
                which=which,
                kept=kept,
                status=STATUSES[result.traced.status] if result.traced else "",
                difference=result_words(result),
                expects=isinstance(scenario, Scenario) and scenario.expect is not None,
                remarks=tuple(remark.text(current_language()) for remark in result.remarks),
            )
        )
    return found


def _flow_words(definition: ProcessDefinition, flow_id: str, language: str) -> str:
    flow = definition.flows[flow_id]
    name = flow.label.text(language)
    way = " → ".join(
        element_name(definition, end).text(language) for end in (flow.source, flow.target)
    )
    return f"{name}: {way}" if name else way


def coverage_marks(coverage: Coverage) -> Marks:
    """Walked: done, with the number of scenarios; never walked: troubled."""
    return Marks(
        done={name: times for name, times in coverage.elements.items() if times},
        taken=frozenset(name for name, times in coverage.flows.items() if times),
        troubled=frozenset(coverage.missed_elements),
    )
