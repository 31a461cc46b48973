"""APScheduler ticks in each node and wakes commands; it decides nothing and keeps nothing.

Its shared job store is not used: two nodes on one store run a job twice (stack trials; APScheduler, issue 129).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from apscheduler.schedulers.background import BackgroundScheduler
from sqlalchemy.exc import DBAPIError

from engine.commands.calendar import refresh_calendar, settle_calendar
from engine.commands.events import escalate_overdue, fire_due_timers
from engine.commands.leases import expire_leases
from engine.commands.messages import deliver_buffered
from engine.commands.signals import deliver_signals
from engine.commands.starts import fire_start_timers
from engine.errors import EngineError
from engine.storage.runtime import Runtime

LOG = logging.getLogger("ruqsat.timers")

Clock = Callable[[], datetime]
Chore = Callable[[datetime], object]


def reading_chores(runtime: Runtime) -> tuple[Chore, ...]:
    """What every node needs done again and again, one that only shows pages too."""
    return (lambda now: refresh_calendar(runtime),)


def engine_chores(runtime: Runtime) -> tuple[Chore, ...]:
    """What the engine needs done again and again."""
    return (
        *reading_chores(runtime),
        lambda now: fire_start_timers(runtime, now=now),
        lambda now: fire_due_timers(runtime, now=now),
        lambda now: deliver_signals(runtime, now=now),
        lambda now: deliver_buffered(runtime, now=now),
        lambda now: expire_leases(runtime, now=now),
        lambda now: escalate_overdue(runtime, now=now),
        lambda now: settle_calendar(runtime, now=now),
    )


def start_ticking(
    chores: tuple[Chore, ...], *, clock: Clock, seconds: float
) -> BackgroundScheduler:
    """Run the chores every `seconds`; a late tick is made up for by one, two never overlap."""
    scheduler = BackgroundScheduler(
        timezone="UTC",
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
    )
    for number, chore in enumerate(chores):
        scheduler.add_job(_guarded(chore, clock), "interval", seconds=seconds, id=f"chore-{number}")
    scheduler.start()
    return scheduler


def _guarded(chore: Chore, clock: Clock) -> Callable[[], None]:
    """A database that goes away, or one instance that is broken, must not stop the ticking."""

    def tick() -> None:
        try:
            chore(clock())
        except (EngineError, DBAPIError):
            LOG.exception("a tick failed; the next one tries again")

    return tick
