from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, select, update

from engine.errors import UnknownUserTask
from engine.step.states import InstanceStatus, UserTaskState
from engine.storage.database import Database
from engine.storage.tables import DEFINITION, INSTANCE, TASK
from engine.storage.vault import Vault
from people.actor import Actor, Assignment
from people.demo import install_demo
from people.roles import LANES, Role
from tests.hashing import cheap_hasher
from web.cases.finding_store import matching_cases
from web.tasks.list_store import Place, Show, Sort, Wanted, counted_tasks, listed_tasks
from web.tasks.store import next_of_case, next_of_own, task_record
from workers.store import CasePerson, NewEntry, add_entry, index_person

CITY, ELSEWHERE = 1, 2
SPECIALIST = Actor(
    person_id="gulnar",
    name="Сәдуақасова Гүлнар",
    language="kk",
    assignments=(Assignment(role=Role.SPECIALIST, office_id=CITY),),
)
HEAD = Actor(
    person_id="bolat",
    name="Ахметов Болат",
    language="kk",
    assignments=(Assignment(role=Role.HEAD, office_id=CITY),),
)
APPLICANT = Actor(
    person_id="aigerim",
    name="Айгерім",
    language="kk",
    assignments=(Assignment(role=Role.APPLICANT),),
)


class Tasks:
    """Writes user tasks of cases of their own."""

    def __init__(self, database: Database, now: datetime) -> None:
        self.database, self.now, self.count = database, now, 0
        definition = {
            "id": 1, "key": "externat", "version": 1, "file": "externat.bpmn", "xml": b"", "lowered": b"",
            "sha256": "", "lowering_version": 1, "forms": "{}", "deployed_by": "arman", "deployed_at": now,
        }  # fmt: skip
        with database.transaction() as connection:
            connection.execute(insert(DEFINITION), definition)

    def add(self, **changed: Any) -> int:
        """An open task of the city's specialists; its id. due: days from now, None without a term."""
        self.count += 1
        number = self.count
        due = changed.pop("due", number)
        role = changed.pop("role", Role.SPECIALIST)
        case_no = changed.pop("case_no", f"2016-{number:06}")
        row = {
            "id": number, "instance_id": f"{number:032}", "element_id": "PrepareOrder", "token": 1,
            "lane": LANES[role], "office_id": CITY, "candidate_groups": "", "assignee": None,
            "form_key": "prepare-order", "created_at": self.now,
            "due_at": None if due is None else self.now + timedelta(days=due), **changed,
        }  # fmt: skip
        row["state"] = changed.get(
            "state", UserTaskState.ASSIGNED if row["assignee"] else UserTaskState.CREATED
        )
        instance = {
            "id": row["instance_id"], "definition_id": 1, "business_key": case_no, "office_id": CITY,
            "starter": "aliya", "status": InstanceStatus.ACTIVE, "state": b"", "revision": 1,
            "head_hash": bytes(32), "started_at": self.now,
        }  # fmt: skip
        with self.database.transaction() as connection:
            connection.execute(insert(INSTANCE), instance)
            connection.execute(insert(TASK), row)
        return number

    def listed(self, **wanted: Any) -> list[int]:
        with self.database.snapshot() as connection:
            return [row.id for row in listed_tasks(connection, self.wanted(**wanted))]

    def wanted(self, **wanted: Any) -> Wanted:
        base = {"actor": SPECIALIST, "now": self.now, "today": self.now - timedelta(hours=9)}
        return Wanted(**{**base, **wanted})


@pytest.fixture
def tasks(database: Database, vault: Vault, now: datetime) -> Tasks:
    with database.transaction() as connection:
        install_demo(connection, vault, now, cheap_hasher())
    return Tasks(database, now)


def test_the_soonest_due_stands_first_and_what_has_no_term_last(tasks: Tasks) -> None:
    undated, late, soon = tasks.add(due=None), tasks.add(due=9), tasks.add(due=1)

    assert tasks.listed() == [soon, late, undated]


def test_other_lanes_and_offices_are_not_listed(tasks: Tasks) -> None:
    tasks.add(role=Role.HEAD)
    tasks.add(office_id=ELSEWHERE)

    assert tasks.listed() == []


@pytest.mark.parametrize("state", [UserTaskState.COMPLETED, UserTaskState.CANCELED])
def test_closed_tasks_are_not_listed(tasks: Tasks, state: UserTaskState) -> None:
    tasks.add(state=state)

    assert tasks.listed() == []


def test_mine_free_and_all(tasks: Tasks) -> None:
    mine, free = tasks.add(assignee="gulnar"), tasks.add()
    colleague = tasks.add(assignee="yerlan")

    assert tasks.listed(show=Show.MINE) == [mine]
    assert tasks.listed(show=Show.FREE) == [free]
    assert tasks.listed(show=Show.ALL) == [mine, free, colleague]


