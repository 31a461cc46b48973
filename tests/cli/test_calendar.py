"""What an operator types when the government has moved a day."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from cli.assembly import assembled
from engine.calendar.working import UnknownYear
from engine.commands.calendar import DayEntered, DayNotEntered, LegalReferenceMissing
from engine.commands.deployments import Model, deploy_model
from engine.commands.instances import Start, start_instance
from engine.storage.tables import INSTANCE
from tests.engine.commands.hearing import HEARING
from tests.engine.commands.models import FORMS, LANES

QURBAN_AIT = ("calendar", "set", "2026-05-27", "day-off", "--legal", "ҚМДБ шешімі № 5")


def test_a_year_is_shown_with_names_sources_and_guesses(run):
    lines = run("calendar", "year", "2026").output.splitlines()

    assert (
        "2026-05-27 Wed  Құрбан айт (болжамды күні) / Eid al-Adha (Kurban ait) (estimated)"
        in "\n".join(lines)
    )
    assert all("[holidays " in line for line in lines[:10])
    assert "provider: Mon Tue Wed Thu Fri, 09:00-13:00, 14:30-18:30" in lines
    assert "state-corporation: Mon Tue Wed Thu Fri Sat, 09:00-20:00" in lines


def test_a_weekend_that_is_worked_by_law_is_shown(run):
    assert "2024-05-04 Sat  worked" in run("calendar", "year", "2024").output.splitlines()


def test_a_day_that_is_set_is_confirmed_and_named(run):
    said = run(*QURBAN_AIT).output
    shown = run("calendar", "year", "2026").output

    assert said == "2026-05-27 is a day off; 0 terms of 0 cases have moved\n"
    assert "2026-05-27 Wed  Құрбан айт / Eid al-Adha (Kurban ait)  [ҚМДБ шешімі № 5]" in shown
    assert "entered: 2026-05-27 day-off, ҚМДБ шешімі № 5 (system:operator," in shown


def test_the_days_of_another_year_are_not_shown(run):
    run(*QURBAN_AIT)

    assert "ҚМДБ" not in run("calendar", "year", "2027").output


def test_a_day_that_is_removed_is_what_it_was(run):
    before = run("calendar", "year", "2026").output
    run(*QURBAN_AIT)

    assert run("calendar", "remove", "2026-05-27").output.startswith("2026-05-27 is taken back; 0")
    assert run("calendar", "year", "2026").output == before


def test_a_saturday_can_be_worked(run):
    run("calendar", "set", "2026-01-10", "working", "--legal", "Қаулы")

    assert "2026-01-10 Sat  worked" in run("calendar", "year", "2026").output.splitlines()


def test_open_terms_follow(run):
    with assembled() as platform:
        model = Model(file="hearing.bpmn", xml=HEARING, forms=FORMS, lanes=LANES)
        deploy_model(platform.runtime, model, actor="arman", now=platform.clock())
        start = Start(key="hearing", variables={"late": True}, business_key="1")
        start_instance(platform.runtime, start, actor="aliya", now=platform.clock())
        with platform.database.snapshot() as connection:
            due = connection.execute(select(INSTANCE.c.due_at)).scalar_one()
    last_day = f"{due:%Y-%m-%d}"

    output = run("calendar", "set", last_day, "day-off", "--legal", "Қаулы").output
    assert "1 terms of 1 cases have moved" in output
    assert "1 of 1 histories hold" in run("verify", "--all").output


def test_what_makes_no_sense_is_one_sentence(run):
    with pytest.raises(LegalReferenceMissing, match="name the act"):
        run("calendar", "set", "2026-05-27", "day-off", "--legal", " ")
    with pytest.raises(UnknownYear, match="2000 to 2100, not 2150"):
        run("calendar", "set", "2150-05-27", "day-off", "--legal", "x")
    with pytest.raises(UnknownYear):
        run("calendar", "year", "1999")
    with pytest.raises(DayNotEntered):
        run("calendar", "remove", "2026-05-27")
    run(*QURBAN_AIT)
    with pytest.raises(DayEntered, match="take it back first"):
        run(*QURBAN_AIT)


@pytest.mark.parametrize(
    "arguments",
    [
        ("set", "2026-05-27", "day-off"),
        ("set", "2026-05-27", "holiday", "--legal", "x"),
        ("set", "27.05.2026", "day-off", "--legal", "x"),
        ("remove", "2026-02-30"),
    ],
    ids=["no act", "no such kind", "no such form of a date", "no such day"],
)
def test_what_was_mistyped_is_said(run, arguments):
    assert run("calendar", *arguments).exit_code == 2
