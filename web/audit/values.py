"""Values of a step in words: what a variable says to a person, what an event notes, who is meant by an id."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flask_babel import format_datetime, gettext
from flask_babel import lazy_gettext as _

from audit.film import FilmStep
from audit.gateways import told
from engine.expression.iso import parse_instant
from engine.expression.values import Value
from engine.step.terms import moved_terms
from engine.step.version import Version
from web.audit.models import element_label

WRITTEN_AS_IS = 2000  # characters of a value; past this the page says how long it is
NOTES: Mapping[str, object] = {
    "assignee": _("Assigned to"),
    "attempt": _("Attempt"),
    "before": _("Before that"),
    "calendar": _("Version of the calendar"),
    "code": _("Error code"),
    "incident": _("Incident opened"),
    "message": _("Message"),
    "reason": _("Reason"),
    "sent_at": _("Sent at"),
    "start_element": _("Started at"),
    "to": _("Moved to"),
}
"""What an event may note; what else it holds is told elsewhere on the page."""
PERSONS = frozenset({"assignee", "before"})
ELEMENTS = frozenset({"start_element", "to"})
MOMENT = "dd.MM.yyyy HH:mm:ss"


def text_of(value: object) -> str:
    """A value exactly as the history has it, without brackets and quotes; a very long one is cut, its length said."""
    text = told(value)
    if len(text) <= WRITTEN_AS_IS:
        return text
    return f"{text[:WRITTEN_AS_IS]}… ({len(text)})"


def note_lines(
    step: FilmStep, version: Version, names: Mapping[str, str], language: str
) -> Iterator[tuple[str, str]]:
    """What else the event says. names: of persons, by id."""
    for name, label in NOTES.items():
        value = step.note.get(name)
        if value not in (None, ""):
            yield str(label), _noted(name, value, version, names, language)
    for term in moved_terms(step.note) if "terms" in step.note else ():
        what = element_label(version, term.element_id, language) if term.element_id else ""
        moment = format_datetime(term.due_at, MOMENT)
        yield what or gettext("Term of the case"), moment


def _noted(
    name: str, value: Value, version: Version, names: Mapping[str, str], language: str
) -> str:
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    if name in PERSONS:
        return names.get(value, "") or str(value)
    if name in ELEMENTS:
        return element_label(version, value, language)
    return (
        str(format_datetime(parse_instant(value), MOMENT)) if name == "sent_at" else text_of(value)
    )
