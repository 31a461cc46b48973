"""export-log: the histories of many cases as an event log for process mining."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

import click
from rich.progress import Progress

from audit.exports.log import LogCase, log_cases
from audit.exports.ocel import write_ocel
from audit.exports.tables import LOG_COLUMNS, log_rows, write_table
from audit.exports.xes import write_xes
from audit.finding import CaseQuery, search_subject
from audit.queries.cases import case_ids
from cli.assembly import assembled
from cli.export import read_entry
from engine.words import LANGUAGES
from people.store import record_read
from people.values import ALMATY

DAY = click.DateTime(formats=["%Y-%m-%d"])


@click.command("export-log")
@click.option("--format", "form", required=True, type=click.Choice(["xes", "ocel", "csv"]))
@click.option("--to", "target", required=True, type=click.Path(dir_okay=False, path_type=Path))
@click.option("--key", default="", help="Only cases of this process definition.")
@click.option("--since", type=DAY, help="Only cases that started on this day or later.")
@click.option("--until", type=DAY, help="Only cases that started before this day.")
@click.option("--language", default="kk", type=click.Choice(LANGUAGES))
@click.option("--bom", is_flag=True, help="CSV for spreadsheets that guess the encoding.")
def export_log(
    form: str,
    target: Path,
    key: str,
    since: datetime | None,
    until: datetime | None,
    language: str,
    bom: bool,
) -> None:
    """Export the histories of cases as an event log; every case is executed anew, so what does not hold is not exported."""
    query = CaseQuery(key=key, started_from=midnight(since), started_until=midnight(until))
    with assembled() as platform:
        now, vault = platform.clock(), platform.vault
        entry = read_entry(None, f"{form} {search_subject(query, vault)}", now)
        with platform.database.transaction() as connection:
            record_read(connection, entry)
        with platform.database.snapshot() as connection:
            ids = list(case_ids(connection, vault, query, now=now))
            cases = log_cases(platform.runtime, connection, ids, language=language)
            write_log(target, _WRITERS[form], _watched(cases, len(ids)), bom=bom)
    click.echo(f"{len(ids)} cases in {target}")


Write = Callable[[BinaryIO, Iterable[LogCase], bool], object]


def write_log(target: Path, write: Write, cases: Iterable[LogCase], *, bom: bool) -> None:
    """Write the file; where a case does not hold none is left behind, and one that stood there stays."""
    part = target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as stream:
            write(stream, cases, bom)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


_WRITERS: dict[str, Write] = {
    "xes": lambda stream, cases, _: write_xes(stream, cases),
    "ocel": lambda stream, cases, _: write_ocel(stream, cases),
    "csv": lambda stream, cases, bom: write_table(stream, LOG_COLUMNS, log_rows(cases), bom=bom),
}


def _watched(cases: Iterator[LogCase], total: int) -> Iterator[LogCase]:
    with Progress(transient=True, disable=not sys.stderr.isatty()) as progress:
        yield from progress.track(cases, total=total, description="exporting")


def midnight(day: datetime | None) -> datetime | None:
    """Days are Kazakhstan's."""
    return None if day is None else day.replace(tzinfo=ALMATY)
