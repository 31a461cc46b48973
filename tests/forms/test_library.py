from __future__ import annotations

import pytest

from forms.errors import UnknownForm
from forms.form import read_form
from forms.library import form_contents, form_keys, load_form


def test_a_form_is_read_once() -> None:
    assert load_form("resolution") is load_form("resolution")


@pytest.mark.parametrize(
    "key", ["", "nothing", "../forms/resolution", "sentences/errors", "resolution.json"]
)
def test_only_a_stem_that_lies_here_is_a_form(key: str) -> None:
    with pytest.raises(UnknownForm) as refusal:
        load_form(key)
    assert refusal.value.key == key


def test_a_stored_form_reads_as_the_one_that_lies_here() -> None:
    contents = form_contents()
    assert contents.keys() == form_keys()
    for key, content in contents.items():
        assert read_form(key, content.encode()) == load_form(key)


@pytest.mark.parametrize("key", sorted(form_keys()))
def test_a_form_is_small_enough_to_read(key: str) -> None:
    assert len(form_contents()[key]) < 32_000
