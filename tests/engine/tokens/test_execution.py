"""Executions as the rest of the engine meets them."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import orjson
import pytest

from engine.settings import ROOT
from engine.tokens import workflow
from engine.tokens.execution import (
    Completion,
    Execution,
    Model,
    NoStartEvent,
    UnknownToken,
    Wait,
    WaitKind,
)
from tests.engine.tokens.drawing import (
    both,
    boundary,
    catch,
    duration,
    each,
    end,
    flows,
    job,
    message,
    model,
    script,
    signal,
    start,
    sub,
    task,
    user,
    xor,
)
from tests.engine.tokens.play import NOW, Outside, parsed

SIMPLE = model(start(), user("A"), job("J"), end(), flows("S > A > J > E"))


def begun(xml: bytes = SIMPLE, **variables: object) -> Execution:
    execution = Execution.start(parsed(xml), Outside(), variables)
    execution.run()
    return execution


def test_nothing_runs_before_run() -> None:
    execution = Execution.start(parsed(SIMPLE), Outside(), {})
    assert execution.completions == []
    assert not execution.finished
    assert not execution.stuck
    execution.run()
    assert execution.completions == [Completion(element_id="S", token=1)]


def test_an_instance_may_be_saved_before_it_runs() -> None:
    state = Execution.start(parsed(SIMPLE), Outside(), {}).save()
    execution = Execution.load(parsed(SIMPLE), Outside(), state)
    execution.run()
    assert [wait.element_id for wait in execution.waits()] == ["A"]


def test_waits_say_what_is_awaited() -> None:
    xml = model(
        start(),
        both("F"),
        user("A"),
        job("J"),
        catch("M1", message()),
        catch("G1", signal()),
        catch("T", duration("PT1H")),
        flows("S > F > A", "F > J", "F > M1", "F > G1", "F > T"),
    )
    assert [(w.element_id, w.kind, w.name) for w in begun(xml).waits()] == [
        ("A", WaitKind.USER_TASK, None),
        ("J", WaitKind.JOB, None),
        ("M1", WaitKind.MESSAGE, "Paper"),
        ("G1", WaitKind.SIGNAL, "Alarm"),
        ("T", WaitKind.TIMER, None),
    ]


def test_tokens_are_numbered_in_the_order_they_come() -> None:
    execution = begun()
    assert execution.waits() == (Wait(token=2, element_id="A", kind=WaitKind.USER_TASK),)
    execution.complete(2, {})
    execution.run()
    assert [wait.token for wait in execution.waits()] == [3]


def test_what_happened_is_told_since_the_load_only() -> None:
    execution = Execution.load(parsed(SIMPLE), Outside(), begun().save())
    execution.complete(2, {"a": 1})
    execution.run()
    assert [done.element_id for done in execution.completions] == ["A"]
    assert execution.steps == 2


def test_the_outcome_is_kept_when_the_instance_is_loaded_again() -> None:
    shared = parsed(
        model(start(), task("A"), end(), end("E2"), user("U"), flows("S > A > E", "S > U > E2"))
    )
    execution = Execution.start(shared, Outside(), {})
    execution.run()
    execution = Execution.load(shared, Outside(), execution.save())
    assert execution.ends == ["E"]
    execution.complete(execution.waits()[0].token, {})
    execution.run()
    assert execution.ends == ["E", "E2"]


@pytest.mark.parametrize("token", [1, 3, 99])
def test_answering_what_is_not_awaited_is_refused(token: int) -> None:
    with pytest.raises(UnknownToken):
        begun().complete(token, {})


def test_answering_twice_is_refused() -> None:
    execution = begun()
    execution.complete(2, {})
    with pytest.raises(UnknownToken):
        execution.complete(2, {})


def test_each_kind_of_wait_has_its_own_answer() -> None:
    execution = begun(model(start(), catch("C", message()), end(), flows("S > C > E")))
    with pytest.raises(UnknownToken):
        execution.complete(2, {})
    with pytest.raises(UnknownToken):
        execution.throw_error(2, "X", "")
    with pytest.raises(UnknownToken):
        begun().deliver(2, {})


def test_only_what_is_in_trouble_is_tried_again_and_only_what_is_there_is_viewed() -> None:
    with pytest.raises(UnknownToken):
        begun().retry(2)
    with pytest.raises(UnknownToken):
        begun().retry(77)
    with pytest.raises(UnknownToken):
        begun().view(77)


def test_an_instance_needs_a_start_event() -> None:
    xml = model(start("M1", message()), start("M2", message("N")), end(), flows("M1 > E", "M2 > E"))
    with pytest.raises(NoStartEvent):
        Execution.start(parsed(xml), Outside(), {})
    with pytest.raises(NoStartEvent):
        Execution.start(parsed(xml), Outside(), {}, "M3")
    execution = Execution.start(parsed(xml), Outside(), {}, "M2")
    execution.run()
    assert [done.element_id for done in execution.completions] == ["M2", "E"]


def test_the_only_start_event_is_taken_whatever_it_waits_for() -> None:
    assert begun(model(start("M1", message()), end(), flows("M1 > E"))).finished


def test_variables_given_and_shown_are_copies() -> None:
    given = {"a": 1}
    execution = begun(SIMPLE)
    shown = execution.variables
    execution.write(given)
    given["a"] = 2
    assert shown == {}
    assert execution.variables == {"a": 1}


def test_a_model_without_end_is_stopped_and_is_trouble(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workflow, "MOST_STEPS", 200)
    execution = begun(model(start(), xor("X"), task("A"), flows("S > X > A > X")))
    assert ["200 steps" in trouble.message for trouble in execution.troubles] == [True]
    assert not execution.finished


def test_the_state_holds_no_model_and_stays_small() -> None:
    execution = begun(SIMPLE, name="Dana")
    state = orjson.loads(execution.save())
    assert state["variables"] == {"name": "Dana"}
    assert len(execution.save()) < 130


def test_two_executions_of_one_model_know_nothing_of_each_other() -> None:
    shared = parsed(SIMPLE)
    one, two = (Execution.start(shared, Outside(), {"n": n}) for n in (1, 2))
    one.run()
    one.complete(2, {"m": 1})
    one.run()
    two.run()
    assert [wait.element_id for wait in (*one.waits(), *two.waits())] == ["J", "A"]
    assert two.variables == {"n": 2}


BUSY = model(
    start(),
    script("I", "n = n + 1"),
    both("F"),
    sub("Q", each(), start("qs"), user("U"), end("qe"), flows("qs > U > qe")),
    user("A"),
    boundary("T", "A", duration("PT1H"), interrupting=False),
    both("J"),
    xor("X", default="d"),
    end(),
    flows("S > I > F > Q > J > X", "F > A > J", "X > I : n < 3", "X > E as d"),
)


def _lived(shared: Model, number: int) -> bytes:
    outside = Outside()
    execution = Execution.start(shared, outside, {"n": 0, "items": list(range(number % 4))})
    execution.run()
    while not execution.finished:
        wait = next(wait for wait in execution.waits() if wait.kind is WaitKind.USER_TASK)
        execution.complete(wait.token, {"last": wait.token})
        execution.run()
        execution = Execution.load(shared, outside, execution.save())
    return execution.save()


def test_threads_share_a_model_and_do_not_meet() -> None:
    shared = parsed(BUSY)
    alone = [_lived(shared, number) for number in range(40)]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda number: _lived(shared, number), range(40))) == alone


def test_the_same_inputs_give_the_same_bytes_in_another_python() -> None:
    code = "from tests.engine.tokens.test_execution import _lived, BUSY, parsed; print(_lived(parsed(BUSY), 3).hex())"
    root = ROOT
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
        ).stdout
        for seed in ("1", "2")
    }
    assert outputs == {f"{_lived(parsed(BUSY), 3).hex()}\n".encode()}


def test_a_model_is_not_changed_by_running_it() -> None:
    shared = parsed(BUSY)
    before = {name: dict(vars(spec)) for name, spec in shared.process.task_specs.items()}
    for number in range(5):
        _lived(shared, number)
    assert {name: dict(vars(spec)) for name, spec in shared.process.task_specs.items()} == before


def test_executions_leave_nothing_in_memory() -> None:
    shared = parsed(BUSY)
    for number in range(5):
        _lived(shared, number)
    gc.collect()
    before = len(gc.get_objects())
    for number in range(20):
        _lived(shared, number)
    gc.collect()
    assert len(gc.get_objects()) - before < 500


def test_a_due_time_is_an_instant_with_its_zone() -> None:
    execution = begun(model(start(), catch("T", duration("PT1H")), flows("S > T")))
    (wait,) = execution.waits()
    assert wait.due_at is not None
    assert wait.due_at.tzinfo is not None
    assert wait.due_at > NOW
