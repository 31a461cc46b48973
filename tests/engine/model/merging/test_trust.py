"""Where a merge could do harm, what the analyst sees is stored."""

from __future__ import annotations

import pytest

from engine.model.merging import MergeUntrusted, merge_edit, merge_trusted
from engine.model.merging.documents import MAX_DEPTH
from tests.engine.model.merging.drawing import deleting, drawn, renaming, saved_again
from tests.engine.model.merging.originals import STRANGE

BASELINE = saved_again(STRANGE)
EDITED = drawn(STRANGE, renaming("Check", "Басқа"))


def reason(original: bytes, baseline: bytes = BASELINE, edited: bytes = EDITED) -> str:
    assert merge_edit(original, baseline, edited) == edited
    with pytest.raises(MergeUntrusted) as caught:
        merge_trusted(original, baseline, edited)
    return str(caught.value)


def test_an_id_used_twice_is_not_trusted() -> None:
    assert reason(STRANGE.replace(b'id="F2"', b'id="F1"')) == "original: the id F1 is used twice"


def test_an_id_inside_an_extension_may_be_used_twice() -> None:
    original = STRANGE.replace(b'<acme:field id="two"', b'<acme:field id="one"')
    result = merge_trusted(
        original, saved_again(original), drawn(original, renaming("Check", "Басқа"))
    )
    assert result.replace("Басқа".encode(), "Тексеру".encode()) == original


def test_a_baseline_of_another_model_is_not_trusted() -> None:
    assert reason(drawn(STRANGE, deleting("Part"))).endswith("is not in the original")
    assert reason(STRANGE, drawn(STRANGE, deleting("Check"))) == (
        "baseline: Check of the original is not in it"
    )


def test_a_baseline_of_an_older_state_is_not_trusted() -> None:
    older = drawn(STRANGE, renaming("Part", "Бұрынғы"))
    assert reason(STRANGE, older) == "baseline: Part is not as in the original"


def test_an_edit_of_another_kind_is_not_trusted() -> None:
    assert reason(STRANGE, BASELINE, b"<other/>") == "edited: the root is another one"


@pytest.mark.parametrize("broken", [b"", b"<a", b"\xff\xfe", b"PK\x03\x04", b"<a>&x;</a>"])
def test_what_is_not_xml_is_not_trusted(broken: bytes) -> None:
    assert reason(broken) == "original: it is not XML"
    assert reason(STRANGE, broken) == "baseline: it is not XML"
    assert reason(STRANGE, BASELINE, broken) == "edited: it is not XML"


def test_a_doctype_is_not_trusted() -> None:
    original = STRANGE.replace(b"<?editor", b'<!DOCTYPE a [<!ENTITY x "y">]><?editor')
    assert reason(original) == "original: it has a DOCTYPE"


def test_a_depth_that_nobody_draws_is_not_trusted() -> None:
    deep = b"<semantic:group>" * MAX_DEPTH + b"</semantic:group>" * MAX_DEPTH
    original = STRANGE.replace(b"<semantic:laneSet", deep + b"<semantic:laneSet")
    assert "deep in each other" in reason(original)


def test_a_depth_inside_an_extension_is_not_trusted_either() -> None:
    deep = b"<a>" * MAX_DEPTH + b"</a>" * MAX_DEPTH
    assert "deep in each other" in reason(
        STRANGE.replace(b"<acme:fields>", b"<acme:fields>" + deep)
    )
