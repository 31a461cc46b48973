"""OCEL 2.0 (object-centric event log), JSON: cases and persons are the objects. Events are written as they come."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator
from typing import IO

import orjson

from audit.exports.log import LogCase, LogEvent
from audit.film import is_person
from engine.history.events import instant_text

SPOOL = 1024 * 1024  # bytes of objects held in memory before they go to disk
CASE, PERSON, MACHINE = "case", "person", "machine"
EVENT_ATTRIBUTES = {
    "element": "string",
    "transition": "string",
    "seq": "integer",
    "lane": "string",
    "kept": "boolean",
}
OBJECT_ATTRIBUTES = {
    CASE: {
        "number": "string",
        "definition": "string",
        "version": "integer",
        "rules": "string",
        "office": "integer",
        "status": "string",
        "outcome": "string",
        "kept": "boolean",
    },
    PERSON: {},
    MACHINE: {},
}


def write_ocel(stream: IO[bytes], cases: Iterable[LogCase]) -> int:
    """Write a log; how many cases. In memory stay the persons, the event types and one case."""
    writer = _Writer(stream)
    with tempfile.SpooledTemporaryFile(SPOOL) as objects:
        stream.write(b'{"events":[')
        count = writer.write_cases(cases, objects)
        stream.write(b'],"objects":[')
        writer.copy(objects)
        stream.write(b'],"eventTypes":' + orjson.dumps(writer.event_types()))
        stream.write(b',"objectTypes":' + orjson.dumps(_object_types()) + b"}")
    return count


class _Writer:
    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._actors: dict[str, str] = {}
        self._types: set[str] = set()

    def write_cases(self, cases: Iterable[LogCase], objects: IO[bytes]) -> int:
        count, comma = 0, b""
        for case in cases:
            objects.write((b"," if count else b"") + orjson.dumps(_case(case)))
            count += 1
            for number, event in enumerate(case.events, 1):
                self._stream.write(comma + orjson.dumps(self._event(case, number, event)))
                comma = b","
        for actor, kind in sorted(self._actors.items()):
            item = {"id": actor, "type": kind, "attributes": [], "relationships": []}
            objects.write(b"," + orjson.dumps(item))
        return count

    def copy(self, objects: IO[bytes]) -> None:
        objects.seek(0)
        while chunk := objects.read(SPOOL):
            self._stream.write(chunk)

    def event_types(self) -> list[dict[str, object]]:
        return [
            {"name": name, "attributes": _types(EVENT_ATTRIBUTES)} for name in sorted(self._types)
        ]

    def _event(self, case: LogCase, number: int, event: LogEvent) -> dict[str, object]:
        self._types.add(event.activity)
        related = [{"objectId": case.instance_id, "qualifier": CASE}]
        if event.actor:
            kind = PERSON if is_person(event.actor) else MACHINE
            self._actors[event.actor] = kind
            related.append({"objectId": event.actor, "qualifier": event.transition.value})
        return {
            "id": f"{case.instance_id}-{number}",
            "type": event.activity,
            "time": instant_text(event.at),
            "attributes": list(_event_attributes(event)),
            "relationships": related,
        }


def _event_attributes(event: LogEvent) -> Iterator[dict[str, object]]:
    values = (event.element_id, event.transition.value, event.seq, event.lane, event.kept)
    for name, value in zip(EVENT_ATTRIBUTES, values, strict=True):
        if value is not None:
            yield {"name": name, "value": value}


def _case(case: LogCase) -> dict[str, object]:
    values = (
        case.business_key,
        case.key,
        case.version,
        case.rules,
        case.office_id,
        case.status.value,
        case.outcome,
        case.kept,
    )
    at = instant_text(case.started_at)
    attributes = [
        {"name": name, "time": at, "value": value}
        for name, value in zip(OBJECT_ATTRIBUTES[CASE], values, strict=True)
        if value is not None
    ]
    return {
        "id": case.instance_id,
        "type": CASE,
        "attributes": attributes,
        "relationships": [],
    }


def _types(attributes: dict[str, str]) -> list[dict[str, str]]:
    return [{"name": name, "type": kind} for name, kind in attributes.items()]


def _object_types() -> list[dict[str, object]]:
    return [
        {"name": name, "attributes": _types(attributes)}
        for name, attributes in OBJECT_ATTRIBUTES.items()
    ]
