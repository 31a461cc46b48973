"""demo: a case down every path of the service, on a database of its own and a controlled clock."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime

import click
import orjson
from rich.console import Console
from rich.progress import Progress

from cli.assembly import system_clock
from cli.demonstration.directing import Listener, tell_stories
from cli.demonstration.place import Place, clear_place, demo_place
from cli.demonstration.report import Reported, reported, strayed
from cli.demonstration.stage import opened_stage
from cli.demonstration.stories import STORIES
from cli.demonstration.story import Story
from cli.demonstration.telling import Telling
from engine.errors import EngineError
from people.passwords import Hasher


class StoriesStrayed(EngineError):
    """The service went another way than its stories."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__(f"these stories did not come to their end: {', '.join(names)}")
        self.names = names


@click.command()
@click.option(
    "--database", "url", help="SQLAlchemy URL of an empty database; default var/demo.sqlite."
)
@click.option("--fresh", is_flag=True, help="Remove an earlier demonstration first.")
@click.option("--json", "as_json", is_flag=True, help="Print the cases as JSON.")
def demo(url: str | None, fresh: bool, as_json: bool) -> None:
    """Drive cases down every path of the service; print where they stand and where the documents lie."""
    place = demo_place(url)
    clear_place(place, fresh=fresh)
    with _shown_progress(STORIES) as listener:
        cases = run_demo(place, STORIES, end=system_clock(), listener=listener)
    if as_json:
        click.echo(orjson.dumps(_json(place, cases), option=orjson.OPT_INDENT_2).decode())
    else:
        _print(place, cases, chosen=url is not None)
    if names := strayed(STORIES, cases):
        raise StoriesStrayed(names)


def run_demo(
    place: Place,
    stories: Sequence[Story],
    *,
    end: datetime,
    listener: Listener = lambda _: None,
    hasher: Hasher | None = None,
) -> tuple[Reported, ...]:
    """Tell the stories into an empty place. end: aware; when the demonstration ends, and the open cases stand."""
    with opened_stage(place.settings, hasher=hasher) as stage:
        tellings = tell_stories(stage, stories, end=end, listener=listener)
        return reported(stage.platform, tellings, place.documents)


@contextmanager
def _shown_progress(stories: Sequence[Story]) -> Iterator[Listener]:
    """A bar on a terminal, elsewhere a line for each story whose steps are done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield _say_when_done
        return
    with Progress(console=console, transient=True) as progress:
        bar = progress.add_task("telling", total=sum(len(story.steps) for story in stories))
        yield lambda telling: progress.update(bar, advance=1, description=telling.case_no)


def _say_when_done(telling: Telling) -> None:
    if telling.next_step is None:
        click.echo(f"{telling.case_no}  {telling.story.name}", err=True)


def _json(place: Place, cases: Sequence[Reported]) -> dict[str, object]:
    return {
        "database": place.shown_url,
        "documents": str(place.documents),
        "stories": [case.as_json() for case in cases],
    }


def _print(place: Place, cases: Sequence[Reported], *, chosen: bool) -> None:
    for case in cases:
        stands = case.outcome or f"waits at {', '.join(case.waits)}"
        overdue = ", overdue" if case.overdue else ""
        click.echo(f"{case.case_no}  {case.title}: {stands}{overdue}")
    click.echo("\nDocuments:")
    for case in cases:
        names = ", ".join(each.file.partition("/")[2] for each in case.documents)
        click.echo(f"  {case.case_no}/  {names or 'none'}")
    count = sum(len(case.documents) for case in cases)
    click.echo(f"\n{len(cases)} cases in {place.shown_url}")
    click.echo(f"{count} documents in {place.documents}")
    for line in _next_commands(place, chosen=chosen):
        click.echo(line)


def _next_commands(place: Place, *, chosen: bool) -> tuple[str, ...]:
    if chosen:
        return (
            f"To look at them, set RUQSAT_DATABASE_URL to {place.shown_url} and run `python3 run_engine.py serve`",
        )
    return (
        "To look at them: python3 run_engine.py serve --demo",
        "To check every history: python3 run_engine.py verify --all --demo",
    )
