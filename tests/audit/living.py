"""What happens in a small case: the steps of its people and workers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from engine.commands.events import correlate_message, escalate_overdue
from engine.commands.jobs import activate_jobs, complete_job, fail_job
from engine.commands.user_tasks import claim_user_task, complete_user_task
from tests.conftest import NOW
from tests.engine.commands.conftest import open_task

MINUTE = timedelta(minutes=1)
WORKER = "worker:w1"


def check(
    runtime: Any,
    instance: str,
    complete: bool = True,
    actor: str = "bolat",
    after: timedelta = MINUTE,
) -> None:
    answer = {"complete": complete, "remark": "=1+1"}
    complete_user_task(
        runtime, open_task(runtime, instance).id, answer, actor=actor, now=NOW + after
    )


def decide(runtime: Any, instance: str, after: timedelta = 2 * MINUTE) -> None:
    complete_user_task(
        runtime,
        open_task(runtime, instance).id,
        {"decision": "granted"},
        actor="sara",
        now=NOW + after,
    )


def look(runtime: Any, now: Any, *, fails: bool = False) -> None:
    for held in activate_jobs(runtime, ["look"], worker_id=WORKER, limit=9, lease=MINUTE, now=now):
        if fails:
            fail_job(runtime, held.id, "no answer", fence=held.fence, worker_id=WORKER, now=now)
        else:
            complete_job(
                runtime, held.id, {"found": True}, fence=held.fence, worker_id=WORKER, now=now
            )


def live_on(runtime: Any, instance: str, number: str = "2016-000001") -> str:
    """Eight events: start, claim, overdue, two tasks, a job that fails and is done, a message; issued."""
    claim_user_task(runtime, open_task(runtime, instance).id, actor="bolat", now=NOW + MINUTE)
    escalate_overdue(runtime, now=NOW + 20 * MINUTE)
    check(runtime, instance, after=21 * MINUTE)
    decide(runtime, instance, after=30 * MINUTE)
    look(runtime, NOW + 31 * MINUTE, fails=True)
    look(runtime, NOW + 40 * MINUTE)
    correlate_message(
        runtime, "Came", number, {"came_by": "self"}, actor="aliya", now=NOW + 50 * MINUTE
    )
    return instance
