"""The lowering as a whole."""

from __future__ import annotations

import pytest
from lxml import etree

from engine.model.lowering import LOWERING_VERSION, Refused, lower
from engine.model.lowering.passes import PASSES
from engine.tokens.execution import Model
from tests.engine.tokens.drawing import (
    boundary,
    catch,
    document,
    duration,
    end,
    flows,
    message,
    model,
    start,
    task,
    user,
)

DRAWN = model(
    start(),
    user("A"),
    boundary("B", "A", duration("PT1H") + message()),
    catch("C", message() + duration("P1D")),
    end(),
    flows("S > A > C > E", "B > E"),
)


def test_the_document_given_is_left_as_it_was() -> None:
    root = etree.fromstring(DRAWN)
    before = etree.tostring(root)
    lower(root)
    assert etree.tostring(root) == before


def test_the_same_document_gives_the_same_bytes() -> None:
    assert lower(etree.fromstring(DRAWN)) == lower(etree.fromstring(DRAWN))


def test_a_lowered_document_is_all_that_is_needed_to_run() -> None:
    assert Model.parse(lower(etree.fromstring(DRAWN)), "P").process.name == "P"


def test_the_bytes_of_this_version_do_not_change() -> None:
    xml = model(start(), task("A"), end(), flows("S > A as one", "A > E as two"))
    assert LOWERING_VERSION == 2
    assert lower(etree.fromstring(xml)) == (
        b'<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:ns0="urn:ruqsat:lowering"'
        b' id="D" targetNamespace="urn:t" ns0:lowering="2">'
        b'<message id="M" name="Paper"/><message id="N" name="Recall"/><signal id="G" name="Alarm"/>'
        b'<signal id="H" name="Calm"/><error id="X" name="lost" errorCode="LOST"/>'
        b'<error id="Y" name="late" errorCode="LATE"/><escalation id="C" name="slow" escalationCode="SLOW"/>'
        b'<escalation id="K" name="dear" escalationCode="DEAR"/><process id="P" isExecutable="true">'
        b'<startEvent id="S"/><task id="A"/><endEvent id="E"/>'
        b'<sequenceFlow id="one" sourceRef="S" targetRef="A"/><sequenceFlow id="two" sourceRef="A" targetRef="E"/>'
        b"</process></definitions>"
    )


def test_each_pass_is_listed_once() -> None:
    assert len(set(PASSES)) == len(PASSES)


def test_a_model_without_the_process_asked_for_is_refused() -> None:
    with pytest.raises(Refused):
        Model.parse(lower(etree.fromstring(DRAWN)), "Q")


def test_a_refusal_says_where_and_why() -> None:
    refused = Refused("A", "it cannot be done")
    assert (str(refused), refused.element_id, refused.reason) == (
        "A: it cannot be done",
        "A",
        "it cannot be done",
    )
    assert str(Refused("", "no file")) == "no file"


def test_a_long_chain_is_no_matter_for_the_parser() -> None:
    names = [f"t{number}" for number in range(1500)]
    xml = document(start(), *map(task, names), end(), flows(" > ".join(["S", *names, "E"])))
    assert len(Model.parse(lower(etree.fromstring(xml)), "P").process.nodes) == 1502
