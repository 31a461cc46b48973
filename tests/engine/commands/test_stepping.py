"""What a caller writes with a command commits with that command alone."""

from __future__ import annotations

import pytest
from sqlalchemy import insert, select

import engine.commands.stepping
from engine.commands.deployments import Model, deploy_model
from engine.commands.stepping import ATTEMPTS
from engine.commands.user_tasks import complete_user_task
from engine.errors import StaleRevision, UserTaskTaken
from engine.step.limits import LimitReached
from engine.storage.queries import open_incidents
from engine.storage.tables import DEFINITION, DRAFT
from tests.conftest import NOW
from tests.engine.commands.conftest import open_task
from tests.engine.commands.models import CASE, FORMS, LANES


def note(connection) -> None:
    values = {"person_id": "bolat", "subject": "task:1", "sealed": b"x", "saved_at": NOW}
    connection.execute(insert(DRAFT), values)


def notes(runtime) -> int:
    with runtime.database.snapshot() as connection:
        return len(connection.execute(select(DRAFT.c.id)).all())


def complete(runtime, instance_id, *, actor="bolat", also=note, **variables) -> None:
    task = open_task(runtime, instance_id)
    complete_user_task(runtime, task.id, variables, actor=actor, now=NOW, also=also)


def test_it_commits_with_the_command(runtime, instance_id):
    complete(runtime, instance_id, complete=True)

    assert notes(runtime) == 1


def test_a_limit_keeps_its_incident_and_nothing_of_the_caller(runtime, instance_id, monkeypatch):
    monkeypatch.setattr(engine.commands.stepping, "MOST_BYTES", 10_000)
    with pytest.raises(LimitReached):
        complete(runtime, instance_id, text="a" * 20_000)

    assert notes(runtime) == 0
    with runtime.database.snapshot() as connection:
        assert len(open_incidents(connection, instance_id)) == 1


def test_a_command_that_lost_every_race_leaves_nothing(runtime, instance_id, monkeypatch):
    def lose(*_arguments, **_named):
        raise StaleRevision(instance_id, 1)

    monkeypatch.setattr(engine.commands.stepping, "write_step", lose)
    with pytest.raises(StaleRevision):
        complete(runtime, instance_id)

    assert notes(runtime) == 0


def test_a_command_that_won_in_the_end_leaves_it_once(runtime, instance_id, monkeypatch):
    write, tries = engine.commands.stepping.write_step, iter(range(ATTEMPTS))

    def lose_twice(act, step, **named):
        write(act, step, **named)
        if next(tries) < 2:
            raise StaleRevision(instance_id, 1)

    monkeypatch.setattr(engine.commands.stepping, "write_step", lose_twice)
    complete(runtime, instance_id)

    assert notes(runtime) == 1


def test_a_worker_that_failed_inline_leaves_it_once(runtime, instance_id, handlers):
    handlers.answers["advise"] = ValueError("no rules")
    complete(runtime, instance_id, complete=True)

    assert notes(runtime) == 1


def test_a_refused_command_leaves_nothing(runtime, instance_id):
    complete(runtime, instance_id, complete=True)
    with pytest.raises(UserTaskTaken):
        complete(runtime, instance_id, actor="saule")

    assert notes(runtime) == 1


def test_what_cannot_be_written_undoes_the_command(runtime, instance_id):
    def fail(_connection) -> None:
        raise ValueError("no")

    before = open_task(runtime, instance_id).id
    with pytest.raises(ValueError, match="no"):
        complete(runtime, instance_id, also=fail)

    assert open_task(runtime, instance_id).id == before


def test_a_deployment_that_cannot_be_noted_is_none(runtime):
    def fail(_connection) -> None:
        raise ValueError("no")

    xml = CASE.replace(b"P30D", b"P31D")
    model = Model(file="case.bpmn", xml=xml, forms=FORMS, lanes=LANES)
    with pytest.raises(ValueError, match="no"):
        deploy_model(runtime, model, actor="analyst", now=NOW, also=fail)

    with runtime.database.snapshot() as connection:
        assert len(connection.execute(select(DEFINITION.c.id)).all()) == 1
