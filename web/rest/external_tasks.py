"""External tasks: jobs for workers outside, by the lease and the fence of our queue."""

from __future__ import annotations

from datetime import timedelta

from flask import Blueprint, Response

from engine.commands.jobs import complete_job, fail_job, throw_error
from engine.commands.leases import extend_lease, fence_held, release_job
from engine.errors import LeaseLost, UnknownJob
from engine.step.retry import Again
from people.actions import Action
from people.store import Connection
from web.access import access, signed_in
from web.platform import current_platform
from web.rest.answers import answer, done
from web.rest.asked import asked
from web.rest.body import Fields, body
from web.rest.engine_store import EXTERNAL_TASKS, topic_names
from web.rest.errors import LockLost, NotOffered, NotThere
from web.rest.idempotency import Keep, once
from web.rest.ids import row_uuid
from web.rest.rows import DETAILS, external_task
from web.rest.variables import read_variables

LONGEST_WORKER = 64  # characters
LONGEST_LOCK = 7 * 24 * 3600 * 1000  # milliseconds
MOST_RETRIES = 1000

blueprint = Blueprint("external_task", __name__, url_prefix="/external-task")


@blueprint.route("", methods=["GET", "POST"])
@access(Action.SEE_ENGINE)
def listed() -> Response:
    with current_platform().database.snapshot() as connection:
        rows = EXTERNAL_TASKS.rows(connection, asked())
    return answer([external_task(row) for row in rows])


@blueprint.route("/count", methods=["GET", "POST"])
@access(Action.SEE_ENGINE)
def counted() -> Response:
    with current_platform().database.snapshot() as connection:
        return answer({"count": EXTERNAL_TASKS.count(connection, asked())})


@blueprint.get("/topic-names")
@access(Action.SEE_ENGINE)
def topics() -> Response:
    with current_platform().database.snapshot() as connection:
        return answer(topic_names(connection))


@blueprint.get("/<row_uuid:job_id>")
@access(Action.SEE_ENGINE)
def one(job_id: int) -> Response:
    return answer(_task(job_id))


@blueprint.get("/<row_uuid:job_id>/errorDetails")
@access(Action.DO_JOBS)
def error_details(job_id: int) -> Response:
    with current_platform().database.snapshot() as connection:
        row = EXTERNAL_TASKS.one(connection, job_id)
    if row is None:
        raise UnknownJob(job_id)
    details = str(row.error).partition(DETAILS)[2]
    return Response(details, content_type="text/plain") if details else done()


@blueprint.post("/<row_uuid:job_id>/complete")
@access(Action.DO_JOBS)
def complete(job_id: int) -> Response:
    sent = body()
    if sent.part("localVariables").given:
        raise NotOffered("localVariables: an output mapping in the model does this")
    variables = read_variables(sent.part("variables"))
    platform, worker_id = current_platform(), worker_of(sent)

    def run(keep: Keep) -> Response:
        complete_job(
            platform.runtime,
            job_id,
            variables,
            fence=_fence(job_id, worker_id, "completed"),
            worker_id=signed_in().person_id,
            now=platform.clock(),
            also=lambda connection: keep(connection, None),
        )
        return done()

    return once(run)


@blueprint.post("/<row_uuid:job_id>/failure")
@access(Action.DO_JOBS)
def fail(job_id: int) -> Response:
    sent = body()
    if sent.part("variables").given or sent.part("localVariables").given:
        raise NotOffered("variables of a failure")
    left = sent.number("retries", least=0, most=MOST_RETRIES) or 0
    wait = sent.number("retryTimeout", least=0, most=LONGEST_LOCK) or 0
    message = sent.text("errorMessage") or "the worker reported a failure without a message"
    details = sent.text("errorDetails", longest=100_000)
    platform, worker_id = current_platform(), worker_of(sent)
    fail_job(
        platform.runtime,
        job_id,
        message + (DETAILS + details if details else ""),
        fence=_fence(job_id, worker_id, "failed"),
        worker_id=signed_in().person_id,
        now=platform.clock(),
        again=Again(left=left, wait=timedelta(milliseconds=wait)),
    )
    return done()


@blueprint.post("/<row_uuid:job_id>/bpmnError")
@access(Action.DO_JOBS)
def bpmn_error(job_id: int) -> Response:
    sent = body()
    if sent.part("variables").given:
        raise NotOffered("variables of a BPMN error")
    code = sent.needed_text("errorCode", longest=200)
    platform, worker_id = current_platform(), worker_of(sent)
    throw_error(
        platform.runtime,
        job_id,
        code,
        sent.text("errorMessage") or "",
        fence=_fence(job_id, worker_id, "ended by an error"),
        worker_id=signed_in().person_id,
        now=platform.clock(),
    )
    return done()


@blueprint.post("/<row_uuid:job_id>/extendLock")
@access(Action.DO_JOBS)
def extend(job_id: int) -> Response:
    sent = body()
    lease = sent.needed_number("newDuration", least=1, most=LONGEST_LOCK)
    platform, worker_id = current_platform(), worker_of(sent)
    _fence(job_id, worker_id, "extended")
    extend_lease(
        platform.runtime,
        job_id,
        timedelta(milliseconds=lease),
        worker_id=worker_id,
        now=platform.clock(),
    )
    return done()


@blueprint.post("/<row_uuid:job_id>/unlock")
@access(Action.DO_JOBS)
def unlock(job_id: int) -> Response:
    """Asks for no worker, as the original: whoever may do jobs may free one."""
    platform = current_platform()
    release_job(platform.runtime, job_id, now=platform.clock())
    return done()


def worker_of(sent: Fields) -> str:
    return sent.needed_text("workerId", longest=LONGEST_WORKER)


def _task(job_id: int) -> dict[str, object]:
    with current_platform().database.snapshot() as connection:
        row = EXTERNAL_TASKS.one(connection, job_id)
    if row is None:
        raise NotThere(f"External task with id {row_uuid(job_id)} does not exist")
    return external_task(row)


def _fence(job_id: int, worker_id: str, what: str) -> int:
    """Raises UnknownJob, LockLost."""
    with current_platform().database.snapshot() as connection:
        try:
            return fence_held(connection, job_id, worker_id)
        except LeaseLost as error:
            holder = _holder(connection, job_id)
            raise LockLost(row_uuid(job_id), worker_id, holder, what) from error


def _holder(connection: Connection, job_id: int) -> str:
    row = EXTERNAL_TASKS.one(connection, job_id)
    return "nobody" if row is None or row.worker_id is None else f"worker '{row.worker_id}'"
