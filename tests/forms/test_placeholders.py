from __future__ import annotations

import pytest

from engine.words import Words
from forms.placeholders import placeholder_fault, spoken

CASE = {"provider": {"bin": "160340000012"}, "grade": 9, "signed": True, "list": ["x"]}


def said(sentence: str) -> str:
    return spoken(Words(kk=sentence, ru=sentence, en=sentence), CASE).kk


def test_a_path_is_replaced_by_its_variable() -> None:
    assert said("БСН {provider.bin}, {grade}-сынып") == "БСН 160340000012, 9-сынып"


@pytest.mark.parametrize(
    "path", ["nothing", "provider", "provider.name", "grade.digits", "signed", "list"]
)
def test_what_has_no_words_leaves_nothing(path: str) -> None:
    assert said(f"бір {{{path}}} екі") == "бір екі"


@pytest.mark.parametrize(
    "sentence", ["{", "}", "{}", "{a", "{a.}", "{0}", "{a!r}", "{a[0]}", "{a:>9}", "{{a}}"]
)
def test_braces_that_are_no_path_are_refused(sentence: str) -> None:
    assert placeholder_fault(sentence)


@pytest.mark.parametrize("sentence", ["", "сөз", "{a}", "{a.b_1}{c}"])
def test_paths_are_allowed(sentence: str) -> None:
    assert placeholder_fault(sentence) is None


def test_a_value_that_looks_like_a_path_is_not_looked_up() -> None:
    assert spoken(Words(kk="{a}", ru="{a}", en="{a}"), {"a": "{b}", "b": "secret"}).kk == "{b}"
