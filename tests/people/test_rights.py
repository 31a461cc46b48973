from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from people.actions import PERSONAL, Action
from people.actor import Actor, Assignment
from people.offices import lane_office
from people.rights import (
    TABLE,
    Case,
    Denial,
    Paper,
    Relation,
    Task,
    concerns_case,
    denial,
    may,
    relation,
)
from people.roles import LANES, OFFICELESS, STAFF, Role, lane_of

PROVIDER, BRANCH, OTHER_PROVIDER, OTHER_BRANCH = 1, 2, 3, 4


def actor(person_id: str, *posts: tuple[Role, int | None]) -> Actor:
    held = tuple(Assignment(role=role, office_id=office_id) for role, office_id in posts)
    return Actor(person_id=person_id, name=person_id, language="kk", assignments=held)


PEOPLE: dict[str, Actor] = {
    "applicant": actor("applicant", (Role.APPLICANT, None)),
    "worker": actor("worker", (Role.STATE_CORPORATION_WORKER, BRANCH)),
    "chancellery": actor("chancellery", (Role.CHANCELLERY, PROVIDER)),
    "head": actor("head", (Role.HEAD, PROVIDER)),
    "specialist": actor("specialist", (Role.SPECIALIST, PROVIDER)),
    "analyst": actor("analyst", (Role.ANALYST, None)),
    "auditor": actor("auditor", (Role.AUDITOR, None)),
    "administrator": actor("administrator", (Role.ADMINISTRATOR, None)),
    "integration": actor("integration", (Role.INTEGRATION, None)),
}
STRANGERS: dict[str, Actor] = {
    "applicant": actor("other applicant", (Role.APPLICANT, None)),
    "worker": actor("other worker", (Role.STATE_CORPORATION_WORKER, OTHER_BRANCH)),
    "chancellery": actor("other chancellery", (Role.CHANCELLERY, OTHER_PROVIDER)),
    "head": actor("other head", (Role.HEAD, OTHER_PROVIDER)),
    "specialist": actor("other specialist", (Role.SPECIALIST, OTHER_PROVIDER)),
}
CASE = Case(
    instance_id="i1",
    office_id=PROVIDER,
    partner_office_id=BRANCH,
    applicants=frozenset({"applicant"}),
    holders=frozenset({"specialist"}),
)
TASK = Task(user_task_id=1, lane=LANES[Role.SPECIALIST], office_id=PROVIDER, assignee="specialist")
PUBLISHED = Paper(document_id="d1", published=True)

STAFF_OF_CASE = "worker chancellery head specialist"
ALLOWED: dict[Action, str] = {
    Action.SEE_OWN_ACCOUNT: "applicant worker chancellery head specialist analyst auditor administrator",
    Action.OPEN_VISIT: "worker",
    Action.FIND_CASE: STAFF_OF_CASE + " auditor",
    Action.SEE_CASE: STAFF_OF_CASE + " applicant auditor integration",
    Action.SEE_HISTORY: STAFF_OF_CASE + " auditor",
    Action.SEE_DOCUMENT: STAFF_OF_CASE + " applicant auditor",
    Action.MEET_APPLICANT: "worker",
    Action.COLLECT_RESULT: "worker",
    Action.REQUEST_RESULT: "worker",
    Action.SUSPEND_CASE: "administrator",
    Action.TERMINATE_CASE: "head",
    Action.STEER_CASE: "head administrator",
    Action.CORRECT_CASE: "administrator",
    Action.CORRECT_DATA: "specialist",
    Action.MOVE_TOKEN: "administrator",
    Action.REOPEN_CASE: "administrator",
    Action.SEE_TASK_LIST: STAFF_OF_CASE,
    Action.AWAIT_STEP: STAFF_OF_CASE,
    Action.SEE_TASK: "specialist",
    Action.CLAIM_TASK: "specialist",
    Action.COMPLETE_TASK: "specialist",
    Action.RELEASE_TASK: "specialist",
    Action.REASSIGN_TASK: "head",
    Action.UPLOAD_DOCUMENT: "specialist",
    Action.HAND_OVER: "chancellery specialist",
    Action.APPLY: "applicant",
    Action.SEE_OWN_CASES: "applicant",
    Action.WITHDRAW_CASE: "applicant worker",
    Action.OBJECT_TO_DECISION: "applicant",
    Action.SEE_DEFINITIONS: "analyst auditor administrator",
    Action.SEE_DEFINITION: "analyst auditor administrator",
    Action.EDIT_MODEL: "analyst",
    Action.DEPLOY: "analyst",
    Action.MIGRATE: "analyst",
    Action.SEE_AUDIT: "auditor",
    Action.REPLAY: "auditor",
    Action.EXPORT_CASE: "auditor",
    Action.SEE_READS: "auditor",
    Action.SEE_FIGURES: "head auditor administrator",
    Action.SEE_OPERATIONS: "administrator",
    Action.SEE_INCIDENTS: "auditor administrator",
    Action.RESOLVE_INCIDENT: "administrator",
    Action.SEE_CALENDAR: STAFF_OF_CASE + " analyst auditor administrator",
    Action.EDIT_CALENDAR: "administrator",
    Action.SEE_REGISTERS: STAFF_OF_CASE + " auditor",
    Action.SEE_PEOPLE: "auditor administrator",
    Action.EDIT_PEOPLE: "administrator",
    Action.DO_JOBS: "integration",
    Action.START_CASE: "integration administrator",
    Action.SEE_ENGINE: "integration auditor administrator",
    Action.SEE_MODELS: STAFF_OF_CASE + " analyst auditor administrator integration",
}
"""Written out once more, by hand: who may on a case of their own, with a task on the specialist's desk."""

