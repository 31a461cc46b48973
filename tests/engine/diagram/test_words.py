"""Names and words in Kazakh, Russian and English."""

from __future__ import annotations

import pytest

from engine.diagram.marks import State
from engine.diagram.shapes import OUTLINES
from engine.diagram.words import STATES
from engine.words.elements import KINDS
from tests.engine.diagram.sketches import Part, drawn, group, labels, shape, tool_tip, words

NAMED = shape(
    "userTask", "T", name="Нәтижені беру", inside=labels(ru="Выдать результат", en="Issue result")
)


def shown(part: Part, language: str) -> str:
    return " ".join(words(group(drawn(part, language=language), "T")))


@pytest.mark.parametrize(
    ("language", "name"),
    [("kk", "Нәтижені беру"), ("ru", "Выдать результат"), ("en", "Issue result")],
)
def test_an_element_is_named_in_the_language_asked_for(language: str, name: str) -> None:
    assert shown(NAMED, language) == name


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_kazakh_name_stands_where_the_model_has_no_other(language: str) -> None:
    assert shown(shape("userTask", "T", name="Қабылдау"), language) == "Қабылдау"


def test_an_empty_label_counts_as_none() -> None:
    assert shown(shape("userTask", "T", name="Қабылдау", inside=labels(ru="")), "ru") == "Қабылдау"


def test_a_label_inside_a_nested_element_is_not_ours() -> None:
    nested = f"<bpmn:multiInstanceLoopCharacteristics>{labels(ru='Чужое')}</bpmn:multiInstanceLoopCharacteristics>"
    assert shown(shape("userTask", "T", name="Біздікі", inside=nested), "ru") == "Біздікі"


@pytest.mark.parametrize(
    ("language", "words_of_tip"),
    [
        ("kk", "Пайдаланушы тапсырмасы: Нәтижені беру"),
        ("ru", "Задача пользователя: Выдать результат"),
        ("en", "User task: Issue result"),
    ],
)
def test_the_tool_tip_says_kind_and_name(language: str, words_of_tip: str) -> None:
    assert tool_tip(drawn(NAMED, language=language), "T") == words_of_tip


def test_the_tool_tip_of_a_nameless_element_is_its_kind() -> None:
    assert tool_tip(drawn(shape("parallelGateway", "T"), language="en"), "T") == "Parallel gateway"


def test_a_kind_without_words_is_called_by_its_bpmn_name() -> None:
    assert tool_tip(drawn(shape("choreographyTask", "T")), "T") == "choreographyTask"


def test_a_language_that_we_do_not_have_is_answered_in_kazakh_words() -> None:
    assert tool_tip(drawn(shape("task", "T", name="Иә"), language="de"), "T") == "Тапсырма: Иә"


def test_every_kind_that_is_drawn_has_words() -> None:
    assert set(OUTLINES) <= set(KINDS)


def test_every_state_has_words() -> None:
    assert set(STATES) == set(State)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_kazakh_and_russian_words_are_cyrillic(kind: str) -> None:
    words = KINDS[kind]
    assert not any(letter.isascii() and letter.isalpha() for letter in words.kk + words.ru)
    assert words.en.isascii()
