"""Lists by filters, sorting and paging, as every resource has them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, select

from engine.storage.columns import Record
from web.rest.errors import BadRequest, NotOffered
from web.rest.variables import read_time

MOST = 10_000  # rows of one answer
LARGEST = 2**31 - 1

Sorting = tuple[str, bool]  # by which name, and whether the largest comes first
Texts = tuple[str, ...]
Filter = Callable[[Texts], ColumnElement[bool] | None]
Sorts = Mapping[str, ColumnElement[Any]]


@dataclass(frozen=True, kw_only=True)
class Asked:
    """filters: name to what was given for it, never empty."""

    filters: Mapping[str, Texts]
    sorting: tuple[Sorting, ...] = ()
    first: int = 0
    most: int | None = None


@dataclass(frozen=True, kw_only=True)
class Listing:
    """key: brings rows that are equal otherwise into one order."""

    query: Select[Any]
    key: ColumnElement[Any]
    filters: Mapping[str, Filter]
    sorts: Sorts

    def rows(self, connection: Connection, asked: Asked) -> Sequence[Record]:
        """Raises BadRequest for an unknown sorting, NotOffered for a filter that is not kept here."""
        order = [self._order(name, descending) for name, descending in asked.sorting]
        query = self._filtered(asked).order_by(*order, self.key).offset(asked.first)
        return connection.execute(query.limit(min(asked.most or MOST, MOST))).all()

    def count(self, connection: Connection, asked: Asked) -> int:
        counted = select(func.count()).select_from(self._filtered(asked).subquery())
        return int(connection.execute(counted).scalar_one())

    def one(self, connection: Connection, row_id: object) -> Record | None:
        return connection.execute(self.query.where(self.key == row_id)).first()

    def _filtered(self, asked: Asked) -> Select[Any]:
        query = self.query
        for name, texts in asked.filters.items():
            if name not in self.filters:
                raise NotOffered(f"the filter {name}")
            condition = self.filters[name](texts)
            query = query if condition is None else query.where(condition)
        return query

    def _order(self, name: str, descending: bool) -> ColumnElement[Any]:
        if name not in self.sorts:
            raise BadRequest("sortBy", f"{name} is none of {', '.join(self.sorts)}")
        return self.sorts[name].desc() if descending else self.sorts[name].asc()


def equal(column: ColumnElement[Any], read: Callable[[str], object] = str) -> Filter:
    """Any of what is given."""
    return lambda texts: column.in_([read(text) for text in texts])


def unequal(column: ColumnElement[Any]) -> Filter:
    return column.not_in


def like(column: ColumnElement[Any]) -> Filter:
    """% stands for anything."""
    return lambda texts: column.like(texts[0])


def flag(condition: ColumnElement[bool]) -> Filter:
    """Means something only when it is true."""
    return lambda texts: condition if texts[0].lower() == "true" else None


def after(column: ColumnElement[Any]) -> Filter:
    return lambda texts: column > _instant(texts[0])


def before(column: ColumnElement[Any]) -> Filter:
    return lambda texts: column < _instant(texts[0])


def _instant(text: str) -> object:
    try:
        return read_time(text)
    except ValueError as error:
        raise BadRequest(text, f"is no time: {error}") from error
