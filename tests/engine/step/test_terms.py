"""A term that cannot be found out is an incident that names what is missing; the task can be done all the same."""

from __future__ import annotations

import pytest

from engine.commands.instances import Start, start_instance
from engine.commands.user_tasks import complete_user_task
from engine.storage.queries import open_incidents
from tests.conftest import NOW
from tests.engine.commands.conftest import (  # noqa: F401
    handlers,
    instance,
    open_task,
    runtime,
    told,
)


@pytest.fixture
def undated(runtime) -> str:  # noqa: F811
    """An instance at a task whose term counts from a variable that nobody set."""
    start = Start(key="case", variables={"specialist": "sara"}, business_key="1")
    instance_id = start_instance(runtime, start, actor="bolat", now=NOW)
    complete_user_task(
        runtime, open_task(runtime, instance_id).id, {"complete": True}, actor="bolat", now=NOW
    )
    return instance_id


def incidents(runtime, instance_id):  # noqa: F811
    with runtime.database.snapshot() as connection:
        return open_incidents(connection, instance_id)


def test_the_incident_names_the_variable(runtime, undated):  # noqa: F811
    found = incidents(runtime, undated)

    assert [incident.element_id for incident in found] == ["Decide"]
    assert "accepted_at" in found[0].message


def test_the_task_is_there_without_a_term(runtime, undated):  # noqa: F811
    assert (open_task(runtime, undated).element_id, open_task(runtime, undated).due_at) == (
        "Decide",
        None,
    )


def test_the_incident_ends_with_its_task(runtime, undated):  # noqa: F811
    complete_user_task(runtime, open_task(runtime, undated).id, {}, actor="sara", now=NOW)

    assert list(incidents(runtime, undated)) == []


def test_the_case_has_no_term_before_its_names_have_values(runtime, undated):  # noqa: F811
    assert instance(runtime, undated).due_at is None
