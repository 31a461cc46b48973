"""What the pure functions of expressions do. Total: each gives a value or raises ExpressionFailed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_FLOOR, ROUND_HALF_UP, Decimal, DecimalException
from typing import Final

from engine.calendar.working import ALMATY
from engine.expression.arithmetic import DIGITS, ROUNDED, add, number_of
from engine.expression.comparisons import COMPARISONS, inside
from engine.expression.durations import parse_duration
from engine.expression.errors import ExpressionFailed
from engine.expression.iso import InvalidIso, format_instant, format_span
from engine.expression.kinds import MAX_ITEMS, MAX_SIZE, Kind, instant_of, kind_of, whole_number
from engine.expression.values import Value
from engine.expression.work import CHARACTERS, spend
from engine.words import said

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
MAX_PLACES: Final = 12
_FIRST, _SECOND = said("the first argument"), said("the second argument")
_ITEM, _ARGUMENT, _THE_NUMBER = said("an item"), said("the argument"), said("the number")
_SUM, _RESULT = said("the sum"), said("the result")


def same(value: object) -> Value:
    """The argument, as its parameter has read it."""
    return value


def contains(whole: object, item: object) -> bool:
    """`in`, the other way round."""
    return inside(item, whole, _SECOND, _FIRST)


def keys(value: dict[str, object]) -> list[str]:
    """Sorted: an object has no order of its own."""
    if not all(isinstance(key, str) for key in value):
        raise ExpressionFailed(said("a key is no text"))
    return sorted(value)


def first(items: Sequence[object]) -> Value:
    """Null of an empty list."""
    return items[0] if items else None


def last(items: Sequence[object]) -> Value:
    """Null of an empty list."""
    return items[-1] if items else None


def concat(*lists: list[object]) -> list[object]:
    """One list after another."""
    if sum(len(items) for items in lists) > MAX_ITEMS:
        raise ExpressionFailed(said("more than {most} items", most=MAX_ITEMS))
    return [item for items in lists for item in items]


def join(items: list[object], separator: str) -> str:
    """The items as `string` gives them, with the separator between."""
    texts = [string(item) for item in items]
    if sum(len(text) + len(separator) for text in texts) > MAX_SIZE + len(separator):
        raise ExpressionFailed(said("longer than {most} characters", most=MAX_SIZE))
    spend(len(texts) + sum(map(len, texts)) // CHARACTERS)
    return separator.join(texts)


def coalesce(*values: object) -> object:
    """The first that is not null; null if all are."""
    return next((value for value in values if value is not None), None)


def string(value: Value) -> str:
    """Text as it is; a number, true, false, an instant or a duration as variables write it."""
    kind = kind_of(value, _ITEM)
    if kind is Kind.TEXT:
        return str(value)
    if kind is Kind.BOOLEAN:
        return "true" if value else "false"
    if kind is Kind.NUMBER:
        return format(number_of(value, _THE_NUMBER), "f" if isinstance(value, Decimal) else "d")
    if kind is Kind.INSTANT:
        return format_instant(instant_of(value, _ITEM))
    if isinstance(value, timedelta):
        return format_span(value)
    raise ExpressionFailed(said("an item is {kind}, which has no text", kind=kind))


def number(value: object) -> int | Decimal:
    """A number as it is; text in plain notation (`12`, `-1.5`) of at most 28 digits."""
    if not isinstance(value, str):
        return number_of(value, _ARGUMENT)
    if not _NUMBER.fullmatch(value) or len(value) > DIGITS + 2:
        raise ExpressionFailed(
            said(
                "the argument is not a number in plain notation of at most {digits} digits",
                digits=DIGITS,
            )
        )
    return number_of(Decimal(value) if "." in value else int(value), _THE_NUMBER)


def least(*values: object) -> object:
    """Of the arguments, or of the items of one list."""
    return _extreme("<", values)


def greatest(*values: object) -> object:
    """Of the arguments, or of the items of one list."""
    return _extreme(">", values)


def total(items: list[Value]) -> int | Decimal:
    """Of numbers; 0 of none."""
    result: int | Decimal = 0
    for item in items:
        result = add(result, item, _SUM, _ITEM)
    return result


def absolute(value: int | Decimal) -> int | Decimal:
    """Exact, whatever the number of digits."""
    return value.copy_abs() if isinstance(value, Decimal) else abs(value)


def rounded(value: int | Decimal, places: int = 0) -> int | Decimal:
    """Half away from zero. Without places a whole number, else a decimal with so many."""
    if not 0 <= places <= MAX_PLACES:
        raise ExpressionFailed(
            said("0 to {most} places, not {places}", most=MAX_PLACES, places=places)
        )
    result = _quantized(value, places, ROUND_HALF_UP)
    return result if places else whole_number(int(result), _RESULT)


def floor(value: int | Decimal) -> int:
    """The greatest whole number that is not above the value."""
    return whole_number(int(_quantized(value, 0, ROUND_FLOOR)), _RESULT)


def year(instant: datetime) -> int:
    """Of the local day in Asia/Almaty."""
    try:
        return instant.astimezone(ALMATY).year
    except OverflowError:
        raise ExpressionFailed(said("beyond the years that can be counted")) from None


def duration(value: str | timedelta) -> timedelta:
    """An exact span. Fails for months and years, whose length differs."""
    if isinstance(value, timedelta):
        return value
    try:
        parsed = parse_duration(value, zero=True)
    except InvalidIso as error:
        raise ExpressionFailed(
            said("the argument is not {expected}", expected=error.expected)
        ) from error
    if parsed.months:
        raise ExpressionFailed(said("months and years have no fixed length"))
    return parsed.span


def _extreme(sign: str, values: tuple[object, ...]) -> object:
    items = values[0] if len(values) == 1 and isinstance(values[0], list) else values
    if not items:
        raise ExpressionFailed(said("the list is empty"))
    before = COMPARISONS[sign]
    best = items[0]
    for item in (
        items
    ):  # the first is compared with itself: a lone item without an order fails like any other
        if before(item, best, _ITEM, _ITEM):
            best = item
    return best


def _quantized(value: int | Decimal, places: int, rounding: str) -> Decimal:
    try:
        result = Decimal(value).quantize(
            Decimal((0, (1,), -places)), rounding=rounding, context=ROUNDED
        )
    except DecimalException:
        raise ExpressionFailed(said("more than {digits} digits", digits=DIGITS)) from None
    return result or result.copy_abs()