ON_TASKS = {
    Action.SEE_TASK,
    Action.CLAIM_TASK,
    Action.COMPLETE_TASK,
    Action.RELEASE_TASK,
    Action.REASSIGN_TASK,
    Action.UPLOAD_DOCUMENT,
}
OF_A_CASE = [action for action in Action if concerns_case(action)]


def allowed(asks: Actor, action: Action, case: Case = CASE, task: Task = TASK) -> bool:
    return may(asks, action, case, task if action in ON_TASKS else None, PUBLISHED)


def test_every_action_stands_in_the_table() -> None:
    assert set(TABLE) == set(Action) == set(ALLOWED)


@pytest.mark.parametrize("action", list(Action))
def test_on_their_own_case_people_may_what_is_written_here(action: Action) -> None:
    found = {name for name, asks in PEOPLE.items() if allowed(asks, action)}

    assert found == set(ALLOWED[action].split())


@pytest.mark.parametrize("action", OF_A_CASE)
@pytest.mark.parametrize("name", STRANGERS)
def test_people_from_elsewhere_may_nothing_and_learn_nothing(name: str, action: Action) -> None:
    assert not allowed(STRANGERS[name], action)
    assert denial(STRANGERS[name], CASE) is Denial.HIDE


@pytest.mark.parametrize("action", OF_A_CASE)
def test_without_a_case_only_those_may_who_need_none(action: Action) -> None:
    may_without = {role for role, cell in TABLE[action].items() if cell is Relation.ANY}

    found = {name for name, asks in PEOPLE.items() if may(asks, action)}

    assert found == {str(role) for role in may_without}


@pytest.mark.parametrize("name", ["applicant", "worker", "chancellery", "head", "specialist"])
def test_who_knows_the_case_is_forbidden_not_misled(name: str) -> None:
    assert denial(PEOPLE[name], CASE) is Denial.FORBID


def test_who_meets_every_office_in_lists_is_forbidden() -> None:
    assert denial(PEOPLE["administrator"], CASE) is Denial.FORBID
    assert denial(PEOPLE["auditor"], CASE) is Denial.FORBID


def test_an_analyst_does_not_learn_of_cases() -> None:
    assert denial(PEOPLE["analyst"], CASE) is Denial.HIDE


def test_without_a_case_a_denial_is_plain() -> None:
    assert denial(PEOPLE["analyst"], None) is Denial.FORBID


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("applicant", Relation.OWN_CASE),
        ("worker", Relation.OWN_OFFICE),
        ("head", Relation.OWN_OFFICE),
        ("auditor", Relation.ANY),
        ("analyst", Relation.FOREIGN_OFFICE),
    ],
)
def test_the_relation_to_a_case_is_the_nearest(name: str, expected: Relation) -> None:
    assert relation(PEOPLE[name], CASE) is expected


