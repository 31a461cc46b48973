"""The whole demonstration, told once: where the cases stand, what was written, who did it."""

from __future__ import annotations

import itertools
from collections import defaultdict
from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import select

from cli.assembly import assembled
from cli.demo import run_demo
from cli.demonstration.place import demo_place
from cli.demonstration.report import strayed
from cli.demonstration.stories import FINISHED, STORIES
from cli.demonstration.stories.present import PRESENT
from engine.history.events import EventKind
from engine.replay.verify import frames_of, verify_instance
from engine.step.states import OPEN_TASK, UserTaskState
from engine.step.terms import norm_end
from engine.storage.queries import events_of, instance_row, open_incidents, version_by_id
from engine.storage.tables import INSTANCE, TASK
from people.demo_people import PEOPLE
from people.roles import LANES, Role, role_of_lane
from tests.cli.test_demo_clock import local
from tests.hashing import cheap_hasher
from tests.workers.pdf import pdf_text
from workers.documents.store import document, document_content, signatures_of
from workers.notices.store import NOTICE

END = local("2026-03-12T11:30")  # a Thursday, in opening hours
ROLES = {person.id: person.role for person in PEOPLE}


@pytest.fixture(scope="module")
def shown(tmp_path_factory):
    """The place, the cases by story, and a platform over the database."""
    folder = tmp_path_factory.mktemp("demo")
    place = demo_place(environment={"RUQSAT_VAR_DIR": str(folder)})
    cases = run_demo(place, STORIES, end=END, hasher=cheap_hasher())
    with assembled(place.settings, clock=lambda: END) as platform:
        yield SimpleNamespace(
            place=place, cases={case.story: case for case in cases}, platform=platform
        )


def frames(shown, case):
    platform = shown.platform
    with platform.database.snapshot() as connection:
        row = instance_row(connection, case.instance_id)
        return list(frames_of(platform.runtime, connection, row))


def path(shown, story):
    return [
        completion.element_id
        for frame in frames(shown, shown.cases[story])
        if frame.step
        for completion in frame.step.completions
    ]


def moments(shown, story, kind):
    """(element, local time) of the events of a kind."""
    return [
        (frame.event.element_id, frame.event.at)
        for frame in frames(shown, shown.cases[story])
        if frame.event.kind is kind
    ]


@pytest.mark.parametrize("story", FINISHED, ids=lambda story: story.name)
def test_a_story_comes_to_its_end(shown, story):
    case = shown.cases[story.name]

    assert (case.status, case.outcome, case.waits) == ("completed", story.ends, ())


@pytest.mark.parametrize("story", PRESENT, ids=lambda story: story.name)
def test_an_open_case_waits_where_it_was_left(shown, story):
    case = shown.cases[story.name]

    assert (case.status, set(case.waits)) == ("active", set(story.waits))


def test_no_story_strays(shown):
    assert strayed(STORIES, tuple(shown.cases.values())) == ()


def test_a_story_that_strays_is_named(shown):
    assert strayed(STORIES, ()) == tuple(story.name for story in FINISHED)


def test_all_stories_together_walk_every_flow_of_the_model(shown):
    platform = shown.platform
    taken, drawn = set(), set()
    with platform.database.snapshot() as connection:
        for row in connection.execute(select(INSTANCE)):
            version = version_by_id(connection, platform.runtime.versions, row.definition_id)
            drawn |= set(version.definition.flows)
            for frame in frames_of(platform.runtime, connection, row):
                taken |= set(frame.step.flows if frame.step else ())

    assert drawn - taken == set()


def test_every_history_holds(shown):
    runtime = shown.platform.runtime
    with shown.platform.database.snapshot() as connection:
        for case in shown.cases.values():
            assert verify_instance(runtime, connection, case.instance_id).events > 0


def test_no_incident_is_left(shown):
    with shown.platform.database.snapshot() as connection:
        assert open_incidents(connection) == []


def test_case_numbers_go_with_time(shown):
    with shown.platform.database.snapshot() as connection:
        rows = connection.execute(select(INSTANCE).order_by(INSTANCE.c.started_at)).all()
    numbers = [row.business_key for row in rows]

    assert numbers == sorted(set(numbers))
    assert numbers[0] == "2016-000001"


def test_nothing_happened_after_the_end_or_against_time(shown):
    with shown.platform.database.snapshot() as connection:
        for case in shown.cases.values():
            events = events_of(connection, shown.platform.vault, case.instance_id)
            times = [event.at for event, _, _ in events]
            assert times == sorted(times)
            assert times[-1] <= END


