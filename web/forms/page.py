"""From a form, the case and what was typed to what its page shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from engine.calendar.typed import shown_day
from engine.expression import compile_expression
from engine.expression.values import Variables
from forms.check import Persons
from forms.conditions import holds, seen_names, simple_condition
from forms.controls import TICKS, Control
from forms.faults import FieldError
from forms.fields import Field
from forms.form import Form
from forms.placeholders import spoken
from forms.submission import parse_submission
from web.forms.days import day_hints
from web.forms.documents import RowTable, row_errors
from web.forms.view import Choice, FieldView, FileShown, FormView, RowView

HINTS = ("data-show-name", "data-show-value")  # of forms.html, for the element around the input
INPUT_TYPES: Mapping[Control, str] = {
    Control.PHONE: "tel",
    Control.EMAIL: "email",
}
PLACEHOLDERS: Mapping[Control, object] = {
    Control.DATE: _("dd.mm.yyyy"),
    Control.TIME: _("hh:mm"),
}
SHORT = frozenset({Control.IIN, Control.PHONE, Control.DATE, Control.TIME, Control.NUMBER})


@dataclass(frozen=True, kw_only=True)
class Filled:
    """A form with what stands in it.

    posted: values as a browser posts them; scope: variables of the case; persons: who may be chosen, by field.
    errors: of `forms.submission`; refused: sentences of our own by posted name; files: by document id;
    advised: kinds of document that the rules ask for; today: past which some dates may not lie.
    """

    form: Form
    posted: Mapping[str, Sequence[str]]
    scope: Variables
    language: str
    persons: Persons = field(default_factory=dict)
    errors: Sequence[FieldError] = ()
    refused: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, FileShown] = field(default_factory=dict)
    advised: frozenset[str] = frozenset()
    today: date = date.max


def form_view(filled: Filled) -> FormView:
    """What the page shows; fields that this case does not ask for are left out."""
    answers = parse_submission(filled.form, filled.posted)
    names = seen_names(filled.form.fields, answers, filled.scope)
    fields = tuple(
        _field_view(filled, each, names)
        for each in filled.form.fields
        if each.control is not Control.HIDDEN and is_offered(filled.form, each, names)
    )
    return FormView(
        title=filled.form.title.text(filled.language),
        fields=fields,
        errors=tuple(_summary(filled, fields)),
        takes_files=any(each.control is Control.DOCUMENTS for each in filled.form.fields),
    )


def is_offered(form: Form, field: Field, names: Mapping[str, object]) -> bool:
    """Whether the page has the field: its condition holds, or may come to hold while the page is open."""
    if field.show_if is None or depends_on_answers(form, field):
        return True
    return holds(field.show_if, names) is True


def depends_on_answers(form: Form, field: Field) -> bool:
    """Whether the condition reads an answer that is typed into the same form."""
    if field.show_if is None:
        return False
    asked = {each.variable for each in form.asked}
    return not asked.isdisjoint(compile_expression(field.show_if).names)


def field_id(name: str) -> str:
    """Id of a field's input on the page."""
    return "f-" + name.replace(".", "-")


def _field_view(filled: Filled, field: Field, names: Mapping[str, object]) -> FieldView:
    language = filled.language
    values = [*filled.posted.get(field.name, ())]
    constraints = filled.form.html_constraints(field)
    return FieldView(
        id=field_id(field.name),
        name=field.name,
        control=field.control.value,
        label=field.label.text(language),
        help=field.help.text(language) if field.help else "",
        condition=_condition(filled, field),
        hints={name: value for name, value in constraints.items() if name in HINTS},
        error=_own_error(filled, field),
        optional=_is_optional(field),
        attributes=_attributes(field, constraints) | _day_hints(filled, field),
        value=_value(field, "\n".join(values[-1:])),
        choices=tuple(_choices(filled, field, values)),
        rows=_rows(filled, field),
        items=tuple(spoken(item.text, names).text(language) for item in field.items),
        said=spoken(field.value, names).text(language) if field.value else "",
    )


