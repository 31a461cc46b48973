from __future__ import annotations

import pytest

from audit.films import film_of
from audit.paths import case_path
from engine.commands.events import correlate_message
from engine.commands.user_tasks import complete_user_task
from engine.replay.verify import frames_of
from engine.storage.queries import instance_row, version_by_id
from tests.audit import drawn
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, open_task
from web.cases.history import Retold


def film(runtime, instance):
    with runtime.database.snapshot() as connection:
        return film_of(runtime, connection, instance)


def complete(runtime, instance, **answer):
    task = open_task(runtime, instance)
    complete_user_task(runtime, task.id, answer, actor="bolat", now=NOW)


def start(runtime, xml, key):
    deploy(runtime, xml)
    return begin(runtime, key=key)


def test_a_token_stands_at_each_open_task(runtime):
    instance = start(runtime, drawn.JOIN, "join")

    assert film(runtime, instance).steps[0].marks.active == {"Left", "Right"}


def test_a_token_that_waits_at_a_join_is_shown_there(runtime):
    instance = start(runtime, drawn.JOIN, "join")
    complete(runtime, instance)

    assert film(runtime, instance).steps[-1].marks.active == {"Right", "Both"}


def test_no_token_is_left_at_the_end(runtime):
    instance = start(runtime, drawn.JOIN, "join")
    complete(runtime, instance)
    complete(runtime, instance)
    last = film(runtime, instance).steps[-1]

    assert last.marks.active == frozenset()
    assert last.marks.done == dict.fromkeys(("Begin", "Split", "Left", "Right", "Both", "End"), 1)


def test_a_sub_process_is_active_while_something_stands_inside(runtime):
    instance = start(runtime, drawn.INNER, "inner")

    assert film(runtime, instance).steps[0].marks.active == {"Part", "Do"}


def test_what_listens_beside_the_tokens_is_none(runtime):
    instance = start(runtime, drawn.INNER, "inner")
    shown = film(runtime, instance).steps[0]

    assert "Withdrawn" not in shown.marks.active
    assert "Withdrawn" in {work.element_id for work in shown.work}


def test_withdrawal_takes_the_work_away_undone(runtime):
    instance = start(runtime, drawn.INNER, "inner")
    correlate_message(runtime, "Withdrawn", "2016-000001", {}, actor="aliya", now=NOW)
    last = film(runtime, instance).steps[-1]

    assert [work.element_id for work in last.undone] == ["Do"]
    assert last.marks.active == frozenset()


def test_a_loop_counts_its_rounds(runtime):
    instance = start(runtime, drawn.LOOP, "loop")
    for done in (False, False, True):
        complete(runtime, instance, done=done)

    assert film(runtime, instance).steps[-1].marks.done["Do"] == 3


def test_a_form_at_the_start_is_shown_with_what_was_entered(runtime):
    instance = start(runtime, drawn.LOOP, "loop")
    form = film(runtime, instance).steps[0].form

    assert (form.key, form.scope) == ("check", {})
    assert form.answers["specialist"] == "sara"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_first_event_decides_at_an_event_gateway(runtime, language):
    instance = start(runtime, drawn.RACE, "race")
    correlate_message(runtime, "Came", "2016-000001", {}, actor="aliya", now=NOW)
    choice = film(runtime, instance).steps[-1].choices[0]

    assert (choice.element_id, choice.taken) == ("Await", ("Await_Came",))
    assert {branch.target for branch in choice.branches} == {"Came", "Month"}
    assert "Келді" in choice.why[0].text(language)


def test_of_an_event_gateway_only_the_way_whose_event_came_was_walked(runtime):
    instance = start(runtime, drawn.RACE, "race")
    correlate_message(runtime, "Came", "2016-000001", {}, actor="aliya", now=NOW)
    waiting, gone = film(runtime, instance).steps

    assert waiting.marks.taken == {"Begin_Await"}
    assert gone.flows == ("Came_Taken", "Await_Came")
    assert gone.marks.taken == {"Begin_Await", "Await_Came", "Came_Taken"}


def test_the_way_that_lost_is_walked_on_no_page(runtime):
    """The picture of the case and the numbers of the heat map, as the film has it."""
    instance = start(runtime, drawn.RACE, "race")
    correlate_message(runtime, "Came", "2016-000001", {}, actor="aliya", now=NOW)
    with runtime.database.snapshot() as connection:
        row = instance_row(connection, instance)
        version = version_by_id(connection, runtime.versions, row.definition_id)
        frames = tuple(frames_of(runtime, connection, row))

    walked = {"Begin_Await", "Await_Came", "Came_Taken"}
    assert Retold(frames=frames, broken=None).taken(version.definition) == walked
    assert case_path(version, frames).flows == dict.fromkeys(walked, 1)
