"""What holds between two values: `== != < <= > >= in`."""

from __future__ import annotations

import operator
from collections.abc import Callable
from types import MappingProxyType

from engine.expression.errors import ExpressionFailed
from engine.expression.kinds import Kind, instant_of, kind_of, present, settled
from engine.expression.values import Value
from engine.expression.work import touch
from engine.words import said

Comparison = Callable[[object, object, str, str], bool]

_ORDERED = frozenset({Kind.NUMBER, Kind.TEXT, Kind.SPAN})
_DATED = frozenset({Kind.INSTANT, Kind.TEXT})


def equal(a: object, b: object, left: str, right: str) -> bool:
    """Of different kinds never, save an instant and the ISO text of one. Lists and objects by content."""
    if type(a) is type(b) is str:
        return bool(a == b)
    return _same(_bounded(a, left), _bounded(b, right), left, right)


def unequal(a: object, b: object, left: str, right: str) -> bool:
    return not equal(a, b, left, right)


def inside(item: Value, whole: Value, left: str, right: str) -> bool:
    """An item of a list, a key of an object, a part of a text."""
    kind = kind_of(present(whole, right), right)
    if kind is Kind.LIST:
        touch(whole)
        return any(_same(item, other, left, right) for other in _bounded(whole, right))
    if kind is Kind.OBJECT:
        return kind_of(item, left) is Kind.TEXT and item in whole
    if kind is Kind.TEXT and kind_of(present(item, left), left) is Kind.TEXT:
        touch(whole)
        return item in whole
    culprit, value = (left, item) if kind is Kind.TEXT else (right, whole)
    wanted = kind if kind is Kind.TEXT else said("a list, an object or text")
    raise ExpressionFailed(
        said(
            "{text} is {kind}, not {wanted}",
            text=culprit,
            kind=kind_of(value, culprit),
            wanted=wanted,
        )
    )


def ordering(compare: Callable[[Value, Value], bool]) -> Comparison:
    """`<` and its like: numbers, texts (by code point), instants, durations, each with its own kind."""

    def ordered(a: object, b: object, left: str, right: str) -> bool:
        if type(a) is type(b) is int:
            return compare(a, b)
        first, second = kind_of(present(a, left), left), kind_of(present(b, right), right)
        if {first, second} <= _DATED and Kind.INSTANT in (first, second):
            return compare(instant_of(a, left), instant_of(b, right))
        if first is second and first in _ORDERED:
            return compare(a, b)
        raise ExpressionFailed(
            said(
                "{left} is {first} and {right} is {second}: they have no order",
                left=left,
                first=first,
                right=right,
                second=second,
            )
        )

    return ordered


COMPARISONS: MappingProxyType[str, Comparison] = MappingProxyType(
    {
        "==": equal,
        "!=": unequal,
        "in": inside,
        "<": ordering(operator.lt),
        "<=": ordering(operator.le),
        ">": ordering(operator.gt),
        ">=": ordering(operator.ge),
    }
)


def _bounded(value: object, text: str) -> Value:
    return settled(value, text) if isinstance(value, list | dict) else value


def _same(a: Value, b: Value, left: str, right: str) -> bool:
    first, second = kind_of(a, left), kind_of(b, right)
    if first is not second:
        return {first, second} == _DATED and _same_instant(a, b, left, right)
    touch(a)
    if first is Kind.LIST:
        return len(a) == len(b) and all(_same(x, y, left, right) for x, y in zip(a, b, strict=True))
    if first is Kind.OBJECT:
        return a.keys() == b.keys() and all(_same(a[key], b[key], left, right) for key in a)
    return bool(a == b)


def _same_instant(a: object, b: object, left: str, right: str) -> bool:
    try:
        return instant_of(a, left) == instant_of(b, right)
    except ExpressionFailed:
        return False
