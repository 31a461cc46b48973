from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

import pytest

from engine.storage.database import Database
from engine.storage.vault import Vault
from people.demo import install_demo
from people.passwords import Hasher
from tests.hashing import cheap_hasher


@pytest.fixture(scope="session")
def hasher() -> Hasher:
    return cheap_hasher()


@pytest.fixture
def demo_offices(
    database: Database, vault: Vault, now: datetime, hasher: Hasher
) -> Mapping[str, int]:
    """The demo people are installed; numbers of their offices by code."""
    with database.transaction() as connection:
        return install_demo(connection, vault, now, hasher)
