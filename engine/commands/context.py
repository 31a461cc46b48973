"""Who does what, when, to which row of an instance."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from engine.expression.values import Variables
from engine.step.values import Input
from engine.storage.queries import HeldInstance
from engine.storage.runtime import Runtime

Also = Callable[[Connection], None]
"""Rows of the caller's own, written at the end of a command's transaction: they commit with it, or not at all."""


@dataclass(frozen=True, kw_only=True)
class Act:
    """Who does what, when, to which row of an instance."""

    runtime: Runtime
    connection: Connection
    row: HeldInstance
    given: Input
    actor: str
    now: datetime
    recorded: Sequence[Variables] = ()
    deferred: Mapping[int, str] = field(
        default_factory=dict
    )  #: token of a job to why it failed inline
