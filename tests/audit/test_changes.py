from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.changes import Change, ChangeKind, changes

VALUES = (
    st.none()
    | st.booleans()
    | st.integers(-9, 9)
    | st.text(max_size=3)
    | st.lists(st.integers(0, 2))
)
SCOPES = st.dictionaries(st.sampled_from("abcde"), VALUES)


def test_nothing_changed():
    assert changes({"a": [1, {"b": 2}]}, {"a": [1, {"b": 2}]}) == ()


def test_changes_are_told_by_name():
    found = changes({"kept": 1, "old": 2, "gone": 3}, {"kept": 1, "old": 4, "new": 5})

    assert found == (
        Change(name="gone", kind=ChangeKind.REMOVED, before=3),
        Change(name="new", kind=ChangeKind.ADDED, after=5),
        Change(name="old", kind=ChangeKind.CHANGED, before=2, after=4),
    )


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (1, True),
        (0, False),
        ([1], [True]),
        ({"a": 1}, {"a": True}),
        ({"a": 1}, {"b": 1}),
        ([1], [1, 1]),
    ],
)
def test_equal_in_python_is_not_equal_in_a_history(before, after):
    assert [change.kind for change in changes({"x": before}, {"x": after})] == [ChangeKind.CHANGED]


@given(SCOPES, SCOPES)
def test_changes_lead_from_before_to_after(before, after):
    rebuilt = dict(before)
    for change in changes(before, after):
        if change.kind is ChangeKind.REMOVED:
            assert rebuilt.pop(change.name) == change.before
        else:
            rebuilt[change.name] = change.after

    assert changes(rebuilt, after) == ()