def test_an_auditor_changes_nothing() -> None:
    reading = {action for action in Action if action.startswith(("see_", "find_"))}
    reading |= {Action.REPLAY, Action.EXPORT_CASE}

    assert {action for action in Action if Role.AUDITOR in TABLE[action]} <= reading


def test_an_auditor_reads_cases_of_every_office() -> None:
    elsewhere = replace(CASE, office_id=OTHER_PROVIDER, partner_office_id=None)

    assert may(PEOPLE["auditor"], Action.SEE_CASE, elsewhere)


def test_who_draws_the_system_sees_no_personal_data() -> None:
    assert not [action for action in PERSONAL if allowed(PEOPLE["analyst"], action)]


def test_who_runs_the_system_sees_personal_data_only_where_a_value_is_corrected() -> None:
    """One value at a time, the one to be corrected; each look is a row of the read log."""
    seen = {action for action in PERSONAL if allowed(PEOPLE["administrator"], action)}

    assert seen == {Action.CORRECT_CASE}


def test_the_portal_is_held_by_nobody() -> None:
    assert not [action for action in Action if Role.PORTAL in TABLE[action]]


def test_a_role_without_an_office_has_no_cell_that_asks_for_one() -> None:
    asking = {Relation.OWN_OFFICE, Relation.OWN_LANE}

    assert not [
        (action, role)
        for action, cells in TABLE.items()
        for role, cell in cells.items()
        if role in OFFICELESS and cell in asking
    ]


# --- user tasks


@pytest.mark.parametrize("role", sorted(STAFF))
def test_a_task_of_each_lane_is_for_that_lane_alone(role: Role) -> None:
    lane = lane_of(role) or ""
    office = lane_office(lane, PROVIDER, BRANCH)
    task = Task(user_task_id=2, lane=lane, office_id=office)

    found = {name for name, asks in PEOPLE.items() if allowed(asks, Action.CLAIM_TASK, task=task)}

    assert found == {"worker" if role is Role.STATE_CORPORATION_WORKER else str(role)}


def test_a_colleague_sees_the_task_and_the_engine_tells_who_holds_it() -> None:
    colleague = actor("colleague", (Role.SPECIALIST, PROVIDER))

    assert allowed(colleague, Action.SEE_TASK)
    assert allowed(colleague, Action.COMPLETE_TASK)


def test_nobody_uploads_into_a_colleagues_task() -> None:
    colleague = actor("colleague", (Role.SPECIALIST, PROVIDER))

    assert not allowed(colleague, Action.UPLOAD_DOCUMENT)
    assert allowed(colleague, Action.UPLOAD_DOCUMENT, task=replace(TASK, assignee=None))


def test_who_has_left_the_post_has_left_its_tasks() -> None:
    moved = actor("specialist", (Role.SPECIALIST, OTHER_PROVIDER))

    assert not allowed(moved, Action.COMPLETE_TASK)
    assert not allowed(moved, Action.UPLOAD_DOCUMENT)


def test_an_assignee_of_another_role_may_not_complete() -> None:
    task = replace(TASK, assignee="head")

    assert not allowed(PEOPLE["head"], Action.COMPLETE_TASK, task=task)


def test_candidate_groups_narrow_the_lane() -> None:
    for_heads = replace(TASK, candidate_groups=("head",))
    for_both = replace(TASK, candidate_groups=("head", "specialist"))

    assert not allowed(PEOPLE["specialist"], Action.CLAIM_TASK, task=for_heads)
    assert not allowed(PEOPLE["head"], Action.CLAIM_TASK, task=for_heads)
    assert allowed(PEOPLE["specialist"], Action.CLAIM_TASK, task=for_both)


def test_a_task_on_an_unknown_lane_is_nobodys() -> None:
    task = replace(TASK, lane="Маман", assignee=None)

    assert not [name for name, asks in PEOPLE.items() if allowed(asks, Action.SEE_TASK, task=task)]


def test_a_head_reassigns_within_the_own_office_only() -> None:
    at_the_branch = replace(TASK, lane=LANES[Role.STATE_CORPORATION_WORKER], office_id=BRANCH)

    assert not allowed(PEOPLE["head"], Action.REASSIGN_TASK, task=at_the_branch)


