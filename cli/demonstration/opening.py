"""How a case starts: at a desk with its offices and its worker, on the portal with its applicant."""

from __future__ import annotations

from datetime import timedelta

from cli.demonstration.persons import refuse_unlawful
from cli.demonstration.stage import Stage
from cli.demonstration.story import Visit
from cli.demonstration.telling import Telling
from engine.commands.instances import Start, start_instance
from engine.expression.values import Value
from engine.history.events import instant_text
from people import store
from people.actions import Action
from people.demo_people import CITY, CITY_BRANCH, DISTRICT, DISTRICT_BRANCH
from people.roles import Role
from people.values import local_day
from workers.registers import allot_case_no

BRANCHES = {CITY: CITY_BRANCH, DISTRICT: DISTRICT_BRANCH}
IN_QUEUE = timedelta(minutes=7)


def open_visit(stage: Stage, telling: Telling, act: Visit, by: str | None) -> None:
    """The worker starts the case; what the pages put into it stands in docs/architecture.md."""
    person_id = by or telling.usual_person(Role.STATE_CORPORATION_WORKER)
    refuse_unlawful(stage, person_id, Action.OPEN_VISIT, None, telling.story.name)
    now = stage.clock()
    given = {
        "channel": "state-corporation",
        "arrived_at": instant_text(now - IN_QUEUE),
        "service_started_at": instant_text(now),
        "queue_ticket": act.ticket,
        "home_visit": act.home_visit,
        **_worker_and_branch(stage, telling, person_id),
    }
    telling.worker = person_id
    _start(stage, telling, given, actor=person_id, partner=BRANCHES[telling.story.place])


def apply_on_portal(stage: Stage, telling: Telling) -> None:
    person_id = telling.usual_person(Role.APPLICANT)
    refuse_unlawful(stage, person_id, Action.APPLY, None, telling.story.name)
    given = {"channel": "portal", "applicant": person_id}
    _start(stage, telling, given, actor=person_id, partner=None)


def _start(
    stage: Stage, telling: Telling, given: dict[str, Value], *, actor: str, partner: str | None
) -> None:
    platform, now, story = stage.platform, stage.clock(), telling.story
    with platform.database.transaction() as connection:
        case_no = allot_case_no(connection, now=now)
        office_id = _office_id(connection, story.place)
        partner_id = None if partner is None else _office_id(connection, partner)
        provider = store.office_profile(connection, office_id, on=local_day(now))
    variables = {**given, "case_no": case_no, "language": story.language, "provider": provider}
    start = Start(
        key=story.service,
        variables=variables,
        business_key=case_no,
        office_id=office_id,
        partner_office_id=partner_id,
    )
    telling.case_no = case_no
    telling.instance_id = start_instance(platform.runtime, start, actor=actor, now=now)


def _worker_and_branch(stage: Stage, telling: Telling, person_id: str) -> dict[str, object]:
    with stage.platform.database.snapshot() as connection:
        worker = store.person_by_id(connection, person_id)
        branch_id = _office_id(connection, BRANCHES[telling.story.place])
        branch = store.office_profile(connection, branch_id, on=local_day(stage.clock()))
    assert worker is not None, "demo people are installed before the first story"
    return {
        "branch": branch,
        "worker_name": worker.full_name,
        "worker_phone": worker.phone,
        "worker_position_kk": worker.position_kk,
        "worker_position_ru": worker.position_ru,
    }


def _office_id(connection: store.Connection, code: str) -> int:
    office = store.office_by_code(connection, code)
    assert office is not None, "demo offices are installed before the first story"
    assert office.id is not None, "the database numbers its offices"
    return office.id
