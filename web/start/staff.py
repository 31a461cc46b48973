"""The day of who works on cases: what is theirs, what is due, and what of the office a head looks at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

from flask import url_for
from flask_babel import gettext

from engine.storage.columns import Record
from engine.storage.tables import TASK
from people.actor import Actor
from people.roles import Role
from people.store import Connection
from web.cases.lines import case_lines
from web.cases.list_store import Wanted as WantedCases
from web.cases.list_store import found_cases
from web.desk.batches import own_offices
from web.desk.collect import CAME
from web.desk.hand_over_store import kept_lists
from web.due import due_badge
from web.languages import current_language
from web.models.people import names_of
from web.platform import current_platform
from web.start.panels import SHOWN, Panel, Row, Tile, bars, counted
from web.start.store import awaiting_message
from web.start.terms import terms_panel
from web.tasks.list_store import Show, Wanted, count_tasks, listed_tasks, numbers_of_tasks
from web.tasks.lists import day_begin, own_steps, task_element

MAKERS = frozenset({Role.CHANCELLERY, Role.SPECIALIST})
TERMS_SINCE = timedelta(days=90)


def wanted_tasks(actor: Actor) -> Wanted:
    """What the actor's lanes have open, the soonest due first."""
    now = current_platform().clock()
    return Wanted(actor=actor, now=now, today=day_begin(now), limit=SHOWN)


def staff_tiles(connection: Connection, actor: Actor) -> tuple[Tile, ...]:
    """Their own tasks, nobody's, the late ones, and what they have done today."""
    wanted = wanted_tasks(actor)
    late = replace(wanted, overdue=True)
    return (
        _tile(connection, gettext("Mine"), replace(wanted, show=Show.MINE)),
        _tile(connection, gettext("Nobody's yet"), replace(wanted, show=Show.FREE)),
        _tile(connection, gettext("Overdue"), late),
        _tile(connection, gettext("Done today"), replace(wanted, show=Show.DONE)),
    )


def staff_panels(connection: Connection, actor: Actor) -> Iterator[Panel]:
    """Each panel of the actor's roles, the most urgent first."""
    wanted = wanted_tasks(actor)
    if Role.HEAD in actor.roles:
        yield _overdue_of_office(connection, wanted)
    yield _next_tasks(connection, wanted)
    if Role.STATE_CORPORATION_WORKER in actor.roles:
        yield _visits_today(connection, wanted)
        yield _ready_to_issue(connection, wanted)
    yield _by_step(connection, wanted)
    if Role.HEAD in actor.roles:
        yield _by_person(connection, wanted)
        offices = actor.offices_as(Role.HEAD)
        yield terms_panel(connection, offices, since=wanted.now - TERMS_SINCE, now=wanted.now)
    if actor.roles & MAKERS:
        yield _hand_over_lists(connection, actor)


def _tile(connection: Connection, label: str, wanted: Wanted) -> Tile:
    number = count_tasks(connection, wanted)
    url = url_for("tasks.page", show=wanted.show.value, overdue="1" if wanted.overdue else None)
    alarming = wanted.overdue and number > 0
    return Tile(label=label, number=counted(number), url=url, alarming=alarming)


def _next_tasks(connection: Connection, wanted: Wanted) -> Panel:
    """Their own and nobody's, the soonest due first."""
    rows = [
        *listed_tasks(connection, replace(wanted, show=Show.MINE)),
        *listed_tasks(connection, replace(wanted, show=Show.FREE)),
    ]
    rows.sort(key=lambda row: (row.due_at is None, row.due_at or wanted.now, row.id))
    return Panel(
        key="next",
        title=gettext("Next, by due date"),
        rows=[_task_row(connection, row) for row in rows[:SHOWN]],
        url=url_for("tasks.page"),
        more=gettext("All tasks"),
        empty=gettext("Nothing waits for you."),
    )


def _task_row(connection: Connection, row: Record) -> Row:
    platform = current_platform()
    return Row(
        label=task_element(platform, connection, row).brief(current_language()),
        url=url_for("task.page", user_task_id=row.id),
        note=row.business_key,
        badge=due_badge(row.due_at, now=platform.clock(), calendar=platform.runtime.calendar),
    )


