"""Embedded sub-processes, ends, links, messages."""

from __future__ import annotations

from tests.engine.tokens.drawing import (
    both,
    catch,
    element,
    end,
    flows,
    job,
    link,
    message,
    model,
    signal,
    start,
    sub,
    task,
    terminate,
    throw,
    user,
)
from tests.engine.tokens.play import Play


def test_a_sub_process_completes_after_its_content() -> None:
    inner = sub("R", start("rs"), task("A"), end("re"), flows("rs > A > re"))
    xml = model(
        start(),
        sub("Q", start("qs"), inner, end("qe"), flows("qs > R > qe")),
        end(),
        flows("S > Q > E"),
    )
    Play(xml).ends_with("S", "qs", "rs", "A", "re", "R", "qe", "Q", "E")


def test_a_sub_process_ends_when_its_last_token_has_ended_wherever() -> None:
    inside = sub("Q", start("qs"), user("A"), user("B"), end("qe"), flows("qs > A > qe", "qs > B"))
    play = (
        Play(model(start(), inside, end(), flows("S > Q > E")))
        .stands_at("A", "B")
        .answer("A")
        .stands_at("B")
    )
    play.answer("B").ends_with("S", "qs", "A", "qe", "B", "Q", "E")


def test_a_sub_process_without_start_and_end_events() -> None:
    xml = model(start(), sub("Q", task("A"), user("B"), flows("A > B")), end(), flows("S > Q > E"))
    Play(xml).stands_at("B").answer("B").ends_with("S", "A", "B", "Q", "E")


def test_an_empty_sub_process_is_passed() -> None:
    Play(model(start(), sub("Q"), end(), flows("S > Q > E"))).ends_with("S", "Q", "E")


def test_terminate_ends_only_the_sub_process_it_lies_in() -> None:
    inside = sub(
        "Q",
        start("qs"),
        both("F"),
        user("U"),
        end("qt", terminate()),
        flows("qs > F > U", "F > qt"),
    )
    xml = model(start(), both("G"), user("A"), inside, end(), flows("S > G > A > E", "G > Q > E"))
    play = Play(xml).stands_at("A")
    assert play.trace == ["S", "G", "qs", "F", "qt", "Q", "E"]


def test_the_outcome_is_the_last_end_event_of_the_process_itself() -> None:
    inside = sub("Q", start("qs"), user("U"), end("qe"), flows("qs > U > qe"))
    xml = model(
        start(),
        both("F"),
        inside,
        user("A"),
        end("E1"),
        end("E2"),
        flows("S > F > Q > E1", "F > A > E2"),
    )
    play = Play(xml).answer("A").answer("U")
    assert play.steady.ends == ["E2", "E1"]
    assert play.live.ends == ["E1"]


def test_the_number_of_steps_is_kept() -> None:
    play = Play(model(start(), user("A"), user("B"), end(), flows("S > A > B > E")))
    assert play.steady.steps == 1
    play.answer("A").answer("B")
    assert play.live.steps == 4


def test_links_are_flows() -> None:
    xml = model(
        start(),
        throw("T1", link("on")),
        task("A"),
        throw("T2", link("on")),
        catch("C", link("on")),
        user("U"),
        end(),
        flows("S > T1", "S > A > T2", "C > U > E"),
    )
    play = Play(xml).stands_at("U", "U")
    assert play.trace == ["S", "T1", "A", "C", "T2", "C"]


def test_signal_end_event_wakes_those_who_wait() -> None:
    xml = model(
        start(),
        both("F"),
        catch("C", signal()),
        user("A"),
        end("Z", signal()),
        end(),
        flows("S > F > C > E", "F > A > Z"),
    )
    play = Play(xml).answer("A")
    play.ends_with("S", "F", "A", "Z", "C", "E")


def test_a_message_thrown_without_job_type_is_sent_inside_the_engine() -> None:
    xml = model(
        start(),
        throw("T", message()),
        element("sendTask", "U", messageRef="N"),
        end("E", message()),
        flows("S > T > U > E"),
    )
    play = Play(xml)
    play.ends_with("S", "T", "U", "E")
    assert [(m.name, m.element_id) for m in play.steady.messages_thrown] == [
        ("Paper", "T"),
        ("Recall", "U"),
        ("Paper", "E"),
    ]


def test_a_message_thrown_with_a_job_type_waits_for_its_worker() -> None:
    external = (
        '<messageEventDefinition messageRef="M" camunda:type="external" camunda:topic="post"/>'
    )
    xml = model(
        start(),
        throw("T", external),
        element("sendTask", "U", camunda_type="external", camunda_topic="post"),
        end("E", external),
        flows("S > T > U > E"),
    )
    play = Play(xml)
    for name in ("T", "U", "E"):
        play.stands_at(name).answer(name, {name: 1})
    play.ends_with("S", "T", "U", "E")
    assert play.steady.messages_thrown == []
    assert play.variables == {"T": 1, "U": 1, "E": 1}
    assert play.steady.ends == ["E"]


def test_a_receive_task_takes_its_message() -> None:
    xml = model(start(), element("receiveTask", "R", messageRef="M"), end(), flows("S > R > E"))
    play = Play(xml).stands_at("R").send("Paper", {"n": 1})
    play.ends_with("S", "R", "E")
    assert play.variables == {"n": 1}


def test_a_message_start_event_starts_when_it_is_named() -> None:
    xml = model(
        start(), start("M1", message()), task("A"), end(), flows("S > A", "M1 > A", "A > E")
    )
    Play(xml).ends_with("S", "A", "E")
    Play(xml, start="M1").ends_with("M1", "A", "E")


def test_a_receive_task_may_start_the_process() -> None:
    xml = model(
        element("receiveTask", "R", messageRef="M", instantiate="true"), end(), flows("R > E")
    )
    Play(xml).ends_with("R", "E")


def test_plain_and_manual_tasks_pass() -> None:
    xml = model(start(), task("A"), element("manualTask", "B"), end(), flows("S > A > B > E"))
    Play(xml).ends_with("S", "A", "B", "E")


def test_terminating_takes_everything_away() -> None:
    inside = sub("Q", start("qs"), user("U"), end("qe"), flows("qs > U > qe"))
    play = (
        Play(model(start(), inside, job("J"), end(), flows("S > Q > E", "S > J > E")))
        .stands_at("J", "U")
        .terminate()
    )
    assert play.finished
    assert sorted(play.cancelled) == ["J", "Q", "U"]
    assert play.steady.ends == []
