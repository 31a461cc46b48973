"""Dates and identity numbers of a form: what the page's script compares while they are typed, in the server's words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from forms.controls import Control
from forms.fields import Birth, Field
from forms.form import Form
from forms.sentences import sentence
from people.values import local_day
from web.platform import current_platform


def current_day() -> date:
    """Today in the offices."""
    return local_day(current_platform().clock())


def day_hints(
    form: Form, field: Field, scope: Mapping[str, object], *, today: date, language: str
) -> dict[str, str]:
    """Attributes of a field's input; nothing for what is neither a date nor an identity number."""

    def worded(keyword: str) -> str:
        told = sentence(keyword, field=field, label=field.label, name=field.name, limit="")
        return told.text(language)

    hints: dict[str, str] = {}
    if field.control is Control.IIN:
        hints["data-wrong-iin"] = worded("format.iin")
    if field.past:
        hints |= {"data-wrong-day": worded("format.local-date"), "data-past": worded("past")}
        hints |= {"data-max": today.isoformat()} if today < date.max else {}
    if field.birth is not None:
        hints |= {"data-birth": worded("birth"), **_number(form, field.birth, scope)}
    return hints


def _number(form: Form, birth: Birth, scope: Mapping[str, object]) -> dict[str, str]:
    """Where the identity number stands: in a field of the page, or in the case."""
    asked = any(each.name == birth.iin for each in form.asked)
    number = {"data-iin-of": birth.iin} if asked else {"data-iin": str(scope.get(birth.iin) or "")}
    return {"data-confirmed-by": birth.confirmed_by, **number}
