from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from hypothesis import strategies as st

from audit.figures import Term, Visit, step_figures
from tests.conftest import NOW

MINUTE = timedelta(minutes=1)


def visit(minutes=None, *, element="Check", completed=True, due=None):
    return Visit(
        element_id=element,
        opened_at=NOW,
        closed_at=None if minutes is None else NOW + minutes * MINUTE,
        completed=completed and minutes is not None,
        due_at=None if due is None else NOW + due * MINUTE,
    )


def figures(*visits, now=NOW):
    return list(step_figures(visits, now=now))


def test_visits_are_counted_by_element():
    found = figures(visit(1), visit(2), visit(1, element="Decide"))

    assert [(one.element_id, one.visits) for one in found] == [("Check", 2), ("Decide", 1)]


def test_every_visit_is_completed_canceled_or_open():
    one = figures(visit(1), visit(2, completed=False), visit())[0]

    assert (one.visits, one.completed, one.canceled, one.open) == (3, 1, 1, 1)


def test_terms_are_kept_up_to_the_last_instant():
    one = figures(visit(15, due=15), visit(16, due=15))[0]

    assert (one.kept, one.broken) == (1, 1)


def test_an_open_visit_breaks_its_term_when_it_passes():
    assert figures(visit(due=15), now=NOW + 15 * MINUTE)[0].broken == 0
    assert figures(visit(due=15), now=NOW + 16 * MINUTE)[0].broken == 1
    assert figures(visit(due=15), now=NOW)[0].kept == 0


def test_what_was_canceled_says_nothing_of_its_term():
    one = figures(visit(99, completed=False, due=15))[0]

    assert (one.kept, one.broken, one.median) == (0, 0, None)


def test_durations_are_those_of_completed_visits():
    one = figures(*(visit(minutes) for minutes in range(1, 11)), visit(500, completed=False))[0]

    assert (one.median, one.p90) == (5 * MINUTE, 9 * MINUTE)


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=60))
def test_at_least_half_and_nine_tenths_do_not_exceed_the_percentiles(durations):
    one = figures(*(visit(minutes) for minutes in durations))[0]
    spans = [minutes * MINUTE for minutes in durations]

    for value, percent in ((one.median, 50), (one.p90, 90)):
        assert value in spans
        assert sum(span <= value for span in spans) * 100 >= percent * len(spans)
        assert sum(span < value for span in spans) * 100 < percent * len(spans)


def test_terms_have_words_that_tables_can_hold():
    assert [term.value for term in Term] == ["kept", "broken", "none"]
