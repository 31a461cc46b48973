"""figures: numbers about many cases, and how often each element and flow of a version was passed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

import click
import orjson
from rich.progress import Progress
from sqlalchemy import Connection

from audit.figures import CaseFigures, FigureScope
from audit.paths import PathFigures, Paths
from audit.queries.figures import case_figures, scope_cases
from cli.assembly import assembled
from cli.export_log import DAY, midnight
from engine.errors import UnknownDefinition
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import definition_rows, version_by_id
from engine.storage.runtime import Runtime
from engine.words import LANGUAGES


@click.command()
@click.option("--key", required=True, help="The process definition.")
@click.option("--version", "number", type=int, help="One of its versions; all of them if left out.")
@click.option("--since", type=DAY, help="Only cases that started on this day or later.")
@click.option("--until", type=DAY, help="Only cases that started before this day.")
@click.option("--language", default="kk", type=click.Choice(LANGUAGES))
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def figures(
    key: str,
    number: int | None,
    since: datetime | None,
    until: datetime | None,
    language: str,
    as_json: bool,
) -> None:
    """Count cases by outcome and term, and by re-execution how often each step was passed and how long work lay there."""
    scope = FigureScope(started_from=midnight(since), started_until=midnight(until))
    with assembled() as platform, platform.database.snapshot() as connection:
        version = _version(platform.runtime, connection, key, number)
        meant = {"key": key} if number is None else {"definition_id": version.id}
        scope = replace(scope, **meant)
        cases = case_figures(connection, scope, now=platform.clock())
        cases_meant, _ = scope_cases(connection, scope)
        paths = Paths(0).figures(platform.runtime, connection, _watched(cases_meant))
    if as_json:
        click.echo(orjson.dumps(figures_json(version, cases, paths)).decode())
        return
    for line in figures_lines(version, cases, paths, language):
        click.echo(line)


def figures_json(version: Version, cases: CaseFigures, paths: PathFigures) -> dict[str, object]:
    """By id; durations in seconds."""
    return {
        "key": version.key,
        "version": version.number,
        "cases": cases.total,
        "counted": paths.cases,
        "broken": list(paths.broken),
        "outcomes": [
            {"status": one.status, "outcome": one.outcome, "term": one.term, "cases": one.cases}
            for one in cases.counts
        ],
        "elements": paths.elements,
        "flows": paths.flows,
        "waiting": paths.standing,
        "lain": {
            element_id: {
                "visits": lain.visits,
                "median_seconds": round(lain.median.total_seconds()),
                "p90_seconds": round(lain.p90.total_seconds()),
            }
            for element_id, lain in paths.lain.items()
        },
    }


def figures_lines(
    version: Version, cases: CaseFigures, paths: PathFigures, language: str
) -> Iterator[str]:
    """Cases first, then the elements in the order of the model: times passed, median and nine tenths, id and label."""
    yield f"{version.key} {version.number}: {cases.total} cases, {paths.cases} counted"
    if paths.broken:
        yield f"not counted, their history does not hold: {', '.join(paths.broken)}"
    for one in cases.counts:
        yield f"{one.cases:7}  {one.status} {one.outcome or '-'}, term {one.term}"
    for element in version.definition.elements.values():
        lain = paths.lain.get(element.id)
        spans = f"{_span(lain.median)}  {_span(lain.p90)}" if lain else " " * 18
        label = element.label.text(language)
        yield f"{paths.elements.get(element.id, 0):7}  {spans}  {element.id}  {label}".rstrip()


def _span(span: timedelta) -> str:
    seconds = round(span.total_seconds())
    units = ((86_400, "d"), (3600, "h"), (60, "min"), (1, "s"))
    size, unit = next(((size, unit) for size, unit in units if seconds >= size), (1, "s"))
    return f"{seconds // size:4} {unit:3}"


def _version(runtime: Runtime, connection: Connection, key: str, number: int | None) -> Version:
    """Raises UnknownDefinition."""
    for row in definition_rows(connection):
        if row.key == key and number in (None, row.version):
            return version_by_id(connection, runtime.versions, row.id)
    raise UnknownDefinition(key, number)


def _watched(cases: Sequence[Record]) -> Iterable[Record]:
    with Progress(transient=True, disable=not sys.stderr.isatty()) as progress:
        yield from progress.track(cases, description="executing anew")
