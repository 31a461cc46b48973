"""An instance held for a command that a person decided on by what they saw of it."""

from __future__ import annotations

from sqlalchemy import Connection

from engine.errors import EngineError
from engine.storage.queries import HeldInstance, locked_instance


class InstanceMovedOn(EngineError):
    """Something has happened to the instance since the person looked at it; they decide anew. Not tried again by itself."""

    def __init__(self, instance_id: str, seen: int, revision: int) -> None:
        super().__init__(
            f"process instance {instance_id} is at revision {revision}, you saw {seen}"
        )
        self.instance_id, self.seen, self.revision = instance_id, seen, revision


def held_instance(connection: Connection, instance_id: str, seen: int | None) -> HeldInstance:
    """The instance's row, held until the transaction ends. seen: the revision that was shown, None for whatever it is now.

    Raises UnknownInstance, InstanceMovedOn.
    """
    row = locked_instance(connection, instance_id)
    if seen is not None and row.revision != seen:
        raise InstanceMovedOn(instance_id, seen, row.revision)
    return row
