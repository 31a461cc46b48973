"""What a compiled expression runs: one small function for each kind of node, closed over those of its operands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field

from engine.expression.arithmetic import negate
from engine.expression.errors import ExpressionFailed
from engine.expression.functions import Function, Functions
from engine.expression.kinds import Kind, is_empty, kind_of, present, truth
from engine.expression.values import Value, Variables
from engine.words import said

Scope = Variables
Run = Callable[[Value, Functions], Value]
Operand = tuple[Run, str]
Step = tuple[Callable[[Value, Value, str, str], Value], Run, str, str]


@dataclass(frozen=True, kw_only=True)
class Read:
    """A variable, or a path that begins with one, and what it held when it was read."""

    path: str
    value: Value


@dataclass(frozen=True, kw_only=True)
class Recorder:
    """A scope that keeps what was read from it."""

    scope: Scope
    reads: list[Read] = dataclass_field(default_factory=list)

    def get(self, name: str) -> Value:
        return self.scope.get(name)


def recorded(inner: Run, path: str) -> Run:
    """Only for the recorded variant: its scope is a Recorder."""

    def run(scope: Recorder, functions: Functions) -> Value:
        value = inner(scope, functions)
        scope.reads.append(Read(path=path, value=value))
        return value

    return run


def variable(name: str) -> Run:
    def run(scope: Scope, functions: Functions) -> Value:
        return scope.get(name)

    return run


def field(owner: Run, name: str, owner_text: str) -> Run:
    def run(scope: Scope, functions: Functions) -> Value:
        value = owner(scope, functions)
        if type(value) is dict:
            return value.get(name)
        return member(value, name, owner_text, name)

    return run


def item(owner: Run, key: Run, owner_text: str, key_text: str) -> Run:
    def run(scope: Scope, functions: Functions) -> Value:
        return member(owner(scope, functions), key(scope, functions), owner_text, key_text)

    return run


def member(owner: Value, key: Value, owner_text: str, key_text: str) -> Value:
    """A field of an object or an item of a list; null of null, and where there is none."""
    if owner is None:
        return None
    holder, wanted = kind_of(owner, owner_text), kind_of(present(key, key_text), key_text)
    if holder is Kind.OBJECT and wanted is Kind.TEXT:
        return owner.get(key)
    if holder is Kind.LIST and isinstance(key, int) and wanted is Kind.NUMBER:
        if key < 0:
            raise ExpressionFailed(
                said("{key} is negative: items are counted from 0", key=key_text)
            )
        return owner[key] if key < len(owner) else None
    raise ExpressionFailed(
        said(
            "{text} is {kind}, which has no {key}",
            text=owner_text,
            kind=holder,
            key=key_text,
        )
    )


def either(operands: Sequence[Operand]) -> Run:
    def run(scope: Scope, functions: Functions) -> bool:
        return any(truth(operand(scope, functions), text) for operand, text in operands)

    return run


def both(operands: Sequence[Operand]) -> Run:
    def run(scope: Scope, functions: Functions) -> bool:
        return all(truth(operand(scope, functions), text) for operand, text in operands)

    return run


def chain(first: Run, steps: Sequence[Step]) -> Run:
    """Operators of one rank, from left to right."""
    if len(steps) == 1:
        return _pair(first, *steps[0])

    def run(scope: Scope, functions: Functions) -> Value:
        value = first(scope, functions)
        for operate, operand, left, right in steps:
            value = operate(value, operand(scope, functions), left, right)
        return value

    return run


def _pair(first: Run, operate: Callable[..., Value], second: Run, left: str, right: str) -> Run:
    def run(scope: Scope, functions: Functions) -> Value:
        return operate(first(scope, functions), second(scope, functions), left, right)

    return run


def negation(operand: Run, text: str) -> Run:
    def run(scope: Scope, functions: Functions) -> bool:
        return not truth(operand(scope, functions), text)

    return run


def emptiness(operand: Run, text: str) -> Run:
    def run(scope: Scope, functions: Functions) -> bool:
        return is_empty(operand(scope, functions), text)

    return run


def minus(operand: Run, text: str) -> Run:
    def run(scope: Scope, functions: Functions) -> Value:
        return negate(operand(scope, functions), text)

    return run


def choice(condition: Run, text: str, then: Run, other: Run) -> Run:
    def run(scope: Scope, functions: Functions) -> Value:
        if truth(condition(scope, functions), text):
            return then(scope, functions)
        return other(scope, functions)

    return run


def items(operands: Sequence[Run]) -> Run:
    def run(scope: Scope, functions: Functions) -> list[Value]:
        return [operand(scope, functions) for operand in operands]

    return run


def call(function: Function, operands: Sequence[Run], texts: Sequence[str]) -> Run:
    def run(scope: Scope, functions: Functions) -> Value:
        return function.apply([operand(scope, functions) for operand in operands], texts, functions)

    return run
