"""check_flows, join_links, check_gateways."""

from __future__ import annotations

import pytest

from engine.model.lowering.passes.flows import check_flows
from engine.model.lowering.passes.gateways import check_gateways
from engine.model.lowering.passes.links import join_links
from engine.model.lowering.passes.several import part_definitions
from tests.engine.model.lowering.passing import after, found, refuses
from tests.engine.tokens.drawing import (
    both,
    boundary,
    catch,
    duration,
    element,
    end,
    flows,
    link,
    message,
    model,
    race,
    reaction,
    some,
    start,
    sub,
    task,
    throw,
    times,
    xor,
)
from tests.engine.tokens.play import Play

REACTION = reaction("R", start("rs", message()), end("re"), flows("rs > re"))


@pytest.mark.parametrize(
    ("body", "element_id", "reason"),
    [
        (start() + '<sequenceFlow id="f" sourceRef="S" targetRef="gone"/>', "f", "does not join"),
        (start() + '<sequenceFlow id="f" targetRef="S"/>', "f", "does not join"),
        (start() + task("A") + sub("Q", task("B")) + flows("A > B as f"), "f", "does not join"),
        (start() + task("A") + flows("A > S as f"), "f", "cannot lead into"),
        (
            start() + task("A") + boundary("B", "A", message()) + flows("S > B as f"),
            "f",
            "cannot lead into",
        ),
        (start() + end() + task("A") + flows("S > E", "E > A as f"), "f", "cannot lead out"),
        (start() + REACTION + flows("S > R as f"), "f", "cannot lead into"),
        (start() + REACTION + end() + flows("R > E as f"), "f", "cannot lead out"),
        (start() + boundary("B", "gone", message()), "B", "stands on no activity"),
        (
            start() + xor("X") + boundary("B", "X", message()) + flows("S > X"),
            "B",
            "stands on no activity",
        ),
        (
            start() + sub("Q", task("A")) + boundary("B", "A", message()) + flows("S > Q"),
            "B",
            "stands on no activity",
        ),
        (start() + REACTION + boundary("B", "R", message()), "B", "stands on no activity"),
        (start() + task("A", default="gone") + end() + flows("S > A > E"), "A", "default"),
        (start() + task("A") + end() + flows("S > A", "A > E as f : a ==="), "f", "=="),
        (start() + task("A") + end() + flows("S > A", "A > E as f : ${ }"), "f", ""),
    ],
)
def test_flows_that_lead_nowhere_are_refused(body: str, element_id: str, reason: str) -> None:
    refuses(check_flows, model(body), element_id, reason)


def test_an_empty_condition_is_refused() -> None:
    flow = '<sequenceFlow id="f" sourceRef="S" targetRef="E"><conditionExpression/></sequenceFlow>'
    refuses(check_flows, model(start(), end(), flow), "f", "empty")


def test_conditions_that_the_standard_ignores_are_dropped() -> None:
    xml = model(
        start(),
        both("F"),
        end(),
        xor("X", default="d"),
        flows("S > X", "X > F as d : false", "F > E : false"),
    )
    assert found(after(check_flows, xml), "//b:conditionExpression") == []
    Play(xml).ends_with("S", "X", "F", "E")


def test_a_default_that_is_the_only_flow_is_none() -> None:
    xml = model(start(), task("A", default="d"), end(), flows("S > A", "A > E as d"))
    assert found(after(check_flows, xml), "//b:task/@default") == []


def test_links_become_events_joined_by_a_flow() -> None:
    xml = model(
        start(), throw("T", link("on")), catch("C", link("on")), end(), flows("S > T", "C > E")
    )
    root = after(join_links, xml)
    assert found(root, "//b:linkEventDefinition") == []
    assert found(root, "//b:sequenceFlow[@sourceRef='T']/@targetRef") == ["C"]
    play = Play(xml)
    play.ends_with("S", "T", "C", "E")
    assert not any("__" in flow for flow in play.flows)


@pytest.mark.parametrize(
    ("body", "element_id", "reason"),
    [
        (throw("T", link("on")), "T", "exactly one catch"),
        (throw("T", link("on")) + catch("C", link("off")), "T", "exactly one catch"),
        (
            throw("T", link("on")) + catch("C", link("on")) + catch("D", link("on")),
            "T",
            "exactly one catch",
        ),
        (throw("T", link("on")) + sub("Q", catch("C", link("on"))), "T", "exactly one catch"),
        (throw("T", link("")) + catch("C", link("")), "T", "one name"),
        (throw("T", link("on") + link("off")) + catch("C", link("on")), "T", "one name"),
    ],
)
def test_links_need_exactly_one_catch(body: str, element_id: str, reason: str) -> None:
    refuses(join_links, model(start(), body, flows("S > T")), element_id, reason)


@pytest.mark.parametrize("gateway", [xor("X"), some("X")])
def test_a_choice_without_condition_is_refused(gateway: str) -> None:
    xml = model(
        start(),
        gateway,
        task("A"),
        end(),
        flows("S > X", "X > A as f : n == 1", "X > E as g", "X > E as h", "A > E"),
    )
    refuses(check_gateways, xml, "X", "the flow g has no condition")


def test_of_an_exclusive_choice_the_one_flow_without_condition_is_the_default() -> None:
    xml = model(start(), xor("X"), end(), flows("S > X", "X > E as f : n == 1", "X > E as g"))
    assert found(after(check_gateways, xml), "//b:exclusiveGateway/@default") == ["g"]


@pytest.mark.parametrize("gateway", [xor("X", default="g"), some("X", default="g")])
def test_a_choice_with_default_is_a_choice(gateway: str) -> None:
    after(
        check_gateways,
        model(start(), gateway, end(), flows("S > X", "X > E as f : n == 1", "X > E as g")),
    )


RECEIVE = element("receiveTask", "B", messageRef="M")


@pytest.mark.parametrize(
    ("body", "element_id", "reason"),
    [
        ("", "G", "leads to events"),
        (task("B") + flows("G > B"), "G", "is no event"),
        (throw("B") + flows("G > B"), "G", "is no event"),
        (RECEIVE + boundary("T", "B", duration("PT1H")) + flows("G > B"), "G", "is no event"),
        (RECEIVE.replace("></", f">{times('2')}</") + flows("G > B"), "G", "is no event"),
        (catch("B", message()) + flows("G > B", "S > B"), "B", "only"),
        (catch("B", message()) + flows("G > B", "G > B"), "B", "only"),
    ],
)
def test_an_event_gateway_leads_to_events_only(body: str, element_id: str, reason: str) -> None:
    refuses(check_gateways, model(start(), race("G"), flows("S > G"), body), element_id, reason)


def test_an_event_behind_an_event_gateway_that_waits_for_several_things_is_refused() -> None:
    xml = model(start(), race("G"), catch("C", message() + duration("PT1H")), flows("S > G > C"))
    refuses(part_definitions, xml, "C", "one thing")
