"""Numbers about many cases: on the page, and for a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, send_file, url_for
from flask_babel import gettext
from flask_babel import lazy_gettext as _

from audit.exports.tables import (
    OUTCOME_COLUMNS,
    STEP_COLUMNS,
    Cell,
    outcome_rows,
    step_rows,
    write_table,
)
from audit.figures import CaseFigures, FigureScope, StepFigures, Term
from audit.queries.figures import case_figures, task_figures
from audit.wording import STATUSES
from people import store
from people.actions import Action
from people.actor import Actor
from people.rights import EVERYWHERE
from people.roles import Role
from people.values import Office
from web.access import access, signed_in
from web.audit.models import (
    element_labels,
    end_labels,
    model_versions,
    office_name,
    span_words,
)
from web.desk.asked import day_of
from web.languages import current_language
from web.platform import current_platform
from workers.local_time import local_period

TERMS = {Term.KEPT: _("kept"), Term.BROKEN: _("overdue"), Term.NONE: _("no term")}
TABLES = {"outcomes": OUTCOME_COLUMNS, "steps": STEP_COLUMNS}

blueprint = Blueprint("audit_figures", __name__)


@dataclass(frozen=True, kw_only=True)
class AskedFigures:
    """What the address asks for; days as typed, empty for no bound. errors: by field."""

    offices: tuple[Office, ...]
    office: str = ""
    first: str = ""
    last: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    def arguments(self) -> dict[str, Any]:
        """The same, for an address."""
        given = {"office": self.office, "first": self.first, "last": self.last}
        return {name: text for name, text in given.items() if text}

    def scope(self, within: frozenset[int] | None) -> FigureScope:
        """Only where there are no errors. Days are those of Kazakhstan, both included."""
        first, last = (date.fromisoformat(day) if day else None for day in (self.first, self.last))
        return FigureScope(
            started_from=local_period(first, first)[0] if first else None,
            started_until=local_period(last, last)[1] if last else None,
            office_id=int(self.office) if self.office else None,
            within=within,
        )


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Figures with the words of the page's language."""

    cases: CaseFigures
    steps: tuple[StepFigures, ...]
    labels: dict[str, str]
    ends: dict[str, str]


@blueprint.get("/audit/figures")
@access(Action.SEE_FIGURES)
def page() -> str | tuple[str, int]:
    """Cases by outcome and term, steps by frequency and duration; 422 with the form where the period is none."""
    asked = _asked()
    if asked.errors:
        return _page(asked, None), 422
    return _page(asked, _counted(asked))


@blueprint.get("/audit/figures.csv")
@access(Action.SEE_FIGURES)
def downloaded() -> Response | tuple[str, int]:
    """One of TABLES, as `table` in the address says."""
    asked, table = _asked(), request.args.get("table", "outcomes")
    if table not in TABLES:
        abort(404)
    if asked.errors:
        return _page(asked, None), 422
    stream = io.BytesIO()
    write_table(stream, TABLES[table], _rows(table, _counted(asked)), bom=True)
    stream.seek(0)
    name = f"figures-{table}.csv"
    return send_file(stream, mimetype="text/csv", as_attachment=True, download_name=name)


def seen_offices(actor: Actor) -> frozenset[int] | None:
    """Offices whose figures an actor sees; None for those of every office."""
    return None if actor.roles & EVERYWHERE else actor.offices_as(Role.HEAD)


def _asked() -> AskedFigures:
    given = {name: request.args.get(name, "").strip() for name in ("office", "first", "last")}
    offices = _offices()
    if given["office"] and given["office"] not in {str(office.id) for office in offices}:
        abort(404)
    return AskedFigures(offices=offices, errors=_errors(given), **given)


def _errors(given: dict[str, str]) -> dict[str, str]:
    days = {name: day_of(given[name]) for name in ("first", "last") if given[name]}
    errors = {name: gettext("Give a date.") for name, day in days.items() if day is None}
    first, last = days.get("first"), days.get("last")
    if first and last and last < first:
        errors["last"] = gettext("The period ends before it begins.")
    return errors


def _offices() -> tuple[Office, ...]:
    own = seen_offices(signed_in())
    with current_platform().database.snapshot() as connection:
        every = store.offices(connection)
    return tuple(office for office in every if own is None or office.id in own)


def _counted(asked: AskedFigures) -> Counted:
    platform, language = current_platform(), current_language()
    scope, now = asked.scope(seen_offices(signed_in())), platform.clock()
    with platform.database.snapshot() as connection:
        models = model_versions(connection, platform.runtime)
        return Counted(
            cases=case_figures(connection, scope, now=now),
            steps=task_figures(connection, scope, now=now),
            labels=element_labels(models, language),
            ends=end_labels(models, language),
        )


def _rows(table: str, counted: Counted) -> Iterable[Sequence[Cell]]:
    if table == "outcomes":
        return outcome_rows(counted.cases)
    return step_rows(counted.steps, counted.labels)


def _page(asked: AskedFigures, counted: Counted | None) -> str:
    language = current_language()
    links: dict[str, Any] = {
        table: url_for("audit_figures.downloaded", table=table, **asked.arguments())
        for table in TABLES
    }
    return render_template(
        "audit/figures.html",
        asked=asked,
        offices=[(office.id, office_name(office, language)) for office in asked.offices],
        counted=counted,
        by_term=[(TERMS[term], n) for term, n in counted.cases.by_term().items()]
        if counted
        else [],
        terms=TERMS,
        statuses={status: words.text(language) for status, words in STATUSES.items()},
        span=span_words,
        links=links,
    )
