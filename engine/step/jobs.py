"""What a worker is handed, and what the engine asks of the table of workers. Names follow Zeebe's job record."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from engine.expression.values import Variables


@dataclass(frozen=True, kw_only=True)
class Job:
    """One piece of automatic work.

    variables: what the element sees (a snapshot; changing it changes nothing).
    key: idempotency key, the same at every attempt of one visit to the element.
    office_id, partner_office_id: the provider's office and the office that took the application, if another.
    now: aware UTC; a handler has no other clock.
    """

    type: str
    key: str
    instance_id: str
    business_key: str
    element_id: str
    variables: Variables
    office_id: int | None
    partner_office_id: int | None
    actor: str
    now: datetime
    rules: str = ""
