from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert, update

from engine.errors import UnknownUserTask
from engine.step.states import InstanceStatus, UserTaskState
from engine.storage.database import Database
from engine.storage.tables import DEFINITION, INSTANCE, TASK
from engine.storage.vault import Vault
from people.actor import Actor, Assignment
from people.demo import install_demo
from people.passwords import cheap_hasher
from people.roles import LANES, Role
from web.tasks.store import Place, Show, Wanted, listed_tasks, next_task, task_record

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
        asked = Wanted(**{"actor": SPECIALIST, **wanted})
        with self.database.snapshot() as connection:
            return [row.id for row in listed_tasks(connection, asked)]


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


def test_a_case_is_found_by_the_beginning_of_its_number(tasks: Tasks) -> None:
    found = tasks.add(case_no="2016-000777")
    tasks.add(case_no="2015-000777")

    assert tasks.listed(case_prefix="2016-0007") == [found]


def test_a_case_is_found_by_its_whole_number(tasks: Tasks) -> None:
    found = tasks.add(case_no="2016-000777")
    tasks.add(case_no="2016-000778")

    assert tasks.listed(case_prefix="777", case_numbers=("2016-000777", "2015-000777")) == [found]


def test_percent_signs_match_nothing(tasks: Tasks) -> None:
    tasks.add()

    assert tasks.listed(case_prefix="%") == []


def places(tasks: Tasks, ids: list[int]) -> dict[int, Place]:
    with tasks.database.snapshot() as connection:
        rows = [task_record(connection, each) for each in ids]
    return {row.id: Place(due_at=row.due_at, id=row.id) for row in rows}


@pytest.mark.parametrize("length", [1, 2, 3, 7])
def test_pages_forward_and_back_hold_each_task_once(tasks: Tasks, length: int) -> None:
    for due in (3, 1, None, 1, 2, None, 1):
        tasks.add(due=due)
    whole = tasks.listed(limit=50)
    where = places(tasks, whole)
    forward: list[int] = []
    while page := tasks.listed(limit=length, after=where[forward[-1]] if forward else None):
        forward += page[:length]
    back: list[int] = []
    while page := tasks.listed(
        limit=length, before=where[back[0]] if back else Place(due_at=None, id=10_000)
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
        row = next_task(connection, SPECIALIST, instance_id)
    return None if row is None else int(row.id)


def test_the_same_case_goes_on_first(tasks: Tasks) -> None:
    tasks.add(assignee="gulnar", due=1)
    same = tasks.add(due=9)

    assert next_of(tasks, f"{same:032}") == same


def test_else_the_soonest_due_of_my_own(tasks: Tasks) -> None:
    tasks.add(assignee="gulnar", due=5)
    own = tasks.add(assignee="gulnar", due=2)
    tasks.add(due=1)

    assert next_of(tasks, "0" * 32) == own


def test_what_a_colleague_holds_is_not_next(tasks: Tasks) -> None:
    held = tasks.add(assignee="yerlan")

    assert next_of(tasks, f"{held:032}") is None
