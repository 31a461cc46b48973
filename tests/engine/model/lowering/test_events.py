"""check_events, check_timers."""

from __future__ import annotations

import pytest

from engine.model.lowering.passes.events import check_events
from engine.model.lowering.passes.timers import check_timers
from tests.engine.model.lowering.passing import after, refuses
from tests.engine.tokens.drawing import (
    boundary,
    catch,
    condition,
    cycle,
    date,
    document,
    duration,
    end,
    error,
    escalation,
    flows,
    message,
    model,
    reaction,
    signal,
    start,
    terminate,
    throw,
    user,
)


def rooted(inner: str, **attributes: str) -> str:
    return reaction("R", start("rs", inner, **attributes), end("re"), flows("rs > re"))


def on_task(inner: str, *, interrupting: bool = True) -> str:
    return user("A") + boundary("B", "A", inner, interrupting=interrupting) + flows("S > A")


@pytest.mark.parametrize(
    ("body", "element_id", "reason"),
    [
        (start("S", error("X")), "S", "a error event"),
        (start() + catch("C", "") + flows("S > C"), "C", "what it waits for"),
        (start() + catch("C", error("X")) + flows("S > C"), "C", "is not executed here"),
        (start() + catch("C", terminate()) + flows("S > C"), "C", "is not executed here"),
        (start() + throw("T", duration("PT1H")) + flows("S > T"), "T", "is not executed here"),
        (start() + throw("T", error("X")) + flows("S > T"), "T", "is not executed here"),
        (start() + end("E", duration("PT1H")) + flows("S > E"), "E", "is not executed here"),
        (start() + on_task(""), "B", "what it waits for"),
        (start() + on_task(terminate()), "B", "is not executed here"),
        (start() + on_task(error("X"), interrupting=False), "B", "always interrupts"),
        (start() + rooted(error("X"), isInterrupting="false"), "rs", "always interrupts"),
        (start() + rooted(terminate()), "rs", "is not executed here"),
        (start() + on_task("<messageEventDefinition/>"), "B", "message has no name"),
        (
            start() + catch("C", "<signalEventDefinition/>") + flows("S > C"),
            "C",
            "signal has no name",
        ),
        (start() + on_task("<conditionalEventDefinition/>"), "B", "condition is missing"),
        (start() + on_task(condition("a ===")), "B", ""),
    ],
)
def test_events_wait_for_what_can_be_waited_for_there(
    body: str, element_id: str, reason: str
) -> None:
    refuses(check_events, model(body), element_id, reason)


@pytest.mark.parametrize(
    "body",
    [
        start("S", message()) + start("S2", signal()) + start("S3", duration("PT1H")),
        start() + on_task(error()) + rooted(error("X")),
        start()
        + on_task(escalation(), interrupting=False)
        + rooted(escalation("C"), isInterrupting="false"),
        start() + on_task(condition("a > 1")) + rooted(condition("b == 'c'")),
        start()
        + end("E", error())
        + end("E2", escalation())
        + end("E3", terminate())
        + end("E4", signal())
        + flows("S > E", "S > E2", "S > E3", "S > E4"),
        start() + throw("T") + throw("T2", escalation("C")) + flows("S > T > T2"),
    ],
)
def test_events_of_the_standard_are_accepted(body: str) -> None:
    after(check_events, model(body))


def test_a_message_without_name_is_refused() -> None:
    xml = document(
        start(), catch("C", message()), end(), flows("S > C > E"), shared='<message id="M"/>'
    )
    refuses(check_events, xml, "C", "message has no name")


def test_a_message_that_a_worker_sends_needs_no_name() -> None:
    external = '<messageEventDefinition camunda:type="external" camunda:topic="post"/>'
    after(check_events, model(start(), throw("T", external), flows("S > T")))


@pytest.mark.parametrize(
    "definition",
    [
        "<timerEventDefinition/>",
        "<timerEventDefinition><timeDate>2025-01-01</timeDate><timeDuration>PT1H</timeDuration></timerEventDefinition>",
        duration(""),
        duration("P"),
        duration("5D"),
        duration("PT"),
        duration("PT0S"),
        duration("P1H"),
        duration("2025-01-01T00:00:00Z"),
        date("PT1H"),
        date("2025-02-30T00:00:00Z"),
        date("2025-01-01T09:00"),
        duration("a ==="),
    ],
)
def test_timers_that_cannot_be_read_are_refused(definition: str) -> None:
    refuses(
        check_timers, model(start(), catch("C", definition), end(), flows("S > C > E")), "C", ""
    )


@pytest.mark.parametrize(
    "definition",
    [
        duration("PT15M"),
        duration("P1M"),
        duration("span"),
        date("2025-04-01T09:00:00+05:00"),
        date("2025-04-01"),
        date("businessDays(3)"),
    ],
)
def test_timers_as_modellers_write_them_are_accepted(definition: str) -> None:
    after(check_timers, model(start(), catch("C", definition), end(), flows("S > C > E")))


@pytest.mark.parametrize("text", ["R3/PT10M", "R/P1D", "R2/2025-04-01T09:00:00Z/PT1H", "every"])
def test_cycles_stand_anywhere_and_count_once_where_nothing_can_come_again(text: str) -> None:
    after(check_timers, model(start(), on_task(cycle(text), interrupting=False)))
    after(check_timers, model(start(), rooted(cycle(text), isInterrupting="false")))
    after(check_timers, model(start("S", cycle(text))))
    after(check_timers, model(start(), on_task(cycle(text))))
    after(check_timers, model(start(), catch("C", cycle(text)), end(), flows("S > C > E")))


@pytest.mark.parametrize("text", ["R0/PT10M", "R3", "R3/10M", "PT10M"])
def test_cycles_that_are_none_are_refused(text: str) -> None:
    refuses(check_timers, model(start(), on_task(cycle(text), interrupting=False)), "B", "")
