"""Expressions of models and forms: a closed, total language. Grammar and rules: docs/expressions.md."""

from engine.expression.closures import Read
from engine.expression.errors import ExpressionFailed, ExpressionInvalid, NoValue
from engine.expression.expression import Explanation, Expression, compile_expression
from engine.expression.functions import FUNCTIONS, Functions
from engine.expression.iso import (
    Cycle,
    Duration,
    InvalidIso,
    parse_cycle,
    parse_duration,
    parse_instant,
    to_variable,
)
from engine.expression.parser import strip_braces
from engine.expression.script import Assignment, Script, compile_script

__all__ = [
    "FUNCTIONS",
    "Assignment",
    "Cycle",
    "Duration",
    "Explanation",
    "Expression",
    "ExpressionFailed",
    "ExpressionInvalid",
    "Functions",
    "InvalidIso",
    "NoValue",
    "Read",
    "Script",
    "compile_expression",
    "compile_script",
    "parse_cycle",
    "parse_duration",
    "parse_instant",
    "strip_braces",
    "to_variable",
]