def test_people_acted_in_their_lanes_alone(shown):
    with shown.platform.database.snapshot() as connection:
        query = select(TASK).where(TASK.c.state == UserTaskState.COMPLETED)
        rows = connection.execute(query).all()
    done = {(role_of_lane(row.lane), ROLES[row.closed_by]) for row in rows}

    assert all(lane is role for lane, role in done if lane is not Role.PORTAL)
    assert {role for lane, role in done if lane is Role.PORTAL} == {Role.APPLICANT}


def test_every_lane_has_something_to_do(shown):
    with shown.platform.database.snapshot() as connection:
        rows = connection.execute(select(TASK).where(TASK.c.state.in_(OPEN_TASK))).all()
    lanes = {row.lane for row in rows}

    assert lanes == set(LANES.values()) - {LANES[Role.APPLICANT]}


def test_both_places_have_something_to_do(shown):
    with shown.platform.database.snapshot() as connection:
        rows = connection.execute(select(TASK).where(TASK.c.state.in_(OPEN_TASK))).all()
    offices = defaultdict(set)
    for row in rows:
        offices[row.lane].add(row.office_id)

    assert all(len(found) >= 2 for lane, found in offices.items() if lane != LANES[Role.PORTAL])


def test_one_task_is_overdue_and_some_are_due_soon(shown):
    with shown.platform.database.snapshot() as connection:
        rows = connection.execute(select(TASK).where(TASK.c.state.in_(OPEN_TASK))).all()
    overdue = [row for row in rows if row.overdue_at is not None]
    calendar = shown.platform.runtime.calendar
    in_two_days = calendar.business_days(2, END)
    soon = [row.element_id for row in rows if row.due_at and END < row.due_at <= in_two_days]

    assert [row.element_id for row in overdue] == ["PrepareOrder"]
    assert sorted(soon) == ["PrepareOrder", "SignOrder", "SignRefusal"]


def test_steps_of_fifteen_minutes_are_within_their_norm(shown):
    """They have no term: nothing follows from a norm."""
    runtime = shown.platform.runtime
    with shown.platform.database.snapshot() as connection:
        rows = connection.execute(
            select(TASK, INSTANCE.c.definition_id)
            .join(INSTANCE, TASK.c.instance_id == INSTANCE.c.id)
            .where(TASK.c.state.in_(OPEN_TASK))
        ).all()
        measured = [
            (row, norm)
            for row in rows
            if (
                norm := version_by_id(connection, runtime.versions, row.definition_id)
                .definition.elements[row.element_id]
                .norm
            )
        ]

    assert sorted(row.element_id for row, _ in measured) == [
        "AcceptDocuments",
        "AcceptDocuments",
        "Resolution",
    ]
    assert all(row.due_at is None for row, _ in measured)
    assert all(norm_end(norm, row.created_at, runtime.calendar) > END for row, norm in measured)


def test_only_what_is_told_as_overdue_is_overdue(shown):
    late = {story for story in shown.cases if moments(shown, story, EventKind.USER_TASK_ESCALATED)}

    assert late == {"overdue-and-escalated", "open-overdue"}


def test_the_head_was_told_of_the_overdue_task_when_it_fell_due(shown):
    [(element_id, at), *_] = moments(shown, "overdue-and-escalated", EventKind.USER_TASK_ESCALATED)
    case = shown.cases["overdue-and-escalated"]
    with shown.platform.database.snapshot() as connection:
        notices = connection.execute(
            select(NOTICE).where(NOTICE.c.instance_id == case.instance_id)
        ).all()

    assert (element_id, at) == ("PrepareOrder", local("2016-10-21T18:30"))
    assert "bolat" in {row.recipient for row in notices if row.kind == "overdue"}


def test_an_unanswered_look_up_opens_the_manual_way_after_a_minute(shown):
    fired = moments(shown, "identity-by-hand", EventKind.TIMER_FIRED)
    failed = moments(shown, "identity-by-hand", EventKind.JOB_FAILED)
    asked = failed[0][1]

    assert fired == [("IdentityNotAnswered", asked + timedelta(minutes=1))]
    assert [at - asked for _, at in failed] == [timedelta(seconds=20 * n) for n in range(3)]


def test_a_gateway_that_comes_back_needs_nobody_to_type(shown):
    assert "IdentityByHand" not in path(shown, "identity-at-a-later-attempt")
    assert len(moments(shown, "identity-at-a-later-attempt", EventKind.JOB_FAILED)) == 1


