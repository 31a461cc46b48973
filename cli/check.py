"""check MODEL.bpmn: the deployment rules, without a database."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from cli.beside import Beside
from engine.model.check import Known, Verdict, check_model
from engine.model.findings import Severity
from engine.words import LANGUAGES, said
from forms.library import form_keys, load_form
from people.roles import LANE_NAMES
from workers.handlers import HANDLERS

DEPLOYABLE, REFUSED = 0, 2
SEVERITIES = {Severity.ERROR: said("error"), Severity.WARNING: said("warning")}


def known_here() -> Known:
    """What a model may name on this machine."""
    return Known(
        job_types=frozenset(HANDLERS),
        form_keys=form_keys(),
        lanes=LANE_NAMES,
        asked=lambda key: frozenset(field.variable for field in load_form(key).asked),
    )


@click.command()
@click.argument("model", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="Print the verdict as JSON, in English.")
@click.option(
    "--language", type=click.Choice(LANGUAGES), default="en", help="Of what is said; English."
)
def check(model: Path, as_json: bool, language: str) -> None:
    """Say whether MODEL may be deployed, and why not. Exit 0 deployable, 2 refused."""
    known = Beside(model, known_here()).known
    verdict = check_model(model.read_bytes(), file=model.name, known=known)
    if as_json:
        click.echo(orjson.dumps(verdict.as_json(), option=orjson.OPT_INDENT_2).decode())
    else:
        _say(model.name, verdict, language)
    sys.exit(DEPLOYABLE if verdict.deployable else REFUSED)


def _say(file: str, verdict: Verdict, language: str) -> None:
    for finding in verdict.findings:
        severity = SEVERITIES[finding.severity].text(language)
        click.echo(f"{severity}: {file}, {finding.text(language)} [{finding.rule}]")
    for part in verdict.ignored:
        click.echo(f"{said('ignored').text(language)}: {part.text(language)}")
    outcome = said("deployable") if verdict.deployable else said("refused")
    click.echo(f"{file}: {outcome.text(language)}")
