"""What was done to a case by hand, as the auditor sees it."""

from __future__ import annotations

import io

from audit.changes import Change, ChangeKind
from audit.exports.reading import check_case_file
from audit.film import Mark
from audit.films import film_of
from engine.commands.life import correct_variables, resume_instance, suspend_instance
from engine.step.states import InstanceStatus
from tests.audit.exports.conftest import exported
from tests.audit.exports.tampering import unpacked
from tests.conftest import NOW


def suspend(runtime, instance_id) -> None:
    suspend_instance(runtime, instance_id, reason="a court", actor="head", now=NOW)


def correct(runtime, instance_id) -> None:
    correct_variables(
        runtime, instance_id, {"specialist": "dana"}, reason="a slip", actor="admin", now=NOW
    )


def last_step(runtime, instance_id):
    with runtime.database.snapshot() as connection:
        return film_of(runtime, connection, instance_id).steps[-1]


def test_a_suspension_is_seen_with_reason_and_status(runtime, instance_id):
    suspend(runtime, instance_id)
    step = last_step(runtime, instance_id)

    assert (step.status, step.note) == (InstanceStatus.SUSPENDED, {"reason": "a court"})
    assert (step.mark, step.moved) == (Mark.PERSON, False)
    assert [work.element_id for work in step.work] == ["Check"]


def test_a_correction_in_a_suspended_case_shows_what_changed(runtime, instance_id):
    suspend(runtime, instance_id)
    correct(runtime, instance_id)
    step = last_step(runtime, instance_id)

    assert step.changes == (
        Change(name="specialist", kind=ChangeKind.CHANGED, before="sara", after="dana"),
    )
    assert (step.status, step.moved) == (InstanceStatus.SUSPENDED, False)


def test_a_resumed_case_is_active(runtime, instance_id):
    suspend(runtime, instance_id)
    resume_instance(runtime, instance_id, reason="decided", actor="head", now=NOW)

    assert last_step(runtime, instance_id).status is InstanceStatus.ACTIVE


def test_a_suspended_case_goes_out_and_holds(runtime, instance_id):
    suspend(runtime, instance_id)
    found = exported(runtime, instance_id)

    assert check_case_file(io.BytesIO(found.content)).holds
    assert b'"suspended"' in unpacked(found.content)["manifest.json"]
