"""refuse_unknown, check_names, inline_references."""

from __future__ import annotations

import pytest

from engine.model.lowering.passes.elements import NOT_EXECUTED, refuse_unknown
from engine.model.lowering.passes.names import check_names
from engine.model.lowering.passes.references import inline_references
from tests.engine.model.lowering.passing import after, found, refuses
from tests.engine.tokens.drawing import (
    SHARED,
    boundary,
    catch,
    document,
    element,
    end,
    flows,
    message,
    model,
    start,
    sub,
    task,
    times,
    user,
)
from tests.engine.tokens.play import Play


@pytest.mark.parametrize(
    "kind",
    [
        "businessRuleTask",
        "complexGateway",
        "adHocSubProcess",
        "choreographyTask",
        "subChoreography",
    ],
)
def test_what_is_not_executed_is_refused(kind: str) -> None:
    refuses(
        refuse_unknown,
        model(start(), element(kind, "A"), end(), flows("S > A > E")),
        "A",
        "not executed",
    )


def test_every_refusal_says_what_to_draw_instead_or_why() -> None:
    assert all(":" in reason for reason in NOT_EXECUTED.values())


@pytest.mark.parametrize(
    ("attribute", "value"),
    [
        ("startQuantity", "2"),
        ("completionQuantity", "2"),
        ("startQuantity", "0"),
    ],
)
def test_attributes_that_would_change_the_execution_are_refused(attribute: str, value: str) -> None:
    refuses(
        refuse_unknown,
        model(start(), user("A", **{attribute: value}), end(), flows("S > A > E")),
        "A",
        "not executed",
    )


def test_a_parallel_multiple_event_is_refused() -> None:
    xml = model(
        start(),
        user("A"),
        element("boundaryEvent", "B", message(), attachedToRef="A", parallelMultiple="true"),
        end(),
        flows("S > A > E", "B > E"),
    )
    refuses(refuse_unknown, xml, "B", "several things together")


def test_another_behaviour_of_a_multi_instance_is_refused() -> None:
    loop = (
        times("2")
        .replace("<multi", '<multi behavior="One"', 1)
        .replace('<multi behavior="One"', "<multi", 1)
    )
    loop = loop.replace("isSequential", 'behavior="One" isSequential')
    refuses(
        refuse_unknown,
        model(start(), user("A", loop), end(), flows("S > A > E")),
        "A",
        "behaviour All",
    )


def test_values_that_change_nothing_are_accepted() -> None:
    xml = model(
        start(),
        user("A", isForCompensation="false", startQuantity="1", completionQuantity="1"),
        end(),
        flows("S > A > E"),
    )
    Play(xml).stands_at("A")


def test_what_stands_in_extensions_is_not_judged() -> None:
    foreign = '<extensionElements><x:y xmlns:x="urn:x"><complexGateway/></x:y></extensionElements>'
    xml = model(
        start(), user("A", foreign), end(), '<x:y xmlns:x="urn:x"><task/></x:y>', flows("S > A > E")
    )
    Play(xml).stands_at("A")


@pytest.mark.parametrize(
    ("body", "element_id", "reason"),
    [
        (start() + "<userTask/>", "P", "no id"),
        (start() + user("A") + user("A"), "A", "twice"),
        (start() + sub("Q", user("A")) + user("A"), "A", "twice"),
        (start() + user("A__b"), "A__b", "kept for elements"),
        (start() + user("A") + '<sequenceFlow id="A" sourceRef="S" targetRef="A"/>', "A", "twice"),
        (start() + user("P"), "P", "twice"),
    ],
)
def test_ids_are_unique_and_of_the_analysts_own(body: str, element_id: str, reason: str) -> None:
    refuses(check_names, model(body), element_id, reason)


def test_flows_without_id_are_given_one_that_is_not_shown() -> None:
    bare = '<sequenceFlow sourceRef="S" targetRef="E"/>'
    root = after(check_names, model(start(), end(), bare))
    assert found(root, "//b:sequenceFlow/@id") == ["P__flow_0"]
    play = Play(model(start(), end(), bare))
    play.ends_with("S", "E")
    assert play.flows == []


def test_a_shared_event_definition_is_copied_to_where_it_is_used() -> None:
    shared = SHARED + '<messageEventDefinition id="def" messageRef="M"/>'
    xml = document(
        start(),
        catch("C", "<eventDefinitionRef>def</eventDefinitionRef>"),
        end(),
        flows("S > C > E"),
        shared=shared,
    )
    root = after(inline_references, xml)
    assert found(root, "//b:intermediateCatchEvent/b:messageEventDefinition/@messageRef") == ["M"]
    assert found(root, "/b:definitions/b:messageEventDefinition") == []
    Play(xml).send("Paper").ends_with("S", "C", "E")


def test_prefixes_before_ids_are_cut() -> None:
    xml = model(
        start(), catch("C", '<messageEventDefinition messageRef="t:M"/>'), end(), flows("S > C > E")
    )
    Play(xml).send("Paper").ends_with("S", "C", "E")


@pytest.mark.parametrize(
    "definition",
    [
        '<messageEventDefinition messageRef="no"/>',
        '<signalEventDefinition signalRef="no"/>',
        "<eventDefinitionRef>no</eventDefinitionRef>",
    ],
)
def test_references_to_nothing_are_refused(definition: str) -> None:
    refuses(
        inline_references,
        model(start(), catch("C", definition), end(), flows("S > C > E")),
        "C",
        "n",
    )


def test_an_error_that_does_not_exist_is_refused() -> None:
    xml = model(
        start(),
        task("A"),
        boundary("B", "A", '<errorEventDefinition errorRef="no"/>'),
        end(),
        flows("S > A > E"),
    )
    refuses(inline_references, xml, "B", "names nothing")
