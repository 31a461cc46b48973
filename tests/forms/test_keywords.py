from __future__ import annotations

from typing import Any

import pytest

from forms.keywords import schema_faults
from tests.forms.samples import failing_keywords

TEXT = {"type": "string", "maxLength": 9}


def closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def faults(schema: Any) -> str:
    return "; ".join(schema_faults(schema))


def test_a_closed_object_of_ours_has_no_fault() -> None:
    assert faults(closed(a=TEXT, b={"type": "array", "items": closed(c=TEXT)})) == ""


@pytest.mark.parametrize(
    ("schema", "said"),
    [
        ({"type": "text"}, "not JSON Schema 2020-12 at $.type"),
        (7, "not JSON Schema 2020-12 at $"),
        (True, "object with properties"),
        ({"type": "object"}, "object with properties"),
        ({"type": "string", "properties": {}}, "object with properties"),
        ({"type": "object", "properties": {}}, "additionalProperties: false"),
        (closed(a={"type": "object", "properties": {}}), "additionalProperties: false"),
        (closed() | {"$schema": "http://json-schema.org/draft-07/schema#"}, "2020-12/schema"),
        (closed(a={"$ref": "https://example.kz/schema"}), "keyword $ref is not one of ours"),
        (closed(a={"anyOf": [TEXT]}), "keyword anyOf is not one of ours"),
        (closed(a=TEXT | {"format": "uri"}), "format uri is not one of ours"),
        (closed(a=TEXT | {"pattern": "[0-9]"}), "must begin with ^"),
        (closed(a=TEXT | {"pattern": r"^\d+$"}), "another in a browser"),
        (closed(a=TEXT | {"pattern": "^(?<=a)b$"}), "another in a browser"),
        (closed(a=True), "boolean schemas"),
        (closed(a=TEXT | {"pattern": "^[a$"}), "not JSON Schema 2020-12 at $.properties.a.pattern"),
        (closed(a={"type": "object"}), "additionalProperties: false"),
        (closed(a={"additionalProperties": False}), "must name its properties"),
        (closed() | {"const": {}}, "keyword const at the root"),
        (closed() | {"if": {}, "else": {"enum": [1]}}, "keyword enum at the root"),
        (closed() | {"if": True}, "boolean schemas"),
        (closed() | {"if": {}, "then": {"required": ["b"]}}, "required b is no property"),
        (closed() | {"if": {"additionalProperties": False}}, "must not say additionalProperties"),
    ],
)
def test_what_breaks_a_rule_is_named(schema: Any, said: str) -> None:
    assert said in faults(schema)


def test_a_condition_need_not_close_what_it_looks_at() -> None:
    rule = {"if": {"properties": {"a": {"const": "x"}}}, "then": {"required": ["a"]}}
    assert faults(closed(a=TEXT) | rule) == ""


def test_a_keyword_within_a_condition_is_looked_at_too() -> None:
    assert "keyword not" in faults(closed(a=TEXT) | {"if": {"not": {"required": ["a"]}}})


def test_failing_keywords_are_found_at_every_depth() -> None:
    schema = closed(a={"type": "array", "minItems": 1, "items": closed(b=TEXT | {"format": "iin"})})
    assert failing_keywords(schema) == {"type", "minItems", "maxLength", "format.iin"}
