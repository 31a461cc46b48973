"""`+ - * / %`: exact or failing. Whole numbers stay whole, decimals keep up to 28 digits, only `/` may round."""

from __future__ import annotations

import operator
from collections.abc import Callable
from datetime import datetime
from decimal import (
    ROUND_HALF_EVEN,
    Context,
    Decimal,
    DecimalException,
    DivisionByZero,
    Inexact,
    InvalidOperation,
    Overflow,
)
from types import MappingProxyType
from typing import Final

from engine import words
from engine.expression.errors import ExpressionFailed
from engine.expression.kinds import (
    MAX_INTEGER,
    MAX_SIZE,
    Kind,
    instant_of,
    kind_of,
    present,
    whole_number,
)
from engine.expression.values import Value
from engine.expression.work import CHARACTERS, spend

DIGITS: Final = 28
_TRAPS = [DivisionByZero, InvalidOperation, Overflow]
EXACT: Final = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, traps=[*_TRAPS, Inexact])
ROUNDED: Final = Context(prec=DIGITS, rounding=ROUND_HALF_EVEN, traps=_TRAPS)

Operation = Callable[[object, object, str, str], object]
Operator = Callable[[object, object], object]

_ADDED = frozenset({(Kind.INSTANT, Kind.SPAN), (Kind.SPAN, Kind.INSTANT), (Kind.SPAN, Kind.SPAN)})
_SUBTRACTED = frozenset(
    {(Kind.INSTANT, Kind.SPAN), (Kind.INSTANT, Kind.INSTANT), (Kind.SPAN, Kind.SPAN)}
)
_TIMES = frozenset({Kind.INSTANT, Kind.SPAN})


def add(a: Value, b: Value, left: str, right: str) -> Value:
    """Numbers, texts, and times: an instant and a duration, two durations."""
    if type(a) is type(b) is int and -MAX_INTEGER <= a + b <= MAX_INTEGER:
        return a + b
    if kind_of(present(a, left), left) is kind_of(present(b, right), right) is Kind.TEXT:
        return joined(a, b, formula(left, "+", right))
    if _is_time(a, b, left, right):
        return _timed(operator.add, _ADDED, a, b, left, right)
    return calculated("+", operator.add, EXACT.add, a, b, left, right)


def subtract(a: object, b: object, left: str, right: str) -> object:
    """Numbers, and times: a duration from an instant or a duration, two instants."""
    if _is_time(a, b, left, right):
        return _timed(operator.sub, _SUBTRACTED, a, b, left, right)
    return calculated("-", operator.sub, EXACT.subtract, a, b, left, right)


def multiply(a: object, b: object, left: str, right: str) -> object:
    return calculated("*", operator.mul, EXACT.multiply, a, b, left, right)


def divide(a: object, b: object, left: str, right: str) -> object:
    """Whole if two whole numbers divide evenly, else a decimal of at most 28 digits."""
    return calculated("/", _quotient, ROUNDED.divide, a, _divisor(b, right), left, right)


def remainder(a: object, b: object, left: str, right: str) -> object:
    """With the sign of the dividend, as in Java."""
    return calculated("%", _rest, EXACT.remainder, a, _divisor(b, right), left, right)


def negate(value: object, text: str) -> object:
    return subtract(0, value, "0", text)


def formula(left: str, sign: str, right: str) -> str:
    """How the culprit of a failure is named; in words where an operand is."""
    if isinstance(left, words.Sentence) or isinstance(right, words.Sentence):
        return words.joined((left, sign, right))
    return f"{left} {sign} {right}"


OPERATIONS: MappingProxyType[str, Operation] = MappingProxyType(
    {"+": add, "-": subtract, "*": multiply, "/": divide, "%": remainder}
)


def joined(a: str, b: str, text: str) -> str:
    """Two texts as one, within the limit."""
    if len(a) + len(b) > MAX_SIZE:
        raise ExpressionFailed(
            words.said("{text} is longer than {most} characters", text=text, most=MAX_SIZE)
        )
    spend((len(a) + len(b)) // CHARACTERS)
    return a + b


def number_of(value: Value, text: str) -> int | Decimal:
    """A number within the limits. Raises ExpressionFailed for all else."""
    kind = kind_of(present(value, text), text)
    if kind is not Kind.NUMBER:
        raise ExpressionFailed(words.said("{text} is {kind}, not a number", text=text, kind=kind))
    return value if isinstance(value, Decimal) else whole_number(int(value), text)


def calculated(
    sign: str,
    whole: Callable[[int, int], Value],
    exact: Callable[[Decimal, Decimal], Decimal],
    a: Value,
    b: Value,
    left: str,
    right: str,
) -> int | Decimal:
    """`whole` of two whole numbers, `exact` as soon as one is a decimal."""
    first, second = number_of(a, left), number_of(b, right)
    try:
        if isinstance(first, int) and isinstance(second, int):
            result = whole(first, second)
            return (
                whole_number(result, formula(left, sign, right))
                if isinstance(result, int)
                else result
            )
        result = exact(Decimal(first), Decimal(second))
    except DecimalException:
        raise ExpressionFailed(
            words.said(
                "{left} {sign} {right} has no exact value in {digits} digits",
                left=left,
                sign=sign,
                right=right,
                digits=DIGITS,
            )
        ) from None
    return number_of(result or result.copy_abs(), formula(left, sign, right))  # there is no -0


def _quotient(a: int, b: int) -> int | Decimal:
    return a // b if a % b == 0 else ROUNDED.divide(Decimal(a), Decimal(b))


def _rest(a: int, b: int) -> int:
    return abs(a) % abs(b) if a >= 0 else -(abs(a) % abs(b))


def _divisor(value: object, text: str) -> int | Decimal:
    divisor = number_of(value, text)
    if divisor == 0:
        raise ExpressionFailed(words.said("division by zero, which is {text}", text=text))
    return divisor


def _is_time(a: object, b: object, left: str, right: str) -> bool:
    return not _TIMES.isdisjoint(
        (kind_of(present(a, left), left), kind_of(present(b, right), right))
    )


def _timed(
    operate: Operator,
    allowed: frozenset[tuple[Kind, Kind]],
    a: object,
    b: object,
    left: str,
    right: str,
) -> object:
    first, second = _read_time(a, left), _read_time(b, right)
    if (kind_of(first, left), kind_of(second, right)) not in allowed:
        raise ExpressionFailed(
            words.said(
                "{left} is {first} and {right} is {second}: they cannot be counted together",
                left=left,
                first=kind_of(a, left),
                right=right,
                second=kind_of(b, right),
            )
        )
    try:
        return operate(first, second)
    except OverflowError:
        raise ExpressionFailed(
            words.said(
                "{left} and {right} lead beyond the years that can be counted",
                left=left,
                right=right,
            )
        ) from None


def _read_time(value: object, text: str) -> object:
    return instant_of(value, text) if isinstance(value, str | datetime) else value
