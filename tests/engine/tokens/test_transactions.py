"""Cancelling a transaction ends what runs in it, undoes what was done in it, and goes on at its boundary."""

from __future__ import annotations

from tests.engine.tokens.drawing import (
    both,
    boundary,
    cancel,
    compensate,
    each,
    end,
    error,
    flows,
    job,
    model,
    start,
    sub,
    task,
    throw,
    transaction,
    undoes,
    undone,
    user,
    xor,
)
from tests.engine.tokens.play import Play

BOOK = (task("A"), undone("A", "UA"), task("B"), undone("B", "UB"))


def pay(*body: str, path: str, pairs: tuple[str, ...] = ("A by UA", "B by UB")) -> str:
    return transaction("P1", start("PS"), *body, end("PC", cancel()), flows(path), undoes(*pairs))


def around(*body: str) -> Play:
    return Play(
        model(
            start(),
            *body,
            boundary("X", "P1", cancel()),
            task("C"),
            end(),
            end("EX"),
            flows("S > P1 > E", "X > C > EX"),
        )
    )


def test_cancelled_it_is_undone_last_first() -> None:
    play = around(pay(*BOOK, path="PS > A > B > PC"))
    play.ends_with("S", "PS", "A", "B", "UB", "UA", "PC", "X", "C", "EX")


def test_not_cancelled_it_is_a_sub_process() -> None:
    body = (*BOOK, xor("G", default="ok"), end("PE"))
    play = Play(
        model(
            start(),
            pay(*body, flows("G > PC : false", "G > PE as ok"), path="PS > A > B > G"),
            boundary("X", "P1", cancel()),
            end(),
            end("EX"),
            flows("S > P1 > E", "X > EX"),
        )
    )
    play.ends_with("S", "PS", "A", "B", "G", "PE", "P1", "E")


def test_what_still_runs_ends_before_anything_is_undone() -> None:
    body = (task("A"), undone("A", "UA", "userTask"), both("F"), user("W"), end("PE"))
    play = around(pay(*body, flows("F > PC"), path="PS > A > F > W > PE", pairs=("A by UA",)))
    assert play.cancelled == ["W"]
    play.stands_at("UA").answer("UA").ends_with("S", "PS", "A", "F", "UA", "PC", "X", "C", "EX")


def test_a_sub_process_that_still_runs_is_rolled_back() -> None:
    inner = sub(
        "Q",
        start("QS"),
        task("B"),
        undone("B", "UB"),
        user("W"),
        end("QE"),
        flows("QS > B > W > QE"),
        undoes("B by UB"),
    )
    body = (task("A"), undone("A", "UA"), both("F"), inner, user("D"), end("PE"))
    play = around(pay(*body, flows("F > D > PC"), path="PS > A > F > Q > PE", pairs=("A by UA",)))
    play.answer("D").ends_with(
        "S", "PS", "A", "F", "QS", "B", "D", "UB", "UA", "PC", "X", "C", "EX"
    )


def test_with_nothing_to_undo_it_goes_on_at_once() -> None:
    around(pay(task("A"), path="PS > A > PC", pairs=())).ends_with(
        "S", "PS", "A", "PC", "X", "C", "EX"
    )


def test_an_error_ends_it_without_undoing() -> None:
    body = (task("A"), undone("A", "UA"), job("W"))
    play = Play(
        model(
            start(),
            pay(*body, path="PS > A > W > PC", pairs=("A by UA",)),
            boundary("X", "P1", cancel()),
            boundary("Z", "P1", error("X")),
            end(),
            flows("S > P1 > E", "X > E", "Z > E"),
        )
    )
    play.throw("W", "LOST").ends_with("S", "PS", "A", "Z", "E")


def test_a_completed_transaction_can_be_undone_from_outside() -> None:
    inner = transaction(
        "P1", start("PS"), *BOOK, end("PE"), flows("PS > A > B > PE"), undoes("A by UA", "B by UB")
    )
    play = Play(model(start(), inner, throw("T", compensate("P1")), end(), flows("S > P1 > T > E")))
    play.ends_with("S", "PS", "A", "B", "PE", "P1", "UB", "UA", "T", "E")


def test_only_the_transaction_that_is_cancelled_is_undone() -> None:
    inner = transaction(
        "P2",
        start("RS"),
        task("D"),
        undone("D", "UD"),
        end("RC", cancel()),
        flows("RS > D > RC"),
        undoes("D by UD"),
    )
    body = (task("A"), undone("A", "UA"), inner, boundary("Y", "P2", cancel()), end("PE"))
    play = Play(
        model(
            start(),
            transaction(
                "P1", start("PS"), *body, flows("PS > A > P2 > PE", "Y > PE"), undoes("A by UA")
            ),
            end(),
            flows("S > P1 > E"),
        )
    )
    play.ends_with("S", "PS", "A", "RS", "D", "UD", "RC", "Y", "PE", "P1", "E")


def test_cancelled_in_one_round_it_ends_all_rounds() -> None:
    inner = transaction(
        "P1",
        start("PS"),
        user("A"),
        undone("A", "UA"),
        end("PC", cancel()),
        each(),
        flows("PS > A > PC"),
        undoes("A by UA"),
    )
    play = Play(
        model(start(), inner, boundary("X", "P1", cancel()), end(), flows("S > P1 > E", "X > E")),
        {"items": [1, 2, 3]},
    )
    play.answer("A", nth=1).ends_with("S", "PS", "PS", "PS", "A", "UA", "PC", "X", "E")
