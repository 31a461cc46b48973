"""What a channel must do, and how it says that it could not."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from engine.errors import EngineError
from workers.notices.store import Message


class Channel(StrEnum):
    CABINET = "cabinet"  #: of an applicant
    OFFICE = "office"  #: the page of notices of who works here
    EMAIL = "email"
    SMS = "sms"


class DeliveryFailed(EngineError):
    """A channel could not deliver. `reason` stands in a row that is read in clear: it names no address.

    permanent: trying again cannot help (the address itself is wrong).
    """

    def __init__(self, event_key: str, reason: str, *, permanent: bool = False) -> None:
        super().__init__(f"notice {event_key}: {reason}")
        self.event_key, self.reason, self.permanent = event_key, reason, permanent


class Adapter(Protocol):
    """A channel. The same event key may be given again after a crash: then as little as can be is done anew."""

    def deliver(self, message: Message) -> None:
        """Raises DeliveryFailed."""

    def settle(self, message: Message) -> None:
        """The row is marked as sent: what was kept against a repetition may be forgotten."""


class KeepsNothing:
    """Of channels that keep nothing against a repetition: theirs does no harm."""

    def settle(self, message: Message) -> None:
        """Nothing is to be forgotten."""


class CabinetAdapter(KeepsNothing):
    """The cabinet shows what is marked as sent: nothing else is to be done."""

    def deliver(self, message: Message) -> None:
        if message.recipient is None:
            raise DeliveryFailed(message.event_key, "the notice has no recipient", permanent=True)
