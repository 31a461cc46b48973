from __future__ import annotations

import json
import unicodedata

import pytest
import rfc8785
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import InvalidVariables
from engine.history.canonical import MAX_DEPTH, MAX_INTEGER, canonical, refuse_unfit

TEXT = (
    st.text(max_size=20)
    .map(lambda text: unicodedata.normalize("NFC", text))
    .filter(lambda text: text.encode("utf-8", "replace").decode() == text)
)
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-MAX_INTEGER, MAX_INTEGER) | TEXT,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(TEXT, inner, max_size=4),
    max_leaves=20,
)


@given(VALUES)
def test_a_fit_value_comes_back_from_its_bytes(value):
    refuse_unfit(value)

    assert json.loads(canonical(value)) == value


@given(st.dictionaries(TEXT, st.integers(0, 9), min_size=2, max_size=6))
def test_the_order_of_keys_does_not_matter(value):
    turned = dict(reversed(value.items()))

    assert canonical(value) == canonical(turned)


@given(VALUES)
def test_bytes_are_those_of_rfc_8785(value):
    assert canonical(value) == rfc8785.dumps(value)


def test_keys_are_sorted_by_utf16_units_as_rfc_8785_says():
    assert canonical({"\U0001f600": 1, "\ufb33": 2}) == '{"\U0001f600":1,"\ufb33":2}'.encode()


def test_bytes_are_those_of_the_published_example():
    value = {"numbers": [4, 2], "string": '€$\u000f\nA\'B"\\"/', "literals": [None, True, False]}

    assert canonical(value) == (
        '{"literals":[null,true,false],"numbers":[4,2],"string":"€$\\u000f\\nA\'B\\"\\\\\\"/"}'.encode()
    )


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (1.5, "a float"),
        ({"a": {"b": [0.1]}}, "a float"),
        (2**53, "2^53-1"),
        (-(2**53), "2^53-1"),
        ({1: "a"}, "not text"),
        ({"a": {"b", "c"}}, "a set"),
        ("e\u0301", "NFC"),
        ({"e\u0301": 1}, "NFC"),
        ("\ud800", "half a character"),
        (b"bytes", "a bytes"),
    ],
)
def test_what_has_no_canonical_form_is_refused(value, reason):
    with pytest.raises(InvalidVariables, match=reason.replace("^", r"\^")):
        refuse_unfit(value)


def test_a_refusal_names_the_place():
    with pytest.raises(InvalidVariables) as refused:
        refuse_unfit({"pupil": {"marks": [5, 4.5]}})

    assert refused.value.where == "variables.pupil.marks[1]"


def test_nesting_has_a_limit():
    value: list = []
    for _ in range(MAX_DEPTH + 1):
        value = [value]

    with pytest.raises(InvalidVariables, match="nested deeper"):
        refuse_unfit(value)
