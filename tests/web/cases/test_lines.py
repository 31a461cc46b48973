"""What the address of the list carries."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.storage.vault import Vault
from web.cases.lines import (
    LONGEST_SEARCH,
    opened_search,
    place_of,
    place_text,
    sealed_search,
    status_of,
)
from web.cases.status import CaseStatus

VAULT = Vault("a secret of the tests, long enough")


@given(st.text(st.characters(codec="utf-8"), max_size=LONGEST_SEARCH))
def test_a_search_opens_as_it_was_typed(text: str) -> None:
    assert opened_search(VAULT, sealed_search(VAULT, text, "gulnar"), "gulnar") == text


@given(st.text(max_size=60))
def test_nothing_else_opens(text: str) -> None:
    assert opened_search(VAULT, text, "gulnar") == ""


def test_a_search_opens_for_who_typed_it() -> None:
    assert opened_search(VAULT, sealed_search(VAULT, "x", "gulnar"), "bolat") == ""


def test_a_long_search_is_cut() -> None:
    sealed = sealed_search(VAULT, "x" * 1000, "gulnar")

    assert opened_search(VAULT, sealed, "gulnar") == "x" * LONGEST_SEARCH


@given(st.integers(0, 10**15))
def test_a_place_comes_back_as_it_went(microseconds: int) -> None:
    at = datetime(2016, 1, 1, tzinfo=UTC) + timedelta(microseconds=microseconds)
    row = SimpleNamespace(started_at=at, id="a" * 32)

    place = place_of(place_text(row))

    assert place is not None
    assert (place.started_at, place.instance_id) == (row.started_at, row.id)


@given(st.text(max_size=60))
def test_no_text_breaks_a_place(text: str) -> None:
    place = place_of(text)

    assert place is None or "~" in text


@pytest.mark.parametrize(
    ("text", "status"),
    [("draft", CaseStatus.DRAFT), ("", None), (None, None), ("DRAFT", None), ("x", None)],
)
def test_only_a_status_of_ours_filters(text: str | None, status: CaseStatus | None) -> None:
    assert status_of(text) is status
