"""Workers at work: one transaction a job, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from engine.expression.values import Variables
from engine.storage.database import Database
from engine.storage.vault import Vault
from tests.workers.samples import job, workshop
from workers.lookup.gateway import Gateway

Perform = Callable[..., Variables]


@pytest.fixture
def perform(database: Database, vault: Vault) -> Perform:
    """Run one job by type in a transaction of its own; named arguments change its variables."""

    def run(
        job_type: str, *, gateway: Gateway | None = None, mark: str = "ТЕСТ", **changed: Any
    ) -> Variables:
        with database.transaction() as connection:
            shop = workshop(vault, gateway=gateway, mark=mark)
            return shop.run(job(job_type, **changed), connection)

    return run
