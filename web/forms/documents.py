"""The documents control: one row for each kind of the package, whatever was posted of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from forms.faults import FieldError
from forms.fields import Field
from forms.sentences import document_labels, sentence
from web.forms.view import Choice, FileShown, RowView

Posted = Mapping[str, Sequence[str]]

COPIES = ("", "original", "copy", "scan")
COLUMNS = ("kind", "copy", "note", "document_id")
PART_SHOWN = {"kind": "copy", "document_id": "file"}
"""The input at which it is said: the kind is not typed, the id stands for the file."""


def posted_rows(field: Field, posted: Posted) -> dict[int, dict[str, str]]:
    """The columns of each row by its number, as they were posted."""
    rows: dict[int, dict[str, str]] = {}
    pattern = re.compile(rf"{re.escape(field.name)}-([0-9]{{1,3}})-({'|'.join(COLUMNS)})")
    for name, values in posted.items():
        found = pattern.fullmatch(name)
        text = "".join(values[-1:]).strip()
        if found and text:
            rows.setdefault(int(found[1]), {})[found[2]] = text
    return dict(sorted(rows.items()))


def given_numbers(field: Field, posted: Posted) -> list[int]:
    """Numbers of the rows that count as given, in the order in which `parse_submission` lists them."""
    return [n for n, row in posted_rows(field, posted).items() if row.keys() != {"kind"}]


@dataclass(frozen=True, kw_only=True)
class RowTable:
    """What rows are drawn with. files: by document id; advised: kinds; errors: by posted name."""

    field: Field
    posted: Posted
    language: str
    files: Mapping[str, FileShown]
    advised: frozenset[str]
    errors: Mapping[str, str]

    def rows(self) -> tuple[RowView, ...]:
        """A row for each kind in the order of the standard, then what else was posted."""
        labels = {each.posted: each.label.text(self.language) for each in self.field.options}
        typed = posted_rows(self.field, self.posted)
        return tuple(
            self._row(number, kind, labels[kind], typed.get(number, {}))
            for number, kind in _numbers([*labels], typed)
        )

    def _row(self, number: int, kind: str, label: str, typed: Mapping[str, str]) -> RowView:
        prefix = f"{self.field.name}-{number}"
        return RowView(
            id=f"f-{prefix}",
            prefix=prefix,
            kind=kind,
            label=label,
            copies=tuple(self._copies(prefix, typed.get("copy", ""))),
            note=typed.get("note", ""),
            file=self.files.get(typed.get("document_id", "")),
            advised=kind in self.advised,
            errors={
                PART_SHOWN.get(part, part): self.errors[f"{prefix}-{part}"]
                for part in (*COLUMNS, "file")
                if f"{prefix}-{part}" in self.errors
            },
        )

    def _copies(self, prefix: str, chosen: str) -> Iterator[Choice]:
        for copy in COPIES:
            label = document_labels()[f"copy.{copy}"].text(self.language)
            yield Choice(id=f"f-{prefix}-copy", value=copy, label=label, chosen=chosen == copy)


def row_errors(
    field: Field, posted: Posted, errors: Sequence[FieldError], *, language: str
) -> dict[str, str]:
    """What is wrong within rows, by posted name and without the row's number: the page names the kind instead."""
    numbers = given_numbers(field, posted)
    found: dict[str, str] = {}
    for error in errors:
        if error.field == field.name and error.row is not None and error.row < len(numbers):
            part = error.part if error.part in COLUMNS else "copy"
            name = f"{field.name}-{numbers[error.row]}-{part}"
            found.setdefault(name, _row_sentence(field, error, language))
    return found


def _row_sentence(field: Field, error: FieldError, language: str) -> str:
    part = error.part or ""
    label = document_labels().get(part, field.label)
    said = sentence(error.keyword, field=field, label=label, name=part, limit=error.limit)
    return said.text(language)


def _numbers(kinds: Sequence[str], typed: Mapping[int, Mapping[str, str]]) -> list[tuple[int, str]]:
    """(row number, kind): numbers of posted rows stay, the others get free ones."""
    by_kind = {row["kind"]: n for n, row in reversed([*typed.items()]) if row.get("kind") in kinds}
    free = iter(n for n in range(len(kinds) + len(typed) + 1) if n not in typed)
    first = [(by_kind[kind] if kind in by_kind else next(free), kind) for kind in kinds]
    more = [(n, row["kind"]) for n, row in typed.items() if row.get("kind") in kinds]
    return first + [each for each in more if each not in first]
