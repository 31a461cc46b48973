"""The constraints of a field as HTML attributes: a convenience of the page; the server decides."""

from __future__ import annotations

from collections.abc import Mapping

from forms.conditions import simple_condition
from forms.controls import TICKS, Control
from forms.fields import Field
from forms.formats import FIRST_YEAR, LAST_YEAR

# the names are those of JSON Schema
BOUNDS = {"minLength": "minlength", "maxLength": "maxlength", "minimum": "min", "maximum": "max"}

BY_CONTROL: Mapping[Control, Mapping[str, str]] = {
    Control.IIN: {
        "inputmode": "numeric",
        "minlength": "12",
        "maxlength": "12",
        "pattern": "[0-9]{12}",
    },
    # as people write it; the server rewrites it to +7…
    Control.PHONE: {
        "inputmode": "tel",
        "maxlength": "20",
        "pattern": r"[\+]?[78][0-9\s\(\)\-]{10,18}",
    },
    Control.EMAIL: {"inputmode": "email", "maxlength": "254"},
    # typed the same whatever the browser's language; the server rewrites it
    Control.DATE: {
        "inputmode": "numeric",
        "maxlength": "10",
        "pattern": r"[0-9]{1,2}[.,\/]?[0-9]{1,2}[.,\/]?[0-9]{4}",
        "data-min": f"{FIRST_YEAR}-01-01",
        "data-max": f"{LAST_YEAR}-12-31",
    },
    Control.TIME: {"inputmode": "numeric", "maxlength": "5", "pattern": r"[0-9]{1,2}[:.]?[0-9]{2}"},
    Control.NUMBER: {"inputmode": "numeric"},
}
TYPED = frozenset(
    {
        Control.TEXT,
        Control.TEXTAREA,
        Control.IIN,
        Control.PHONE,
        Control.EMAIL,
        Control.DATE,
        Control.TIME,
        Control.NUMBER,
    }
)
GROUPS = frozenset({Control.CHECKBOXES, Control.DOCUMENTS})


def field_constraints(field: Field) -> dict[str, str]:
    """Attributes for the field's input: `required`, `minlength`, `maxlength`, `pattern`, `min`, `max`, `inputmode`, `autocomplete`.

    A conditional field carries `data-required` in place of `required`, so that a page without scripts can be sent,
    and `data-show-name`, `data-show-value` where its condition is simple enough for a browser.
    """
    return _demand(field) | _bounds(field) | _condition(field)


def _demand(field: Field) -> dict[str, str]:
    demanded = field.required or (field.control in TICKS and field.schema.get("const") is True)
    if not demanded or field.control in GROUPS:
        return {}
    return {"data-required": "true"} if field.show_if else {"required": "required"}


def _bounds(field: Field) -> dict[str, str]:
    if field.control not in TYPED:
        return {}
    attributes = {
        name: str(field.schema[keyword])
        for keyword, name in BOUNDS.items()
        if keyword in field.schema
    }
    # maxlength alone has a meaning on a textarea, pattern has none
    if "pattern" in field.schema and field.control is Control.TEXT:
        attributes["pattern"] = field.schema["pattern"][1:-1]
    return (
        {"autocomplete": field.autocomplete} | dict(BY_CONTROL.get(field.control, {})) | attributes
    )


def _condition(field: Field) -> dict[str, str]:
    simple = simple_condition(field.show_if) if field.show_if else None
    return {} if simple is None else {"data-show-name": simple[0], "data-show-value": simple[1]}
