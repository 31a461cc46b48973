"""What the page of a case by hand shows: where its tokens stand, where they may go, what stays in the registers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from engine.diagram import Marks
from engine.errors import HistoryBroken, Undecipherable
from engine.step.states import UNFINISHED, InstanceStatus
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import instance_row, open_incidents, version_by_id
from engine.storage.standing_tokens import Tokens, canceled_by_move, standing_tokens
from engine.tokens.execution import Stand
from people.store import Connection
from web.pictures import picture
from web.platform import Platform
from workers.kept import kept_numbers
from workers.register_words import REGISTERS
from workers.registers import Register


@dataclass(frozen=True, kw_only=True)
class Choice:
    """value: id of an element, or the number of a token."""

    value: str
    words: str


@dataclass(frozen=True, kw_only=True)
class Steered:
    """A case as who steers it sees it: no variables, no names. tokens: None where what is stored does not open."""

    row: Record
    version: Version
    tokens: Tokens | None
    troubled: frozenset[str]
    kept: tuple[str, ...]
    language: str

    @property
    def status(self) -> InstanceStatus:
        return InstanceStatus(self.row.status)

    @property
    def goes_on(self) -> bool:
        return self.status in UNFINISHED

    def label(self, element_id: str) -> str:
        element = self.version.definition.elements.get(element_id)
        return (element.label.text(self.language) if element else "") or element_id

    def places(self) -> list[Choice]:
        """Tokens that can be moved, by the names of what they stand at."""
        stands = self.tokens.stands if self.tokens else ()
        return [
            Choice(value=str(stand.token), words=self._place(stand, stands)) for stand in stands
        ]

    def targets(self) -> list[Choice]:
        """Elements before which some token may be put, or at which the case may be reopened."""
        if self.tokens is None:
            return []
        found = self.tokens.targets.values() if self.goes_on else [self.tokens.entries]
        ids = dict.fromkeys(name for names in found for name in names)
        return [Choice(value=name, words=self._named(name)) for name in ids]

    def place_words(self, token: str) -> str:
        return next((choice.words for choice in self.places() if choice.value == token), token)

    def picture(self) -> str | None:
        """The drawing with where the tokens stand."""
        stands = self.tokens.stands if self.tokens else ()
        active = frozenset(name for stand in stands for name in stand.element_ids)
        marks = Marks(active=active, troubled=self.troubled)
        around = [name for stand in stands for name in stand.element_ids] or [
            self.row.outcome or ""
        ]
        title = self.row.business_key
        return picture(self.version.xml, marks, language=self.language, title=title, around=around)

    def _place(self, stand: Stand, every: Sequence[Stand]) -> str:
        names = " / ".join(self.label(name) for name in stand.element_ids)
        alike = [other for other in every if other.element_ids == stand.element_ids]
        return f"{names} ({stand.token})" if len(alike) > 1 else names

    def _named(self, element_id: str) -> str:
        """With its id: several gateways may have no name, several tasks the same."""
        label = self.label(element_id)
        return element_id if label == element_id else f"{label} · {element_id}"


def steered(platform: Platform, connection: Connection, instance_id: str, language: str) -> Steered:
    """Raises UnknownInstance."""
    row = instance_row(connection, instance_id)
    incidents = open_incidents(connection, instance_id)
    return Steered(
        row=row,
        version=version_by_id(connection, platform.runtime.versions, row.definition_id),
        tokens=_tokens(platform, connection, row),
        troubled=frozenset(each.element_id for each in incidents if each.element_id),
        kept=_kept(connection, instance_id, language),
        language=language,
    )


def canceled(
    platform: Platform, connection: Connection, found: Steered, token: int, target: str
) -> Sequence[str]:
    """Names of what would be awaited no longer. Raises CannotPlace."""
    now = platform.clock()
    ids = canceled_by_move(platform.runtime, connection, found.row, token, target, now=now)
    return [found.label(element_id) for element_id in ids]


def _tokens(platform: Platform, connection: Connection, row: Record) -> Tokens | None:
    now: datetime = platform.clock()
    try:
        return standing_tokens(platform.runtime, connection, row, now=now)
    except (Undecipherable, HistoryBroken, ValueError):
        return None


def _kept(connection: Connection, instance_id: str, language: str) -> tuple[str, ...]:
    return tuple(
        f"{REGISTERS[Register(row.register)].text(language)}: {row.number}"
        for row in kept_numbers(connection, instance_id)
    )
