"""Answers against the schema of a form: jsonschema, with our formats, its English left behind."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, ValidationError, validators

from forms.cleaning import LARGEST_INTEGER
from forms.formats import format_checker

# the nearest cause first, where one value fails in several ways
ORDER = (
    "required",
    "additionalProperties",
    "type",
    "const",
    "enum",
    "minLength",
    "maxLength",
    "pattern",
    "format",
)


def _required(
    validator: Any, required: Any, instance: Any, schema: Any
) -> Iterator[ValidationError]:
    """As the library's, but the error stands at the property that is missing."""
    if validator.is_type(instance, "object"):
        for name in required:
            if name not in instance:
                yield ValidationError("required", path=(name,))


def _pattern(validator: Any, pattern: Any, instance: Any, schema: Any) -> Iterator[ValidationError]:
    """The whole text, as HTML does it: Python's `$` alone would let a line break follow."""
    if validator.is_type(instance, "string") and re.fullmatch(pattern, instance) is None:
        yield ValidationError("pattern")


def _is_integer(checker: object, instance: object) -> bool:
    """No 1.0: a float has no canonical form."""
    return (
        isinstance(instance, int)
        and not isinstance(instance, bool)
        and abs(instance) <= LARGEST_INTEGER
    )


# types-jsonschema leaves `extend` untyped
Checker = validators.extend(  # type: ignore[no-untyped-call]
    Draft202012Validator,
    {"required": _required, "pattern": _pattern},
    type_checker=Draft202012Validator.TYPE_CHECKER.redefine_many(
        {"integer": _is_integer, "number": _is_integer}
    ),
)
FORMAT_CHECKER = format_checker()


def schema_errors(
    schema: Mapping[str, object], answers: Mapping[str, object], waived: Collection[str]
) -> list[ValidationError]:
    """What is wrong with `answers`, nearest cause first; nobody asks for the properties in `waived`."""
    checker = Checker(schema, format_checker=FORMAT_CHECKER)
    errors = [error for error in checker.iter_errors({**answers}) if not _is_waived(error, waived)]
    return sorted(errors, key=_rank)


def _is_waived(error: ValidationError, waived: Collection[str]) -> bool:
    return (
        error.validator == "required"
        and len(error.absolute_path) == 1
        and error.absolute_path[0] in waived
    )


def _rank(error: ValidationError) -> int:
    keyword = str(error.validator)
    return ORDER.index(keyword) if keyword in ORDER else len(ORDER)
