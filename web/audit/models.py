"""Deployed models as the auditor's pages name them: versions, elements, ends, offices."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta

from babel.dates import format_timedelta as babel_timedelta
from flask_babel import format_timedelta

from engine.model.dialect import ElementKind
from engine.step.version import Version
from engine.storage.queries import definition_rows, version_by_id
from engine.storage.runtime import Runtime
from people.store import Connection
from people.values import Office


def model_versions(connection: Connection, runtime: Runtime) -> tuple[Version, ...]:
    """Every deployed version, by key, the newest first."""
    rows = definition_rows(connection)
    return tuple(version_by_id(connection, runtime.versions, row.id) for row in rows)


def end_labels(models: Iterable[Version], language: str) -> dict[str, str]:
    """What the end events are called, by id; of equal ids the newest version's word."""
    return _labels(models, language, (ElementKind.END_EVENT,))


def element_labels(models: Iterable[Version], language: str) -> dict[str, str]:
    """What the elements are called, by id; their ids where they have no label."""
    return _labels(models, language, tuple(ElementKind))


def element_label(version: Version, element_id: str, language: str) -> str:
    """Its label, or its id where it has none or is none of this version."""
    element = version.definition.elements.get(element_id)
    return (element.label.text(language) if element else "") or element_id


def office_name(office: Office, language: str) -> str:
    return {"ru": office.name_ru, "en": office.name_en}.get(language) or office.name_kk


def span_words(span: timedelta | None) -> str:
    """A length of time in words, exact to its two largest units; a dash where there is none."""
    if span is None:
        return "—"
    seconds = round(span.total_seconds())
    parts = [(seconds // size, size) for size in (86_400,) if seconds >= size]
    rest = seconds % 86_400
    finer = next((size for size in (3600, 60, 1) if rest >= size), 1)
    if rest or not parts:
        parts.append((rest // finer, finer))
    return " ".join(
        format_timedelta(timedelta(seconds=count * size), granularity=_unit(size), threshold=1e9)
        for count, size in parts
    )


def short_span(span: timedelta, language: str) -> str:
    """For a picture: one unit, abbreviated."""
    return babel_timedelta(span, format="short", threshold=1, locale=language)


def _unit(seconds: int) -> str:
    return {86_400: "day", 3600: "hour", 60: "minute", 1: "second"}[seconds]


def _labels(
    models: Iterable[Version], language: str, kinds: tuple[ElementKind, ...]
) -> dict[str, str]:
    found: dict[str, str] = {}
    for version in models:
        for element in version.definition.elements.values():
            if element.kind in kinds:
                found.setdefault(element.id, element.label.text(language) or element.id)
    return found
