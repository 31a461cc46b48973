"""The other pools of a collaboration: cases of the same number of processes of the same file."""

from __future__ import annotations

from sqlalchemy import Connection, select

from engine.step.states import InstanceStatus
from engine.storage.columns import Record
from engine.storage.queries import version_by_id
from engine.storage.runtime import Versions
from engine.storage.tables import DEFINITION, INSTANCE
from web.cases.history import awaited
from web.cases.store import waits_of

OWN = DEFINITION.alias("own")
MOST_POOLS = 20


def tokens_beside(connection: Connection, versions: Versions, row: Record) -> tuple[str, ...]:
    """Ids of the elements of other pools at which active cases wait that belong to this one. row: of the case."""
    query = (
        select(INSTANCE.c.id, INSTANCE.c.definition_id)
        .join(DEFINITION, DEFINITION.c.id == INSTANCE.c.definition_id)
        .join(OWN, (OWN.c.id == row.definition_id) & (OWN.c.key != DEFINITION.c.key))
        .where(
            INSTANCE.c.business_key == row.business_key,
            INSTANCE.c.status == InstanceStatus.ACTIVE,
            DEFINITION.c.file == OWN.c.file,
            DEFINITION.c.xml == OWN.c.xml,
        )
    )
    return tuple(
        wait.element_id
        for other in connection.execute(query.limit(MOST_POOLS)).all()
        for wait in awaited(
            version_by_id(connection, versions, other.definition_id),
            waits_of(connection, other.id),
        )
    )
