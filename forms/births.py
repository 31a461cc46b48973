"""A birth date beside the identity number that spells one: said where they differ, unless somebody vouches for it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from engine.identifiers import is_iin, spells_birth_date
from forms.fields import Birth
from forms.formats import is_local_date


def contradicts(birth: Birth, born: date, names: Mapping[str, object]) -> bool:
    """Whether the number spells another date and nobody has confirmed this one; a number that is none says nothing."""
    iin = names.get(birth.iin)
    if not isinstance(iin, str) or not is_iin(iin) or names.get(birth.confirmed_by) is True:
        return False
    return not spells_birth_date(iin, born)


def day_of(value: object) -> date | None:
    """The day that a valid answer names."""
    return date.fromisoformat(value) if isinstance(value, str) and is_local_date(value) else None


def part_of(answers: Mapping[str, object], name: str) -> object:
    """The answer to a field, which may be a part of a variable."""
    whole, _, part = name.partition(".")
    value = answers.get(whole)
    return value.get(part) if part and isinstance(value, Mapping) else value
