from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from workers.answers import AnswerMissing, Answers


def _answers(**values: Any) -> Answers:
    return Answers(job_type="draft-order", values=values)


def test_text_comes_without_surrounding_space() -> None:
    assert _answers(name=" Ахметова ").text("name") == "Ахметова"


@pytest.mark.parametrize("value", [None, "", "  ", 7, ["x"], {}])
def test_what_is_no_text_is_missing(value: object) -> None:
    with pytest.raises(AnswerMissing) as raised:
        _answers(name=value).text("name")
    assert (raised.value.job_type, raised.value.name) == ("draft-order", "name")
    assert _answers(name=value).optional("name") == ""


def test_an_error_names_the_path() -> None:
    with pytest.raises(AnswerMissing, match=r"provider\.head_name"):
        _answers(provider={}).group("provider").text("head_name")
    with pytest.raises(AnswerMissing, match=r"documents\[1\]\.kind"):
        _answers(documents=[{"kind": "a"}, {}]).groups("documents")[1].text("kind")


def test_dates_and_instants_are_read() -> None:
    assert _answers(day="2016-11-03").day("day") == date(2016, 11, 3)
    read = _answers(at="2016-11-03T05:15:00Z").instant("at")
    assert read == datetime(2016, 11, 3, 5, 15, tzinfo=UTC)


@pytest.mark.parametrize("value", ["3 ноября", "2016-02-30", None])
def test_what_is_no_date_is_missing(value: object) -> None:
    with pytest.raises(AnswerMissing):
        _answers(day=value).day("day")


@pytest.mark.parametrize("value", ["2016-11-03T05:15:00", "soon", None])
def test_an_instant_without_a_zone_is_missing(value: object) -> None:
    with pytest.raises(AnswerMissing):
        _answers(at=value).instant("at")


def test_lists_leave_out_what_is_not_of_their_kind() -> None:
    assert _answers(kinds=["a", 1, None, "b"]).texts("kinds") == ("a", "b")
    assert _answers(kinds="a").texts("kinds") == ()
    assert [each.values for each in _answers(items=[{"a": 1}, "x"]).groups("items")] == [{"a": 1}]
    assert _answers().groups("items") == ()


def test_a_group_must_be_an_object() -> None:
    with pytest.raises(AnswerMissing, match="provider"):
        _answers(provider="x").group("provider")


def test_a_choice_must_be_one_of_those() -> None:
    assert _answers(level="city").choice("level", {"city": 1}) == "city"
    with pytest.raises(AnswerMissing, match="level"):
        _answers(level="village").choice("level", {"city": 1})
