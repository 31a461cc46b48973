"""trace MODEL.bpmn: run a model in memory on a controlled clock with scripted answers."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import click
import orjson

from cli.beside import Beside
from cli.check import REFUSED, known_here
from cli.scenario_table import print_results, scenario_files
from engine.calendar.working import WorkingCalendar
from engine.model.check import Verdict, check_model
from engine.model.findings import Finding, Severity
from engine.rehearsal.candidate import candidate
from engine.rehearsal.outcome import Traced, Worker
from engine.rehearsal.results import scenario_results
from engine.rehearsal.scenario import Scenario, read_scenario
from engine.rehearsal.scenario_names import unknown_names
from engine.rehearsal.trace import first_difference, run_scenario
from engine.step.version import Version
from forms.library import form_keys, load_form
from forms.submission import validate_answers
from workers.rehearsal import rehearsed

NOT_AS_EXPECTED = 1

Hands = tuple[Worker | None, Callable[[str], bool]]


@click.command()
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--scenario",
    "paths",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="A scenario file, or a folder of them; may be given several times.",
)
@click.option("--coverage", is_flag=True, help="Say what of the model the scenarios walk.")
@click.option(
    "--workers", is_flag=True, help="Run the real pure workers for jobs that are not scripted."
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def trace(
    model: Path, paths: tuple[Path, ...], coverage: bool, workers: bool, as_json: bool
) -> None:
    """Run MODEL through a SCENARIO, or through several. Exit 0; 2 refused; 1 where one does not end as it expects."""
    beside = Beside(model, known_here())
    xml = model.read_bytes()
    verdict = check_model(xml, file=model.name, known=beside.known, lenient=True)
    if not verdict.deployable:
        _print(verdict, None, as_json)
        sys.exit(REFUSED)
    files = scenario_files(paths)
    if coverage or len(files) > 1 or any(path.is_dir() for path in paths):
        _trace_all(verdict, xml, files, beside, workers=workers, as_json=as_json)
        return
    script = _read(files[0]) if files else Scenario()
    outcome = run_model(verdict, xml, script, beside=beside, workers=workers)
    _print(_with_remarks(verdict, script, beside), outcome, as_json)
    difference = first_difference(script.expect, outcome) or next(iter(outcome.refusals), None)
    if difference:
        click.echo(f"not as expected: {difference}", err=True)
        sys.exit(NOT_AS_EXPECTED)


def run_model(
    verdict: Verdict, xml: bytes, script: Scenario, *, beside: Beside, workers: bool = False
) -> Traced:
    """Run a model that `check` has let in, with the models that it calls."""
    version, calendar = _assembled(verdict, xml, beside), WorkingCalendar()
    with _hands(version, calendar, workers=workers) as (work, inline):
        return run_scenario(
            version, script, calendar=calendar, work=work, inline=inline, check_form=form_refusals
        )


def form_refusals(
    key: str, answers: Mapping[str, object], scope: Mapping[str, object]
) -> list[str]:
    """What the form would say to scripted answers; an empty answer stands for "not scripted"."""
    if not answers or key not in form_keys():
        return []
    checked = validate_answers(load_form(key), dict(answers), scope)
    return [f"{error.field}: {error.message.en}" for error in checked.errors]


def _trace_all(
    verdict: Verdict, xml: bytes, files: list[Path], beside: Beside, *, workers: bool, as_json: bool
) -> None:
    version, calendar = _assembled(verdict, xml, beside), WorkingCalendar()
    with _hands(version, calendar, workers=workers) as (work, inline):
        results = scenario_results(
            version,
            [_read(path) for path in files],
            calendar=calendar,
            work=work,
            inline=inline,
            check_form=form_refusals,
        )
    print_results(results, version.file_drawn, as_json=as_json)
    if results.failed:
        sys.exit(NOT_AS_EXPECTED)


def _read(path: Path) -> Scenario:
    return read_scenario(path.read_bytes(), file=path.name)


def _assembled(verdict: Verdict, xml: bytes, beside: Beside) -> Version:
    return candidate(verdict, beside.called, xml=xml)


@contextmanager
def _hands(version: Version, calendar: WorkingCalendar, *, workers: bool) -> Iterator[Hands]:
    """What answers the jobs that are not scripted."""
    if not workers:
        yield None, lambda _: False
        return
    with rehearsed(calendar, rules=version.definition.rules) as hands:
        yield hands


def _with_remarks(verdict: Verdict, script: Scenario, beside: Beside) -> Verdict:
    """Names in the script that the model does not have are warnings."""
    shown = candidate(verdict, beside.called).whole
    remarks = (
        Finding(rule="scenario", element_id="", message=remark, severity=Severity.WARNING)
        for remark in unknown_names(shown, script)
    )
    return replace(verdict, findings=(*verdict.findings, *remarks))


def _print(verdict: Verdict, outcome: Traced | None, as_json: bool) -> None:
    findings = verdict.as_json()["findings"]
    shown = {
        "status": outcome.status if outcome else "refused",
        "trace": outcome.trace if outcome else [],
        "waiting_at": outcome.waiting_at if outcome else [],
        "variables": dict(outcome.variables) if outcome else {},
        "incidents": outcome.incidents if outcome else [],
        "findings": findings,
    }
    if as_json:
        click.echo(orjson.dumps(shown, option=orjson.OPT_INDENT_2).decode())
        return
    for finding in verdict.findings:
        click.echo(f"{finding.severity.value}: {finding}")
    for step, element_id in enumerate(shown["trace"], 1):
        click.echo(f"{step:4}  {element_id}")
    for incident in shown["incidents"]:
        click.echo(f"incident at {incident['element_id'] or 'the instance'}: {incident['message']}")
    if shown["waiting_at"]:
        click.echo(f"waiting at {', '.join(shown['waiting_at'])}")
    click.echo(f"status: {shown['status']}")
