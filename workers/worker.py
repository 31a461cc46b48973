"""The worker's loop: activate, handle, then complete, throw or fail. The one place that catches every exception."""

from __future__ import annotations

import logging
import os
import secrets
import socket
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from engine.commands.jobs import (
    ActivatedJob,
    activate_jobs,
    complete_job,
    fail_job,
    perform_job,
    throw_error,
)
from engine.errors import BpmnError, InstanceNotActive, LeaseLost
from engine.expression.values import Variables
from engine.storage.runtime import Runtime

LOG = logging.getLogger("ruqsat.worker")
BATCH = 8  # jobs held at once


def new_worker_id() -> str:
    """Tells nodes and their restarts apart in history and logs."""
    return f"worker:{socket.gethostname()[:20]}-{os.getpid()}-{secrets.token_hex(2)}"


def work_once(
    runtime: Runtime,
    *,
    worker_id: str,
    lease: timedelta,
    clock: Callable[[], datetime],
    types: Collection[str] | None = None,
) -> int:
    """Take one batch of due jobs and finish each; how many were taken.

    lease: a job not finished within it is given to another worker.
    """
    served = runtime.handlers.types() if types is None else frozenset(types)
    held = activate_jobs(
        runtime, served, worker_id=worker_id, limit=BATCH, lease=lease, now=clock()
    )
    for job in held:
        try:
            _finish(runtime, job, worker_id, clock)
        except (LeaseLost, InstanceNotActive) as error:
            LOG.warning("result of job %s is dropped: %s", job.id, error)
    return len(held)


def _finish(
    runtime: Runtime, held: ActivatedJob, worker_id: str, clock: Callable[[], datetime]
) -> None:
    try:
        if runtime.handlers.is_pure(held.job.type):
            perform_job(runtime, held, worker_id=worker_id, now=clock())
        else:
            _answer(runtime, held, _handled(runtime, held), worker_id, clock)
    except (LeaseLost, InstanceNotActive):
        raise
    except Exception as error:  # whatever a handler raises is a failed attempt
        LOG.warning("job %s (%s) failed", held.id, held.job.type, exc_info=error)
        reason = f"{type(error).__name__}: {error}"
        fail_job(runtime, held.id, reason, fence=held.fence, worker_id=worker_id, now=clock())


def _handled(runtime: Runtime, held: ActivatedJob) -> Variables | BpmnError:
    """Outside any transaction: a slow system elsewhere must not hold our rows."""
    with runtime.database.snapshot() as connection:
        try:
            return runtime.handlers.run(held.job, connection)
        except BpmnError as error:
            return error


def _answer(
    runtime: Runtime,
    held: ActivatedJob,
    result: Variables | BpmnError,
    worker_id: str,
    clock: Callable[[], datetime],
) -> None:
    if isinstance(result, BpmnError):
        throw_error(
            runtime,
            held.id,
            result.code,
            result.message,
            fence=held.fence,
            worker_id=worker_id,
            now=clock(),
        )
        return
    complete_job(runtime, held.id, result, fence=held.fence, worker_id=worker_id, now=clock())
