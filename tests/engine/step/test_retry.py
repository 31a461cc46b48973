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
