"""XES, IEEE Std 1849-2016: written case by case, so that a log of any length fits in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import BinaryIO

from lxml import etree

from audit.exports.log import LogCase, LogEvent
from audit.exports.text import xml_text
from engine.history.events import instant_text

NAMESPACE = "http://www.xes-standard.org/"
VERSION = "1849.2016"  # a decimal in the schema of the standard
EXTENSIONS = (
    ("Concept", "concept"),
    ("Lifecycle", "lifecycle"),
    ("Time", "time"),
    ("Organizational", "org"),
)
GLOBALS = {
    "trace": (("string", "concept:name", "UNKNOWN"),),
    "event": (
        ("string", "concept:name", "UNKNOWN"),
        ("string", "lifecycle:transition", "complete"),
        ("date", "time:timestamp", "1970-01-01T00:00:00.000000Z"),
        ("string", "org:resource", "UNKNOWN"),
        ("string", "element", "UNKNOWN"),
    ),
}
CLASSIFIERS = (  # names are NCNames; every key is a global attribute of events
    ("Activity", "event", "concept:name"),
    ("Transition", "event", "concept:name lifecycle:transition"),
    ("Element", "event", "element"),
    ("Resource", "event", "org:resource"),
)
ALWAYS = frozenset(key for _, key, _ in GLOBALS["event"])

Attribute = tuple[str, str, object]


def write_xes(stream: BinaryIO, cases: Iterable[LogCase], *, name: str = "ruqsat") -> int:
    """Write a log; how many traces. Times are UTC with six digits."""
    count = 0
    with etree.xmlfile(stream, encoding="UTF-8") as file:
        file.write_declaration()
        options = {"xes.version": VERSION, "xes.features": ""}
        with file.element("log", options, nsmap={None: NAMESPACE}):  # all within is in it
            for head in _head(name):
                file.write(head, pretty_print=True)
            for case in cases:
                file.write(_trace(case), pretty_print=True)
                count += 1
    return count


def _head(name: str) -> Iterator[etree._Element]:
    for title, prefix in EXTENSIONS:
        uri = f"{NAMESPACE}{prefix}.xesext"
        yield etree.Element("extension", name=title, prefix=prefix, uri=uri)
    for scope, defaults in GLOBALS.items():
        node = etree.Element("global", scope=scope)
        _fill(node, defaults)
        yield node
    for title, scope, keys in CLASSIFIERS:
        yield etree.Element("classifier", name=title, scope=scope, keys=keys)
    yield _attribute(("string", "concept:name", name))
    yield _attribute(("string", "lifecycle:model", "standard"))


def _trace(case: LogCase) -> etree._Element:
    trace = etree.Element("trace")
    _fill(
        trace,
        (
            ("string", "concept:name", case.business_key),
            ("id", "instance", _uuid(case.instance_id)),
            ("string", "definition", case.key),
            ("int", "version", case.version),
            ("string", "rules", case.rules),
            ("int", "office", case.office_id),
            ("int", "partner_office", case.partner_office_id),
            ("string", "status", case.status.value),
            ("string", "outcome", case.outcome),
            ("date", "due", case.due_at),
            ("boolean", "kept", case.kept),
        ),
    )
    for event in case.events:
        _fill(etree.SubElement(trace, "event"), _event(event))
    return trace


def _event(event: LogEvent) -> tuple[Attribute, ...]:
    return (
        ("string", "concept:name", event.activity),
        ("string", "lifecycle:transition", event.transition.value),
        ("date", "time:timestamp", event.at),
        ("string", "org:resource", event.actor),
        ("string", "org:role", event.lane),
        ("string", "element", event.element_id),
        ("int", "seq", event.seq),
        ("date", "due", event.due_at),
        ("boolean", "kept", event.kept),
    )


def _fill(node: etree._Element, attributes: Iterable[Attribute]) -> None:
    """What has no value is left out, unless every event must have it."""
    node.extend(
        _attribute(one) for one in attributes if one[2] not in (None, "") or one[1] in ALWAYS
    )


def _attribute(attribute: Attribute) -> etree._Element:
    kind, key, value = attribute
    return etree.Element(kind, key=key, value=_text(value))


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return instant_text(value) if isinstance(value, datetime) else xml_text(str(value))


def _uuid(instance_id: str) -> str:
    """The type `id` of the standard is a UUID with dashes."""
    parts = (slice(0, 8), slice(8, 12), slice(12, 16), slice(16, 20), slice(20, 32))
    return "-".join(instance_id[part] for part in parts)
