"""The kinds of values that an expression can hold, and their limits. Nothing is ever converted silently.

Functions here take, beside a value, the text it was written as: a failure names the culprit, never its value.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Final

from engine.expression.errors import ExpressionFailed, NoValue
from engine.expression.iso import InvalidIso, parse_moment
from engine.expression.values import Value
from engine.expression.work import touch
from engine.words import said

MAX_INTEGER: Final = 2**53 - 1
MAX_SIZE: Final = 100_000  # of a value: a character counts for 1, an item or a field for ITEM_SIZE
ITEM_SIZE: Final = 10
MAX_ITEMS: Final = MAX_SIZE // ITEM_SIZE
MAX_NESTING: Final = 50
MAX_MAGNITUDE: Final = 60


class Kind(StrEnum):
    NULL = "null"
    BOOLEAN = "true or false"
    NUMBER = "a number"
    TEXT = "text"
    LIST = "a list"
    OBJECT = "an object"
    INSTANT = "an instant"
    SPAN = "a duration"


_PLAIN = {
    type(None): Kind.NULL,
    bool: Kind.BOOLEAN,
    int: Kind.NUMBER,
    str: Kind.TEXT,
    list: Kind.LIST,
    dict: Kind.OBJECT,
    timedelta: Kind.SPAN,
}
_SIZED = frozenset({Kind.TEXT, Kind.LIST, Kind.OBJECT})
_DERIVED = (
    (bool, Kind.BOOLEAN),
    (int, Kind.NUMBER),
    (str, Kind.TEXT),
    (list, Kind.LIST),
    (dict, Kind.OBJECT),
    (timedelta, Kind.SPAN),
)


def kind_of(value: object, text: str) -> Kind:
    """What a value is. Raises ExpressionFailed for what no expression can hold: floats, naive instants, other objects."""
    known = _PLAIN.get(type(value))
    if known is not None:
        return known
    if isinstance(value, Decimal):
        if value.is_finite() and abs(value.adjusted()) <= MAX_MAGNITUDE:
            return Kind.NUMBER
        raise ExpressionFailed(said("{text} is too large or too small a number", text=text))
    if isinstance(value, datetime):
        if value.utcoffset() is not None:
            return Kind.INSTANT
        raise ExpressionFailed(said("{text} is an instant without a time zone", text=text))
    for base, kind in _DERIVED:
        if isinstance(value, base):
            return kind
    raise ExpressionFailed(
        said(
            "{text} is a {kind}, which no expression can hold", text=text, kind=type(value).__name__
        )
    )


def present(value: object, text: str) -> object:
    """The value itself. Raises NoValue for null."""
    if value is None:
        raise NoValue(said("{text} has no value", text=text))
    return value


def truth(value: object, text: str) -> bool:
    """Only true is true and only false is false; all else fails."""
    if value is True or value is False:
        return bool(value)
    raise ExpressionFailed(
        said(
            "{text} is {kind}, not true or false",
            text=text,
            kind=kind_of(present(value, text), text),
        )
    )


def is_empty(value: object, text: str) -> bool:
    """Of null, '', [] and {}."""
    kind = kind_of(value, text)
    return kind is Kind.NULL or (kind in (Kind.TEXT, Kind.LIST, Kind.OBJECT) and not value)


def instant_of(value: Value, text: str) -> datetime:
    """An instant in UTC, also from its ISO text or that of a day (its midnight in Asia/Almaty).

    value: text or an aware instant, as `kind_of` has found.
    """
    try:
        return parse_moment(value) if isinstance(value, str) else value.astimezone(UTC)
    except InvalidIso as error:
        raise ExpressionFailed(
            said("{text} is not {expected}", text=text, expected=error.expected)
        ) from error
    except OverflowError:
        raise ExpressionFailed(
            said("{text} is beyond the years that can be counted", text=text)
        ) from None


def settled(value: object, text: str) -> object:
    """A copy of a value that is fit to leave: of known kinds all through, and within the limits."""
    if value is None or value is True or value is False:
        return value
    return _copied(value, text, [MAX_SIZE], MAX_NESTING)


def whole_number(value: int, text: str) -> int:
    """The value itself. Raises ExpressionFailed beyond 2^53-1 either way (RFC 8785)."""
    if -MAX_INTEGER <= value <= MAX_INTEGER:
        return value
    raise ExpressionFailed(said("{text} goes beyond {most}", text=text, most=MAX_INTEGER))


def _copied(value: Value, text: str, left: list[int], nesting: int) -> object:
    kind = kind_of(value, text)
    if kind in _SIZED:
        touch(value)
        left[0] -= len(value) * (1 if kind is Kind.TEXT else ITEM_SIZE)
        if left[0] < 0 or nesting < 0:
            raise ExpressionFailed(
                said(
                    "{text} is larger than {most} or nested deeper than {deepest}",
                    text=text,
                    most=MAX_SIZE,
                    deepest=MAX_NESTING,
                )
            )
    if kind is Kind.LIST:
        return [_copied(item, text, left, nesting - 1) for item in value]
    if kind is Kind.OBJECT:
        return {
            _key(key, text, left): _copied(item, text, left, nesting - 1)
            for key, item in value.items()
        }
    if kind is Kind.NUMBER and not isinstance(value, Decimal):
        return whole_number(value, text)
    return instant_of(value, text) if kind is Kind.INSTANT else value


def _key(key: object, text: str, left: list[int]) -> str:
    if not isinstance(key, str):
        raise ExpressionFailed(said("{text} has a key that is no text", text=text))
    left[0] -= len(key)
    return key
