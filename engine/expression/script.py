"""The script of a script task: one assignment a line."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from engine.expression.errors import ExpressionFailed, ExpressionInvalid
from engine.expression.expression import NO_FUNCTIONS, Expression, compile_expression
from engine.expression.functions import Functions
from engine.expression.kinds import Kind, kind_of, settled
from engine.expression.values import Value
from engine.expression.work import spend, touch
from engine.words import said

MAX_LINES: Final = 100
RESERVED: Final = frozenset({"true", "false", "null", "and", "or", "not", "in", "empty"})
_ASSIGNMENT = re.compile(r"[ \t]*([A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*)[ \t]*=(?!=)")


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """path: the variable, then the fields within it."""

    path: tuple[str, ...]
    expression: Expression


@dataclass(frozen=True, kw_only=True)
class Script:
    """Assignments in the order in which they run."""

    assignments: tuple[Assignment, ...]

    def run(
        self, scope: Mapping[str, object], functions: Functions = NO_FUNCTIONS
    ) -> dict[str, Value]:
        """Variables that the script sets, each whole; later lines see earlier ones, `scope` is left as it was.

        Values are those of expressions: `to_variable` makes them fit for the store. Raises ExpressionFailed.
        """
        spend(len(scope))
        seen, changed = dict(scope), {}
        for assignment in self.assignments:
            value = assignment.expression.evaluate(seen, functions)
            name = assignment.path[0]
            changed[name] = seen[name] = _assigned(seen.get(name), assignment, value)
        return changed


@lru_cache(maxsize=1024)
def compile_script(text: str) -> Script:
    """`name = expression` or `a.b = expression` a line; blank lines are passed over. Raises ExpressionInvalid with the line."""
    lines = text.split("\n")
    if len(lines) > MAX_LINES:
        raise ExpressionInvalid(
            lines[MAX_LINES].rstrip("\r"),
            1,
            said("more than {most} lines", most=MAX_LINES),
            line=MAX_LINES + 1,
        )
    return Script(
        assignments=tuple(
            _assignment(line.rstrip("\r"), number)
            for number, line in enumerate(lines, 1)
            if line.strip()
        )
    )


def _assignment(line: str, number: int) -> Assignment:
    found = _ASSIGNMENT.match(line)
    if not found:
        raise ExpressionInvalid(line, 1, said("a line is name = expression"), line=number)
    path = tuple(found.group(1).split("."))
    reserved = RESERVED.intersection(path)
    if reserved:
        raise ExpressionInvalid(
            line, found.start(1) + 1, said("{word} is no name", word=min(reserved)), line=number
        )
    try:
        expression = compile_expression(line[found.end() :])
    except ExpressionInvalid as error:
        raise ExpressionInvalid(
            line, found.end() + error.column, error.reason, line=number
        ) from error
    return Assignment(path=path, expression=expression)


def _assigned(old: object, assignment: Assignment, value: object) -> object:
    """The variable with the value in its place; objects along the path are copied, or made where there was null."""
    if len(assignment.path) == 1:
        return value
    place = ".".join(assignment.path)
    try:
        return settled(_placed(old, assignment.path, 1, value), place)
    except ExpressionFailed as failure:
        raise ExpressionFailed(
            failure.reason, source=f"{place} = {assignment.expression.source}"
        ) from failure


def _placed(owner: Value, path: tuple[str, ...], depth: int, value: Value) -> object:
    if depth == len(path):
        return value
    text = ".".join(path[:depth])
    kind = kind_of(owner, text)
    if kind not in (Kind.NULL, Kind.OBJECT):
        raise ExpressionFailed(
            said("{text} is {kind}, which has no {key}", text=text, kind=kind, key=path[depth])
        )
    touch(owner)
    fields = dict(owner or {})
    fields[path[depth]] = _placed(fields.get(path[depth]), path, depth + 1, value)
    return fields
