"""Opening an application: a case of its own, with the sign-in as its first step."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext

from engine.commands.instances import Start, start_instance
from engine.commands.user_tasks import complete_user_task
from engine.errors import EngineError
from engine.expression.values import Value
from engine.storage.queries import open_user_tasks
from people import store
from people.values import Office, OfficeKind, Person, local_day
from web.access import signed_in
from web.desk.visits import SERVICE
from web.forms.once import note_once
from web.languages import CODES, current_language
from web.platform import current_platform
from web.portal.signing import sign_in_certificate
from workers.registers import allot_case_no

SIGN_IN, APPLICATION = "PortalSignIn", "PortalApplication"


class IinUnknown(EngineError):
    """The account of who signs in bears no identification number: no certificate can be matched with it."""

    def __init__(self, person_id: str) -> None:
        super().__init__(f"the account {person_id} has no identification number")
        self.person_id = person_id


@dataclass(frozen=True, kw_only=True)
class Signer:
    """Who is signed in, with the identification number of the certificate."""

    person: Person
    iin: str


@dataclass(frozen=True, kw_only=True)
class Choice:
    """What the start page asks; refused: sentences by field."""

    language: str
    office_id: int | None
    refused: Mapping[str, str]


def signer() -> Signer:
    """Raises IinUnknown."""
    platform, person_id = current_platform(), signed_in().person_id
    with platform.database.snapshot() as connection:
        person = store.person_by_id(connection, person_id)
        iin = store.person_iin(connection, platform.vault, person_id)
    if person is None or iin is None:
        raise IinUnknown(person_id)
    return Signer(person=person, iin=iin)


def providers() -> tuple[Office, ...]:
    """Offices that one can apply to."""
    with current_platform().database.snapshot() as connection:
        return store.offices(connection, kind=OfficeKind.PROVIDER)


def choice_of(posted: Mapping[str, str]) -> Choice:
    """What was chosen, checked."""
    known = {str(office.id): office.id for office in providers()}
    office, language = posted.get("provider", ""), posted.get("language", "")
    refused = {}
    if language not in CODES:
        refused["language"] = gettext("Choose the language of the application.")
    if office not in known:
        refused["provider"] = gettext("Choose the office to which you apply.")
    return Choice(
        language=language if language in CODES else current_language(),
        office_id=known.get(office),
        refused=refused,
    )


def open_application(choice: Choice, who: Signer) -> str:
    """Start the case and complete the sign-in; the id of the instance. Raises SignatureNotValid."""
    platform = current_platform()
    now = platform.clock()
    assert choice.office_id is not None, "a choice without refusals names an office"
    with platform.database.transaction() as connection:
        case_no = allot_case_no(connection, now=now)
    with platform.database.snapshot() as connection:
        provider = store.office_profile(connection, choice.office_id, on=local_day(now))
    given: dict[str, Value] = {
        "channel": "portal",
        "case_no": case_no,
        "language": choice.language,
        "applicant": who.person.id,
        "provider": provider,
    }
    start = Start(key=SERVICE, variables=given, business_key=case_no, office_id=choice.office_id)
    instance_id = start_instance(
        platform.runtime,
        start,
        actor=who.person.id,
        now=now,
        also=lambda connection, instance_id: note_once(connection, instance_id, now),
    )
    complete_sign_in(open_task_id(instance_id, SIGN_IN), who, now)
    return instance_id


def complete_sign_in(user_task_id: int | None, who: Signer, now: datetime) -> None:
    """Annex 2, N8: done with the sign-in that the pages have seen. Nothing where it is done already."""
    if user_task_id is None:
        return
    platform = current_platform()
    given = {
        "applicant_iin": who.iin,
        "sign_in_certificate": sign_in_certificate(platform, who.person, who.iin, now),
    }
    complete_user_task(platform.runtime, user_task_id, given, actor=who.person.id, now=now)


def open_task_id(instance_id: str, element_id: str) -> int | None:
    """The open user task of an element."""
    with current_platform().database.snapshot() as connection:
        tasks = open_user_tasks(connection, instance_id=instance_id)
    return next((task.id for task in tasks if task.element_id == element_id), None)
