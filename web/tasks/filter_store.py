"""Views of the task list that a person keeps under a name: rows of their own. Each takes a connection, none commits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import url_for
from sqlalchemy import Connection, delete, select

from people.tables import SAVED_FILTER
from workers.store import upsert

MOST_FILTERS = 20  # shown of one person


@dataclass(frozen=True, kw_only=True)
class SavedFilter:
    id: int
    name: str
    url: str


def list_url(asked: Mapping[str, str]) -> str:
    """The task list with these words of its address."""
    return f"{url_for('tasks.page')}?{urlencode(asked)}" if asked else url_for("tasks.page")


def saved_filters(connection: Connection, person_id: str) -> Sequence[SavedFilter]:
    """Those of one person, by name."""
    own = select(SAVED_FILTER).where(SAVED_FILTER.c.person_id == person_id)
    return [
        SavedFilter(id=row.id, name=row.name, url=f"{url_for('tasks.page')}?{row.query}")
        for row in connection.execute(own.order_by(SAVED_FILTER.c.name).limit(MOST_FILTERS))
    ]


def save_filter(
    connection: Connection, person_id: str, name: str, asked: Mapping[str, str]
) -> None:
    """Keep it; one of the same name is replaced."""
    query = urlencode(asked)
    row = upsert(connection, SAVED_FILTER).values(person_id=person_id, name=name, query=query)
    same = ["person_id", "name"]
    connection.execute(row.on_conflict_do_update(index_elements=same, set_={"query": query}))


def remove_filter(connection: Connection, person_id: str, filter_id: int) -> None:
    """Take an own one away; another's stays."""
    own = (SAVED_FILTER.c.id == filter_id, SAVED_FILTER.c.person_id == person_id)
    connection.execute(delete(SAVED_FILTER).where(*own))
