"""What may stand in a person or an office: as much as the tables hold, and nothing that no paper can print."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from types import MappingProxyType

from engine.identifiers import is_bin, is_iin
from engine.words.characters import BREAKS, INVISIBLE, is_printable, is_seen, named
from people.errors import ValueUnfit
from people.tables import OfficeRow, PersonRow
from people.values import Office, Person, normal_login

LONGEST: Mapping[str, int] = MappingProxyType(
    {
        **dict.fromkeys(
            ("surname", "name", "patronymic"), 60
        ),  # a signature keeps 200 of all three
        **dict.fromkeys(("position_kk", "position_ru"), 300),  # as a signature does
        **dict.fromkeys(("head_position_kk", "head_position_ru"), 300),
        **dict.fromkeys(("name_kk", "name_ru", "name_en", "address_kk", "address_ru"), 300),
        "email": 254,  # RFC 5321, 4.5.3.1.3, less the brackets
    }
)
"""Characters of what the tables keep as text without a bound."""
MAY_BE_EMPTY = frozenset(
    {"patronymic", "position_kk", "position_ru", "phone", "email", "branch_no", "name_en"}
)


def refuse_unfit_person(person: Person, iin: str | None) -> None:
    """Raise ValueUnfit for the first value that is too long, empty, or cannot be printed."""
    if iin is not None and not is_iin(iin):
        raise ValueUnfit("iin", "is no identification number: twelve digits, the last one computed")
    if len(normal_login(person.login)) > longest(PersonRow, "login"):
        raise ValueUnfit("login", _too_long(longest(PersonRow, "login")))
    _refuse_texts(person, PersonRow)


def refuse_unfit_office(office: Office) -> None:
    """Raise ValueUnfit, also for a BIN whose last digit is another than the computed one."""
    _refuse_texts(office, OfficeRow)
    if not is_bin(office.bin):
        raise ValueUnfit("bin", "is no business identification number: twelve digits")


def longest(table: type[PersonRow | OfficeRow], name: str) -> int:
    """Characters that fit: of the column where it has a bound."""
    bound: int | None = getattr(table.__table__.c[name].type, "length", None)
    return LONGEST[name] if bound is None else bound


def _refuse_texts(record: Person | Office, table: type[PersonRow | OfficeRow]) -> None:
    for field in fields(record):
        text = getattr(record, field.name)
        if not isinstance(text, str) or field.name == "password_hash":
            continue
        if why := _fault(text, longest(table, field.name), empty=field.name in MAY_BE_EMPTY):
            raise ValueUnfit(field.name, why)


def _fault(text: str, most: int, *, empty: bool) -> str:
    strange = next((each for each in text if _is_strange(each)), None)
    if strange is not None:
        return f"holds the character {named(strange)}, which cannot be printed"
    if not (empty and not text) and not is_seen(text):
        return "must say something"
    return _too_long(most) if len(text) > most else ""


def _is_strange(character: str) -> bool:
    unseen = character in BREAKS or INVISIBLE.fullmatch(character) is not None
    return unseen or not is_printable(character)


def _too_long(most: int) -> str:
    return f"has more than {most} characters"
