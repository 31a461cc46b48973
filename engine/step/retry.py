"""What follows a failed attempt at a job. Pure; the commands write it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.expression.iso import parse_cycle

DEFAULT_ATTEMPTS = 3
DEFAULT_WAITS = (timedelta(seconds=10), timedelta(minutes=1))


@dataclass(frozen=True, kw_only=True)
class RetryAt:
    due: datetime


@dataclass(frozen=True, kw_only=True)
class OpenIncident:
    attempts: int


def after_failure(retries: str, attempts: int, *, now: datetime) -> RetryAt | OpenIncident:
    """Decide what follows a failed attempt at a job.

    retries: `R3/PT1M` (three attempts in all, a minute between), a bare number of attempts, or empty for the default.
    attempts: attempts made so far, this one included (1 or more).
    """
    if not retries or retries.isdigit():
        most = int(retries or DEFAULT_ATTEMPTS)
        wait = DEFAULT_WAITS[min(attempts, len(DEFAULT_WAITS)) - 1]
        return RetryAt(due=now + wait) if attempts < most else OpenIncident(attempts=attempts)
    cycle = parse_cycle(retries)
    if attempts >= (cycle.times or DEFAULT_ATTEMPTS):
        return OpenIncident(attempts=attempts)
    return RetryAt(due=cycle.duration.after(now))
