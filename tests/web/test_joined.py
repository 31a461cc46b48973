from __future__ import annotations

from datetime import datetime

import pytest
from sqlalchemy import select

from engine.commands.instances import Start, start_instance
from engine.commands.user_tasks import claim_user_task
from engine.errors import UnknownUserTask
from engine.storage.database import Database
from engine.storage.tables import DRAFT, INSTANCE
from people.store import Connection
from tests.web.service import Service
from web.forms.draft_store import SealedDraft, write_draft
from web.joined import JoinedDatabase, joined


def note(connection: Connection, now: datetime) -> None:
    draft = SealedDraft(person_id="aliya", subject="form:x", sealed=b"x", saved_at=now)
    write_draft(connection, draft)


def notes(database: Database) -> int:
    with database.snapshot() as connection:
        return len(connection.execute(select(DRAFT.c.id)).all())


def test_both_commit_together(database: Database, now: datetime) -> None:
    together = JoinedDatabase(database, lambda connection: note(connection, now))
    with together.transaction():
        pass

    assert notes(database) == 1


def test_a_command_that_fails_leaves_nothing(database: Database, now: datetime) -> None:
    together = JoinedDatabase(database, lambda connection: note(connection, now))
    with pytest.raises(UnknownUserTask), together.transaction():
        raise UnknownUserTask(1)

    assert notes(database) == 0


def test_what_cannot_be_written_undoes_the_command(service: Service, now: datetime) -> None:
    def fail(connection: Connection) -> None:
        raise UnknownUserTask(7)

    runtime = joined(service.platform.runtime, fail)
    with pytest.raises(UnknownUserTask):
        start_instance(runtime, Start(key="externat", variables={}), actor="aliya", now=now)
    with service.platform.database.snapshot() as connection:
        assert connection.execute(select(INSTANCE.c.id)).all() == []


def test_a_runtime_is_joined_for_one_command_only(service: Service, now: datetime) -> None:
    task_id = service.walk_to(service.start_case(), "Identify")
    runtime = joined(service.platform.runtime, lambda connection: note(connection, now))
    claim_user_task(runtime, task_id, actor="aliya", now=now)
    claim_user_task(service.platform.runtime, task_id, actor="aliya", now=now)

    assert notes(service.platform.database) == 1
    assert runtime.versions is service.platform.runtime.versions
