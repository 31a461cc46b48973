"""Without a database called processes are looked for among the files beside the model."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.conformance.rows import process
from tests.engine.tokens.drawing import call, end, flows, script, start


@pytest.fixture
def caller(tmp_path: Path) -> Path:
    path = tmp_path / "caller.bpmn"
    passed = call("Double", "double", "in x = n", "out m = y")
    path.write_bytes(process(start(), passed, end(), flows("S > Double > E"), name="caller"))
    return path


@pytest.fixture
def called(tmp_path: Path) -> Path:
    path = tmp_path / "twice.bpmn"
    body = (start(), script("Twice", "y = x * 2"), end(), flows("S > Twice > E"))
    path.write_bytes(process(*body, name="double"))
    return path


def traced(run, model: Path) -> dict:
    scenario = model.parent / "scenario.json"
    scenario.write_text(json.dumps({"variables": {"n": 4}}))
    return json.loads(run("trace", model, "--scenario", scenario, "--json").stdout)


def test_what_lies_beside_is_called(run, caller, called):
    outcome = traced(run, caller)

    assert outcome["trace"] == ["S", "S", "Twice", "E", "Double", "E"]
    assert outcome["variables"] == {"n": 4, "m": 8}


def test_what_does_not_lie_beside_is_refused(run, caller):
    outcome = traced(run, caller)

    assert outcome["status"] == "refused"
    assert "Deploy it first" in outcome["findings"][0]["message"]


def test_check_looks_beside_too(run, caller, called):
    assert run("check", caller).exit_code == 0
    called.unlink()
    assert run("check", caller).exit_code == 2


def test_a_file_that_cannot_run_is_not_called(run, caller, called):
    called.write_bytes(called.read_bytes().replace(b"x * 2", b"x *"))

    assert run("check", caller).exit_code == 2


@pytest.mark.parametrize(
    ("binding", "status"),
    [
        ('version" camunda:calledElementVersion="7', "completed"),
        ('versionTag" camunda:calledElementVersionTag="spring', "completed"),
        ('versionTag" camunda:calledElementVersionTag="autumn', "refused"),
    ],
)
def test_files_have_tags_and_any_number(run, caller, called, binding, status):
    attributes = f'calledElement="double" camunda:calledElementBinding="{binding}"'
    caller.write_bytes(caller.read_bytes().replace(b'calledElement="double"', attributes.encode()))
    tagged = b'id="double" camunda:versionTag="spring"'
    called.write_bytes(called.read_bytes().replace(b'id="double"', tagged))

    assert traced(run, caller)["status"] == status


def test_what_is_called_may_call(run, caller, called):
    called.write_bytes(called.read_bytes().replace(b'id="double"', b'id="last"'))
    between = process(
        start("B"),
        call("Last", "last", "in all", "out all"),
        end("BE"),
        flows("B > Last > BE"),
        name="double",
    )
    (caller.parent / "between.bpmn").write_bytes(between)

    assert traced(run, caller)["trace"] == [
        "S",
        "B",
        "S",
        "Twice",
        "E",
        "Last",
        "BE",
        "Double",
        "E",
    ]
