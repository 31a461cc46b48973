"""Writing messages and signals down, so that they can be given to who waits for them. Commits nothing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select

from engine.commands.context import Act
from engine.errors import InvalidVariables
from engine.history.canonical import MAX_BYTES, canonical, refuse_unfit
from engine.step.states import MessageState
from engine.step.values import Step
from engine.storage.prepared import Prepared
from engine.storage.start_tables import SIGNAL, signal_context
from engine.storage.tables import BUFFERED, SUBSCRIPTION, message_context
from engine.storage.vault import Vault
from engine.tokens.execution import Thrown

LIFE_OF_THROWN = timedelta(days=30)
"""A model cannot say how long its message lives: as long as the longest term of the service, then somebody must look."""

NEWEST = select(func.coalesce(func.max(SUBSCRIPTION.c.id), 0)).scalar_subquery()

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
    return sealed_variables(vault, variables, message_context(name, correlation_key))


def sealed_variables(vault: Vault, variables: Mapping[str, object], context: str) -> bytes:
    """Raises InvalidVariables."""
    refuse_unfit(dict(variables))
    content = canonical(dict(variables))
    if len(content) > MAX_BYTES:
        raise InvalidVariables("variables", f"larger than {MAX_BYTES} bytes")
    return vault.seal(content, context)


def keep_thrown(act: Act, step: Step) -> None:
    """Messages and signals that a step has sent to other instances; commands of their own deliver them."""
    for thrown in step.messages_thrown:
        _keep(act, thrown)
    for thrown in step.signals_thrown:
        _keep_signal(act, thrown)


def _keep_signal(act: Act, thrown: Thrown) -> None:
    context = signal_context(thrown.name, act.now)
    values = {
        "sealed": sealed_variables(act.runtime.vault, thrown.variables, context),
        "sent_by": act.actor,
        "sender_id": act.row.id,
        "business_key": act.row.business_key,
        "office_id": act.row.office_id,
        "partner_office_id": act.row.partner_office_id,
    }
    write_signal(act.connection, thrown.name, act.now, values)


def write_signal(
    connection: Connection, name: str, now: datetime, values: Mapping[str, object]
) -> int:
    """Put a signal on its way to all that wait for one by now; its number."""
    row = {
        "name": name,
        "sent_at": now,
        "after": 0,
        "started": "",
        "instance_id": None,
        "state": MessageState.WAITING,
        **values,
    }
    made = insert(SIGNAL).values(until=NEWEST, **row).returning(SIGNAL.c.id)
    return int(connection.execute(made).scalar_one())


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
        "office_id": act.row.office_id,
        "partner_office_id": act.row.partner_office_id,
        "state": MessageState.WAITING,
    }
    INSERT_MESSAGE.execute(act.connection, values)
