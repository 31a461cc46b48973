"""One word for one thing on pages, as docs/words.md has it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from engine.settings import ROOT
from people.roles import NAMES
from tests.translations import CATALOGUES, catalogue

TABLE = (ROOT / "docs" / "words.md").read_text("utf-8")
LAST = [row.rstrip("|").rsplit("|", 1)[-1] for row in TABLE.splitlines() if row.startswith("| ")]
REFUSED = sorted({word.strip() for cell in LAST[1:] for word in cell.split(",") if word.strip()})
FOUND = re.compile(rf"\b(?:{'|'.join(REFUSED)})\w*", re.IGNORECASE)


def test_the_table_names_what_is_refused() -> None:
    assert {"ученик", "оқушы", "контролёр"} <= set(REFUSED)


@pytest.mark.parametrize("language", CATALOGUES)
def test_no_page_says_it_with_another_word(language: str) -> None:
    said = [str(entry.string) for entry in catalogue(language)]
    assert [text for text in said if FOUND.search(text)] == []


@pytest.mark.parametrize("file", sorted((ROOT / "forms").glob("**/*.json")), ids=lambda f: f.name)
def test_no_form_says_it_with_another_word(file: Path) -> None:
    assert FOUND.findall(file.read_text("utf-8")) == []


def test_roles_have_the_words_of_the_table() -> None:
    assert [name for names in NAMES.values() for name in names.values() if FOUND.search(name)] == []
