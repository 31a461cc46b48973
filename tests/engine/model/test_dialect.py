"""Readers of the dialect."""

from __future__ import annotations

import pytest
from lxml import etree

from engine.model import dialect


@pytest.mark.parametrize(
    "text",
    [
        "P1M",
        "PT15M",
        "P3D",
        "PT0S",
        "P",
        "PT",
        "R3/PT10M",
        "R/PT10M",
        "R3",
        "-P1D",
        "2030-01-15",
        "2030-01-15T09:00:00Z",
        "5D",
        "09:00",
    ],
)
def test_what_looks_like_iso_is_a_constant(text: str) -> None:
    assert dialect.is_constant_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "businessDays(3)",
        "Period",
        "Receipt_due",
        "${P1D}",
        "until",
        "duration('PT15M')",
        "RP",
        "15 + 3",
    ],
)
def test_what_does_not_is_an_expression(text: str) -> None:
    assert not dialect.is_constant_time(text)


@pytest.mark.parametrize(
    ("name", "local", "uri"), [("{urn:x}a", "a", "urn:x"), ("a", "a", ""), ("{}a", "a", "")]
)
def test_names_have_a_namespace_or_none(name: str, local: str, uri: str) -> None:
    assert (dialect.local_name(name), dialect.namespace(name)) == (local, uri)


def test_of_two_properties_with_one_name_the_last_counts() -> None:
    node = etree.fromstring(
        f'<a xmlns="{dialect.BPMN}" xmlns:c="{dialect.CAMUNDA}"><extensionElements><c:properties>'
        '<c:property name="n" value="1"/><c:property name="n" value=" 2 "/></c:properties></extensionElements></a>'
    )
    assert dict(dialect.properties(node)) == {"n": "2"}


def test_kinds_are_events_gateways_or_activities() -> None:
    parts = (dialect.EVENTS, dialect.GATEWAYS, dialect.ACTIVITIES)
    assert sum(map(len, parts)) == len(dialect.ElementKind)
    assert frozenset().union(*parts) == frozenset(dialect.ElementKind)


def test_choices_are_gateways_and_sub_processes_are_activities() -> None:
    assert dialect.CHOICES < dialect.GATEWAYS
    assert dialect.SUB_PROCESSES < dialect.ACTIVITIES
