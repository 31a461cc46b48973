"""Instances lived by chance over models with everything in them: reloaded before each step, then replayed."""

from __future__ import annotations

from random import Random

import pytest

from engine.tokens.execution import WaitKind
from tests.engine.tokens.drawing import (
    again,
    both,
    boundary,
    catch,
    condition,
    cycle,
    duration,
    each,
    end,
    error,
    escalation,
    flows,
    job,
    mapping,
    message,
    model,
    race,
    reaction,
    script,
    signal,
    some,
    start,
    sub,
    task,
    throw,
    user,
    xor,
)
from tests.engine.tokens.play import Play

CASE = model(
    start(),
    xor("R0"),
    both("F"),
    sub(
        "Q",
        each("items", "item", out="seen of total", until="nrOfCompletedInstances >= 3"),
        start("qs"),
        user("U", mapping("in twice = item * 2", "out total = twice + answer")),
        boundary("L", "U", cycle("R2/PT1H"), interrupting=False),
        task("N"),
        job("J"),
        boundary("B", "J", error("X")),
        throw("slow", escalation("C")),
        end("qe"),
        flows("qs > U > J > qe", "L > N", "B > slow > qe"),
    ),
    boundary("W", "Q", escalation("C"), interrupting=False),
    user("V"),
    boundary("T", "Q", duration("P2D")),
    race("G"),
    catch("M1", message("N")),
    catch("T1", duration("PT5H")),
    catch("S1", signal()),
    xor("m1"),
    xor("m2"),
    both("K"),
    script("I", "n = n + 1"),
    xor("X", default="d"),
    user("Z", again("answer &lt; 3", maximum=4).replace("&amp;", "&")),
    catch("C1", condition("n > 1")),
    some("O"),
    end(),
    flows(
        "S > R0 > F > Q > m1 > K",
        "F > G",
        "G > M1 > m2 > K",
        "G > T1 > m2",
        "G > S1 > m2",
        "W > V",
        "T > m1",
        "K > I > X",
        "X > R0 : n < 2",
        "X > O as d",
        "O > Z : n > 1",
        "O > C1 : n > 0",
        "Z > E",
        "C1 > E",
    ),
    reaction(
        "R",
        start("rs", message("M"), isInterrupting="false"),
        user("A"),
        end("re", signal()),
        flows("rs > A > re"),
    ),
)


def chance(play: Play, random: Random) -> None:
    """Answer something, send something, or let time pass."""
    wait = random.choice(play.waits)
    match wait.kind:
        case WaitKind.USER_TASK:
            play.answer(wait.element_id, {"answer": random.randint(0, 5)})
        case WaitKind.JOB if random.random() < 0.3:
            play.throw(wait.element_id, random.choice(["LOST", "OTHER"]))
        case WaitKind.JOB:
            play.answer(wait.element_id, {"job": random.randint(0, 9)})
        case WaitKind.MESSAGE | WaitKind.SIGNAL if random.random() < 0.5:
            play.send(wait.name or "", {"sent": random.randint(0, 9)})
        case _:
            play.wait(minutes=random.choice([0, 30, 90, 400]))
    if play.troubles and random.random() < 0.5:
        play.retry()


@pytest.mark.parametrize("seed", range(25))
def test_a_life_by_chance_is_the_same_reloaded_and_replayed(seed: int) -> None:
    random = Random(seed)
    play = Play(CASE, {"items": list(range(random.randint(0, 5))), "n": 0})
    for _ in range(60):
        if play.finished or not play.waits:
            break
        chance(play, random)
    play.replay()
    assert "F" in play.trace


def test_the_lives_end_in_different_ways() -> None:
    """The test above is worth something only if its lives differ."""
    traces, met = set(), set[str]()
    for seed in range(12):
        random = Random(seed)
        play = Play(CASE, {"items": [1, 2, 3], "n": 0})
        for _ in range(40):
            if play.waits:
                chance(play, random)
        traces.add(tuple(play.trace))
        met.update(play.trace)
    assert len(traces) == 12
    assert {"U", "L", "J", "B", "slow", "W", "T1", "S1", "re", "Q", "K", "X", "Z", "C1"} <= met
