"""Numbers about many cases: on the page, and for a spreadsheet."""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

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
from audit.figures import CaseFigures, StepFigures, Term
from audit.queries.figures import Norm, case_figures, task_figures
from audit.wording import STATUSES
from engine.expression.values import Value
from engine.step.terms import norm_end
from engine.step.version import Version
from people.actions import Action
from web.access import access, signed_in
from web.audit.models import (
    element_labels,
    end_labels,
    office_name,
    span_words,
)
from web.audit.scope import AskedFigures, asked_figures, keys_of, model_name, seen_offices
from web.audit.visit_store import desk_figures
from web.languages import current_language
from web.platform import current_platform
from workers.visits import VisitFigures

TERMS = {Term.KEPT: _("kept"), Term.BROKEN: _("overdue"), Term.NONE: _("no term")}
TABLES = {"outcomes": OUTCOME_COLUMNS, "steps": STEP_COLUMNS}

blueprint = Blueprint("audit_figures", __name__)


@dataclass(frozen=True, kw_only=True)
class Counted:
    """Figures with the words of the page's language."""

    cases: CaseFigures
    desk: VisitFigures
    steps: tuple[StepFigures, ...]
    labels: dict[str, str]
    ends: dict[str, str]


@blueprint.get("/audit/figures")
@access(Action.SEE_FIGURES)
def page() -> str | tuple[str, int]:
    """Cases by outcome and term, steps by frequency and duration; 422 with the form where the period is none."""
    asked = asked_figures()
    if asked.errors:
        return _page(asked, None), 422
    return _page(asked, _counted(asked))


@blueprint.get("/audit/figures.csv")
@access(Action.SEE_FIGURES)
def downloaded() -> Response | tuple[str, int]:
    """One of TABLES, as `table` in the address says."""
    asked, table = asked_figures(), request.args.get("table", "outcomes")
    if table not in TABLES:
        abort(404)
    if asked.errors:
        return _page(asked, None), 422
    stream = io.BytesIO()
    write_table(stream, TABLES[table], _rows(table, _counted(asked)), bom=True)
    stream.seek(0)
    name = f"figures-{table}.csv"
    return send_file(stream, mimetype="text/csv", as_attachment=True, download_name=name)


def _counted(asked: AskedFigures) -> Counted:
    platform, language = current_platform(), current_language()
    scope, now = asked.scope(seen_offices(signed_in())), platform.clock()
    with platform.database.snapshot() as connection:
        models = (asked.version,) if asked.version else asked.models
        return Counted(
            cases=case_figures(connection, scope, now=now),
            desk=desk_figures(connection, scope),
            steps=task_figures(connection, scope, now=now, norm=_norms(models)),
            labels=element_labels(models, language),
            ends=end_labels(models, language),
        )


def _norms(models: Iterable[Version]) -> Norm:
    """By element, as the newest of these versions that has it says."""
    elements = [one.definition.elements for one in models]
    norms = {id: each.norm for one in reversed(elements) for id, each in one.items() if each.norm}
    calendar = current_platform().runtime.calendar

    def norm(element_id: str, opened_at: datetime) -> datetime | None:
        source = norms.get(element_id)
        return norm_end(source, opened_at, calendar) if source else None

    return norm


def _rows(table: str, counted: Counted) -> Iterable[Sequence[Cell]]:
    if table == "outcomes":
        return outcome_rows(counted.cases)
    return step_rows(counted.steps, counted.labels)


def choices(asked: AskedFigures) -> dict[str, Value]:
    """What the form offers."""
    language = current_language()
    return {
        "offices": [(str(one.id), office_name(one, language)) for one in asked.offices],
        "models": list(_offered_models(asked)),
    }


def _offered_models(asked: AskedFigures) -> Iterator[tuple[str, str]]:
    """All versions of a process, then each."""
    for key in keys_of(asked.models):
        yield key, gettext("%(model)s, all versions", model=key)
        yield from (
            (name, name) for name in map(model_name, asked.models) if name.split()[0] == key
        )


def _page(asked: AskedFigures, counted: Counted | None) -> str:
    language = current_language()
    links: dict[str, Value] = {
        table: url_for("audit_figures.downloaded", table=table, **asked.arguments())
        for table in TABLES
    }
    return render_template(
        "audit/figures.html",
        asked=asked,
        **choices(asked),
        counted=counted,
        by_term=[(TERMS[term], n) for term, n in counted.cases.by_term().items()]
        if counted
        else [],
        terms=TERMS,
        statuses={status: words.text(language) for status, words in STATUSES.items()},
        span=span_words,
        links=links,
    )
