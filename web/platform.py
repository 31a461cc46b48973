"""What the pages stand on, put together once by whoever starts the node, and handed to `create_app`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import cast

from flask import current_app

from engine.settings import Settings
from engine.storage.database import Database
from engine.storage.runtime import Runtime
from engine.storage.vault import Vault
from people.passwords import Hasher
from signing.port import Signatures
from workers.handlers import Workshop

EXTENSION = "ruqsat"


@dataclass(frozen=True, kw_only=True)
class Platform:
    """clock: now, aware UTC; pages have no other clock."""

    settings: Settings
    database: Database
    vault: Vault
    runtime: Runtime
    workshop: Workshop
    signer: Signatures
    clock: Callable[[], datetime]
    hasher: Hasher = field(default_factory=Hasher)


def current_platform() -> Platform:
    """The platform of the app that answers this request."""
    return cast(Platform, current_app.extensions[EXTENSION])
