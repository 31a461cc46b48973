"""trace MODEL.bpmn: run a model in memory on a controlled clock with scripted answers."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click
import orjson

from cli.beside import Beside, version_of
from cli.check import REFUSED, known_here
from engine.calendar import WorkingCalendar
from engine.model.check import Verdict, check_model
from engine.scenario import Scenario, read_scenario
from engine.trace import first_difference, run_scenario
from engine.traced import Traced
from forms.library import form_keys, load_form
from forms.submission import validate_answers
from workers.rehearsal import rehearsed

NOT_AS_EXPECTED = 1


@click.command()
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--scenario", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--workers", is_flag=True, help="Run the real pure workers for jobs that are not scripted."
)
@click.option("--json", "as_json", is_flag=True, help="Print the outcome as JSON.")
def trace(model: Path, scenario: Path | None, workers: bool, as_json: bool) -> None:
    """Run MODEL through a SCENARIO. Exit 0; 2 refused; 1 where it does not end as the scenario expects."""
    script = read_scenario(scenario.read_bytes(), file=scenario.name) if scenario else Scenario()
    beside = Beside(model, known_here())
    verdict = check_model(model.read_bytes(), file=model.name, known=beside.known, lenient=True)
    if not verdict.deployable:
        _print(verdict, None, as_json)
        sys.exit(REFUSED)
    outcome = run_model(verdict, model.read_bytes(), script, beside=beside, workers=workers)
    _print(verdict, outcome, as_json)
    difference = first_difference(script.expect, outcome) or next(iter(outcome.refusals), None)
    if difference:
        click.echo(f"not as expected: {difference}", err=True)
        sys.exit(NOT_AS_EXPECTED)


def run_model(
    verdict: Verdict, xml: bytes, script: Scenario, *, beside: Beside, workers: bool = False
) -> Traced:
    """Run a model that `check` has let in, with the models that it calls."""
    version = version_of(verdict, xml=xml)
    version = version.with_library(beside.called(version.definition))
    calendar = WorkingCalendar()
    if not workers:
        return run_scenario(version, script, calendar=calendar, check_form=form_refusals)
    with rehearsed(calendar, rules=version.definition.rules) as (work, inline):
        return run_scenario(
            version, script, calendar=calendar, work=work, inline=inline, check_form=form_refusals
        )


def form_refusals(key: str, answers: Mapping[str, Any], scope: Mapping[str, Any]) -> list[str]:
    """What the form would say to scripted answers; an empty answer stands for "not scripted"."""
    if not answers or key not in form_keys():
        return []
    checked = validate_answers(load_form(key), dict(answers), scope)
    return [f"{error.field}: {error.message.en}" for error in checked.errors]


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