def test_posts_do_not_lend_each_other_their_office() -> None:
    both = actor("x", (Role.SPECIALIST, OTHER_PROVIDER), (Role.STATE_CORPORATION_WORKER, BRANCH))

    assert may(both, Action.SEE_CASE, CASE)
    assert not allowed(both, Action.COMPLETE_TASK, task=replace(TASK, assignee="x"))


@pytest.mark.parametrize("role", [Role.APPLICANT, Role.PORTAL])
def test_an_applicant_does_the_tasks_assigned_to_them(role: Role) -> None:
    task = Task(user_task_id=3, lane=LANES[role], office_id=PROVIDER, assignee="applicant")

    assert allowed(PEOPLE["applicant"], Action.COMPLETE_TASK, task=task)
    assert not allowed(STRANGERS["applicant"], Action.COMPLETE_TASK, task=task)


def test_an_unassigned_task_is_no_applicants() -> None:
    task = Task(user_task_id=3, lane=LANES[Role.APPLICANT], office_id=PROVIDER)

    assert not allowed(PEOPLE["applicant"], Action.SEE_TASK, task=task)


def test_a_task_of_a_case_that_is_not_theirs_stays_closed_to_an_applicant() -> None:
    task = Task(
        user_task_id=3, lane=LANES[Role.PORTAL], office_id=PROVIDER, assignee="other applicant"
    )

    assert not allowed(STRANGERS["applicant"], Action.COMPLETE_TASK, task=task)


# --- documents


def test_an_applicant_sees_a_document_once_it_is_published() -> None:
    draft = Paper(document_id="d2", owner="specialist")

    assert may(PEOPLE["applicant"], Action.SEE_DOCUMENT, CASE, paper=PUBLISHED)
    assert not may(PEOPLE["applicant"], Action.SEE_DOCUMENT, CASE, paper=draft)
    assert may(PEOPLE["specialist"], Action.SEE_DOCUMENT, CASE, paper=draft)


def test_an_applicant_sees_what_they_uploaded() -> None:
    own = Paper(document_id="d3", owner="applicant")

    assert may(PEOPLE["applicant"], Action.SEE_DOCUMENT, CASE, paper=own)


def test_a_document_in_no_case_is_its_uploaders_alone() -> None:
    loose = Paper(document_id="d4", owner="worker")

    assert may(PEOPLE["worker"], Action.SEE_DOCUMENT, paper=loose)
    assert not may(PEOPLE["auditor"], Action.SEE_DOCUMENT, paper=loose)
    assert denial(PEOPLE["auditor"], None, loose) is Denial.HIDE


# --- invariants

offices = st.sampled_from([None, PROVIDER, BRANCH, OTHER_PROVIDER, OTHER_BRANCH])
posts = st.tuples(st.sampled_from(Role), offices)
cases = st.builds(
    Case,
    instance_id=st.just("i"),
    office_id=offices,
    partner_office_id=offices,
    applicants=st.frozensets(st.sampled_from(["x", "y"])),
)
tasks = st.none() | st.builds(
    Task,
    user_task_id=st.just(1),
    lane=st.sampled_from([*LANES.values(), "?"]),
    office_id=offices,
    assignee=st.sampled_from([None, "x", "y"]),
)


@given(st.lists(posts, max_size=3), posts, st.sampled_from(Action), st.none() | cases, tasks)
def test_another_post_never_takes_a_right_away(
    held: list[tuple[Role, int | None]],
    more: tuple[Role, int | None],
    action: Action,
    case: Case | None,
    task: Task | None,
) -> None:
    before = may(actor("x", *held), action, case, task)

    assert not before or may(actor("x", *held, more), action, case, task)


@given(st.sampled_from(Action), st.none() | cases, tasks)
def test_without_a_post_nothing_is_allowed(
    action: Action, case: Case | None, task: Task | None
) -> None:
    assert not may(actor("x"), action, case, task)


@given(st.sampled_from(sorted(STAFF)), st.sampled_from(OF_A_CASE), cases, tasks)
def test_no_staff_ever_reaches_a_case_of_other_offices(
    role: Role, action: Action, case: Case, task: Task | None
) -> None:
    outsider = actor("z", (role, 99))

    assert not may(outsider, action, case, task)
    assert denial(outsider, case) is Denial.HIDE
