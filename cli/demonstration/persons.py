"""Who acts: demo people with what they hold on that day, and only what the table of rights lets them do."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from datetime import timedelta

from cli.demonstration.stage import Stage
from engine.errors import EngineError
from people import store
from people.actions import Action
from people.actor import Actor
from people.demo_people import CITY, DISTRICT
from people.rights import Subject, may
from people.roles import Role
from people.values import local_day

CAST: Mapping[str, Mapping[Role, str]] = {
    CITY: {
        Role.STATE_CORPORATION_WORKER: "aliya",
        Role.CHANCELLERY: "saule",
        Role.HEAD: "bolat",
        Role.SPECIALIST: "gulnar",
    },
    DISTRICT: {
        Role.STATE_CORPORATION_WORKER: "zhanna",
        Role.CHANCELLERY: "kairat",
        Role.HEAD: "roza",
        Role.SPECIALIST: "timur",
    },
}
"""Who usually does the work of a role, by the code of the provider's office."""


class NotAllowed(EngineError):
    """A story asks somebody for what they have no right to."""

    def __init__(self, person_id: str, action: Action, where: str) -> None:
        super().__init__(f"{person_id} may not {action.value} ({where})")
        self.person_id, self.action, self.where = person_id, action, where


def actor_of(stage: Stage, person_id: str) -> Actor:
    """The person as signed in on that day, with the posts of the day; asked for once a day."""
    key = (person_id, local_day(stage.clock()))
    if key not in stage.actors:
        stage.actors[key] = _signed_in(stage, person_id)
    return stage.actors[key]


def _signed_in(stage: Stage, person_id: str) -> Actor:
    token, now = secrets.token_urlsafe(), stage.clock()
    with stage.platform.database.transaction() as connection:
        store.open_session(connection, token, person_id, now=now, lasts=timedelta(minutes=1))
        actor = store.person_of_session(connection, token, now=now)
        store.close_session(connection, token)
    assert actor is not None, "the session was opened in the same transaction"
    return actor


def refuse_unlawful(
    stage: Stage, person_id: str, action: Action, subject: Subject | None, where: str
) -> None:
    """Raises NotAllowed where the table of rights says no. subject: case and task; None where there is no case yet."""
    about = subject or Subject()
    if not may(actor_of(stage, person_id), action, about.case, about.task):
        raise NotAllowed(person_id, action, where)
