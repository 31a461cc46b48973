"""What stays as it is when a case is reopened: its numbers in the registers."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Row, select

from workers.store import NUMBER


def kept_numbers(connection: Connection, instance_id: str) -> Sequence[Row[str, str]]:
    """register and number of each line of a register that the case has and that is not void, the oldest first."""
    query = select(NUMBER.c.register, NUMBER.c.number).where(
        NUMBER.c.instance_id == instance_id, NUMBER.c.voided_at.is_(None)
    )
    return connection.execute(query.order_by(NUMBER.c.id)).all()
