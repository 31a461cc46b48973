"""Ids as clients see them: UUIDs for what runs, `key:version:UUID` for definitions. Which row they name is ours to know."""

from __future__ import annotations

from uuid import UUID

from werkzeug.routing import BaseConverter

from web.row_numbers import LARGEST_ROW

NOTHING = "-"  # names no instance


def row_uuid(number: int) -> str:
    return str(UUID(int=number))


def row_of(text: str) -> int:
    """The row that a UUID stands for; 0, which names none, for any other text."""
    try:
        number = UUID(text).int
    except ValueError:
        return 0
    return number if number <= LARGEST_ROW else 0


def instance_uuid(instance_id: str) -> str:
    return str(UUID(instance_id))


def instance_of(text: str) -> str:
    try:
        return UUID(text).hex
    except ValueError:
        return NOTHING


def execution_uuid(instance_id: str, token: int) -> str:
    return str(UUID(int=UUID(instance_id).int ^ token))


def definition_uuid(key: str, version: int, number: int) -> str:
    return f"{key}:{version}:{UUID(int=number)}"


def definition_of(text: str) -> int:
    return row_of(text.rpartition(":")[2])


class RowUuid(BaseConverter):
    """Of a user task, a job, an incident. What is no UUID names nothing: 404, not another address."""

    def to_python(self, value: str) -> int:
        return row_of(value)

    def to_url(self, value: int) -> str:
        return row_uuid(value)


class InstanceUuid(BaseConverter):
    """With hyphens or without."""

    def to_python(self, value: str) -> str:
        return instance_of(value)

    def to_url(self, value: str) -> str:
        return instance_uuid(value)