def test_a_result_is_kept_for_a_month(shown):
    [(element_id, at)] = moments(shown, "not-collected", EventKind.TIMER_FIRED)
    ready = next(
        frame.event.at
        for frame in frames(shown, shown.cases["not-collected"])
        if frame.step and "NotifyReady" in [each.element_id for each in frame.step.completions]
    )

    assert element_id == "StorageEnded"
    assert (ready.month, at.month) == (9, 10)
    assert at.day == ready.day


def test_the_objection_is_heard(shown):
    assert "ConsiderObjection" in path(shown, "objection-upheld")
    assert "ObjectionTermEnded" in path(shown, "notice-term-ended")
    assert "SendPreliminaryNotice" not in path(shown, "refused-with-reasons")


def test_what_is_filed_late_is_advised_of(shown):
    last = frames(shown, shown.cases["late"])[-1]

    assert last.step.variables["late"] is True


def test_each_document_lies_in_the_folder_of_its_case(shown):
    for case in shown.cases.values():
        for each in case.documents:
            written = (shown.place.documents / each.file).read_bytes()
            assert each.file.startswith(f"{case.case_no}/{each.kind}")
            assert written.startswith(b"%PDF-")


def test_a_file_is_the_document_that_is_stored(shown):
    case = shown.cases["granted-at-the-desk"]
    platform = shown.platform
    with platform.database.snapshot() as connection:
        stored = {
            each.file: document_content(connection, platform.vault, each.id)
            for each in case.documents
        }

    assert stored == {file: (shown.place.documents / file).read_bytes() for file in sorted(stored)}


def test_a_scan_can_be_opened(shown):
    [scan] = [
        each
        for each in shown.cases["granted-at-the-desk"].documents
        if each.kind == "birth-certificate"
    ]

    assert "SYNTHETIC: birth-certificate" in pdf_text(
        (shown.place.documents / scan.file).read_bytes()
    )


@pytest.mark.parametrize(
    ("story", "kinds"),
    [
        (
            "granted-at-the-desk",
            {"application-print", "acceptance-receipt", "order", "order-extract"},
        ),
        ("incomplete-package", {"application-print", "refusal-receipt"}),
        ("refused-with-reasons", {"acceptance-receipt", "reasoned-refusal"}),
        ("objection-rejected", {"preliminary-notice", "reasoned-refusal"}),
    ],
)
def test_a_case_has_its_documents(shown, story, kinds):
    assert {each.kind for each in shown.cases[story].documents} >= kinds


def test_a_returned_order_is_void_and_the_second_one_stands(shown):
    orders = [each for each in shown.cases["order-returned"].documents if each.kind == "order"]

    assert sorted(each.void for each in orders) == [False, True]
    assert {each.file.rpartition("/")[2] for each in orders} == {"order.pdf", "order-2.pdf"}


def test_a_draft_of_a_withdrawn_case_is_void(shown):
    drafts = [
        each
        for each in shown.cases["withdrawn-at-the-desk"].documents
        if each.kind in ("order", "order-extract")
    ]

    assert drafts
    assert all(each.void for each in drafts)


def test_what_the_head_signed_verifies(shown):
    platform = shown.platform
    signed = [
        each
        for case, each in itertools.chain.from_iterable(
            ((case, each) for each in case.documents) for case in shown.cases.values()
        )
        if each.kind in ("order", "order-extract", "reasoned-refusal") and not each.void
    ]
    with platform.database.snapshot() as connection:
        for each in signed:
            content = document_content(connection, platform.vault, each.id)
            for signature in signatures_of(connection, each.id):
                report = platform.signer.verify(signature.signature, content=content, at=END)
                assert (report.outcome, ROLES[report.signer]) == ("valid", Role.HEAD)
                assert signature.mark == "ТЕСТ"


def test_an_issued_order_and_its_extract_are_signed(shown):
    with shown.platform.database.snapshot() as connection:
        signed = {
            each.kind: len(signatures_of(connection, each.id))
            for each in shown.cases["granted-at-the-desk"].documents
        }

    assert (signed["order"], signed["order-extract"]) == (1, 1)


def test_a_scan_belongs_to_the_case_of_who_took_it(shown):
    case = shown.cases["granted-at-the-desk"]
    with shown.platform.database.snapshot() as connection:
        scans = [
            document(connection, each.id)
            for each in case.documents
            if each.kind == "birth-certificate"
        ]

    assert [(each.owner, each.instance_id) for each in scans] == [("aliya", case.instance_id)]


def test_notices_are_delivered_as_files(shown):
    outbox = list((shown.place.settings.var_dir / "outbox").glob("*.txt"))

    assert any("+7701222" in file.read_text() for file in outbox)
