"""settle_starts, start_by_receiving, part_definitions."""

from __future__ import annotations

import pytest

from engine.model.lowering.passes.instantiation import start_by_receiving
from engine.model.lowering.passes.several import part_definitions
from engine.model.lowering.passes.starts import settle_starts
from tests.engine.model.lowering.passing import after, found, refuses
from tests.engine.tokens.drawing import (
    boundary,
    catch,
    duration,
    element,
    end,
    flows,
    message,
    model,
    reaction,
    signal,
    start,
    sub,
    task,
    throw,
    times,
    user,
)
from tests.engine.tokens.play import Play


def test_a_start_is_made_up_before_all_that_nothing_leads_to() -> None:
    root = after(settle_starts, model(task("A"), task("B"), end(), flows("A > E")))
    assert found(root, "//b:startEvent/@id") == ["P__start"]
    assert found(root, "//b:sequenceFlow[@sourceRef='P__start']/@targetRef") == ["A", "B"]


def test_boundary_events_and_event_sub_processes_are_not_begun_with() -> None:
    caught = reaction("R", start("rs", message()), end("re"), flows("rs > re"))
    root = after(settle_starts, model(user("A"), boundary("B", "A", message()), caught))
    assert found(root, "//b:process/b:sequenceFlow/@targetRef") == ["A"]


@pytest.mark.parametrize(
    ("body", "element_id", "reason"),
    [
        (start() + start("S2"), "S2", "only one none start event"),
        (task("A") + task("B") + flows("A > B > A"), "P", "nothing says where it begins"),
        ("", "P", "nothing says where it begins"),
        (
            start() + sub("Q", start("q1") + start("q2")) + flows("S > Q"),
            "q2",
            "only one start event",
        ),
        (start() + sub("Q", start("q1", message())) + flows("S > Q"), "q1", "waits for nothing"),
        (start() + reaction("R", task("A")), "R", "exactly one start event"),
        (start() + reaction("R", start("rs")), "R", "exactly one start event"),
        (
            start() + reaction("R", start("r1", message()) + start("r2", signal())),
            "R",
            "exactly one start event",
        ),
    ],
)
def test_a_scope_has_one_place_to_begin(body: str, element_id: str, reason: str) -> None:
    refuses(settle_starts, model(body), element_id, reason)


def test_a_process_may_have_several_start_events_that_wait() -> None:
    after(
        settle_starts,
        model(
            start(),
            start("A", message()),
            start("B", duration("PT1H")),
            end(),
            flows("S > E", "A > E", "B > E"),
        ),
    )


def test_a_receiving_task_becomes_a_start_event() -> None:
    root = after(
        start_by_receiving,
        model(
            element("receiveTask", "R", messageRef="M", instantiate="true"), end(), flows("R > E")
        ),
    )
    assert found(root, "//b:startEvent/@id") == ["R"]
    assert found(root, "//b:startEvent/b:messageEventDefinition/@messageRef") == ["M"]


def _receiving(inner: str = "") -> str:
    return element("receiveTask", "R", inner, messageRef="M", instantiate="true")


@pytest.mark.parametrize(
    "body",
    [
        start() + _receiving() + flows("S > R"),
        _receiving() + boundary("B", "R", signal()),
        _receiving(times("2")),
        start() + sub("Q", _receiving()) + flows("S > Q"),
    ],
)
def test_a_receiving_task_that_starts_the_process_stands_alone(body: str) -> None:
    refuses(start_by_receiving, model(body), "R", "stands first in it")


def test_an_event_gateway_that_starts_the_process_is_refused() -> None:
    gateway = element("eventBasedGateway", "G", instantiate="true")
    refuses(
        start_by_receiving,
        model(gateway, catch("C", message()), flows("G > C")),
        "G",
        "starts the process",
    )


def test_a_boundary_event_for_several_things_is_parted() -> None:
    xml = model(
        start(),
        user("A"),
        boundary("B", "A", message() + duration("PT1H")),
        end(),
        flows("S > A > E", "B > E as out"),
    )
    root = after(part_definitions, xml)
    assert found(root, "//b:boundaryEvent/@id") == ["B__0", "B__1"]
    assert found(root, "//b:sequenceFlow[starts-with(@sourceRef, 'B')]/@id") == [
        "out__B__0",
        "out__B__1",
    ]


def test_a_catch_event_for_several_things_is_parted_behind_a_gateway() -> None:
    root = after(
        part_definitions,
        model(start(), catch("C", message() + signal()), end(), flows("S > C > E")),
    )
    assert found(root, "//b:eventBasedGateway/@id") == ["C__any"]
    assert found(root, "//b:intermediateCatchEvent/@id") == ["C__0", "C__1"]
    assert found(root, "//b:sequenceFlow[@sourceRef='C__any']/@targetRef") == ["C__0", "C__1"]


def test_a_start_event_for_several_things_starts_with_any() -> None:
    Play(model(start("S", message() + signal()), end(), flows("S > E"))).ends_with("S", "E")


def test_the_start_of_an_event_sub_process_has_one_definition() -> None:
    body = start() + reaction("R", start("rs", message() + signal()) + end("re") + flows("rs > re"))
    refuses(part_definitions, model(body), "rs", "one")


def test_what_throws_several_things_throws_one_after_the_other() -> None:
    throws = model(start(), throw("T", message() + signal()), end(), flows("S > T > E"))
    ends = model(start(), end("E", message() + signal()), flows("S > E"))

    assert found(after(part_definitions, throws), "//b:intermediateThrowEvent/@id") == ["T__1", "T"]
    assert found(after(part_definitions, ends), "//b:intermediateThrowEvent/@id") == ["E__any"]
