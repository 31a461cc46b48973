from __future__ import annotations

from datetime import timedelta

import pytest

from workers.waiting import LONGEST_WAIT, waiting_time


def test_waiting_is_from_the_queue_to_the_desk() -> None:
    waited = waiting_time(
        {"arrived_at": "2016-11-03T10:00:00+06:00", "service_started_at": "2016-11-03T04:16:30Z"}
    )
    assert waited == timedelta(minutes=16, seconds=30)
    assert waited > LONGEST_WAIT


def test_who_is_served_at_once_has_not_waited() -> None:
    at = "2016-11-03T04:00:00.000000Z"
    assert waiting_time({"arrived_at": at, "service_started_at": at}) == timedelta()


@pytest.mark.parametrize(
    ("arrived", "began"),
    [
        (None, None),
        (None, "2016-11-03T04:00:00Z"),
        ("2016-11-03T04:00:00Z", None),
        ("2016-11-03T04:00:00Z", "2016-11-03T03:59:59Z"),
        ("2016-11-03T04:00:00", "2016-11-03T04:01:00Z"),
        ("09:30", "2016-11-03T04:01:00Z"),
        (7, "2016-11-03T04:01:00Z"),
    ],
)
def test_what_makes_no_sense_is_not_known(arrived: object, began: object) -> None:
    assert waiting_time({"arrived_at": arrived, "service_started_at": began}) is None
