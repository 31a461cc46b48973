"""Against the schema of IEEE Std 1849-2016, as far as its order, types and attributes go."""

from __future__ import annotations

import io
import re
import tracemalloc
from datetime import datetime
from uuid import UUID

import pytest
from lxml import etree

from audit.exports.log import log_cases
from audit.exports.xes import write_xes
from tests.audit.exports.traces import case, event

NS = "{http://www.xes-standard.org/}"
TYPES = {
    "string": str,
    "int": int,
    "date": datetime.fromisoformat,
    "boolean": {"true": True, "false": False}.__getitem__,
    "id": UUID,
}


def written(*cases):
    stream = io.BytesIO()
    assert write_xes(stream, cases) == len(cases)
    return etree.fromstring(stream.getvalue())


def values(node):
    return {
        child.get("key"): TYPES[etree.QName(child).localname](child.get("value"))
        for child in node
        if child.get("key")
    }


def test_the_parts_of_a_log_stand_in_the_order_of_the_standard():
    names = [etree.QName(child).localname for child in written(case())]

    assert names == ["extension"] * 4 + ["global"] * 2 + ["classifier"] * 4 + ["string"] * 2 + [
        "trace"
    ]


def test_the_version_is_a_decimal_as_the_schema_wants():
    log = written()

    assert (log.tag, log.get("xes.version"), log.get("xes.features")) == (
        f"{NS}log",
        "1849.2016",
        "",
    )


def test_a_trace_has_its_attributes_before_its_events():
    trace = written(case())[-1]
    names = [etree.QName(child).localname for child in trace]

    assert names.index("event") == len(names) - 2
    assert values(trace) == {
        "concept:name": "2016-000001",
        "instance": UUID("0123456789abcdef0123456789abcdef"),
        "definition": "externat",
        "version": 3,
        "rules": "2016",
        "office": 1,
        "status": "completed",
        "outcome": "Issued",
    }


def test_an_event_has_name_transition_time_and_resource():
    first = written(case())[-1].findall(f"{NS}event")[0]

    assert values(first) == {
        "concept:name": "Тексеру",
        "lifecycle:transition": "complete",
        "time:timestamp": datetime.fromisoformat("2016-09-05T04:00:00+00:00"),
        "org:resource": "bolat",
        "org:role": "Басшы",
        "element": "Check",
        "seq": 1,
        "due": datetime.fromisoformat("2016-09-05T05:00:00+00:00"),
        "kept": True,
    }


def test_global_attributes_stand_in_every_event_and_trace():
    log = written(case())
    for scope in log.findall(f"{NS}global"):
        for node in log.iter(f"{NS}{scope.get('scope')}"):
            assert values(scope).keys() <= values(node).keys()


def test_global_attributes_stand_there_even_without_a_value():
    node = written(case(events=(event(actor="", element_id=""),)))[-1].find(f"{NS}event")

    assert (values(node)["org:resource"], values(node)["element"]) == ("", "")


def test_classifiers_name_global_attributes_as_the_standard_wants():
    log = written(case())
    keys = {key for one in log.findall(f"{NS}classifier") for key in one.get("keys").split()}

    assert keys <= values(log.findall(f"{NS}global")[1]).keys()
    assert all(re.fullmatch(r"\w+", one.get("name")) for one in log.findall(f"{NS}classifier"))


@pytest.mark.parametrize("text", ['<&>"', "a\x00b", "\ud800", "\x0b", "\ufffe"])
def test_no_text_breaks_the_document(text):
    node = written(case(events=(event(activity=f"x{text}"),)))[-1].find(f"{NS}event")

    assert values(node)["concept:name"].startswith("x")


def test_a_log_without_cases_is_a_log():
    assert written().findall(f"{NS}trace") == []


def test_a_long_log_is_written_case_by_case():
    many = (case(events=(event(),) * 20) for _ in range(100))
    tracemalloc.start()
    with open("/dev/null", "wb") as nowhere:
        assert write_xes(nowhere, many) == 100
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert peak < 500_000


def test_a_lived_case_is_exported(runtime, lived):
    stream = io.BytesIO()
    with runtime.database.snapshot() as connection:
        write_xes(stream, log_cases(runtime, connection, [lived]))
    log = etree.fromstring(stream.getvalue())

    assert len(log.findall(f".//{NS}event")) == 12
