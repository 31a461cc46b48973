"""Writing a message down, so that it can be given to who waits for it. Commits nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import insert

from engine.commands.context import Act
from engine.errors import InvalidVariables
from engine.history.canonical import MAX_BYTES, canonical, refuse_unfit
from engine.step.states import MessageState
from engine.step.values import Step
from engine.storage.prepared import Prepared
from engine.storage.tables import BUFFERED, message_context
from engine.storage.vault import Vault
from engine.tokens.execution import Thrown

LIFE_OF_THROWN = timedelta(days=30)
"""A model cannot say how long its message lives: as long as the longest term of the service, then somebody must look."""

INSERT_MESSAGE = Prepared(
    insert(BUFFERED),
    [
        column.name
        for column in BUFFERED.c
        if column.name not in ("id", "settled_at", "instance_id")
    ],
)


def sealed_message(
    vault: Vault, name: str, correlation_key: str, variables: Mapping[str, object]
) -> bytes:
    """Variables as the table keeps them. Raises InvalidVariables."""
    refuse_unfit([name, correlation_key], "message")
    refuse_unfit(dict(variables))
    content = canonical(dict(variables))
    if len(content) > MAX_BYTES:
        raise InvalidVariables("variables", f"larger than {MAX_BYTES} bytes")
    return vault.seal(content, message_context(name, correlation_key))


def keep_thrown(act: Act, step: Step) -> None:
    """Messages that a step has sent to other instances; a command of its own delivers them."""
    for thrown in step.messages_thrown:
        _keep(act, thrown)


def _keep(act: Act, thrown: Thrown) -> None:
    given = thrown.correlation_key
    key = act.row.business_key if given is None else given
    values = {
        "name": thrown.name,
        "correlation_key": key,
        "sealed": sealed_message(act.runtime.vault, thrown.name, key, thrown.variables),
        "sent_by": act.actor,
        "sent_at": act.now,
        "expires_at": act.now + LIFE_OF_THROWN,
        "state": MessageState.WAITING,
    }
    INSERT_MESSAGE.execute(act.connection, values)
