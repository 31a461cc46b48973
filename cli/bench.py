"""bench: what a step costs, against the same business written by hand."""

from __future__ import annotations

import tempfile
from pathlib import Path

import click
import orjson
from rich.progress import Progress

from cli.benchmark import measure
from engine.expression.values import Value
from engine.storage.runtime import Runtime


@click.command()
@click.option(
    "--database",
    "url",
    help="SQLAlchemy URL of an empty database; default a SQLite file of its own.",
)
@click.option("--instances", default=200, show_default=True, help="Instances for each figure.")
@click.option(
    "--finished",
    default=20_000,
    show_default=True,
    help="Finished instances for age_ratio; 0 leaves it out.",
)
@click.option("--json", "as_json", is_flag=True, help="Print JSON alone.")
def bench(url: str | None, instances: int, finished: int, as_json: bool) -> None:
    """Measure the engine against its floor. Absolute figures drift with the machine; ratios count."""
    with tempfile.TemporaryDirectory() as folder:
        runtime = measure.bench_runtime(url or f"sqlite:///{Path(folder) / 'bench.sqlite'}")
        figures = _figures(runtime, instances, finished, quiet=as_json)
        runtime.database.dispose()
    click.echo(orjson.dumps(figures, option=orjson.OPT_INDENT_2).decode())


def _figures(runtime: Runtime, instances: int, finished: int, *, quiet: bool) -> dict[str, object]:
    with Progress(transient=True, disable=quiet) as progress:
        bar = progress.add_task("measuring", total=5)
        figures: dict[str, Value] = {
            "database": "sqlite" if runtime.database.is_sqlite else "postgresql",
            "clients": {},
        }
        for clients in (1, 4):
            figures["clients"][str(clients)] = measure.compared(
                runtime, clients=clients, instances=instances
            )
            progress.advance(bar)
        figures["replay_events_per_s"] = measure.replay_speed(
            runtime, instances=max(20, instances // 4)
        )
        progress.advance(bar)
        figures["step_growth"] = measure.step_growth(runtime)
        progress.advance(bar)
        if finished:
            ageing = progress.add_task("ageing", total=finished)
            figures["age_ratio"] = measure.age_ratio(
                runtime,
                finished=finished,
                tell=lambda have: progress.update(ageing, completed=have),
            )
    return figures
