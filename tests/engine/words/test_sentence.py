"""A sentence is English text that can be said in Kazakh and Russian too."""

from __future__ import annotations

import copy
import json
import pickle
from enum import StrEnum

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.dialect import EventKind
from engine.words import Sentence, joined, named, said, verbatim
from engine.words.sentence import translations

TIMER = said("The event has {count} definitions. Draw one event for each of them.", count=2)


class Odd(StrEnum):
    THING = "a thing that nobody has translated"


def test_it_is_its_english_text() -> None:
    assert TIMER == "The event has 2 definitions. Draw one event for each of them."
    assert type(str(TIMER)) is str
    assert "2 definitions" in TIMER
    assert hash(TIMER) == hash(str(TIMER))


def test_it_is_said_in_each_language() -> None:
    assert TIMER.text("kk") == "Оқиғаның анықтамалар саны: 2. Әрқайсысына жеке оқиға сызыңыз."
    assert (
        TIMER.text("ru")
        == "Число определений у события: 2. Нарисуйте для каждого отдельное событие."
    )
    assert TIMER.text("en") == str(TIMER)


def test_an_unknown_language_hears_english() -> None:
    assert TIMER.text("fr") == str(TIMER)
    assert translations("../kk") == {}


def test_a_sentence_without_translation_is_said_in_english() -> None:
    assert said("Nobody has translated this {thing}.", thing=1).text("kk") == (
        "Nobody has translated this 1."
    )


def test_a_sentence_within_a_sentence_is_said_in_its_language() -> None:
    whole = said(
        "The retry rule cannot be read: {error}.",
        error=said("the list is empty"),
    )

    assert whole.text("ru") == "Правило повторов не читается: список пуст."


def test_a_member_of_an_enum_is_a_word() -> None:
    told = said("of kind {kind}", kind=EventKind.TIMER)

    assert (str(told), told.text("kk")) == ("of kind timer", "түрі — таймер")
    assert named(EventKind.TIMER).text("kk") == "таймер"
    assert said("of kind {kind}", kind=Odd.THING).text("ru") == f"вид — {Odd.THING}"


@pytest.mark.parametrize(
    ("language", "whole"),
    [("en", "a list and b, text"), ("kk", "тізім және b, мәтін"), ("ru", "список и b, текст")],
)
def test_several_are_joined_in_one_language(language: str, whole: str) -> None:
    second = joined(("b", said("text")), by=", ")

    assert joined((said("a list"), second), by=said(" and ")).text(language) == whole


def test_nothing_joined_is_empty() -> None:
    assert joined(()) == ""
    assert not joined(())


@given(st.text())
def test_what_is_verbatim_is_the_same_in_all_languages(text: str) -> None:
    assert [verbatim(text).text(language) for language in ("kk", "ru", "en")] == [text] * 3


def test_a_sentence_is_not_made_verbatim() -> None:
    assert verbatim(TIMER) is TIMER


@given(st.text())
def test_values_are_never_taken_for_templates(value: str) -> None:
    told = said(
        "The process {process} has no plain start event, where a call begins. Draw one in it.",
        process=value,
    )

    assert value in str(told)
    assert value in told.text("kk")


def test_it_survives_copying_and_pickling() -> None:
    for again in (copy.deepcopy(TIMER), pickle.loads(pickle.dumps(TIMER))):
        assert isinstance(again, Sentence)
        assert again == TIMER
        assert again.text("kk") == TIMER.text("kk")


def test_json_takes_it_for_text() -> None:
    assert json.loads(json.dumps({"message": TIMER})) == {"message": str(TIMER)}
    assert orjson.loads(orjson.dumps({"message": TIMER})) == {"message": str(TIMER)}
