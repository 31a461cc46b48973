"""Acting stories out: nobody does what they may not, nothing is answered that a form refuses, time is kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from cli.demonstration.acting import act_out
from cli.demonstration.clock import BEGINNING, Begin
from cli.demonstration.directing import tell_stories
from cli.demonstration.forms import AnswersRefused
from cli.demonstration.persons import NotAllowed, actor_of, refuse_unlawful
from cli.demonstration.place import demo_place
from cli.demonstration.scans import scan_of
from cli.demonstration.stage import StageRestless, opened_stage
from cli.demonstration.stories.desk import GRANTED
from cli.demonstration.stories.portal import HEALTH
from cli.demonstration.story import Message, claimed, done, reassigned, told, visit
from cli.demonstration.telling import StoryStuck, Telling, subject_of, waiting_task
from engine.errors import UserTaskTaken
from people.actions import Action
from people.roles import Role
from tests.hashing import cheap_hasher
from workers.documents.uploads import accepted_file

LATER = BEGINNING + timedelta(days=200)


@pytest.fixture
def stage(tmp_path):
    place = demo_place(environment={"RUQSAT_VAR_DIR": str(tmp_path)})
    with opened_stage(place.settings, hasher=cheap_hasher()) as opened:
        yield opened


@pytest.fixture
def visited(stage):
    """A visit that aliya has opened."""
    telling = Telling(story=GRANTED)
    act_out(stage, telling, visit())
    stage.settle()
    return telling


def shortened(story, count):
    return replace(story, steps=story.steps[:count], begin=Begin(day=BEGINNING.date()))


def test_a_worker_of_another_branch_may_not_take_the_task(stage, visited):
    with pytest.raises(NotAllowed, match="zhanna may not claim_task"):
        act_out(stage, visited, claimed("Identify", by="zhanna"))


def test_another_role_may_not_complete_it(stage, visited):
    with pytest.raises(NotAllowed, match="gulnar may not complete_task"):
        act_out(stage, visited, done("Identify", by="gulnar"))


def test_a_colleague_who_is_slower_is_told(stage, visited):
    act_out(stage, visited, claimed("Identify"))

    with pytest.raises(UserTaskTaken):
        act_out(stage, visited, done("Identify", by="daniyar"))


def test_who_is_no_worker_may_not_open_a_visit(stage):
    with pytest.raises(NotAllowed, match="bolat may not open_visit"):
        act_out(stage, Telling(story=GRANTED), visit(by="bolat"))


def test_at_a_desk_nobody_objects_for_the_applicant(stage, visited):
    with pytest.raises(NotAllowed, match="object_to_decision"):
        act_out(stage, visited, told(Message.OBJECTED, {"objection": "Келіспеймін"}))


def test_the_head_may_not_give_away_what_is_not_of_the_office(stage, visited):
    foreign = replace(visited.story, place="zhaskala-education")
    elsewhere = replace_story(visited, foreign)

    with pytest.raises(NotAllowed, match="roza may not reassign_task"):
        act_out(stage, elsewhere, reassigned("Identify", "daniyar"))


def replace_story(telling, story):
    return replace(telling, story=story, worker="")


def test_a_right_without_a_case_is_asked_for_too(stage):
    with pytest.raises(NotAllowed) as refusal:
        refuse_unlawful(stage, "laura", Action.APPLY, None, "here")

    assert (refusal.value.person_id, refusal.value.action) == ("laura", Action.APPLY)


def test_the_applicant_of_a_portal_case_owns_it(stage):
    telling = Telling(story=HEALTH)
    act_out(stage, telling, HEALTH.steps[0])

    subject = subject_of(stage, telling)
    assert subject is not None
    assert subject.case.applicants == {"aigerim"}


def test_signing_in_to_act_leaves_no_session(stage):
    actor = actor_of(stage, "aliya")

    assert actor.roles == {Role.STATE_CORPORATION_WORKER}
    assert actor_of(stage, "aliya") is actor


def test_a_form_refuses_what_a_story_says_wrongly(stage, visited):
    with pytest.raises(AnswersRefused, match="applicant_iin"):
        act_out(stage, visited, done("Identify", {"applicant_iin": "123"}))


def test_a_story_cannot_go_on_where_the_case_does_not_wait(stage, visited):
    with pytest.raises(StoryStuck, match=r"goes on at SignOrder.*Identify"):
        act_out(stage, visited, done("SignOrder"))


def test_the_worker_who_opened_the_visit_goes_on_with_it(stage):
    story = replace(shortened(GRANTED, 3), steps=(visit(by="daniyar"), *GRANTED.steps[1:3]))
    [telling] = tell_stories(stage, [story], end=LATER)

    task = waiting_task(stage, telling, "EnterApplication")
    assert telling.usual_person(Role.STATE_CORPORATION_WORKER) == "daniyar"
    assert task.assignee is None


def test_what_lies_after_the_end_is_left_undone(stage):
    [telling] = tell_stories(stage, [shortened(GRANTED, 22)], end=BEGINNING + timedelta(hours=3))

    assert 0 < telling.told < 22
    assert stage.clock() == BEGINNING + timedelta(hours=3)


def test_a_story_of_the_future_does_not_start(stage):
    story = replace(GRANTED, begin=Begin(day=LATER.date()))
    [telling] = tell_stories(stage, [story], end=BEGINNING + timedelta(days=1))

    assert (telling.instance_id, telling.told) == ("", 0)


def test_stories_take_turns_on_one_clock(stage):
    seen = []
    stories = [shortened(GRANTED, 7), replace(shortened(GRANTED, 7), name="other")]
    tell_stories(stage, stories, end=LATER, listener=lambda each: seen.append(each.story.name))

    assert seen[:4] == ["granted-at-the-desk", "other", "granted-at-the-desk", "other"]
    assert len(seen) == 14


def test_work_without_end_is_noticed(stage, monkeypatch):
    monkeypatch.setattr(stage, "_chores", (lambda _: 1,))

    with pytest.raises(StageRestless):
        stage.settle()


def test_the_gateway_answers_again_after_the_demonstration(tmp_path):
    settings = demo_place(environment={"RUQSAT_VAR_DIR": str(tmp_path)}).settings
    with opened_stage(settings, hasher=cheap_hasher()) as opened:
        switches = [opened.gateway_switch(connected=connected) for connected in (True, False)]
        for switch in switches:
            switch.touch()

    assert not any(switch.exists() for switch in switches)


def test_a_scan_is_a_file_that_may_be_uploaded():
    content = scan_of("birth-certificate", "2016-000001")

    assert accepted_file("birth-certificate.pdf", content, limit=4000)[1] == "application/pdf"
