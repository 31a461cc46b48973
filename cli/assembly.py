"""The platform put together from the environment: the one place where adapters are chosen."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection

from engine.calendar.in_force import Calendars
from engine.calendar.working import WorkingCalendar
from engine.errors import SettingMissing
from engine.history.events import instant_text
from engine.settings import Settings, read_settings, refuse_unsafe
from engine.storage.calendar_queries import stored_overrides
from engine.storage.database import Database
from engine.storage.runtime import Handed, Overdue, Runtime
from engine.storage.schema import schema_current, upgrade_schema
from engine.storage.vault import Vault
from people.demo import demo_present
from people.offices import lane_office, told_heads
from people.passwords import Hasher
from people.store import person_by_id
from people.values import local_day
from signing import adapters
from web.platform import Platform
from workers.handlers import Workshop
from workers.lookup.gateway import gateway_of
from workers.notices.events import NoticeKind
from workers.notices.outbox import Recipient, add_staff_notices

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """Now, aware UTC."""
    return datetime.now(UTC)


@contextmanager
def assembled(settings: Settings | None = None, clock: Clock = system_clock) -> Iterator[Platform]:
    """The platform of this node over a database with a current schema.

    Raises SettingMissing where production lacks a secret, or the schema is old there.
    """
    settings = settings or read_settings(os.environ)
    refuse_unsafe(settings, os.environ)
    settings.var_dir.mkdir(parents=True, exist_ok=True)
    database = Database(settings.database_url, busy_seconds=settings.busy_seconds)
    try:
        _ready_schema(settings, database)
        yield platform_over(settings, database, clock=clock)
    finally:
        database.dispose()


def platform_over(
    settings: Settings,
    database: Database,
    *,
    clock: Clock = system_clock,
    hasher: Hasher | None = None,
) -> Platform:
    """The same over a database that is given."""
    vault = Vault(settings.data_key)
    with database.snapshot() as connection:
        calendars = Calendars(WorkingCalendar(stored_overrides(connection)))
    signer = adapters(settings)
    workshop = Workshop(
        vault=vault,
        calendars=calendars,
        gateway=gateway_of(settings),
        public_url=settings.public_url,
        signing_mark=signer.mark,
    )
    runtime = Runtime(
        database=database,
        vault=vault,
        handlers=workshop,
        calendars=calendars,
        lane_office=lane_office,
        escalate=_escalation(vault, clock),
        tell_assignee=_handing(vault),
    )
    return Platform(
        settings=settings,
        database=database,
        vault=vault,
        runtime=runtime,
        workshop=workshop,
        signer=signer,
        clock=clock,
        hasher=hasher or Hasher(),
    )


def _ready_schema(settings: Settings, database: Database) -> None:
    """Migrate what is ours alone; in production the operator does it, as the owner of the tables."""
    if not settings.production:
        upgrade_schema(database)
        return
    with database.snapshot() as connection:
        if not schema_current(connection):
            remedy = "the schema is old; run `python3 run_engine.py db upgrade` first"
            raise SettingMissing("RUQSAT_DATABASE_URL", remedy)
        if demo_present(connection):
            remedy = "the database holds demo people; production needs one of its own"
            raise SettingMissing("RUQSAT_DATABASE_URL", remedy)


def _escalation(vault: Vault, clock: Clock) -> Callable[[Connection, Overdue], None]:
    def escalate(connection: Connection, overdue: Overdue) -> None:
        now = clock()
        heads = told_heads(connection, overdue.office_id, on=local_day(now))
        add_staff_notices(
            connection,
            vault,
            NoticeKind.OVERDUE,
            {"case_no": overdue.business_key, "due_at": instant_text(overdue.due_at)},
            recipients=[Recipient(person_id=head.id, language=head.language) for head in heads],
            event_key=f"{overdue.instance_id}:{overdue.element_id}:{overdue.due_at:%Y%m%dT%H%M}",
            now=now,
            instance_id=overdue.instance_id,
            label=overdue.label,
        )

    return escalate


def _handing(vault: Vault) -> Callable[[Connection, Handed], None]:
    def tell(connection: Connection, handed: Handed) -> None:
        person = person_by_id(connection, handed.assignee)
        if person is None:
            return
        add_staff_notices(
            connection,
            vault,
            NoticeKind.RETURNED if handed.again else NoticeKind.ASSIGNED,
            {"case_no": handed.business_key},
            recipients=[Recipient(person_id=person.id, language=person.language)],
            event_key=handed.event_key,
            now=handed.at,
            instance_id=handed.instance_id,
            label=handed.label,
        )

    return tell
