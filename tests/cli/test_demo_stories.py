"""The stories as data: they speak of the model as it is drawn, and of people who do not exist."""

from __future__ import annotations

import pytest

from cli.demonstration import families
from cli.demonstration.families import Family
from cli.demonstration.stage import hearing_model
from cli.demonstration.stories import FINISHED, STORIES
from cli.demonstration.stories.present import PRESENT
from cli.demonstration.story import Application, Claim, Reassignment, Task, Told, Visit
from engine.calendar.working import Organisation
from engine.identifiers import is_iin, is_phone
from engine.model.definition import ElementKind, read_definition
from engine.model.intake import read_model
from engine.settings import ROOT
from people.demo_people import PEOPLE as DEMO_PEOPLE
from tests.cli.test_demo_clock import CALENDAR, local
from workers.check_rules import FROM_REGISTER, PROOF
from workers.editions import EDITIONS
from workers.lookup.people import PEOPLE

XML = (ROOT / "bpmn" / "externat.bpmn").read_bytes()
MODEL = read_definition(read_model(XML, file="externat.bpmn"))
FAMILIES = {name: each for name, each in vars(families).items() if isinstance(each, Family)}
WANTED = {
    "granted-at-the-desk",
    "incomplete-package",
    "portal-health",
    "portal-abroad-with-parents",
    "portal-abroad-alone",
    "refused-with-reasons",
    "late",
    "order-returned",
    "not-collected",
    "overdue-and-escalated",
    "withdrawn-at-the-desk",
    "identity-by-hand",
    "certificate-by-hand",
    "objection-upheld",
    "objection-rejected",
}


@pytest.fixture(params=STORIES, ids=lambda story: story.name)
def story(request):
    return request.param


def test_every_path_that_was_asked_for_has_its_story():
    assert {story.name for story in FINISHED} >= WANTED


def test_names_are_told_apart():
    assert len({story.name for story in STORIES}) == len(STORIES)


def test_each_ground_is_granted_on_the_portal():
    grounds = {
        story.ground
        for story in FINISHED
        if isinstance(story.steps[0].act, Application) and story.ends == "ResultIssued"
    }

    assert grounds == set(PROOF)


def test_a_story_starts_a_case_first_and_only_once(story):
    starts = [isinstance(step.act, Visit | Application) for step in story.steps]

    assert starts[0]
    assert sum(starts) == 1


def test_a_story_speaks_of_user_tasks_of_the_model(story):
    named = {
        step.act.element_id
        for step in story.steps
        if isinstance(step.act, Claim | Task | Reassignment)
    }

    assert all(MODEL.elements[each].kind is ElementKind.USER_TASK for each in named)


def test_a_story_speaks_of_messages_of_the_model(story):
    named = {step.act.message.value for step in story.steps if isinstance(step.act, Told)}

    assert named <= set(MODEL.messages)


def test_a_finished_story_ends_at_an_end_of_the_model(story):
    if story.ends is not None:
        assert MODEL.elements[story.ends].kind is ElementKind.END_EVENT


def test_a_story_ends_or_waits(story):
    assert (story.ends is None) == bool(story.waits)
    assert set(story.waits) <= set(MODEL.elements)


def test_a_visit_begins_while_the_desk_is_open(story):
    end = local("2026-03-12T11:30")
    begun = story.begin.instant(CALENDAR, end)

    if isinstance(story.steps[0].act, Visit):
        assert CALENDAR.next_opening(begun, Organisation.STATE_CORPORATION) == begun


def test_open_stories_are_of_the_present():
    assert all(story.begin.day is None for story in PRESENT)


def test_an_applicant_on_the_portal_has_an_account(story):
    if isinstance(story.steps[0].act, Application):
        assert story.family.applicant.person_id in {person.id for person in DEMO_PEOPLE}


def test_an_applicant_at_a_desk_is_known_to_the_gateway(story):
    if isinstance(story.steps[0].act, Visit):
        assert story.family.applicant.iin in PEOPLE


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_numbers_are_well_formed(family):
    assert is_iin(family.applicant.iin)
    assert is_iin(family.pupil.iin)
    assert is_phone(family.applicant.phone)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_who_needs_a_certificate_of_the_gateway_is_known_to_it(family):
    assert family.pupil.born < FROM_REGISTER or family.pupil.iin in PEOPLE


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_nobody_is_made_up_twice(family):
    same = {each.pupil.name for each in FAMILIES.values() if each.pupil.iin == family.pupil.iin}

    assert same == {family.pupil.name}


def test_a_grade_goes_by_age_and_school_year(now):
    assert families.ALIKHAN.pupil.grade(now) == "1"
    assert families.ERNAR.pupil.grade(now) == "10"
    assert families.ERNAR.pupil.grade(now.replace(month=5)) == "9"


def test_a_grade_is_one_that_a_school_has(now):
    assert families.MIRAS.pupil.grade(now) == "1"
    assert families.ERNAR.pupil.grade(now.replace(year=2026)) == "11"


def test_the_hearing_is_the_same_drawing_under_another_edition():
    hearing = read_definition(read_model(hearing_model(XML), file="externat-hearing.bpmn"))

    assert (hearing.process_id, hearing.rules) == ("externat-hearing", "2016+hearing")
    assert hearing.elements.keys() == MODEL.elements.keys()
    assert EDITIONS[hearing.rules].preliminary_notice
