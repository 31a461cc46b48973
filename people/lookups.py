"""A limit on what anybody may ask without signing in: per address, and of all addresses together."""

from __future__ import annotations

from datetime import datetime, timedelta

from engine.storage.database import Database
from people.errors import LookupThrottled
from people.lookup_store import lookups_since, record_lookup

MOST_OF_ADDRESS = 30  # within WINDOW
MOST_OF_ALL = 600
WINDOW = timedelta(minutes=1)
EVERYBODY = "*"


def admit_lookup(database: Database, *, address: str, now: datetime) -> None:
    """Count one look-up. Raises LookupThrottled where there were too many; such a one is not counted."""
    with database.transaction() as connection:
        for key, most in ((address, MOST_OF_ADDRESS), (EVERYBODY, MOST_OF_ALL)):
            count, first = lookups_since(connection, key, now - WINDOW)
            if count >= most:
                raise LookupThrottled((first or now) + WINDOW)
        for key in (address, EVERYBODY):
            record_lookup(connection, key, now=now)
