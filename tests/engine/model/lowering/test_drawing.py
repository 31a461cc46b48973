"""strip_drawing, keep_process."""

from __future__ import annotations

import pytest

from engine.model.lowering import Refused
from engine.model.lowering.passes.drawing import strip_drawing
from engine.model.lowering.passes.elements import refuse_unknown
from engine.model.lowering.passes.processes import keep_process
from tests.engine.model.lowering.passing import after, found
from tests.engine.tokens.drawing import document, end, flows, model, start, task, user
from tests.engine.tokens.play import Play, lowered

SAID = (
    '<laneSet id="L"><lane id="L1" name="Desk"><flowNodeRef>A</flowNodeRef></lane></laneSet>'
    "<!-- a comment --><?a word?>"
    '<textAnnotation id="N"><text>note</text></textAnnotation><association id="as" sourceRef="A" targetRef="N"/>'
    '<dataObject id="d"/><dataObjectReference id="dr" dataObjectRef="d"/>'
)
DRAWN_DATA = (
    "<documentation>what it is</documentation><incoming>f1</incoming>"
    '<property id="ph" name="__targetRef_placeholder"/>'
    '<dataInputAssociation id="da"><sourceRef>dr</sourceRef><targetRef>ph</targetRef></dataInputAssociation>'
    '<dataOutputAssociation id="db"><targetRef>dr</targetRef></dataOutputAssociation>'
)


def test_what_no_token_meets_is_removed() -> None:
    root = after(
        strip_drawing, model(SAID, start(), user("A", DRAWN_DATA), end(), flows("S > A > E"))
    )
    assert found(root, "//b:process/*[not(self::b:sequenceFlow)]/@id") == ["S", "A", "E"]
    assert found(root, "//b:userTask/*[not(self::b:dataInputAssociation)]") == []
    assert found(root, "//comment() | //processing-instruction()") == []


def test_data_that_is_only_drawn_does_not_hinder() -> None:
    xml = model(SAID, start(), user("A", DRAWN_DATA), end(), flows("S > A > E"))
    Play(xml).answer("A").ends_with("S", "A", "E")


@pytest.mark.parametrize(
    "arrow",
    [
        '<dataInputAssociation id="da"><sourceRef>dr</sourceRef><targetRef>in</targetRef></dataInputAssociation>',
        '<dataOutputAssociation id="db"><sourceRef>in</sourceRef><targetRef>dr</targetRef></dataOutputAssociation>',
        '<dataInputAssociation id="da"><targetRef>ph</targetRef><transformation>x</transformation></dataInputAssociation>',
    ],
)
def test_data_that_would_be_copied_is_refused(arrow: str) -> None:
    parameters = '<ioSpecification id="io"><dataInput id="in" name="x"/></ioSpecification>'
    xml = model(start(), user("A", parameters + arrow), end(), flows("S > A > E"))
    with pytest.raises(Refused, match="data arrows") as refused:
        refuse_unknown(after(strip_drawing, xml))
    assert refused.value.element_id in ("da", "db")
    with pytest.raises(Refused):
        lowered(xml)


def test_parameters_that_nothing_leads_to_are_dropped() -> None:
    parameters = '<ioSpecification id="io"><dataInput id="in" name="x"/><inputSet/><outputSet/></ioSpecification>'
    Play(model(start(), user("A", parameters), end(), flows("S > A > E"))).answer("A").ends_with(
        "S", "A", "E"
    )


def test_other_pools_are_left_out() -> None:
    other = '<process id="Q" isExecutable="false"><complexGateway id="z"/></process></definitions>'
    xml = model(start(), end(), flows("S > E")).replace(b"</definitions>", other.encode())
    assert found(after(lambda root: keep_process(root, None), xml), "//b:process/@id") == ["P"]
    Play(xml).ends_with("S", "E")


def test_a_process_that_does_not_say_whether_it_is_executable_is() -> None:
    xml = document(start(), task("A"), end(), flows("S > A > E"), process='id="P"')
    assert found(
        after(lambda root: keep_process(root, None), xml), "//b:process/@isExecutable"
    ) == ["true"]
    Play(xml).ends_with("S", "A", "E")
