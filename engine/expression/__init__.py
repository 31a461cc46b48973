"""Expressions of models and forms: a closed, total language. Grammar and rules: docs/expressions.md."""

from engine.expression.closures import Read
from engine.expression.durations import Duration, parse_duration
from engine.expression.errors import ExpressionFailed, ExpressionInvalid, NoValue
from engine.expression.expression import Explanation, Expression, compile_expression
from engine.expression.functions import FUNCTIONS, Functions
from engine.expression.iso import InvalidIso, parse_instant, to_variable
from engine.expression.parser import strip_braces
from engine.expression.script import Assignment, Script, compile_script
from engine.expression.times import Cycle, Retries, parse_cycle, parse_date, parse_retries

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
    "Retries",
    "Script",
    "compile_expression",
    "compile_script",
    "parse_cycle",
    "parse_date",
    "parse_duration",
    "parse_instant",
    "parse_retries",
    "strip_braces",
    "to_variable",
]
