"""What a task's page says of its case beside the form: main facts, documents, advice of the rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext

from engine.errors import EngineError
from engine.expression.values import Variables
from engine.step.version import Version
from web.cases.labels import LABELS, PARTS
from web.cases.papers import kind_words
from web.cases.words import Row, variable_rows
from workers.answers import Answers
from workers.check_rules import required_documents
from workers.documents.store import Document

PRINTED = frozenset({"application"})  # by us, out of what was typed


@dataclass(frozen=True, kw_only=True)
class PaperLink:
    """A document of the case; `number` is empty where it has none."""

    document_id: str
    url: str
    title: str
    number: str


def main_facts(version: Version, scope: Mapping[str, object], language: str) -> list[Row]:
    """Label and value of what is known so far."""
    rows = []
    for name, label in LABELS.items():
        known = {name: _compared(name, scope.get(name))}
        rows += [
            (str(label or own), value) for own, value in variable_rows(version, known, language)
        ]
    return rows


def _compared(name: str, value: object) -> object:
    if name not in PARTS or not isinstance(value, Mapping):
        return value
    return {part: value[part] for part in PARTS[name] if part in value}


def paper_links(documents: Sequence[Document], language: str) -> list[PaperLink]:
    """Documents in force, in the order in which they came."""
    return [
        PaperLink(
            document_id=each.id,
            url=url_for("papers.page", document_id=each.id),
            title=kind_words(each.kind, language),
            number=each.number or "",
        )
        for each in documents
        if each.voided_at is None
    ]


def advised_documents(scope: Mapping[str, object]) -> frozenset[str]:
    """Kinds that the standard asks for in this case; none while too little is known of it."""
    try:
        asked = required_documents(Answers(job_type="check-rules", values=scope))
    except EngineError:
        return frozenset()
    return frozenset(asked) - PRINTED


def advice(form_key: str, scope: Mapping[str, object], language: str) -> list[str]:
    """What the rules found, in words, for who decides on the package. They end nothing.

    On the portal nobody checks the package before the specialist.
    """
    portal = scope.get("channel") == "portal"
    asked = form_key == "check-package" or (form_key == "prepare-order" and portal)
    return list(_advice(scope, language)) if asked else []


def _advice(scope: Variables, language: str) -> Iterator[str]:
    missing = [kind_words(kind, language) for kind in scope.get("missing_docs") or ()]
    if missing:
        yield gettext(
            "By the list of the standard (paragraph 9) these are missing: %(documents)s.",
            documents="; ".join(missing),
        )
    else:
        yield gettext("By the list of the standard (paragraph 9) nothing is missing.")
    if reason := scope.get("missing_reason"):
        yield gettext("The applicant says why: %(reason)s", reason=reason)
    if scope.get("late") is True:
        yield gettext(
            "Handed in after 1 December of the current school year (standard, paragraph 4, item 4)."
        )
    if scope.get("iin_birth_mismatch") is True:
        yield gettext(
            "The pupil's IIN spells another birth date than the one given. Such numbers exist and are valid"
            " (decree of 26.08.2013 No 853): compare with the document."
        )
