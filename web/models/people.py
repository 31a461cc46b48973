"""Names of who worked at models."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import gettext

from people.store import Connection
from web.cases.store import known_people


def names_of(connection: Connection, person_ids: Iterable[str]) -> Mapping[str, str]:
    """By id; who is no person of ours is the operator, who works from the terminal."""
    asked = set(person_ids)
    people = known_people(connection, asked)
    return {
        each: people[each].name if each in people else gettext("the operator") for each in asked
    }