def test_a_task_of_a_post_that_was_given_up_is_not_mine_any_more(tasks: Tasks) -> None:
    tasks.add(assignee="gulnar", office_id=ELSEWHERE)

    assert tasks.listed(show=Show.MINE) == []


def test_groups_narrow_the_lane(tasks: Tasks) -> None:
    tasks.add(candidate_groups="head")
    named = tasks.add(candidate_groups="head, specialist")

    assert tasks.listed() == [named]


def test_a_group_is_matched_as_a_whole(tasks: Tasks) -> None:
    tasks.add(candidate_groups="specialist-of-another-kind")

    assert tasks.listed() == []


def test_a_head_sees_every_lane_of_the_office(tasks: Tasks) -> None:
    ours = [tasks.add(), tasks.add(role=Role.CHANCELLERY), tasks.add(role=Role.HEAD)]
    tasks.add(office_id=ELSEWHERE)

    assert tasks.listed(actor=HEAD, show=Show.OFFICE) == ours


@pytest.mark.parametrize("show", Show)
def test_who_has_no_post_sees_nothing(tasks: Tasks, show: Show) -> None:
    tasks.add()

    assert tasks.listed(actor=APPLICANT, show=show) == []


def test_who_heads_nothing_has_no_office_to_look_at(tasks: Tasks) -> None:
    tasks.add()

    assert tasks.listed(show=Show.OFFICE) == []


@pytest.mark.parametrize("typed", ["2016-0007", "2016-000777", "777", "000777"])
def test_a_case_is_found_by_its_number_its_beginning_or_its_end(
    tasks: Tasks, vault: Vault, now: datetime, typed: str
) -> None:
    found = tasks.add(case_no="2016-000777")
    tasks.add(case_no="2016-001778")
    tasks.add(case_no="2014-000777")

    assert tasks.listed(found=matching_cases(vault, typed, now)) == [found]


@pytest.mark.parametrize(
    "typed", ["ахметова", "Ахмет", "айг ахм", "АЙГҮЛ Серікқызы", "850312 204178", "2016-003-000041"]
)
def test_a_case_is_found_by_a_part_of_a_name_an_iin_or_a_receipt(
    tasks: Tasks, vault: Vault, now: datetime, typed: str
) -> None:
    found, other = tasks.add(), tasks.add()
    with tasks.database.transaction() as connection:
        for number, iin, name in (
            (found, "850312204178", "Ахметова Айгүл Серікқызы"),
            (other, "900101300123", "Омаров Нұрлан Қайратұлы"),
        ):
            person = CasePerson(
                instance_id=f"{number:032}", relation="applicant", iin=iin, name=name
            )
            index_person(connection, vault, person)
        add_entry(connection, receipt(f"{found:032}", 41))

    assert tasks.listed(found=matching_cases(vault, typed, now)) == [found]


def test_a_receipt_is_found_by_its_end(tasks: Tasks, vault: Vault, now: datetime) -> None:
    found = tasks.add(case_no="2016-000500")
    with tasks.database.transaction() as connection:
        add_entry(connection, receipt(f"{found:032}", 41))

    assert tasks.listed(found=matching_cases(vault, "41", now)) == [found]


@pytest.mark.parametrize("typed", ["%", "ах", "ахм омар", "'; --", "2015-", "9" * 40, "\u0301"])
def test_what_names_nothing_finds_nothing(
    tasks: Tasks, vault: Vault, now: datetime, typed: str
) -> None:
    number = tasks.add()
    person = CasePerson(
        instance_id=f"{number:032}", relation="pupil", iin="850312204178", name="Ахметова Айгүл"
    )
    with tasks.database.transaction() as connection:
        index_person(connection, vault, person)

    assert tasks.listed(found=matching_cases(vault, typed, now)) == []


def receipt(instance_id: str, serial: int) -> NewEntry:
    return NewEntry(
        office_id=3,
        register="receipt",
        year=2016,
        serial=serial,
        number=f"2016-003-{serial:06}",
        instance_id=instance_id,
        document_id=None,
        allotted_at=datetime(2016, 9, 5, 4, tzinfo=UTC),
    )


def test_what_is_put_off_leaves_my_list_until_its_day(tasks: Tasks, now: datetime) -> None:
    late = tasks.add(assignee="gulnar", follow_up_at=now + timedelta(days=2))
    past = tasks.add(assignee="gulnar", follow_up_at=now - timedelta(days=2))
    plain = tasks.add(assignee="gulnar")

    assert tasks.listed(show=Show.MINE) == [past, plain]
    assert tasks.listed(show=Show.LATER) == [late]
    assert tasks.listed(show=Show.ALL) == [late, past, plain]


def test_done_today_is_what_i_closed_since_midnight(tasks: Tasks, now: datetime) -> None:
    state = UserTaskState.COMPLETED
    done = tasks.add(state=state, closed_by="gulnar", closed_at=now - timedelta(hours=1))
    tasks.add(state=state, closed_by="gulnar", closed_at=now - timedelta(days=1))
    tasks.add(state=state, closed_by="yerlan", closed_at=now)

    assert tasks.listed(show=Show.DONE) == [done]


