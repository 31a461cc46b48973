"""Variables of an instance."""

from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from engine.tokens.scopes import Scopes


def test_without_local_scopes_the_view_is_the_root_itself() -> None:
    scopes = Scopes({"a": 1})
    assert scopes.view([3, 2]) is scopes.root


def test_the_innermost_scope_is_read_first() -> None:
    scopes = Scopes({"a": 1, "b": 1, "c": 1}, {2: {"a": 2, "b": 2}, 3: {"a": 3}})
    assert dict(scopes.view([3, 2])) == {"a": 3, "b": 2, "c": 1}
    assert dict(scopes.view([2])) == {"a": 2, "b": 2, "c": 1}


def test_a_value_is_written_to_the_nearest_scope_that_has_the_name() -> None:
    scopes = Scopes({"a": 1, "b": 1}, {2: {"a": 2}, 3: {}})
    scopes.write([3, 2], {"a": 9, "b": 9})
    assert (scopes.root, scopes.local) == ({"a": 1, "b": 9}, {2: {"a": 9}, 3: {}})


def test_a_new_name_goes_to_the_root() -> None:
    scopes = Scopes({}, {2: {"a": 2}})
    scopes.write([2], {"fresh": 1})
    assert scopes.root == {"fresh": 1}


def test_a_scope_is_opened_added_to_and_dropped() -> None:
    scopes = Scopes({})
    scopes.open(2, {"a": 1})
    scopes.open(2, {"b": 2})
    assert scopes.local == {2: {"a": 1, "b": 2}}
    scopes.drop(2)
    scopes.drop(2)
    assert scopes.local == {}


def test_a_value_is_replaced_and_never_changed_in_place() -> None:
    old = {"name": "Dana"}
    scopes = Scopes({"who": old})
    scopes.write([], {"who": {"name": "Aru"}})
    assert old == {"name": "Dana"}


_names = st.sampled_from("abcd")
_values: st.SearchStrategy[dict[str, Any]] = st.dictionaries(_names, st.integers())


@given(
    root=_values,
    local=st.dictionaries(st.integers(1, 4), _values),
    chain=st.lists(st.integers(1, 4), unique=True),
    written=_values,
)
def test_what_was_written_is_read_from_the_same_place(
    root: dict[str, Any],
    local: dict[int, dict[str, Any]],
    chain: list[int],
    written: dict[str, Any],
) -> None:
    scopes = Scopes(dict(root), {number: dict(scope) for number, scope in local.items()})
    scopes.write(chain, written)
    assert {name: scopes.view(chain)[name] for name in written} == written


@given(root=_values, local=st.dictionaries(st.integers(1, 4), _values, min_size=1), written=_values)
def test_scopes_outside_the_chain_stay_as_they_were(
    root: dict[str, Any], local: dict[int, dict[str, Any]], written: dict[str, Any]
) -> None:
    scopes = Scopes(dict(root), {number: dict(scope) for number, scope in local.items()})
    chosen = min(local)
    scopes.write([chosen], written)
    assert all(scopes.local[number] == scope for number, scope in local.items() if number != chosen)


def test_a_called_process_sees_its_own_root_and_nothing_beyond() -> None:
    scopes = Scopes({"a": 1}, {3: {"b": 3}, 2: {"c": 2}})
    scopes.called[2] = {"d": 4}
    assert dict(scopes.view([3, -2])) == {"b": 3, "d": 4}
    scopes.write([3, -2], {"a": 9})
    assert (scopes.root, scopes.called) == ({"a": 1}, {2: {"d": 4, "a": 9}})


def test_what_is_called_goes_with_its_call() -> None:
    scopes = Scopes({}, {2: {}})
    scopes.called[2] = {"d": 4}
    scopes.drop(2)
    assert (scopes.local, scopes.called) == ({}, {})
