"""The day of who works on no task: applicant, analyst, auditor, administrator."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from flask import url_for
from flask_babel import gettext

from engine.storage.queries import definition_rows
from people.actor import Actor
from people.store import Connection
from people.values import local_day
from web.cabinet.store import own_cases, own_drafts
from web.cases.lines import case_lines
from web.cases.papers import CHANNELS
from web.languages import current_language
from web.models.lines import draft_lines
from web.operations.causes import incident_cause
from web.platform import current_platform
from web.start.panels import SHOWN, Panel, Row, bars
from web.start.staff import TERMS_SINCE
from web.start.store import BOUND, open_incidents
from web.start.terms import terms_panel
from workers.notices.unsent_store import unsent_notices


def applicant_panels(connection: Connection, actor: Actor) -> Iterator[Panel]:
    """Own cases with their stage; what was begun and not sent."""
    platform = current_platform()
    found = own_cases(connection, actor.person_id)
    shown = replace(found, rows=found.rows[:SHOWN])
    yield Panel(
        key="cases",
        title=gettext("Cases and their stage"),
        rows=[
            Row(
                label=line.number,
                url=url_for("cabinet.case", instance_id=line.instance_id),
                note=line.stage,
                badge=line.badge,
            )
            for line in case_lines(platform, connection, shown, current_language())
        ],
        url=url_for("cabinet.page"),
        more=gettext("All applications"),
        empty=gettext("You have not applied yet."),
    )
    drafts = own_drafts(connection, actor.person_id)
    yield Panel(
        key="drafts",
        title=gettext("Begun and not sent"),
        rows=[
            Row(
                label=gettext("Case %(case)s", case=row.business_key),
                url=url_for("cabinet.case", instance_id=row.instance_id),
            )
            for row in drafts[:SHOWN]
        ],
        url=url_for("portal.page"),
        more=gettext("Apply"),
        empty=gettext("No application is begun and left."),
    )


def analyst_panels(connection: Connection, _actor: Actor) -> Iterator[Panel]:
    """Drafts with what they are to be checked for; the last deployments."""
    drafts = draft_lines(connection, now=current_platform().clock())
    yield Panel(
        key="drafts",
        title=gettext("Drafts of models"),
        rows=[
            Row(
                label=line.row.title,
                url=url_for("models_check.draft", draft_id=line.row.id),
                note=gettext("saved by %(name)s", name=line.by),
            )
            for line in drafts[:SHOWN]
        ],
        url=url_for("models.page"),
        more=gettext("All models"),
        empty=gettext("No draft is open."),
    )
    rows = sorted(definition_rows(connection), key=lambda row: row.deployed_at, reverse=True)
    yield Panel(
        key="deployments",
        title=gettext("Last deployments"),
        rows=[
            Row(
                label=gettext("%(model)s, version %(number)d", model=row.key, number=row.version),
                url=url_for("models.version", key=row.key, number=row.version),
                note=local_day(row.deployed_at).strftime("%d.%m.%Y"),
            )
            for row in rows[:SHOWN]
        ],
        empty=gettext("Nothing has been deployed yet."),
    )


def auditor_panels(connection: Connection, _actor: Actor) -> Iterator[Panel]:
    """Where to look for cases, the last that began, and how terms are kept."""
    now = current_platform().clock()
    yield Panel(
        key="search",
        title=gettext("Search for cases"),
        rows=[
            Row(label=gettext("Cases of every office"), url=url_for("cases.listed")),
            Row(label=gettext("Check a document"), url=url_for("check.page")),
        ],
        url=url_for("audit_search.page"),
        more=gettext("Search"),
    )
    yield terms_panel(connection, None, since=now - TERMS_SINCE, now=now)
    yield _incidents(connection)


def administrator_panels(connection: Connection, _actor: Actor) -> Iterator[Panel]:
    """What stands still, what was not delivered, and the calendar of the year."""
    yield _incidents(connection)
    unsent = Counter(each.channel for each in unsent_notices(connection, limit=BOUND))
    url = url_for("notices.page")
    yield Panel(
        key="unsent",
        title=gettext("Unsent notices"),
        bars=bars((str(CHANNELS[channel]), number, url) for channel, number in unsent.items()),
        columns=(gettext("Channel"), gettext("Notices")),
        url=url,
        more=gettext("All unsent notices"),
        empty=gettext("Every notice has been sent."),
    )
    year = local_day(current_platform().clock()).year
    yield Panel(
        key="calendar",
        title=gettext("Calendar"),
        rows=[
            Row(label=str(each), url=url_for("calendar.page", year=each))
            for each in (year, year + 1)
        ],
        url=url_for("calendar.page"),
        more=gettext("Enter a day"),
    )


def _incidents(connection: Connection) -> Panel:
    causes = Counter(incident_cause(row.message).cause for row in open_incidents(connection))
    url = url_for("incidents.page")
    return Panel(
        key="incidents",
        title=gettext("Incidents by cause"),
        bars=bars((cause, number, url) for cause, number in causes.items()),
        columns=(gettext("Cause"), gettext("Incidents")),
        url=url,
        more=gettext("All incidents"),
        empty=gettext("There is no open incident."),
    )