def test_a_step_and_what_is_overdue_are_filtered(tasks: Tasks, now: datetime) -> None:
    late = tasks.add(due=-1)
    sign = tasks.add(element_id="SignOrder")

    assert tasks.listed(overdue=True) == [late]
    assert tasks.listed(element_id="SignOrder") == [sign]


def test_what_was_done_before_in_the_same_case_has_returned(tasks: Tasks, now: datetime) -> None:
    number, other = tasks.add(), tasks.add()
    again = {"instance_id": f"{number:032}", "state": UserTaskState.COMPLETED, "closed_at": now}
    with tasks.database.transaction() as connection:
        row = dict(connection.execute(select(TASK).where(TASK.c.id == number)).one()._mapping)
        connection.execute(insert(TASK), {**row, **again, "id": 0})
    with tasks.database.snapshot() as connection:
        rows = listed_tasks(connection, tasks.wanted())

    assert {row.id: row.returned for row in rows} == {number: True, other: False}


def test_views_are_counted_with_the_filters_of_the_page(tasks: Tasks) -> None:
    tasks.add(assignee="gulnar")
    tasks.add(assignee="yerlan", element_id="SignOrder")
    tasks.add()
    with tasks.database.snapshot() as connection:
        every = counted_tasks(connection, tasks.wanted())
        some = counted_tasks(connection, tasks.wanted(element_id="SignOrder"))

    assert (every[Show.MINE], every[Show.FREE], every[Show.ALL]) == (1, 1, 3)
    assert (some[Show.MINE], some[Show.FREE], some[Show.ALL]) == (0, 0, 1)


BEHIND = {Sort.DUE: Place(due_at=None, id=10_000), Sort.ARRIVED: Place(due_at=None, id=0)}


def places(tasks: Tasks, ids: list[int]) -> dict[int, Place]:
    with tasks.database.snapshot() as connection:
        rows = [task_record(connection, each) for each in ids]
    return {row.id: Place(due_at=row.due_at, id=row.id) for row in rows}


@pytest.mark.parametrize("length", [1, 2, 3, 7])
@pytest.mark.parametrize("sort", Sort)
def test_pages_forward_and_back_hold_each_task_once(tasks: Tasks, length: int, sort: Sort) -> None:
    for due in (3, 1, None, 1, 2, None, 1):
        tasks.add(due=due)
    whole = tasks.listed(limit=50, sort=sort)
    where = places(tasks, whole)
    forward: list[int] = []
    while page := tasks.listed(
        sort=sort, limit=length, after=where[forward[-1]] if forward else None
    ):
        forward += page[:length]
    back: list[int] = []
    while page := tasks.listed(
        sort=sort,
        limit=length,
        before=where[back[0]] if back else BEHIND[sort],
    ):
        back = page[-length:] + back

    assert len(whole) == 7
    assert forward == whole
    assert back == whole


def test_a_page_has_one_row_more_where_there_are_more(tasks: Tasks) -> None:
    for _ in range(4):
        tasks.add()

    assert len(tasks.listed(limit=3)) == 4
    assert len(tasks.listed(limit=4)) == 4


def test_a_record_names_who_holds_and_who_closed_it(tasks: Tasks, now: datetime) -> None:
    number = tasks.add(assignee="gulnar")
    with tasks.database.transaction() as connection:
        closed = {"state": UserTaskState.COMPLETED, "closed_by": "yerlan", "closed_at": now}
        connection.execute(update(TASK).where(TASK.c.id == number).values(closed))
        row = task_record(connection, number)

    assert row.holder_name == "Сәдуақасова Гүлнар Маратқызы"
    assert row.closer_name == "Жұмабаев Ерлан Тимурұлы"


def test_an_unknown_task_has_no_record(database: Database) -> None:
    with database.snapshot() as connection, pytest.raises(UnknownUserTask):
        task_record(connection, 4711)


def next_of(tasks: Tasks, instance_id: str) -> int | None:
    with tasks.database.snapshot() as connection:
        row = next_of_case(connection, SPECIALIST, instance_id)
    return None if row is None else int(row.id)


def test_a_case_goes_on_with_what_it_has_for_the_actor(tasks: Tasks) -> None:
    tasks.add(assignee="gulnar", due=1)
    same = tasks.add(due=9)

    assert next_of(tasks, f"{same:032}") == same


def test_the_next_of_my_own_is_the_soonest_due(tasks: Tasks) -> None:
    tasks.add(assignee="gulnar", due=5)
    own = tasks.add(assignee="gulnar", due=2)
    tasks.add(due=1)

    with tasks.database.snapshot() as connection:
        row = next_of_own(connection, SPECIALIST)
    assert row is not None
    assert row.id == own


def test_what_a_colleague_holds_is_not_next(tasks: Tasks) -> None:
    held = tasks.add(assignee="yerlan")

    assert next_of(tasks, f"{held:032}") is None
