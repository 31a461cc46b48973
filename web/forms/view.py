"""A form as the template `_form.html` is told of it: values only."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Choice:
    """value: as it is posted."""

    id: str
    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, kw_only=True)
class FileShown:
    """A file that was stored with the draft."""

    document_id: str
    name: str
    size: int  #: bytes


@dataclass(frozen=True, kw_only=True)
class RowView:
    """One kind of document of the package. errors: by column."""

    id: str  #: of its fields, with the column behind it
    prefix: str  #: of the posted names, likewise
    kind: str
    label: str
    copies: tuple[Choice, ...]
    note: str
    file: FileShown | None
    advised: bool  #: the standard asks for it in this case
    errors: Mapping[str, str]

    @property
    def given(self) -> bool:
        return self.file is not None or any(each.chosen and each.value for each in self.copies)


@dataclass(frozen=True, kw_only=True)
class FieldView:
    """condition: in words, when an answer is asked for; hints: for the script that hides the field meanwhile."""

    id: str
    name: str
    control: str
    label: str
    help: str = ""
    condition: str = ""
    hints: Mapping[str, str] = field(default_factory=dict)
    error: str = ""
    optional: bool = False
    attributes: Mapping[str, str] = field(default_factory=dict)
    value: str = ""
    choices: tuple[Choice, ...] = ()
    rows: tuple[RowView, ...] = ()
    items: tuple[str, ...] = ()
    said: str = ""

    @property
    def described(self) -> str:
        """Ids of what is read out with the input, for aria-describedby."""
        parts = {
            "when": self.condition,
            "hint": self.help,
            "items": self.items,
            "error": self.error,
        }
        return " ".join(f"{self.id}-{part}" for part, present in parts.items() if present)


@dataclass(frozen=True, kw_only=True)
class FormView:
    """errors: (id of the field or empty, sentence), in the order of the fields."""

    title: str
    fields: tuple[FieldView, ...]
    errors: tuple[tuple[str, str], ...] = ()
    takes_files: bool = False
