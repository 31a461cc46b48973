"""What follows a failed attempt at a job. Pure; the commands write it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from engine.expression import Duration, Retries, parse_retries

DEFAULT = Retries(
    attempts=3,
    waits=tuple(Duration(months=0, span=timedelta(seconds=wait)) for wait in (10, 60)),
)


@dataclass(frozen=True, kw_only=True)
class RetryAt:
    due: datetime


@dataclass(frozen=True, kw_only=True)
class OpenIncident:
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Again:
    """What a worker says: how many attempts are left after one that failed, and how long the next one waits."""

    left: int
    wait: timedelta

    def retries(self, attempts: int) -> str:
        """As a model would say it, with those made so far."""
        return f"R{attempts + self.left}/PT{max(1, int(self.wait.total_seconds()))}S"


def after_failure(
    retries: str, attempts: int, said: Again | None = None, *, now: datetime
) -> RetryAt | OpenIncident:
    """Decide what follows a failed attempt at a job.

    retries: as `parse_retries` reads it, a bare number of attempts, or empty for the default.
    attempts: attempts made so far, this one included (1 or more).
    said: counts in place of `retries`.
    """
    if said is not None:
        return RetryAt(due=now + said.wait) if said.left else OpenIncident(attempts=attempts)
    rule = _rule(retries)
    if rule.attempts is not None and attempts >= rule.attempts:
        return OpenIncident(attempts=attempts)
    wait = rule.waits[min(attempts, len(rule.waits)) - 1]
    return RetryAt(due=wait.after(now))


def _rule(retries: str) -> Retries:
    if retries.isdigit():
        return Retries(attempts=int(retries), waits=DEFAULT.waits)
    return parse_retries(retries) if retries else DEFAULT


def attempts_left(retries: str, attempts: int) -> int | None:
    """After so many that failed; None where the rule knows no end."""
    most = _rule(retries).attempts
    return None if most is None else max(0, most - attempts)
