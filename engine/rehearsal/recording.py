"""From a run by hand to a scenario file that comes to the same, as far as the format can say it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta

import orjson

from engine.expression import Duration, ExpressionFailed, compile_expression
from engine.expression.values import Value, Variables
from engine.rehearsal.actions import SendMessage, Start
from engine.rehearsal.by_hand import Tryout
from engine.rehearsal.outcome import BEGINNING, FormCheck, Traced
from engine.rehearsal.progress import Sent, Visit
from engine.rehearsal.run import plain
from engine.rehearsal.scenario import Happening, Scenario
from engine.rehearsal.trace import Difference, path_difference, run_scenario
from engine.step.values import OpenedJob, OpenedTask
from engine.step.version import Version

NO_FORM_CHECK: FormCheck = lambda _key, _answers, _scope: []  # noqa: E731 - as `run_scenario` takes it


@dataclass(frozen=True, kw_only=True)
class Recorded:
    """scenario: with what it comes to itself as its expectation. difference: from the run by hand, None where there is none."""

    scenario: Scenario
    traced: Traced
    difference: Difference | None


def recorded(
    tryout: Tryout,
    *,
    expect: Iterable[str],
    name: str = "scenario",
    check_form: FormCheck = NO_FORM_CHECK,
) -> Recorded:
    """Write the run down as a scenario, and run that. expect: names of variables whose values it shall come to.

    A message is sent after the completion that stood before it; where that leads elsewhere (the element completes more
    than once), after the last one before it that completes only once.
    """
    best: Recorded | None = None
    for after in (_last_completion, _last_single_completion):
        scenario = scenario_of(tryout, name=name, after=after)
        traced = run_scenario(
            tryout.version, scenario, calendar=tryout.calendar, check_form=check_form
        )
        found = Recorded(
            scenario=replace(scenario, expect=_expectation(traced, expect)),
            traced=traced,
            difference=_difference(tryout, traced),
        )
        if found.difference is None:
            return found
        best = best or found
    assert best is not None
    return best


def scenario_of(
    tryout: Tryout, *, name: str, after: Callable[[Sequence[str], Sent], str]
) -> Scenario:
    """What was answered, by element and job type in the order of arrival; what was sent; how far the clock moved in all."""
    visits = sorted(tryout.visits.values(), key=lambda visit: visit.order)
    start = next((each for each in tryout.actions if isinstance(each, Start)), Start())
    moved = tryout.now - BEGINNING
    return Scenario(
        file=name,
        variables=dict(start.variables),
        answers=_answers(visits),
        jobs=_jobs(visits),
        messages=_happenings(tryout, after, messages=True),
        signals=_happenings(tryout, after, messages=False),
        advance=Duration(months=0, span=moved) if moved else None,
    )


def _answers(visits: Iterable[Visit]) -> dict[str, list[Mapping[str, object] | None]]:
    """A task that was never answered stays undone; one that once was cannot stay undone at a later visit."""
    found: dict[str, list[Variables | None]] = {}
    for visit in visits:
        if isinstance(visit.opened, OpenedTask):
            found.setdefault(plain(visit.opened.element_id), []).append(visit.answer)
    given = {
        name: [each for each in entries if each is not None] for name, entries in found.items()
    }
    return {name: [*entries] or [None] for name, entries in given.items()}


def _jobs(visits: Iterable[Visit]) -> dict[str, list[Mapping[str, object]]]:
    found: dict[str, list[Variables]] = {}
    for visit in visits:
        if isinstance(visit.opened, OpenedJob):
            found.setdefault(visit.opened.type, []).append(_job(visit))
    return found


def _job(visit: Visit) -> Mapping[str, object]:
    """The format has one word for a job: failed attempts are left out where it answered something in the end."""
    if visit.code:
        return {"bpmn_error": visit.code}
    if visit.failures and not visit.answer:
        return {"fail": visit.failures}
    return {"variables": dict(visit.answer or {})}


def _happenings(
    tryout: Tryout, after: Callable[[Sequence[str], Sent], str], *, messages: bool
) -> tuple[Happening, ...]:
    return tuple(
        Happening(
            name=sent.action.name,
            after=after(tryout.trace, sent),
            correlation=sent.action.correlation if isinstance(sent.action, SendMessage) else "",
            payload=dict(sent.action.variables),
        )
        for sent in tryout.sent
        if isinstance(sent.action, SendMessage) is messages
    )


def _last_completion(trace: Sequence[str], sent: Sent) -> str:
    return trace[sent.after - 1] if sent.after else ""


def _last_single_completion(trace: Sequence[str], sent: Sent) -> str:
    times = Counter(trace)
    before = reversed(trace[: sent.after])
    return next((element for element in before if times[element] == 1), "")


def _difference(tryout: Tryout, traced: Traced) -> Difference | None:
    by_hand = tryout.outcome()
    if difference := path_difference(by_hand.trace, traced.trace):
        return difference
    if traced.status != by_hand.status:
        return Difference(what="status", got=traced.status, wanted=by_hand.status)
    return None


def _expectation(traced: Traced, names: Iterable[str]) -> dict[str, object]:
    variables = {name: traced.variables.get(name) for name in sorted(names)}
    expected: dict[str, Value] = {"status": traced.status, "trace": [*traced.trace]}
    return {**expected, "variables": variables} if variables else expected


def deciding_names(version: Version) -> frozenset[str]:
    """Names of the variables that conditions of the model read: what a scenario should expect first."""
    found: set[str] = set()
    for flow in version.whole.flows.values():
        if flow.condition:
            try:
                found |= set(compile_expression(flow.condition).names)
            except ExpressionFailed:
                continue
    return frozenset(found)


# the file


def scenario_json(scenario: Scenario) -> dict[str, object]:
    """As design.md, section 6, has it, without what is as it would be anyway."""
    raw: dict[str, Value] = {
        "variables": dict(scenario.variables),
        "answers": {name: _entries(each) for name, each in scenario.answers.items()},
        "jobs": {name: _entries(each) for name, each in scenario.jobs.items()},
        "messages": [_happening(each) for each in scenario.messages],
        "signals": [_happening(each) for each in scenario.signals],
    }
    found = {name: value for name, value in raw.items() if value}
    found["advance"] = duration_text(scenario.advance)
    return found if scenario.expect is None else {**found, "expect": dict(scenario.expect)}


def scenario_text(scenario: Scenario) -> str:
    return orjson.dumps(scenario_json(scenario), option=orjson.OPT_INDENT_2).decode()


def duration_text(duration: Duration | None) -> str:
    """ISO 8601, `PT0S` for none."""
    if duration is None:
        return "PT0S"
    months = f"{duration.months}M" if duration.months else ""
    days, rest = divmod(duration.span, timedelta(days=1))
    seconds = f"{rest.seconds}" + (f".{rest.microseconds:06}" if rest.microseconds else "")
    time = f"T{seconds}S" if rest else ""
    day = f"{days}D" if days else ""
    return f"P{months}{day}{time}" if months or day or time else "PT0S"


def _entries(entries: Sequence[Variables | None]) -> object:
    return entries[0] if len(entries) == 1 else [*entries]


def _happening(happening: Happening) -> dict[str, object]:
    raw = {
        "name": happening.name,
        "after": happening.after,
        "correlation": happening.correlation,
        "payload": dict(happening.payload),
    }
    return {name: value for name, value in raw.items() if value}
