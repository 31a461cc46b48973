"""The closed subset of JSON Schema 2020-12 that a form may use, and where it is used.

Closed, because every keyword that can fail needs a sentence in three languages (`forms.sentences`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jsonschema import Draft202012Validator, SchemaError

from engine.expression.values import Variables
from forms.formats import FORMATS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
STRUCTURE = frozenset({"$schema", "properties", "items", "if", "then", "else"})
ASSERTIONS = frozenset(
    {
        *(
            "type",
            "required",
            "additionalProperties",
            "enum",
            "const",
            "minLength",
            "maxLength",
            "pattern",
        ),
        *("format", "minimum", "maximum", "minItems", "maxItems", "uniqueItems"),
    }
)
AT_ROOT = frozenset(
    {"$schema", "type", "properties", "required", "additionalProperties", "if", "then", "else"}
)
# \d and \w mean other letters in Python than in a browser, and need no escape to be written out
UNPORTABLE = re.compile(r"\\[A-Za-z0-9]|\(\?(?!:)")


def subschemas(
    schema: Variables, *, conditional: bool = False
) -> Iterator[tuple[Mapping[str, object], bool]]:
    """Each schema within `schema`, itself first, and whether it lies in an if, then or else."""
    yield schema, conditional
    for name in ("if", "then", "else"):
        if name in schema:
            yield from subschemas(schema[name], conditional=True)
    for child in schema.get("properties", {}).values():
        yield from subschemas(child, conditional=conditional)
    if "items" in schema:
        yield from subschemas(schema["items"], conditional=conditional)


def schema_faults(schema: Any) -> Iterator[str]:
    """Why `schema` may not stand in a form; nothing where it may."""
    try:
        Draft202012Validator.check_schema(schema)
    except SchemaError as error:
        yield f"schema is not JSON Schema 2020-12 at {error.json_path}"
        return
    if not isinstance(schema, dict) or schema.get("type") != "object" or "properties" not in schema:
        yield "schema must describe an object with properties"
        return
    if schema.get("$schema", DIALECT) != DIALECT:
        yield f"schema must be of {DIALECT}"
    yield from _faults_at_root(schema)
    yield from _faults_within(schema)


def root_parts(schema: Variables) -> Iterator[Variables]:
    """The root schema with its if, then and else: what is said of the answers as a whole."""
    yield schema
    for name in ("if", "then", "else"):
        if isinstance(schema.get(name), dict):
            yield from root_parts(schema[name])


def _faults_at_root(schema: Variables) -> Iterator[str]:
    """What fails must fail at a field: there is no other place to say it."""
    for part in root_parts(schema):
        for keyword in sorted(part.keys() - AT_ROOT):
            yield f"schema keyword {keyword} at the root is about no field"
        for name in part.get("required", []):
            if name not in schema["properties"]:
                yield f"required {name} is no property"


def _faults_within(schema: Mapping[str, object]) -> Iterator[str]:
    """The faults of a schema that the dialect accepts; a boolean schema is none of ours."""
    try:
        for part, conditional in subschemas(schema):
            yield from _faults_of(part, conditional=conditional)
    except AttributeError:
        yield "schema must not hold the boolean schemas true and false"


def _faults_of(part: Variables, *, conditional: bool) -> Iterator[str]:
    for keyword in sorted(part.keys() - STRUCTURE - ASSERTIONS):
        yield f"schema keyword {keyword} is not one of ours"
    if not (conditional or is_closed(part)):
        yield "each object of the schema must name its properties and say additionalProperties: false"
    if conditional and "additionalProperties" in part:
        yield "a condition of the schema must not say additionalProperties"
    if part.get("format", "iin") not in FORMATS:
        yield f"format {part['format']} is not one of ours"
    yield from _pattern_faults(part.get("pattern", "^$"))


def is_closed(part: Mapping[str, object]) -> bool:
    """Whether an object holds only what its schema names; what is no object is closed."""
    if part.get("type") != "object" and not {"properties", "additionalProperties"} & part.keys():
        return True
    return "properties" in part and part.get("additionalProperties") is False


def _pattern_faults(pattern: str) -> Iterator[str]:
    if not (pattern.startswith("^") and pattern.endswith("$")):
        yield f"pattern {pattern} must begin with ^ and end with $"
    if UNPORTABLE.search(pattern):
        yield f"pattern {pattern} means one thing here and another in a browser: write the characters out"
