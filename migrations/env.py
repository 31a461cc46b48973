"""Alembic's way in; the connection is handed over by engine.storage.schema."""

from alembic import context

import engine.modelling.tables  # all tables belong to one metadata
import engine.rehearsal.tables
import engine.storage.start_tables
import engine.storage.tables  # noqa: F401
import people.tables  # noqa: F401
import workers.tables  # noqa: F401
from engine.storage.columns import Base, Instant


def render_item(kind, item, autogen):
    """Our own column type by its name, not by its module's path."""
    if kind == "type" and isinstance(item, Instant):
        autogen.imports.add("from engine.storage.columns import Instant")
        return "Instant()"
    return False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_item,
)
with context.begin_transaction():
    context.run_migrations()
