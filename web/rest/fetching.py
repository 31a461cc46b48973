"""fetchAndLock: workers outside take jobs, at once or when there is one (long polling)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask import Blueprint, Response, current_app, request

from engine.commands.jobs import ActivatedJob, activate_jobs
from people.actions import Action
from people.rights import Case
from web.access import access, note_read
from web.platform import Platform, current_platform
from web.rest.answers import answer
from web.rest.asked import MOST_AT_ONCE
from web.rest.body import Fields, body
from web.rest.engine_store import EXTERNAL_TASKS, fetchable, has_work
from web.rest.errors import BadRequest, NotOffered
from web.rest.external_tasks import LONGEST_LOCK, worker_of
from web.rest.ids import row_uuid
from web.rest.listing_store import Asked
from web.rest.parking import Parking
from web.rest.rows import external_task
from web.rest.variables import typed_variables

PARKING = "ruqsat_rest_parking"
LONGEST_WAIT = 1_800_000  # milliseconds
UNKEPT = ("processVariables", "tenantIdIn", "processDefinitionVersionTag")

blueprint = Blueprint("fetching", __name__, url_prefix="/external-task")


@dataclass(frozen=True, kw_only=True)
class Topic:
    """variables: their names, None for all that the task sees."""

    name: str
    lock: timedelta
    variables: frozenset[str] | None
    business_key: str | None
    definition_ids: tuple[str, ...]
    definition_keys: tuple[str, ...]


@blueprint.post("/fetchAndLock")
@access(Action.DO_JOBS)
def fetch() -> Response:
    sent = body()
    worker_id = worker_of(sent)
    most = sent.needed_number("maxTasks", least=0, most=2**31 - 1)
    wait = sent.number("asyncResponseTimeout", least=0, most=LONGEST_WAIT) or 0
    for part in sent.parts("sorting"):
        if part.text("sortBy") not in (None, "createTime"):
            raise BadRequest(part.name_of("sortBy"), "must be createTime")
    topics = [_topic(part) for part in sent.parts("topics")]
    platform = current_platform()

    def look() -> Sequence[tuple[Topic, ActivatedJob]]:
        return _fetched(platform, topics, worker_id, min(most, MOST_AT_ONCE))

    parking = current_app.extensions.setdefault(PARKING, Parking())
    waits = wait / 1000 if most and topics else 0
    return answer(_told(platform, parking.wait(look, waits, _hung_up())))


def _topic(part: Fields) -> Topic:
    for name in UNKEPT:
        if part.given.get(name):
            raise NotOffered(f"{part.name_of(name)}")
    names = part.texts("variables")
    single = [part.text("processDefinitionId"), part.text("processDefinitionKey")]
    return Topic(
        name=part.needed_text("topicName"),
        lock=timedelta(milliseconds=part.needed_number("lockDuration", least=1, most=LONGEST_LOCK)),
        variables=None if names is None else frozenset(names),
        business_key=part.text("businessKey"),
        definition_ids=tuple(
            filter(None, [single[0], *(part.texts("processDefinitionIdIn") or ())])
        ),
        definition_keys=tuple(
            filter(None, [single[1], *(part.texts("processDefinitionKeyIn") or ())])
        ),
    )


def _fetched(
    platform: Platform, topics: Sequence[Topic], worker_id: str, most: int
) -> list[tuple[Topic, ActivatedJob]]:
    now = platform.clock()
    with platform.database.snapshot() as connection:
        if not has_work(connection, [topic.name for topic in topics], now):
            return []
    found: list[tuple[Topic, ActivatedJob]] = []
    for topic in topics:
        if len(found) == most:
            break
        jobs = activate_jobs(
            platform.runtime,
            [topic.name],
            worker_id=worker_id,
            limit=most - len(found),
            lease=topic.lock,
            now=now,
            among=fetchable(
                business_key=topic.business_key,
                definition_ids=topic.definition_ids,
                definition_keys=topic.definition_keys,
            ),
        )
        found += [(topic, job) for job in jobs]
    return found


def _told(
    platform: Platform, found: Sequence[tuple[Topic, ActivatedJob]]
) -> list[dict[str, object]]:
    if not found:
        return []
    ids = tuple(row_uuid(job.id) for _, job in found)
    with platform.database.snapshot() as connection:
        rows = EXTERNAL_TASKS.rows(connection, Asked(filters={"externalTaskIdIn": ids}))
    by_id = {row.id: row for row in rows}
    return [
        {**external_task(by_id[job.id]), **_seen(topic, job)}
        for topic, job in found
        if job.id in by_id  # not ended meanwhile
    ]


def _seen(topic: Topic, job: ActivatedJob) -> dict[str, object]:
    """What the worker is shown; that it was shown is recorded."""
    case = Case(instance_id=job.job.instance_id, office_id=job.job.office_id)
    note_read(Action.DO_JOBS, case, request.path)
    names = job.job.variables.keys() if topic.variables is None else topic.variables
    shown = {name: value for name, value in job.job.variables.items() if name in names}
    return {
        "errorDetails": None,
        "variables": typed_variables(shown),
        "extensionProperties": {},
    }


def _hung_up() -> Callable[[], bool]:
    """Whether the client is gone, where the server can tell."""
    ask = request.environ.get("waitress.client_disconnected")
    return ask if callable(ask) else lambda: False
