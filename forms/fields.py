"""The parts of a form: values only."""

from __future__ import annotations

from dataclasses import dataclass

from engine.expression.values import Variables
from engine.words import Words
from forms.controls import Control


@dataclass(frozen=True, kw_only=True)
class Option:
    """One choice; `value` is what the schema's enum says, or a boolean."""

    value: str | bool
    label: Words

    @property
    def posted(self) -> str:
        """How the choice is written in HTML."""
        return str(self.value).lower() if isinstance(self.value, bool) else self.value


@dataclass(frozen=True, kw_only=True)
class ConsentItem:
    """One thing that a consent names (law 94-V, art. 8); its text may hold `{paths}` of variables."""

    name: str
    text: Words


@dataclass(frozen=True, kw_only=True)
class Birth:
    """Of whom a date is the birth date. iin: a variable; confirmed_by: the box that takes the document's word for it."""

    iin: str
    confirmed_by: str


@dataclass(frozen=True, kw_only=True)
class Field:
    """One question of a form.

    name: the variable; `a.b` is the part `b` of the variable `a`.
    schema: the property's own JSON Schema; empty for a static field.
    required: must be answered whenever it is shown.
    value: what a static field says, with `{paths}` of variables.
    past: a date that cannot lie after today; birth: one that an identity number spells.
    """

    name: str
    control: Control
    label: Words
    help: Words | None = None
    show_if: str | None = None
    options: tuple[Option, ...] = ()
    schema: Variables
    required: bool
    items: tuple[ConsentItem, ...] = ()
    value: Words | None = None
    autocomplete: str = "off"
    past: bool = False
    birth: Birth | None = None

    @property
    def variable(self) -> str:
        """The name of the whole variable."""
        return self.name.partition(".")[0]
