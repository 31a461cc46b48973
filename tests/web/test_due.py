from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from engine.calendar.working import WorkingCalendar
from tests.conftest import NOW
from web.due import Badge, due_badge

CALENDAR = WorkingCalendar()
FRIDAY = datetime(2016, 9, 9, 12, 30, tzinfo=UTC)
KURBAN_AIT = datetime(2016, 9, 12, 12, 30, tzinfo=UTC)
"""A Monday, and a day off."""


def english_badge(app: Flask, due_at: datetime | None, now: datetime = NOW) -> Badge:
    with app.test_request_context("/", headers={"Cookie": "ruqsat_language=en"}):
        return due_badge(due_at, now=now, calendar=CALENDAR)


@pytest.mark.parametrize(
    ("due_at", "state", "text"),
    [
        (None, "none", "No term"),
        (NOW + timedelta(minutes=1), "soon", "Due today"),
        (NOW, "soon", "Due today"),
        (NOW + timedelta(days=1), "soon", "1 working day left"),
        (FRIDAY, "due", "4 working days left"),
        (KURBAN_AIT, "due", "4 working days left"),
        (NOW - timedelta(minutes=1), "overdue", "Overdue"),
        (NOW - timedelta(days=3), "overdue", "Overdue by 1 working day"),
        (NOW - timedelta(days=4), "overdue", "Overdue by 2 working days"),
    ],
)
def test_a_term_is_said_in_working_days(
    app: Flask, due_at: datetime | None, state: str, text: str
) -> None:
    assert english_badge(app, due_at) == Badge(state=state, text=text)


def test_the_day_is_that_of_kazakhstan(app: Flask) -> None:
    """Half past midnight of Tuesday in Almaty is Monday evening in London."""
    late_evening = datetime(2016, 9, 5, 17, 30, tzinfo=UTC)

    assert english_badge(app, datetime(2016, 9, 5, 18, 30, tzinfo=UTC), late_evening).text == (
        "1 working day left"
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [("kk", "3 жұмыс күні қалды"), ("ru", "Осталось 3 рабочих дня")],
)
def test_numbers_bend_the_words(app: Flask, language: str, text: str) -> None:
    with app.test_request_context("/", headers={"Cookie": f"ruqsat_language={language}"}):
        badge = due_badge(FRIDAY - timedelta(days=1), now=NOW, calendar=CALENDAR)

    assert badge.text == text
