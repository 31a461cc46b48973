"""What goes from an office to each branch today, case by case."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expression.values import Variables
from engine.storage.columns import Record
from engine.storage.queries import version_by_id
from engine.words import Words
from people import store
from people.actor import Actor
from people.store import Connection
from people.values import local_day
from web.cases.variables import task_variables
from web.desk.hand_over_store import MAKERS, cases_to_hand_over
from web.platform import Platform
from workers.documents.hand_over_list import HandOverLine, result_line
from workers.local_time import local_period


@dataclass(frozen=True, kw_only=True)
class Given:
    """One case on the page."""

    instance_id: str
    line: HandOverLine


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What goes from one office to one branch; `key` names both in a form."""

    giver: Words
    receiver: Words
    key: str
    branch_id: int
    cases: tuple[Given, ...]


def own_offices(actor: Actor) -> frozenset[int]:
    """Offices for which an actor may make lists."""
    return frozenset[int]().union(*(actor.offices_as(role) for role in MAKERS))


def batches_of(platform: Platform, connection: Connection, actor: Actor) -> list[Batch]:
    """What the actor may make lists of now: by office, by branch. Raises AnswerMissing."""
    today = local_day(platform.clock())
    since, until = local_period(today, today)
    batches: list[Batch] = []
    for office_id in sorted(own_offices(actor)):
        rows = cases_to_hand_over(connection, office_id, since=since, until=until)
        for branch_id in dict.fromkeys(row.partner_office_id for row in rows):
            going = [row for row in rows if row.partner_office_id == branch_id]
            batches.append(
                Batch(
                    giver=_office(connection, office_id),
                    receiver=_office(connection, branch_id),
                    key=f"{office_id}-{branch_id}",
                    branch_id=branch_id,
                    cases=tuple(_given(platform, connection, row) for row in going),
                )
            )
    return batches


def _given(platform: Platform, connection: Connection, row: Record) -> Given:
    version = version_by_id(connection, platform.runtime.versions, row.definition_id)
    variables: Variables = task_variables(platform, version, row.id, row.state, None)
    return Given(instance_id=row.id, line=result_line(variables))


def _office(connection: Connection, office_id: int) -> Words:
    office = store.office_by_id(connection, office_id)
    return Words(kk=office.name_kk, ru=office.name_ru, en=office.name_en)
