from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.formats import FORMATS, format_checker, is_email, is_local_date, is_local_time


@pytest.mark.parametrize("text", ["2016-02-29", "1900-01-01", "2099-12-31"])
def test_a_calendar_day_is_a_date(text: str) -> None:
    assert is_local_date(text)


@pytest.mark.parametrize(
    "text",
    [
        "2015-02-29",
        "0206-09-05",
        "2116-09-05",
        "20160905",
        "05.09.2016",
        "2016-09-05T00:00",
        "٢٠١٦-٠٩-٠٥",
        "",
    ],
)
def test_anything_else_is_no_date(text: str) -> None:
    assert not is_local_date(text)


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("00:00", True),
        ("23:59", True),
        ("24:00", False),
        ("9:05", False),
        ("09:05:00", False),
        ("09:05\n", False),
    ],
)
def test_time_is_written_in_four_digits(text: str, right: bool) -> None:
    assert is_local_time(text) is right


@pytest.mark.parametrize("text", ["d.saparov@example.kz", "a+b@mail.example.com"])
def test_an_address_with_a_dotted_domain_is_an_email(text: str) -> None:
    assert is_email(text)


@pytest.mark.parametrize(
    "text",
    [
        "saparov",
        "a@localhost",
        "a b@example.kz",
        "a@-example.kz",
        "а@example.kz",
        "a@example.kz\n",
        "x" * 250 + "@example.kz",
    ],
)
def test_another_text_is_no_email(text: str) -> None:
    assert not is_email(text)


@given(name=st.sampled_from(sorted(FORMATS)), text=st.text())
def test_any_text_can_be_asked(name: str, text: str) -> None:
    assert FORMATS[name](text) in (True, False)


def test_our_formats_alone_are_known() -> None:
    assert set(format_checker().checkers) == set(FORMATS)


@pytest.mark.parametrize("name", sorted(FORMATS))
def test_a_format_says_nothing_about_other_types(name: str) -> None:
    assert format_checker().conforms(7, name)
    assert not format_checker().conforms("?", name)
