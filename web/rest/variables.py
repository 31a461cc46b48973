"""Typed values of Camunda and the values of ours, both ways. There are no floats: a Double is kept as its exact decimal text."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime
from decimal import Decimal

import orjson

from engine.history.canonical import MAX_INTEGER
from engine.history.events import instant_text
from web.rest.answers import time_text
from web.rest.body import Fields
from web.rest.errors import BadRequest

INTEGERS = {"short": 2**15 - 1, "integer": 2**31 - 1, "long": MAX_INTEGER}
DIGITS = 60  # of a decimal; design of the expressions
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")  # exactly as we keep one


def read_variables(fields: Fields) -> dict[str, object]:
    """Of a map of typed values, by name. Raises BadRequest that names the variable."""
    return {name: read_variable(fields.part(name)) for name in fields.given}


def read_variable(typed: Fields) -> object:
    """One typed value; without a type it is what JSON says."""
    kind, value = typed.text("type"), typed.given.get("value")
    if value is None:
        return None
    if kind is None:
        return _plain(value)
    reader = READERS.get(kind[:1].lower() + kind[1:])
    if reader is None:
        raise BadRequest(typed.name_of("type"), f"variables of type {kind} are not offered")
    try:
        return reader(value, typed)
    except (TypeError, ValueError, ArithmeticError, RecursionError) as error:
        raise BadRequest(typed.name_of("value"), f"is no {kind}: {error}") from error


def typed_variables(
    variables: Mapping[str, object], *, deserialize: bool = False
) -> dict[str, dict[str, object]]:
    return {name: typed_value(value) for name, value in variables.items()}


def typed_value(value: object) -> dict[str, object]:
    """Lists and objects go out as Json, whose value is text whatever was asked: a client parses it."""
    if value is None:
        return _typed("Null", None)
    if isinstance(value, bool):
        return _typed("Boolean", value)
    if isinstance(value, int):
        return _typed("Integer" if abs(value) <= INTEGERS["integer"] else "Long", value)
    if isinstance(value, str):
        return (
            _typed("Date", _outward(value)) if INSTANT.fullmatch(value) else _typed("String", value)
        )
    if isinstance(value, datetime):
        return _typed("Date", time_text(value))
    return _typed("Json", orjson.dumps(value, default=str).decode())


def _typed(kind: str, value: object) -> dict[str, object]:
    return {"type": kind, "value": value, "valueInfo": {}}


def _outward(text: str) -> str | None:
    with suppress(ValueError):
        return time_text(datetime.fromisoformat(text))
    return text


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return _decimal(value)
    if isinstance(value, list):
        return [_plain(each) for each in value]
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    return value


def _decimal(value: Decimal) -> str:
    if not value.is_finite() or abs(value.adjusted()) > DIGITS:
        raise BadRequest("value", f"a number of more than {DIGITS} digits")
    return format(value, "f")


def _text(value: object, typed: Fields) -> str:
    if not isinstance(value, str):
        raise TypeError("it must be text")
    return value


def _boolean(value: object, typed: Fields) -> bool:
    found = {"true": True, "false": False}.get(str(value).lower())
    if found is None:
        raise ValueError("it must be true or false")
    return found


def _integer(most: int) -> Callable[[object, Fields], int]:
    def read(value: object, typed: Fields) -> int:
        if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
            raise TypeError("it must be a whole number")
        exact = Decimal(value)
        if not exact.is_finite() or exact != exact.to_integral_value() or abs(exact) > most:
            raise ValueError(f"it must be a whole number, at most {most}")
        return int(exact)

    return read


def _double(value: object, typed: Fields) -> str | int:
    """A whole one is a number of ours; any other its digits."""
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise TypeError("it must be a number")
    exact = Decimal(value)
    whole = exact.is_finite() and exact == exact.to_integral_value() and abs(exact) <= MAX_INTEGER
    return int(exact) if whole else _decimal(exact)


def _date(value: object, typed: Fields) -> str:
    return instant_text(read_time(_text(value, typed)))


def read_time(text: str) -> datetime:
    """With or without a fraction and a colon in the zone, whose + an address may have lost. Raises ValueError without a zone."""
    spaced = text.strip()
    instant = datetime.fromisoformat(spaced.replace(" ", "+") if "T" in spaced else spaced)
    if instant.tzinfo is None:
        raise ValueError("a time needs its zone, as in 2013-01-23T13:42:42.000+0200")
    return instant


def _json(value: object, typed: Fields) -> object:
    return _plain(json.loads(_text(value, typed), parse_float=Decimal, parse_constant=_not_json))


def _not_json(text: str) -> None:
    raise ValueError(f"{text} is no JSON")


def _object(value: object, typed: Fields) -> object:
    form = typed.part("valueInfo").text("serializationDataFormat") or "application/json"
    if form != "application/json":
        raise ValueError(f"objects as {form} are not offered, only application/json")
    return _json(value, typed) if isinstance(value, str) else _plain(value)


READERS: Mapping[str, Callable[[object, Fields], object]] = {
    "string": _text,
    "boolean": _boolean,
    **{name: _integer(most) for name, most in INTEGERS.items()},
    "double": _double,
    "date": _date,
    "json": _json,
    "object": _object,
    "null": lambda value, typed: None,
}
