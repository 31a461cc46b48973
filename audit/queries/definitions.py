"""What `engine.storage.queries` keeps to itself of a stored definition."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection, select

from engine.storage.tables import DEFINITION


@dataclass(frozen=True, kw_only=True)
class StoredModel:
    """A deployed version as its row has it: without what it calls.

    lowered: the document that runs, made by `lowering_version`. forms: its own, form key to file text.
    """

    key: str
    version: int
    sha256: str
    xml: bytes
    lowered: bytes
    lowering_version: int
    forms: Mapping[str, str]

    @property
    def named(self) -> dict[str, str | int]:
        """As the first event of an instance names it."""
        return {"key": self.key, "version": self.version, "sha256": self.sha256}


def stored_model(connection: Connection, key: str, version: int) -> StoredModel | None:
    """The version with this number; None where there is none."""
    columns = ("xml", "lowered", "lowering_version", "forms", "sha256")
    query = select(*(DEFINITION.c[name] for name in columns))
    meant = (DEFINITION.c.key == key, DEFINITION.c.version == version)
    row = connection.execute(query.where(*meant)).one_or_none()
    if row is None:
        return None
    return StoredModel(
        key=key,
        version=version,
        sha256=row.sha256,
        xml=bytes(row.xml),
        lowered=bytes(row.lowered),
        lowering_version=int(row.lowering_version),
        forms=json.loads(row.forms),
    )
