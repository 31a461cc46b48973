"""The fields of a JSON body: null stands for absent, what does not fit is refused by its name."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NoReturn, cast

from flask import request

from web.rest.errors import BadRequest

LONGEST_TEXT = 4000


@dataclass(frozen=True, kw_only=True)
class Fields:
    """where: the way to them, empty at the root."""

    given: Mapping[str, object]
    where: str = ""

    def name_of(self, field: str) -> str:
        return f"{self.where}.{field}" if self.where else field

    def text(self, field: str, *, longest: int = LONGEST_TEXT) -> str | None:
        value = self.given.get(field)
        if value is None:
            return None
        if not isinstance(value, str):
            raise BadRequest(self.name_of(field), "must be text")
        if len(value) > longest:
            raise BadRequest(self.name_of(field), f"at most {longest} characters")
        return value

    def needed_text(self, field: str, *, longest: int = LONGEST_TEXT) -> str:
        value = self.text(field, longest=longest)
        if not value:
            raise BadRequest(self.name_of(field), "must be given")
        return value

    def number(self, field: str, *, least: int, most: int) -> int | None:
        value = self.given.get(field)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
            raise BadRequest(self.name_of(field), f"must be a whole number from {least} to {most}")
        return value

    def needed_number(self, field: str, *, least: int, most: int) -> int:
        value = self.number(field, least=least, most=most)
        if value is None:
            raise BadRequest(self.name_of(field), "must be given")
        return value

    def flag(self, field: str, *, default: bool = False) -> bool:
        value = self.given.get(field)
        if value is None:
            return default
        if not isinstance(value, bool):
            raise BadRequest(self.name_of(field), "must be true or false")
        return value

    def texts(self, field: str) -> list[str] | None:
        value = self.given.get(field)
        if value is None:
            return None
        if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
            raise BadRequest(self.name_of(field), "must be a list of texts")
        return cast("list[str]", value)

    def part(self, field: str) -> Fields:
        """An object in it; an empty one where there is none."""
        return _fields(self.given.get(field), self.name_of(field))

    def parts(self, field: str) -> Sequence[Fields]:
        value = self.given.get(field)
        if value is None:
            return ()
        if not isinstance(value, list):
            raise BadRequest(self.name_of(field), "must be a list of objects")
        return [_fields(each, f"{self.name_of(field)}[{n}]") for n, each in enumerate(value)]


def body() -> Fields:
    """Of the request, whatever its content type says; nothing at all is an empty object."""
    sent = request.get_data()
    return _fields(_parsed(sent) if sent.strip() else None, "")


def _parsed(sent: bytes) -> object:
    value: object
    try:
        value = json.loads(sent, parse_float=Decimal, parse_constant=_no_number)
        _refuse_texts(value)
    except (ValueError, RecursionError) as error:
        raise BadRequest("body", f"is no JSON: {error}") from error
    return value


def _refuse_texts(value: object) -> None:
    """No database of ours keeps NUL or half a character. Raises ValueError."""
    if isinstance(value, str):
        value.encode()
        if "\0" in value:
            raise ValueError("it holds NUL")
    elif isinstance(value, list):
        for each in value:
            _refuse_texts(each)
    elif isinstance(value, dict):
        for name, each in value.items():
            _refuse_texts(name)
            _refuse_texts(each)


def _no_number(text: str) -> NoReturn:
    raise ValueError(f"{text} is no number")


def _fields(value: object, where: str) -> Fields:
    if value is None:
        return Fields(given={}, where=where)
    if not isinstance(value, dict):
        raise BadRequest(where or "body", "must be an object")
    return Fields(given=value, where=where)