def _value(field: Field, text: str) -> str:
    return shown_day(text) if field.control is Control.DATE else text


def _rows(filled: Filled, field: Field) -> tuple[RowView, ...]:
    if field.control is not Control.DOCUMENTS:
        return ()
    table = RowTable(
        field=field,
        posted=filled.posted,
        language=filled.language,
        files=filled.files,
        advised=filled.advised,
        errors=_row_sentences(filled, field),
    )
    return table.rows()


def _attributes(field: Field, constraints: Mapping[str, str]) -> dict[str, str]:
    attributes = {name: value for name, value in constraints.items() if name not in HINTS}
    if field.control in INPUT_TYPES:
        attributes["type"] = INPUT_TYPES[field.control]
    if field.control in PLACEHOLDERS:
        attributes |= {"placeholder": str(PLACEHOLDERS[field.control])}
    if field.control in SHORT:
        attributes["class"] = "short"
    return attributes


def _day_hints(filled: Filled, field: Field) -> dict[str, str]:
    return day_hints(filled.form, field, filled.scope, today=filled.today, language=filled.language)


def _is_optional(field: Field) -> bool:
    must_tick = field.control in TICKS and field.schema.get("const") is True
    return not (field.required or must_tick or field.control in (Control.STATIC, *TICKS))


def _choices(filled: Filled, field: Field, values: Sequence[str]) -> Iterator[Choice]:
    first = field_id(field.name)
    for number, (value, label) in enumerate(_offered(filled, field)):
        yield Choice(
            id=first if number == 0 else f"{first}-{number}",
            value=value,
            label=label,
            chosen=value in values,
        )


def _offered(filled: Filled, field: Field) -> list[tuple[str, str]]:
    if field.control is Control.PERSON:
        return [*filled.persons.get(field.name, {}).items()]
    if field.control in TICKS:
        return [("true", field.label.text(filled.language))]
    if field.control is Control.DOCUMENTS:
        return []
    return [(each.posted, each.label.text(filled.language)) for each in field.options]


def _condition(filled: Filled, field: Field) -> str:
    """When the answer is asked for, in words; empty where it always is."""
    if not depends_on_answers(filled.form, field):
        return ""
    simple = simple_condition(field.show_if or "")
    other = next((each for each in filled.form.asked if simple and each.name == simple[0]), None)
    if simple is None or other is None:
        return str(gettext("Only where your other answers ask for it"))
    words = {each.posted: each.label.text(filled.language) for each in other.options}
    question = other.label.text(filled.language)
    said = gettext(
        "Only if “%(question)s” is answered “%(answer)s”",
        question=question,
        answer=words.get(simple[1], simple[1]),
    )
    return str(said)


def _own_error(filled: Filled, field: Field) -> str:
    """What is wrong with the field as a whole."""
    if field.name in filled.refused:
        return filled.refused[field.name]
    found = (each for each in filled.errors if each.field == field.name and each.row is None)
    return next((each.message.text(filled.language) for each in found), "")


def _row_sentences(filled: Filled, field: Field) -> dict[str, str]:
    """By posted name; what became of a file says more than that it is missing."""
    typed = row_errors(field, filled.posted, filled.errors, language=filled.language)
    return {**typed, **filled.refused}


def _summary(filled: Filled, fields: Sequence[FieldView]) -> Iterator[tuple[str, str]]:
    for view in fields:
        if view.error:
            yield (f"{view.id}-0-copy" if view.rows else view.id), view.error
        for row in view.rows:
            for part, sentence in row.errors.items():
                yield f"{row.id}-{part}", f"{row.label}: {sentence}"
    shown = {view.name for view in fields}
    for error in filled.errors:
        if error.field not in shown:
            yield "", error.message.text(filled.language)
