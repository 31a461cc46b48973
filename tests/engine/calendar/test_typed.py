from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.calendar.typed import sent_day, sent_time, shown_day, typed_day


@pytest.mark.parametrize(
    "text", ["05.12.2026", "5.12.2026", "05/12/2026", "05 12 2026", "05122026", " 2026-12-05 "]
)
def test_a_day_is_read_as_people_and_programs_write_it(text: str) -> None:
    assert typed_day(text) == date(2026, 12, 5)
    assert sent_day(text) == "2026-12-05"
    assert shown_day(text) == "05.12.2026"


@pytest.mark.parametrize(
    "text", ["", "31.02.2026", "5.12.26", "05.12/2026", "12-05-2026", "٠٥.١٢.٢٠٢٦", "20261205"]
)
def test_what_is_no_day_stays_as_it_was_typed(text: str) -> None:
    assert typed_day(text) is None
    assert (sent_day(text), shown_day(text)) == (text, text)


@given(st.dates())
def test_what_is_shown_is_read_back(day: date) -> None:
    assert typed_day(shown_day(day.isoformat())) == day


@pytest.mark.parametrize(
    ("text", "sent"),
    [("9:30", "09:30"), ("09.30", "09:30"), ("0930", "09:30"), ("24:00", "24:00"), ("9", "9")],
)
def test_a_time_is_sent_as_programs_write_it(text: str, sent: str) -> None:
    assert sent_time(text) == sent
