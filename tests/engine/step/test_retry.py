from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.step.retry import OpenIncident, RetryAt, after_failure
from tests.conftest import NOW


def test_a_failed_attempt_is_tried_again_after_its_wait():
    assert after_failure("R3/PT20S", 1, now=NOW) == RetryAt(due=NOW + timedelta(seconds=20))


def test_the_last_failure_opens_an_incident():
    assert after_failure("R3/PT20S", 3, now=NOW) == OpenIncident(attempts=3)


def test_without_a_word_there_are_three_attempts():
    verdicts = [after_failure("", attempt, now=NOW) for attempt in (1, 2, 3)]

    assert verdicts == [
        RetryAt(due=NOW + timedelta(seconds=10)),
        RetryAt(due=NOW + timedelta(minutes=1)),
        OpenIncident(attempts=3),
    ]


@pytest.mark.parametrize(("retries", "attempts"), [("1", 1), ("R1/PT1M", 1), ("2", 2)])
def test_a_number_is_the_number_of_attempts_in_all(retries, attempts):
    assert isinstance(after_failure(retries, attempts, now=NOW), OpenIncident)


@given(st.integers(1, 20), st.integers(1, 30))
def test_attempts_never_go_beyond_the_number(most, attempts):
    verdict = after_failure(f"R{most}/PT1S", attempts, now=NOW)

    assert isinstance(verdict, OpenIncident) == (attempts >= most)


def test_a_list_of_waits_is_gone_through_attempt_by_attempt():
    verdicts = [after_failure("PT1M,PT5M", attempt, now=NOW) for attempt in (1, 2, 3)]

    assert verdicts == [
        RetryAt(due=NOW + timedelta(minutes=1)),
        RetryAt(due=NOW + timedelta(minutes=5)),
        OpenIncident(attempts=3),
    ]


def test_it_may_be_tried_again_at_once_not_at_all_and_for_ever():
    assert after_failure("R3/PT0S", 2, now=NOW) == RetryAt(due=NOW)
    assert after_failure("R0/PT5M", 1, now=NOW) == OpenIncident(attempts=1)
    assert after_failure("R/PT5M", 9999, now=NOW) == RetryAt(due=NOW + timedelta(minutes=5))
