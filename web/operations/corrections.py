"""A variable of a case corrected by the administrator: the old value is shown, the new one confirmed, the reason kept."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _
from werkzeug.wrappers import Response

from engine.commands.revision_check import InstanceMovedOn
from engine.errors import InstanceNotActive
from engine.expression.values import Variables
from engine.step.states import UNFINISHED
from engine.storage.columns import Record
from engine.storage.queries import instance_row
from engine.storage.standing_tokens import loaded_execution
from people.actions import Action
from web.access import access
from web.cases.correction import write_correction
from web.operations.typed_values import (
    LONGEST_VALUE,
    NAME,
    ValueKind,
    ValueUnreadable,
    read_value,
    shown_value,
)
from web.platform import current_platform
from web.typed_line import typed_reason

KINDS: Mapping[ValueKind, object] = {
    ValueKind.TEXT: _("Text"),
    ValueKind.NUMBER: _("Whole number"),
    ValueKind.TRUTH: _("Yes or no: true, false"),
    ValueKind.NOTHING: _("No value"),
    ValueKind.JSON: _("JSON"),
}
NOWHERE = object()

blueprint = Blueprint("corrections", __name__)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """The form as it was sent. errors: by field."""

    name: str
    kind: str = ValueKind.TEXT
    value: str = ""
    reason: str = ""
    seen: int = -1
    confirmed: bool = False
    errors: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Corrected:
    """A case with its variables as they are now."""

    row: Record
    variables: Variables

    def before(self, name: str) -> str:
        """The present value, as JSON; empty where there is none of that name."""
        value = self.variables.get(name, NOWHERE)
        return "" if value is NOWHERE else json.dumps(value, ensure_ascii=False, indent=1)


@blueprint.get("/by-hand/<instance_id>/correct")
@access(Action.CORRECT_CASE)
def page(instance_id: str) -> str | tuple[str, int]:
    """First which variable, then its value."""
    found = _found(instance_id)
    name = request.args.get("name", "").strip()
    if not name:
        return _page(found, Typed(name=""))
    if not NAME.fullmatch(name):
        errors = {"name": gettext("A name has letters, digits and underscores.")}
        return _page(found, Typed(name=name, errors=errors)), 422
    kind, value = shown_value(found.variables.get(name, ""))
    return _page(found, Typed(name=name, kind=kind, value=value, seen=found.row.revision))


@blueprint.post("/by-hand/<instance_id>/correct")
@access(Action.CORRECT_CASE)
def correct(instance_id: str) -> Response | tuple[str, int] | str:
    found, typed = _found(instance_id), _typed()
    if found.row.revision != typed.seen or found.row.status not in UNFINISHED:
        return _page(found, typed, outdated=True), 409
    value = _value(typed)
    if typed.errors:
        return _page(found, typed), 422
    if not typed.confirmed:
        return _page(found, typed, after=json.dumps(value, ensure_ascii=False, indent=1))
    try:
        moved = write_correction(instance_id, {typed.name: value}, typed.reason, typed.seen)
    except (InstanceMovedOn, InstanceNotActive):
        return _page(_found(instance_id), typed, outdated=True), 409
    flash(
        gettext(
            "%(name)s is corrected. Terms that moved: %(terms)d.", name=typed.name, terms=moved
        ),
        "success",
    )
    return redirect(url_for("life.page", instance_id=instance_id))


def _typed() -> Typed:
    text = request.form.get
    seen = text("seen", "")
    return Typed(
        name=text("name", "").strip(),
        kind=text("kind", ""),
        value=text("value", "").replace("\r\n", "\n"),
        reason=typed_reason().text,
        seen=int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else -1,
        confirmed=text("confirmed", "") == "yes",
    )


def _value(typed: Typed) -> object:
    """What was meant; what is wrong is put into the errors of the form."""
    if not NAME.fullmatch(typed.name):
        typed.errors["name"] = gettext("A name has letters, digits and underscores.")
    if len(typed.value) > LONGEST_VALUE:
        typed.errors["value"] = gettext("This is too long.")
        return None
    if wrong := typed_reason().error:
        typed.errors["reason"] = wrong
    try:
        return read_value(typed.kind, typed.value)
    except ValueUnreadable:
        typed.errors["value"] = gettext(
            "This is no value of that kind. Whole numbers only; decimals are kept as text."
        )
        return None


def _page(found: Corrected, typed: Typed, *, outdated: bool = False, after: str = "") -> str:
    """after: the new value, where it is to be confirmed."""
    return render_template(
        "operations/correct.html",
        found=found,
        typed=typed,
        kinds=KINDS,
        outdated=outdated,
        after=after,
        names=sorted(found.variables),
        is_new=typed.name not in found.variables,
    )


def _found(instance_id: str) -> Corrected:
    platform = current_platform()
    with platform.database.snapshot() as connection:
        row = instance_row(connection, instance_id)
        now = platform.clock()
        variables = loaded_execution(platform.runtime, connection, row, now=now).variables
    return Corrected(row=row, variables=variables)
