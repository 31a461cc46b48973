"""A model that was opened and saved without an edit is stored as it came."""

from __future__ import annotations

import pytest

from engine.model.merging import merge_edit
from engine.settings import ROOT
from tests.engine.model.merging.drawing import drawn, renaming, saved_again
from tests.engine.model.merging.originals import ALL, STRANGE


@pytest.mark.parametrize("original", ALL.values(), ids=ALL)
def test_what_was_not_edited_is_the_same_to_the_byte(original: bytes) -> None:
    baseline = saved_again(original)
    assert baseline != original
    assert merge_edit(original, baseline, baseline) is original


def test_the_model_of_the_service_is_the_same_to_the_byte() -> None:
    original = (ROOT / "bpmn" / "externat.bpmn").read_bytes()
    baseline = saved_again(original)
    assert merge_edit(original, baseline, baseline) is original


def test_another_order_of_attributes_is_no_edit() -> None:
    baseline = b"<a x='1' y='2'/>"
    assert merge_edit(STRANGE, baseline, b'<a y="2" x="1"></a>') is STRANGE


def test_another_layout_and_other_prefixes_are_no_edit() -> None:
    baseline = saved_again(STRANGE)
    edited = baseline.replace(b"bpmn:", b"b:").replace(b":bpmn=", b":b=").replace(b"\n", b"\n ")
    assert merge_edit(STRANGE, baseline, edited) == STRANGE


def test_an_original_with_an_id_twice_stays_too_where_nothing_was_edited() -> None:
    original = STRANGE.replace(b'id="F2"', b'id="F1"')
    baseline = saved_again(original)
    assert merge_edit(original, baseline, baseline) is original


def test_an_edit_that_was_taken_back_leaves_the_original() -> None:
    baseline = saved_again(STRANGE)
    there = merge_edit(STRANGE, baseline, drawn(STRANGE, renaming("Check", "Басқа")))
    assert there != STRANGE
    back = merge_edit(there, saved_again(there), drawn(there, renaming("Check", "Тексеру")))
    assert back == STRANGE
