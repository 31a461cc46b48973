"""What was computed for the pages asked for last, by what it was computed from."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Hashable
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from engine.storage.columns import Record

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """At most so many values; the one not asked for longest goes first. Threads may share it."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._values: OrderedDict[Hashable, Value] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, key: Hashable) -> Value | None:
        """What was kept under this very key; None where there is nothing."""
        with self._lock:
            found = self._values.get(key)
            if found is not None:
                self._values.move_to_end(key)
            return found

    def keep(self, key: Hashable, value: Value) -> Value:
        """The value, kept."""
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._most:
                self._values.popitem(last=False)
        return value


def history_key(row: Record) -> Hashable:
    """A history only grows: revision and head tell whether what was computed of it is stale. row: of the instance."""
    return row.id, row.revision, bytes(row.head_hash)
