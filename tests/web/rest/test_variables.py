"""Typed values of Camunda and ours, both ways."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.history.canonical import MAX_INTEGER, refuse_unfit
from web.rest.body import Fields
from web.rest.errors import BadRequest
from web.rest.variables import read_variable, typed_value

PLAIN = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-MAX_INTEGER, MAX_INTEGER)
    | st.text("abв ", max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("ab"), inner, max_size=3),
    max_leaves=8,
)


def read(value: object, kind: str | None = None, **info: object) -> object:
    return read_variable(Fields(given={"value": value, "type": kind, "valueInfo": info}))


@given(PLAIN)
def test_what_goes_out_comes_back_the_same(value: object):
    sent = typed_value(value)

    assert read(sent["value"], str(sent["type"])) == value


@pytest.mark.parametrize(
    ("kind", "value", "ours"),
    [
        ("String", "x", "x"),
        ("string", "x", "x"),
        ("Integer", "12", 12),
        ("Short", 32_767, 32_767),
        ("Long", MAX_INTEGER, MAX_INTEGER),
        ("Boolean", "True", True),
        ("Double", Decimal("1.50"), "1.50"),
        ("Double", Decimal("2.0"), 2),
        ("Double", 3, 3),
        (None, Decimal("0.1"), "0.1"),
        (None, {"a": [Decimal("0.1")]}, {"a": ["0.1"]}),
        ("Date", "2013-01-23T13:42:42.000+0200", "2013-01-23T11:42:42.000000Z"),
        ("date", "2013-01-23T13:42:42+02:00", "2013-01-23T11:42:42.000000Z"),
        ("Date", "2013-01-23T13:42:42.123456Z", "2013-01-23T13:42:42.123456Z"),
        ("Json", '{"a": [1, 2.5]}', {"a": [1, "2.5"]}),
        ("Object", '["a"]', ["a"]),
        ("Null", None, None),
        ("Integer", None, None),
    ],
)
def test_a_typed_value_is_read(kind: str | None, value: object, ours: object):
    found = read(value, kind)

    refuse_unfit(found)
    assert (found, type(found)) == (ours, type(ours))


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("Integer", 2**31),
        ("Long", 2**53),
        ("Short", 1.5),
        ("Integer", True),
        ("Integer", "1e99999999"),
        ("Boolean", "yes"),
        ("String", 1),
        ("Double", "NaN"),
        ("Double", "1e500"),
        ("Date", "2013-01-23T13:42:42"),
        ("Date", "yesterday"),
        ("Json", {"a": 1}),
        ("Json", "{"),
        ("Json", "[NaN]"),
        ("Json", "[" * 100_000),
        ("Bytes", "eA=="),
        ("File", "eA=="),
        ("Xml", "<a/>"),
    ],
)
def test_a_value_that_does_not_fit_its_type_is_refused_by_name(kind: str, value: object):
    with pytest.raises(BadRequest):
        read(value, kind)


def test_objects_in_other_formats_are_refused():
    with pytest.raises(BadRequest, match="application/xml"):
        read("<a/>", "Object", serializationDataFormat="application/xml")


def test_an_instant_of_ours_is_a_date_with_milliseconds_and_a_zone_without_colon():
    told = typed_value("2016-09-05T05:00:00.123456Z")

    assert told == {"type": "Date", "value": "2016-09-05T05:00:00.123+0000", "valueInfo": {}}
    assert typed_value("2016-09-05")["type"] == "String"


def test_a_list_goes_out_as_json_text():
    assert typed_value([1, "a"]) == {"type": "Json", "value": '[1,"a"]', "valueInfo": {}}
