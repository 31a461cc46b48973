"""What `engine.store` keeps to itself of a stored definition."""

from __future__ import annotations

from sqlalchemy import Connection, select

from engine.tables import DEFINITION


def lowered_model(connection: Connection, definition_id: int) -> tuple[bytes, int]:
    """The document that runs, and the version of the lowering that made it."""
    columns = (DEFINITION.c.lowered, DEFINITION.c.lowering_version)
    row = connection.execute(select(*columns).where(DEFINITION.c.id == definition_id)).one()
    return bytes(row.lowered), int(row.lowering_version)
