"""Where the tokens of a stored instance stand and may be put: what a person needs to see before moving one. Writes nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from engine.step.answers import Playback
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import HeldInstance, running_version
from engine.storage.runtime import Runtime
from engine.storage.tables import state_context
from engine.tokens.execution import Execution, Stand


@dataclass(frozen=True, kw_only=True)
class Tokens:
    """targets: by token, the elements it may be put before, the nearest first. entries: those that it may be reopened at."""

    stands: tuple[Stand, ...]
    targets: Mapping[int, tuple[str, ...]]
    entries: tuple[str, ...]


def loaded_execution(
    runtime: Runtime, connection: Connection, row: Record | HeldInstance, *, now: datetime
) -> Execution:
    """The instance as it is stored, without a calendar: terms that count working days cannot be counted in it.

    row: has id, definition_id and state. Raises Undecipherable.
    """
    version = running_version(connection, runtime.versions, row.definition_id)
    return _loaded(runtime, version, row.id, row.state, now)


def variables_seen(
    runtime: Runtime,
    version: Version,
    instance_id: str,
    state: bytes,
    token: int | None,
    *,
    now: datetime,
) -> Mapping[str, object]:
    """What an element sees at its token; without one the variables of the process. Nothing runs.

    state: of the instance's row, sealed. Raises UnknownToken, Undecipherable.
    """
    execution = _loaded(runtime, version, instance_id, state, now)
    return execution.variables if token is None else execution.view(token)


def _loaded(
    runtime: Runtime, version: Version, instance_id: str, state: bytes, now: datetime
) -> Execution:
    plain = runtime.vault.unseal(state, state_context(instance_id))
    return Execution.load(version.model, Playback(now, [], explaining=False), plain)


def standing_tokens(
    runtime: Runtime, connection: Connection, row: Record, *, now: datetime
) -> Tokens:
    """Of an instance that has ended: no tokens. row: of `engine.storage.queries.instance_row`. Raises Undecipherable."""
    by_hand = loaded_execution(runtime, connection, row, now=now).by_hand
    stands = by_hand.stands()
    return Tokens(
        stands=stands,
        targets={stand.token: by_hand.targets(stand.token) for stand in stands},
        entries=by_hand.entries(),
    )


def canceled_by_move(
    runtime: Runtime,
    connection: Connection,
    row: Record,
    place: int | str,
    target: str,
    *,
    now: datetime,
) -> tuple[str, ...]:
    """Elements at which nothing is awaited any more once the token is moved, each once. Raises CannotPlace."""
    execution = loaded_execution(runtime, connection, row, now=now)
    execution.by_hand.move(execution.by_hand.stand_at(place).token, target)
    gone, _ = execution.changes()
    return tuple(dict.fromkeys(wait.element_id for wait in gone))
