"""What is said to the person who fills a form in, by cause: never the English of a library."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from engine.words import Words
from forms.fields import Field

FOLDER = Path(__file__).parent


@cache
def error_sentences() -> Mapping[str, Words]:
    """Sentences by `<keyword>`, and nearer ones by `<field>.<keyword>` and `<control>.<keyword>`."""
    return _catalogue("errors")


@cache
def document_labels() -> Mapping[str, Words]:
    """Words of the documents control: its columns, and `copy.<value>` for the ways a document is given."""
    return _catalogue("documents")


def sentence(
    keyword: str, *, field: Field | None, label: Words | None, name: str, limit: object
) -> Words:
    """The nearest sentence for a keyword that failed: of the field, else of its control, else of the keyword."""
    near = (f"{field.name}.{keyword}", f"{field.control}.{keyword}") if field else ()
    catalogue = error_sentences()
    found = next(catalogue[key] for key in (*near, keyword) if key in catalogue)
    return found.filled(label=label or name, name=name, limit=str(limit))


def sentence_of_row(row: int, message: Words) -> Words:
    """`message` said of one row of a list; `row` counts from 1."""
    return error_sentences()["row"].filled(row=row, message=message)


def _catalogue(stem: str) -> Mapping[str, Words]:
    raw = json.loads((FOLDER / f"{stem}.json").read_text("utf-8"))
    return {key: Words(**sentences) for key, sentences in raw.items()}
