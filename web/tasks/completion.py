"""Completing a user task: signatures, files and the draft's end commit with the engine's step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from engine.commands.context import Also
from engine.commands.user_tasks import complete_user_task
from engine.expression.values import Variables
from people import store
from people.store import Connection
from web.access import signed_in
from web.forms.draft_store import delete_drafts
from web.forms.drafts import task_subject
from web.forms.once import note_once
from web.platform import current_platform
from web.signatures import SIGNED_AT, PapersRemade, SignedTask, signed_task
from web.tasks.opened import OpenedTask
from workers.documents.store import add_signature, attach_uploads, document


def complete_task(
    task: OpenedTask,
    variables: Variables,
    document_ids: Sequence[str],
    *,
    shown: Sequence[str] = (),
    also: Also | None = None,
) -> None:
    """Complete it in the name of who is signed in; a task that is nobody's becomes theirs by it.

    document_ids: files to be given to the case. shown: papers that the page showed to be signed, where it did.
    also: what commits with it besides.
    Raises UserTaskClosed, UserTaskTaken, InstanceNotActive, InvalidVariables, SignatureNotValid, SentBefore, PapersRemade.
    """
    platform, person_id = current_platform(), signed_in().person_id
    signed = _signed(task, variables)
    if signed and shown and [*shown] != [each.document_id for each in signed.signatures]:
        raise PapersRemade(task.row.id)
    given = {**variables, **({"signature": signed.variable} if signed else {})}

    def written(connection: Connection) -> None:
        for signature in signed.signatures if signed else ():
            if document(connection, signature.document_id).voided_at is not None:
                raise PapersRemade(task.row.id)
            add_signature(connection, signature)
        attach_uploads(
            connection,
            owner=person_id,
            document_ids=document_ids,
            instance_id=task.row.instance_id,
        )
        delete_drafts(connection, task_subject(task.row.id))
        note_once(connection, task.row.instance_id, platform.clock())
        if also is not None:
            also(connection)

    complete_user_task(
        platform.runtime, task.row.id, given, actor=person_id, now=platform.clock(), also=written
    )


def _signed(task: OpenedTask, variables: Mapping[str, object]) -> SignedTask | None:
    if task.form.key not in SIGNED_AT or variables.get("signed") is not True:
        return None
    platform = current_platform()
    with platform.database.snapshot() as connection:
        person = store.person_by_id(connection, signed_in().person_id)
    assert person is not None  # of the session that asks
    return signed_task(platform, task.form.key, task.scope, person, platform.clock())
