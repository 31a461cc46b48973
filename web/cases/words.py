"""Variables of a case as staff read them: labels and values in the language of the page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime

from flask_babel import format_date, format_datetime, gettext
from flask_babel import lazy_gettext as _

from engine.errors import EngineError
from engine.expression.iso import parse_instant
from engine.expression.values import Value
from engine.step.version import Version
from forms.controls import Control
from forms.fields import Field
from forms.formats import is_local_date
from forms.library import load_form
from forms.sentences import document_labels
from web.tasks.opened import stored_form

LABELS: Mapping[str, object] = {
    "channel": _("Channel"),
    "case_no": _("Case number"),
    "arrived_at": _("Came at"),
    "service_started_at": _("Service began at"),
    "provider": _("Service provider"),
    "branch": _("State Corporation branch"),
    "worker_name": _("State Corporation worker"),
    "identity": _("Identity"),
    "late": _("After 1 December"),
    "iin_birth_mismatch": _("IIN and birth date differ"),
    "preliminary_notice": _("Preliminary notice is due"),
    "refusal_receipt_no": _("Refusal receipt"),
    "receipt_no": _("Acceptance receipt"),
    "accepted_at": _("Documents accepted at"),
    "due_on": _("Due on"),
    "incoming_no": _("Incoming number"),
    "incoming_at": _("Registered at"),
    "specialist_name": _("Specialist"),
    "birth_certificate": _("Birth certificate"),
    "order_no": _("Order number"),
    "order_date": _("Order date"),
    "extract_no": _("Extract number"),
    "refusal_no": _("Refusal number"),
    "refusal_date": _("Refusal date"),
    "signature": _("Signature"),
    "outgoing_no": _("Outgoing number"),
    "outgoing_at": _("Sent at"),
    "storage_until": _("Stored until"),
    "came_at": _("Came for the result at"),
    "requested_at": _("Result requested at"),
    "withdrawn_at": _("Withdrawn at"),
}
"""Variables that no form asks for, or asks for in another form than they are kept in."""

PARTS: Mapping[str, object] = {
    "source": _("Source"),
    "answered_at": _("Answered at"),
    "position": _("Position"),
    "signed_at": _("Signed at"),
    "mark": _("Mark"),
}
"""Parts of objects that no form asks for."""

DESK_FORMS = ("visit", "collect", "withdraw")
CHANNELS: Mapping[str, object] = {
    "state-corporation": _("State Corporation"),
    "portal": _("E-government portal"),
}
Row = tuple[str, str]


def variable_rows(version: Version, variables: Mapping[str, object], language: str) -> list[Row]:
    """Label and value of every variable that says something to a person; ids of rows are left out."""
    fields = _fields(version)
    return [
        (str(label), _shown(name, value, fields, language))
        for name, value in variables.items()
        if value not in (None, "", [], {}) and (label := _label(name, fields, language))
    ]


def variable_label(version: Version, name: str, language: str) -> str:
    """Its label; empty for what says nothing to a person."""
    return _label(name, _fields(version), language)


def changed_words(
    version: Version, name: str, old: Value, new: Value, language: str, *, veil: bool = False
) -> str:
    """Label, old and new value. veil: an identity number shows its last four digits alone."""
    fields = _fields(version)
    field = fields.get(name)
    hidden = veil and field is not None and field.control is Control.IIN
    old_text, new_text = (
        "—" if value in (None, "", [], {}) else _shown(name, value, fields, language)
        for value in (old, new)
    )
    if hidden:
        old_text, new_text = (f"…{text[-4:]}" for text in (old_text, new_text))
    return f"{_label(name, fields, language) or name}: {old_text} → {new_text}"


def _fields(version: Version) -> Mapping[str, Field]:
    forms = [stored_form(version, key) for key in sorted(version.definition.form_keys)]
    forms += [load_form(key) for key in DESK_FORMS]
    return {field.name: field for form in forms for field in form.asked}


def _label(name: str, fields: Mapping[str, Field], language: str) -> str:
    if name in LABELS:
        return str(LABELS[name])
    field = fields.get(name)
    if field is None or field.control is Control.PERSON:  # of a person the name is kept beside
        return ""
    return field.label.text(language)


def _shown(name: str, value: Value, fields: Mapping[str, Field], language: str) -> str:
    if isinstance(value, bool):
        return str(gettext("yes") if value else gettext("no"))
    if isinstance(value, Mapping):
        return _object(name, value, fields, language)
    field = fields.get(name)
    if isinstance(value, list):
        return "; ".join(_item(each, field, language) for each in value)
    if name == "channel" and value in CHANNELS:
        return str(CHANNELS[value])
    return _option(value, field, language)


def _object(
    name: str, value: Mapping[str, object], fields: Mapping[str, Field], language: str
) -> str:
    """An office by its name; of anything else the parts that have a word of their own."""
    if office := value.get(f"name_{language}") or value.get("name_kk"):
        return str(office)
    labels = {part: _part_label(name, part, fields, language) for part in value}
    return "; ".join(
        f"{label}: {_shown(f'{name}.{part}', value[part], fields, language)}"
        for part, label in labels.items()
        if label and value[part] not in (None, "", [])
    )


def _part_label(name: str, part: str, fields: Mapping[str, Field], language: str) -> str:
    field = fields.get(f"{name}.{part}")
    return field.label.text(language) if field else str(PARTS.get(part, ""))


def _item(value: object, field: Field | None, language: str) -> str:
    """A row of the documents control, or one of several choices."""
    if not isinstance(value, Mapping):
        return _option(value, field, language)
    copy = document_labels().get(f"copy.{value.get('copy')}")
    told = (copy.text(language) if copy else "", str(value.get("note") or ""))
    notes = ", ".join(filter(None, told))
    kind = _option(value.get("kind"), field, language)
    return f"{kind} ({notes})" if notes else kind


def _option(value: Value, field: Field | None, language: str) -> str:
    options: Iterable[Value] = field.options if field else ()
    found = (option.label.text(language) for option in options if option.value == value)
    text = next(found, None)
    if text is None:
        text = str(value) if field and field.control in (Control.TEXT, Control.TEXTAREA) else ""
    return text or moment_words(str(value))


def moment_words(text: str) -> str:
    """Dates and instants as they are written here, in Almaty's time; any other text as it is."""
    if is_local_date(text):
        return str(format_date(date.fromisoformat(text), "dd.MM.yyyy"))
    instant = instant_of(text)
    return str(format_datetime(instant, "dd.MM.yyyy HH:mm")) if instant else text


def instant_of(value: object) -> datetime | None:
    """An aware instant out of a variable, or None where it is none."""
    try:
        return parse_instant(value) if isinstance(value, str) and "T" in value else None
    except EngineError:
        return None
