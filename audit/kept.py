"""What was computed of the cases asked for last. A history only grows: revision and head tell whether it is stale."""

from __future__ import annotations

import threading
from collections import OrderedDict
from typing import TYPE_CHECKING, Generic, TypeVar

from engine.storage.columns import Record

if TYPE_CHECKING:
    pass

Value = TypeVar("Value")


class Kept(Generic[Value]):
    """At most so many values, by the row of an instance; the one not asked for longest goes first."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[tuple[str, int, bytes], Value] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, row: Record) -> Value | None:
        """What was kept of this very history; None where there is nothing, or events were added."""
        with self._lock:
            found = self._values.get(_key(row))
            if found is not None:
                self._values.move_to_end(_key(row))
            return found

    def keep(self, row: Record, value: Value) -> Value:
        """The value, kept."""
        with self._lock:
            self._values[_key(row)] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


def _key(row: Record) -> tuple[str, int, bytes]:
    return row.id, row.revision, bytes(row.head_hash)