def _overdue_of_office(connection: Connection, wanted: Wanted) -> Panel:
    """A head is led to the case: the task itself may be another lane's."""
    late = replace(wanted, show=Show.OFFICE, overdue=True)
    rows = listed_tasks(connection, late)[:SHOWN]
    return Panel(
        key="overdue",
        title=gettext("Overdue in the office"),
        rows=[
            replace(
                _task_row(connection, row), url=url_for("cases.page", instance_id=row.instance_id)
            )
            for row in rows
        ],
        url=url_for("tasks.page", show=Show.OFFICE.value, overdue="1"),
        more=gettext("All that is overdue"),
        empty=gettext("Nothing is overdue."),
    )


def _by_step(connection: Connection, wanted: Wanted) -> Panel:
    numbers = numbers_of_tasks(connection, wanted, TASK.c.element_id)
    steps = own_steps(current_platform(), connection)
    return Panel(
        key="by-step",
        title=gettext("To do, by step"),
        bars=bars(
            (name, numbers.get(step, 0), url_for("tasks.page", step=step)) for step, name in steps
        ),
        columns=(gettext("Step"), gettext("Tasks")),
        empty=gettext("Nothing waits for you."),
    )


def _by_person(connection: Connection, wanted: Wanted) -> Panel:
    office = replace(wanted, show=Show.OFFICE)
    numbers = numbers_of_tasks(connection, office, TASK.c.assignee)
    names = names_of(connection, (each for each in numbers if each))
    url = url_for("tasks.page", show=Show.OFFICE.value)
    return Panel(
        key="by-person",
        title=gettext("Load by person"),
        bars=bars(
            (names[each] if each else gettext("Nobody's yet"), number, url)
            for each, number in numbers.items()
        ),
        columns=(gettext("Person"), gettext("Tasks")),
        url=url,
        more=gettext("Tasks of the office"),
        empty=gettext("The office has no open task."),
    )


def _visits_today(connection: Connection, wanted: Wanted) -> Panel:
    platform, branches = current_platform(), _branches(wanted.actor)
    asked = WantedCases(offices=branches)
    found = found_cases(connection, platform.vault, asked, now=wanted.now)
    today = tuple(row for row in found.rows if row.started_at >= wanted.today)[:SHOWN]
    lines = case_lines(platform, connection, replace(found, rows=today), current_language())
    return Panel(
        key="visits",
        title=gettext("Today's visits"),
        rows=[
            Row(
                label=line.number,
                url=url_for("cases.page", instance_id=line.instance_id),
                note=line.stage,
                badge=line.badge,
            )
            for line in lines
        ],
        url=url_for("visits.page"),
        more=gettext("New visit"),
        empty=gettext("Nobody has come today yet."),
    )


def _ready_to_issue(connection: Connection, wanted: Wanted) -> Panel:
    rows = awaiting_message(connection, CAME, _branches(wanted.actor))
    return Panel(
        key="ready",
        title=gettext("Ready to issue: %(number)s", number=counted(len(rows))),
        rows=[
            Row(label=row.business_key, url=url_for("cases.page", instance_id=row.id))
            for row in rows[:SHOWN]
        ],
        url=url_for("collect.page"),
        more=gettext("Came for the result"),
        empty=gettext("No result waits for its applicant."),
    )


def _hand_over_lists(connection: Connection, actor: Actor) -> Panel:
    lists = kept_lists(connection, own_offices(actor), actor.person_id, limit=SHOWN)
    return Panel(
        key="lists",
        title=gettext("Hand-over lists"),
        rows=[
            Row(label=row.file_name, url=url_for("hand_over.printed", list_id=row.id))
            for row in lists
        ],
        url=url_for("hand_over.page"),
        more=gettext("Make a list"),
        empty=gettext("No list has been made yet."),
    )


def _branches(actor: Actor) -> frozenset[int]:
    return actor.offices_as(Role.STATE_CORPORATION_WORKER)
