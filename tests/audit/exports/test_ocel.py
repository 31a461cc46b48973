from __future__ import annotations

import io
import json
from datetime import datetime

from audit.exports.log import log_cases
from audit.exports.ocel import write_ocel
from tests.audit.exports.traces import case, event

TYPES = {"string": str, "integer": int, "boolean": bool}


def written(*cases):
    stream = io.BytesIO()
    assert write_ocel(stream, cases) == len(cases)
    return json.loads(stream.getvalue())


def test_a_log_has_the_four_parts_of_the_standard():
    assert set(written(case())) == {"objectTypes", "eventTypes", "objects", "events"}


def test_an_event_belongs_to_its_case_and_to_who_acted():
    first = written(case())["events"][0]

    assert first["type"] == "Тексеру"
    assert first["time"] == "2016-09-05T04:00:00.000000Z"
    assert first["relationships"] == [
        {"objectId": "0123456789abcdef0123456789abcdef", "qualifier": "case"},
        {"objectId": "bolat", "qualifier": "complete"},
    ]


def test_persons_machines_and_cases_are_objects():
    objects = {one["id"]: one["type"] for one in written(case())["objects"]}

    assert objects == {
        "0123456789abcdef0123456789abcdef": "case",
        "bolat": "person",
        "system:engine": "machine",
    }


def test_an_event_of_nobody_has_no_person():
    log = written(case(events=(event(actor=""),)))

    assert len(log["events"][0]["relationships"]) == 1
    assert len(log["objects"]) == 1


def test_ids_are_not_repeated():
    log = written(case(), case(instance_id="f" * 32))

    for part in ("events", "objects"):
        ids = [one["id"] for one in log[part]]
        assert len(set(ids)) == len(ids)


def test_every_relationship_leads_to_an_object():
    log = written(case(), case(instance_id="f" * 32))
    objects = {one["id"] for one in log["objects"]}

    assert {one["objectId"] for item in log["events"] for one in item["relationships"]} <= objects


def test_types_declare_every_attribute_with_its_kind():
    log = written(case(kept=False))
    for items, types in (("events", "eventTypes"), ("objects", "objectTypes")):
        declared = {
            one["name"]: {each["name"]: each["type"] for each in one["attributes"]}
            for one in log[types]
        }
        for item in log[items]:
            for attribute in item["attributes"]:
                kind = TYPES[declared[item["type"]][attribute["name"]]]
                assert type(attribute["value"]) is kind


def test_attributes_of_objects_have_a_time():
    attributes = [one for item in written(case())["objects"] for one in item["attributes"]]

    assert attributes
    assert all(datetime.fromisoformat(one["time"]) for one in attributes)


def test_a_log_without_cases_is_a_log():
    assert written()["events"] == []


def test_a_lived_case_is_exported(runtime, lived):
    stream = io.BytesIO()
    with runtime.database.snapshot() as connection:
        write_ocel(stream, log_cases(runtime, connection, [lived]))
    log = json.loads(stream.getvalue())

    assert len(log["events"]) == 12
    assert {one["type"] for one in log["objects"]} == {"case", "person", "machine"}
