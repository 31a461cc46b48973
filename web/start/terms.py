"""How many of the last cases have kept their term: for heads of their offices, for auditors of all."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from audit.figures import Term
from people.store import Connection
from web.start.panels import Panel, bars
from web.start.store import cases_by_term


def terms_panel(
    connection: Connection, offices: Collection[int] | None, *, since: datetime, now: datetime
) -> Panel:
    numbers = cases_by_term(connection, offices, since=since, now=now)
    url = url_for("audit_figures.page")
    return Panel(
        key="terms",
        title=gettext("Terms of the last cases"),
        bars=bars(
            [
                (gettext("Kept so far"), numbers.get(Term.KEPT, 0), url),
                (gettext("Overdue"), numbers.get(Term.BROKEN, 0), url),
            ]
        ),
        columns=(gettext("Term of the case"), gettext("Cases")),
        url=url,
        more=gettext("Figures"),
        empty=gettext("No case has begun lately."),
    )
