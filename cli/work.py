"""work: a node without pages, for jobs, timers and notices alone."""

from __future__ import annotations

import signal
import threading
from datetime import timedelta

import click

from cli.assembly import assembled
from cli.serve import chores, set_up
from engine.commands.timers import reading_chores, start_ticking
from workers.worker import new_worker_id, work_once


@click.command()
@click.option(
    "--types", help="Job types to serve, separated by commas; default all, with timers and notices."
)
def work(types: str | None) -> None:
    """Serve jobs until stopped; a job in hand is finished first."""
    stopped = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: stopped.set())
    with assembled() as platform:
        set_up(platform)
        lease = timedelta(seconds=platform.settings.lease_seconds)
        worker_id = new_worker_id()
        chosen = _known_types(types, platform.runtime.handlers.types()) if types else None
        tasks = chores(platform)
        if chosen is not None:
            tasks = (
                *reading_chores(platform.runtime),
                lambda _: work_once(
                    platform.runtime,
                    worker_id=worker_id,
                    lease=lease,
                    clock=platform.clock,
                    types=chosen,
                ),
            )
        scheduler = start_ticking(
            tasks, clock=platform.clock, seconds=platform.settings.tick_seconds
        )
        click.echo(
            f"{worker_id} serves {', '.join(chosen) if chosen else 'every job type'} (Ctrl+C stops it)"
        )
        stopped.wait()
        scheduler.shutdown(wait=True)
    click.echo("stopped")


def _known_types(types: str, known: frozenset[str]) -> list[str]:
    """The job types asked for. Raises a usage error that names those there are."""
    chosen = [name.strip() for name in types.split(",") if name.strip()]
    if strange := sorted(set(chosen) - known):
        raise click.BadParameter(
            f"no worker handles {', '.join(strange)}; there are {', '.join(sorted(known))}"
        )
    return chosen
