"""What a browser posts to JSON values: by control and schema type, without judging."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence

from engine.calendar.typed import sent_day, sent_time
from engine.expression.values import Value
from engine.identifiers import normalise_phone
from forms.cleaning import clean_line, clean_lines
from forms.controls import TICKS, Control, is_boolean
from forms.fields import Field
from forms.form import Form

Posted = Mapping[str, Sequence[str]]

WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
WORDS = {"true": True, "on": True, "1": True, "false": False, "off": False, "0": False}


def parse_submission(form: Form, posted: Posted) -> dict[str, object]:
    """The posted values as answers: texts trimmed and in NFC, empty ones left out, telephone numbers as `+7…`.

    What cannot be read stays text, and what the form does not have stays under its own name: `validate_answers`
    refuses both. A box that is not ticked is false. The caller takes out its own names (csrf_token) first.
    Rows of documents are posted as `<field>-<n>-<column>`.
    """
    answers: dict[str, Value] = {}
    used: set[str] = set()
    for field in form.asked:
        names = _posted_names(field, posted)
        used |= names
        value = _value(field, {name: posted[name] for name in names})
        if value not in (None, "", []):
            _place(answers, field.name, value)
    return answers | {
        name: "\n".join(values) for name, values in posted.items() if name not in used
    }


def _posted_names(field: Field, posted: Posted) -> set[str]:
    if field.control is Control.DOCUMENTS:
        return {name for name in posted if _row_of(field, name)}
    return {field.name} & posted.keys()


def _row_of(field: Field, name: str) -> re.Match[str] | None:
    return re.fullmatch(rf"{re.escape(field.name)}-([0-9]{{1,3}})-([a-z_]{{1,40}})", name)


def _value(field: Field, posted: Posted) -> object:
    if field.control is Control.DOCUMENTS:
        return _rows(field, posted)
    values = [*posted.get(field.name, ())]
    if field.control is Control.CHECKBOXES:
        return [*filter(None, map(clean_line, values))]
    # a hidden "false" before the box, or a doubled name: the last one is what the person saw
    last = values[-1] if values else ""
    if field.control in TICKS:
        return WORDS.get(last.strip(), last) if last else False
    return _single(field, last)


def _single(field: Field, text: str) -> object:
    if field.control in READ:
        return READ[field.control](text)
    line = clean_line(text)
    return {"true": True, "false": False}.get(line, line) if is_boolean(field.schema) else line


def phone_of(text: str) -> str:
    """`+7…` where it is a number of Kazakhstan, else the text as it is."""
    return normalise_phone(text) or clean_line(text)


def iin_of(text: str) -> str:
    """People write it in groups."""
    return clean_line(text).replace(" ", "")


def number_of(text: str) -> int | str:
    """A whole number in ASCII digits, else the text as it is."""
    line = clean_line(text)
    return int(line) if WHOLE_NUMBER.fullmatch(line) else line


READ: Mapping[Control, Callable[[str], object]] = {
    Control.DATE: lambda text: sent_day(clean_line(text)),
    Control.TIME: lambda text: sent_time(clean_line(text)),
    Control.TEXTAREA: clean_lines,
    Control.PHONE: phone_of,
    Control.IIN: iin_of,
    Control.NUMBER: number_of,
}


def _rows(field: Field, posted: Posted) -> list[dict[str, str]]:
    """The rows in the order of their numbers; one whose kind alone is filled was offered, not given."""
    rows: dict[int, dict[str, str]] = {}
    for name, values in posted.items():
        found = _row_of(field, name)
        if found and (text := clean_line("".join(values[-1:]))):
            rows.setdefault(int(found[1]), {})[found[2]] = text
    return [rows[number] for number in sorted(rows) if rows[number].keys() != {"kind"}]


def _place(answers: dict[str, Value], name: str, value: Value) -> None:
    whole, _, part = name.partition(".")
    if part:
        answers.setdefault(whole, {})[part] = value
    else:
        answers[whole] = value
