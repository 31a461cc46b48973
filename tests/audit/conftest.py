"""A small deployed case on each database, lived to its end; see tests/engine/commands/conftest.py."""

from __future__ import annotations

from typing import Any

import pytest

from tests.audit.living import live_on
from tests.engine.commands.conftest import handlers, instance_id, runtime, told  # noqa: F401


@pytest.fixture
def lived(runtime: Any, instance_id: str) -> str:  # noqa: F811 - a fixture, asked for by its name
    return live_on(runtime, instance_id)
