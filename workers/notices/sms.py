"""Short messages: the port that an operator's gateway has to fill, and a folder that stands in for one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from workers.notices.delivery import DeliveryFailed, KeepsNothing
from workers.notices.files import write_event_file
from workers.notices.store import Message

PHONE = re.compile(r"\+7\d{10}")


class SmsGate(Protocol):
    """An operator of messages. `event_key` goes along as the reference by which it drops a repetition."""

    def send(self, *, phone: str, text: str, event_key: str) -> None:
        """phone: `+7` and ten digits. Raises DeliveryFailed."""


@dataclass(frozen=True)
class SmsAdapter(KeepsNothing):
    gate: SmsGate

    def deliver(self, message: Message) -> None:
        if not PHONE.fullmatch(message.address):
            raise DeliveryFailed(
                message.event_key, "the telephone is not +7 and ten digits", permanent=True
            )
        text = f"{message.subject}. {message.body}"
        self.gate.send(phone=message.address, text=text, event_key=message.event_key)


@dataclass(frozen=True)
class SmsFiles:
    """One file an event in `folder`: the telephone, then the text."""

    folder: Path

    def send(self, *, phone: str, text: str, event_key: str) -> None:
        write_event_file(self.folder, event_key, ".txt", f"{phone}\n{text}\n".encode())
