"""The working calendar: everybody of the staff sees it, the administrator enters the days that acts have moved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.calendar.typed import sent_day
from engine.calendar.working import FIRST_YEAR, LAST_YEAR, DayKind, Override
from engine.commands.calendar import (
    DayEntered,
    DayNotEntered,
    Followed,
    override_day,
    refresh_calendar,
    remove_override,
)
from engine.storage.calendar_queries import calendar_changes, entered_days
from people import store
from people.actions import Action
from people.rights import may
from people.values import local_day
from web.access import access, signed_in
from web.languages import current_language
from web.operations import calendar_view as view
from web.platform import current_platform
from web.typed_line import typed_line

AT_ONCE = (
    500  # cases looked at while the administrator waits; the rest follow within a minute or two
)
RECORDS = 50
LONGEST_REFERENCE = 500

blueprint = Blueprint("calendar", __name__)


@dataclass(frozen=True, kw_only=True)
class Typed:
    """What stands in the form, as it was typed. errors: by field."""

    day: str = ""
    kind: str = DayKind.DAY_OFF.value
    legal_ref: str = ""
    errors: dict[str, str] = field(default_factory=dict)


@blueprint.get("/calendar")
@blueprint.get("/calendar/<int:year>")
@access(Action.SEE_CALENDAR)
def page(year: int | None = None) -> str:
    shown = _this_year() if year is None else year
    if not FIRST_YEAR <= shown <= LAST_YEAR:
        abort(404)
    day = _day(request.args.get("day", ""))
    return _page(shown, Typed(day=day.isoformat() if day else ""))


@blueprint.post("/calendar")
@access(Action.EDIT_CALENDAR)
def enter() -> Response | tuple[str, int]:
    """Enter a day; open terms follow, or the form comes back with what is wrong."""
    typed = _typed()
    day = _day(typed.day)
    if day is None or typed.errors:
        return _page(day.year if day else _this_year(), typed), 422
    override = Override(day=day, kind=DayKind(typed.kind), legal_ref=typed.legal_ref)
    platform, actor = current_platform(), signed_in()
    try:
        followed = override_day(
            platform.runtime,
            override,
            actor=actor.person_id,
            now=platform.clock(),
            limit=AT_ONCE,
        )
    except DayEntered:
        typed.errors["day"] = gettext("This day is entered already. Take it back first.")
        return _page(day.year, typed), 422
    flash(gettext("The day is entered.") + " " + _followed(followed), "success")
    return redirect(url_for("calendar.page", year=day.year))


@blueprint.post("/calendar/<day>/remove")
@access(Action.EDIT_CALENDAR)
def remove(day: str) -> Response:
    """Take a day back; open terms follow."""
    meant = _day(day)
    if meant is None:
        abort(404)
    platform, actor = current_platform(), signed_in()
    try:
        followed = remove_override(
            platform.runtime, meant, actor=actor.person_id, now=platform.clock(), limit=AT_ONCE
        )
    except DayNotEntered:
        flash(gettext("This day is not entered any more: somebody has taken it back."), "warning")
    else:
        flash(gettext("The day is taken back.") + " " + _followed(followed), "success")
    return redirect(url_for("calendar.page", year=meant.year))


def _typed() -> Typed:
    """The form as it was sent, with what can be said of it before the calendar is asked."""
    day, kind = (request.form.get(name, "").strip() for name in ("day", "kind"))
    day = sent_day(day)
    missing = gettext("Name the act that moves the day.")
    legal_ref = typed_line("legal_ref", most=LONGEST_REFERENCE, missing=missing)
    errors = {}
    if _day(day) is None:
        errors["day"] = gettext(
            "Give a date of the years %(first)d to %(last)d.", first=FIRST_YEAR, last=LAST_YEAR
        )
    if kind not in set(DayKind):
        errors["kind"] = gettext("Say whether the day is worked or off.")
    if legal_ref.error:
        errors["legal_ref"] = legal_ref.error
    return Typed(day=day, kind=kind, legal_ref=legal_ref.text, errors=errors)


def _day(text: str) -> date | None:
    """2026-05-27 within the years of the calendar, else None."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR and day.isoformat() == text else None


def _page(year: int, typed: Typed) -> str:
    platform = current_platform()
    refresh_calendar(platform.runtime)  # another node may have entered a day a moment ago
    with platform.database.snapshot() as connection:
        entered = entered_days(connection)
        changed = calendar_changes(connection, limit=RECORDS)
    names = _names([row.entered_by for row in entered] + [row.actor for row in changed])
    calendar = platform.runtime.calendar
    return render_template(
        "operations/calendar.html",
        shown=view.year_view(
            calendar,
            year,
            entered=[row.day for row in entered],
            today=local_day(platform.clock()),
            language=current_language(),
        ),
        weekdays=view.weekdays(),
        hours=view.opening_hours(calendar),
        entries=view.entries([row for row in entered if row.day.year == year], names),
        changes=view.changes(changed, names),
        typed=typed,
        this_year=_this_year(),
        first_year=FIRST_YEAR,
        last_year=LAST_YEAR,
        version=calendar.version,
        may_edit=may(signed_in(), Action.EDIT_CALENDAR),
    )


def _names(person_ids: Iterable[str]) -> dict[str, str]:
    """Full names by id; an entry from the terminal is the operator's."""
    names: dict[str, str] = {}
    with current_platform().database.snapshot() as connection:
        for person_id in set(person_ids):
            person = store.person_by_id(connection, person_id)
            names[person_id] = person.full_name if person else gettext("the operator")
    return names


def _followed(followed: Followed) -> str:
    said: str = gettext(
        "Terms that moved: %(terms)d, in cases: %(cases)d.",
        terms=followed.terms,
        cases=followed.instances,
    )
    if not followed.done:
        said += " " + gettext("The other cases follow within a few minutes.")
    return said


def _this_year() -> int:
    return local_day(current_platform().clock()).year
