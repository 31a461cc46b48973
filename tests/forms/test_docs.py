"""docs/forms.md and docs/architecture.md say what is so."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from forms.controls import Control
from forms.form import Form, read_form
from forms.formats import FORMATS
from forms.keywords import ASSERTIONS, STRUCTURE
from forms.library import form_keys, load_form
from forms.reading import AUTOCOMPLETE, FIELD_NAMES
from forms.submission import validate_answers

DOCS = Path(__file__).parents[2] / "docs"


@cache
def page() -> str:
    return (DOCS / "forms.md").read_text("utf-8")


def section(title: str) -> str:
    return page().split(f"### {title}\n", 1)[1].split("\n#", 1)[0]


def documented_form() -> Form:
    found = re.search(r"```json\n(.*?)```", page(), re.DOTALL)
    assert found
    return read_form("example", found[1].encode())


def outcomes() -> list[tuple[dict[str, Any], str]]:
    rows = re.findall(r"^\| `(\{.*?\})` \| (.+?) \|$", page(), re.MULTILINE)
    return [(json.loads(answers), outcome) for answers, outcome in rows]


def test_the_page_shows_each_kind_of_outcome() -> None:
    kinds = {outcome.partition(": ")[2] or outcome for _, outcome in outcomes()}
    assert kinds == {"accepted", "required", "hidden", "type", "foreign"}


@pytest.mark.parametrize(("answers", "outcome"), outcomes())
def test_the_documented_form_does_what_the_page_says(answers: dict[str, Any], outcome: str) -> None:
    errors = validate_answers(documented_form(), answers, {"order_no": "12"}).errors
    said = [f"`{error.field}`: {error.keyword}" for error in errors]
    assert said == ([] if outcome == "accepted" else [outcome])


def in_backticks(text: str) -> set[str]:
    return set(re.findall(r"`([^`]+)`", text))


def test_the_page_lists_the_keywords_and_formats() -> None:
    listed = in_backticks(section("Schema"))
    assert listed >= (ASSERTIONS | STRUCTURE | FORMATS.keys()) - {"$schema"}


def test_the_page_lists_what_a_field_may_hold() -> None:
    assert in_backticks(section("Fields")) >= FIELD_NAMES | AUTOCOMPLETE


def test_the_page_lists_the_controls() -> None:
    rows = re.findall(r"^\| (`.*?`) \|", section("Controls"), re.MULTILINE)
    assert {name for row in rows for name in in_backticks(row)} == set(Control)


def dictionary() -> set[str]:
    """The names in the first column of the table of variables."""
    table = (DOCS / "architecture.md").read_text("utf-8").split("\nVariables:\n", 1)[1]
    first = [
        line.split("|")[1]
        for line in table.split("\n\nDocument kinds", 1)[0].splitlines()
        if "|" in line
    ]
    return set(re.findall(r"[a-z_]+", " ".join(first)))


@pytest.mark.parametrize("key", sorted(form_keys()))
def test_every_property_is_a_variable_of_the_data_dictionary(key: str) -> None:
    assert set(load_form(key).schema["properties"]) <= dictionary()


def test_every_form_of_a_user_task_lies_here() -> None:
    text = (DOCS / "architecture.md").read_text("utf-8")
    assert set(re.findall(r"form `([a-z-]+)`", text)) <= form_keys()
