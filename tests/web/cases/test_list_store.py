"""Finding cases, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import insert

from engine.step.states import InstanceStatus, JobState, WaitState
from engine.storage.database import Database
from engine.storage.tables import INSTANCE, JOB, SUBSCRIPTION, TASK
from engine.storage.vault import Vault
from tests.web.many_cases import (
    BRANCH,
    ELSEWHERE,
    OFFICE,
    instance_values,
    task_values,
    write_definition,
    write_many,
)
from tests.work import touched
from web.cases.list_store import PAGE, Found, Place, Wanted, found_cases, named_persons
from web.cases.status import CaseStatus
from web.cases.store import case_by_receipt, receipt_numbers, standing_at
from workers.registers import Register
from workers.store import CasePerson, NewEntry, add_entry, index_person, void_entry

OWN = Wanted(offices=frozenset({OFFICE}))
EVERYWHERE = Wanted(offices=None)
Write = Callable[..., None]
IIN = "850312204178"


@pytest.fixture
def write(database: Database, now: datetime) -> Write:
    """Rows of one case, started `number` minutes ago."""
    with database.transaction() as connection:
        write_definition(connection, now)

    def written(number: int, *tasks: dict[str, Any], **changes: Any) -> None:
        at = changes.pop("started_at", now - timedelta(minutes=number))
        with database.transaction() as connection:
            connection.execute(insert(INSTANCE), instance_values(number, at, **changes))
            for task in tasks:
                connection.execute(insert(TASK), task)

    return written


def found(database: Database, vault: Vault, wanted: Wanted, now: datetime) -> Found:
    with database.snapshot() as connection:
        return found_cases(connection, vault, wanted, now=now)


def numbers(result: Found) -> list[int]:
    return [int(row.id, 16) for row in result.rows]


def test_the_last_started_stands_first(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    for number in (3, 1, 2):
        write(number)

    assert numbers(found(database, vault, OWN, now)) == [1, 2, 3]


def test_an_office_sees_what_it_took_and_what_it_decides(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    write(1)
    write(2, office_id=ELSEWHERE)
    write(3, office_id=ELSEWHERE, partner_office_id=ELSEWHERE)

    assert numbers(found(database, vault, OWN, now)) == [1]
    assert numbers(found(database, vault, Wanted(offices=frozenset({BRANCH})), now)) == [1, 2]
    assert numbers(found(database, vault, EVERYWHERE, now)) == [1, 2, 3]


def test_who_has_no_office_sees_no_case(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    write(1)

    assert numbers(found(database, vault, Wanted(offices=frozenset()), now)) == []


def test_pages_lead_there_and_back_without_gap_or_repetition(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    for number in range(2 * PAGE + 5):
        write(number, started_at=now - timedelta(minutes=number // 3))  # equal times among them

    first = found(database, vault, OWN, now)
    second = found(database, vault, replace(OWN, below=_place(first.rows[-1])), now)
    third = found(database, vault, replace(OWN, below=_place(second.rows[-1])), now)
    back = found(database, vault, replace(OWN, above=_place(third.rows[0])), now)

    walked = numbers(first) + numbers(second) + numbers(third)
    assert sorted(walked) == list(range(2 * PAGE + 5))
    assert (first.more_above, first.more_below) == (False, True)
    assert (third.more_above, third.more_below) == (True, False)
    assert numbers(back) == numbers(second)
    assert (back.more_above, back.more_below) == (True, True)


def test_the_first_page_reached_from_below_has_none_before_it(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    for number in range(PAGE + 1):
        write(number)
    first = found(database, vault, OWN, now)
    second = found(database, vault, replace(OWN, below=_place(first.rows[-1])), now)

    back = found(database, vault, replace(OWN, above=_place(second.rows[0])), now)

    assert numbers(back) == numbers(first)
    assert not back.more_above


def test_a_case_is_found_by_its_number_and_by_any_of_its_registers(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    write(1)
    write(2)
    with database.transaction() as connection:
        add_entry(connection, _entry(2, "2016-003-000007", now))

    assert numbers(found(database, vault, replace(OWN, text="2016-000001"), now)) == [1]
    assert numbers(found(database, vault, replace(OWN, text="2016-003-000007"), now)) == [2]
    begun = found(database, vault, replace(OWN, text="2016-00000"), now)
    assert sorted(numbers(begun)) == [1, 2]
    assert numbers(found(database, vault, replace(OWN, text="2016-0001"), now)) == []


@pytest.mark.parametrize(
    "text", [IIN, "850312 204178", "Сериккалиева", "сериккалиева  айгерім", "Сериккалиева Айгерім"]
)
def test_a_case_is_found_by_a_person(
    database: Database, vault: Vault, now: datetime, write: Write, text: str
) -> None:
    write(1)
    write(2)
    _add_person(database, vault, 2)

    assert numbers(found(database, vault, replace(OWN, text=text), now)) == [2]


def test_a_search_does_not_reach_other_offices(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    write(2, office_id=ELSEWHERE, partner_office_id=ELSEWHERE)
    _add_person(database, vault, 2)

    assert numbers(found(database, vault, replace(OWN, text=IIN), now)) == []
    assert numbers(found(database, vault, replace(EVERYWHERE, text=IIN), now)) == [2]


def test_a_filter_by_status_looks_where_the_tokens_are(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    write(1, task_values(1, "Resolution", now))
    write(2, task_values(2, "Resolution", now, state="completed"))
    write(3)
    write(4)
    with database.transaction() as connection:
        connection.execute(insert(SUBSCRIPTION), _subscription(3))
        connection.execute(insert(JOB), _job(4, now))

    assert _of_status(database, vault, now, CaseStatus.WITH_HEAD) == [1]
    assert _of_status(database, vault, now, CaseStatus.READY) == [3]
    assert _of_status(database, vault, now, CaseStatus.DRAFT) == [4]


def test_a_filter_by_status_knows_how_cases_ended(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    ends = {
        1: "ResultIssued",
        2: "ReasonedRefusal",
        3: "RefusedAtIntake",
        4: "ApplicationWithdrawn",
        5: "X",
    }
    for number, end in ends.items():
        write(number, status=InstanceStatus.COMPLETED, outcome=end)
    write(6, task_values(6, "GiveRefusalReceipt", now))
    write(7, status=InstanceStatus.SUSPENDED)
    write(8, status=InstanceStatus.TERMINATED)

    assert _of_status(database, vault, now, CaseStatus.ISSUED) == [1]
    assert _of_status(database, vault, now, CaseStatus.REFUSED) == [2]
    assert _of_status(database, vault, now, CaseStatus.REFUSED_AT_INTAKE) == [3, 6]
    assert _of_status(database, vault, now, CaseStatus.WITHDRAWN) == [4]
    assert _of_status(database, vault, now, CaseStatus.COMPLETED) == [5]
    assert _of_status(database, vault, now, CaseStatus.SUSPENDED) == [7]
    assert _of_status(database, vault, now, CaseStatus.TERMINATED) == [8]


@pytest.mark.parametrize("status", list(CaseStatus))
def test_every_status_can_be_asked_for(
    database: Database, vault: Vault, now: datetime, write: Write, status: CaseStatus
) -> None:
    write(1, status=InstanceStatus.COMPLETED, outcome="nowhere")

    assert _of_status(database, vault, now, status) == [1] * (status is CaseStatus.COMPLETED)


def test_overdue_is_a_case_or_one_of_its_open_tasks(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    past, ahead = now - timedelta(hours=1), now + timedelta(hours=1)
    write(1, due_at=past)
    write(2, task_values(2, "Resolution", now, due_at=past), due_at=ahead)
    write(3, task_values(3, "Resolution", now, due_at=past, state="completed"), due_at=ahead)
    write(4, due_at=past, status=InstanceStatus.COMPLETED)
    write(5, due_at=ahead)

    assert numbers(found(database, vault, replace(OWN, overdue=True), now)) == [1, 2]


def test_what_stands_open_is_told_by_case(database: Database, now: datetime, write: Write) -> None:
    write(
        1,
        task_values(1, "A", now),
        task_values(1, "B", now),
        task_values(1, "C", now, state="canceled"),
    )
    write(2)
    ids = [f"{number:032x}" for number in (1, 2)]

    with database.snapshot() as connection:
        assert standing_at(connection, ids) == {ids[0]: ["A", "B"]}
        assert standing_at(connection, []) == {}


def test_receipts_in_force_are_told_by_case(
    database: Database, now: datetime, write: Write
) -> None:
    write(1)
    with database.transaction() as connection:
        add_entry(connection, _entry(1, "R-1", now))
        add_entry(connection, replace(_entry(1, "K-1", now), register="incoming"))
    with database.snapshot() as connection:
        assert receipt_numbers(connection, [f"{1:032x}"]) == {f"{1:032x}": "R-1"}


def test_a_receipt_is_looked_for_in_the_branch_that_gave_it(
    database: Database, now: datetime, write: Write
) -> None:
    write(1)
    with database.transaction() as connection:
        add_entry(connection, _entry(1, "R-1", now))

    with database.snapshot() as connection:
        assert case_by_receipt(connection, "R-1", {BRANCH}) == f"{1:032x}"
        assert case_by_receipt(connection, "R-1", {OFFICE}) is None
        assert case_by_receipt(connection, "R-1", set()) is None
        assert case_by_receipt(connection, "R-2", {BRANCH}) is None


def test_a_void_receipt_leads_nowhere(database: Database, now: datetime, write: Write) -> None:
    write(1)
    with database.transaction() as connection:
        add_entry(connection, _entry(1, "R-1", now))
        place = {"instance_id": f"{1:032x}", "register": "receipt", "number": "R-1"}
        assert void_entry(connection, **place, reason="x", by="aliya", at=now)

    with database.snapshot() as connection:
        assert case_by_receipt(connection, "R-1", {BRANCH}) is None
        assert receipt_numbers(connection, [f"{1:032x}"]) == {}


def test_applicant_and_pupil_are_named_by_their_relation(
    database: Database, vault: Vault, now: datetime, write: Write
) -> None:
    write(1)
    _add_person(database, vault, 1)
    _add_person(database, vault, 1, relation="pupil", name="Басқа")

    with database.snapshot() as connection:
        named = named_persons(connection, vault, [f"{1:032x}", f"{2:032x}"])
    persons = {"applicant": "Сериккалиева Айгерім", "pupil": "Басқа"}
    assert named == {f"{1:032x}": persons, f"{2:032x}": {}}


ASKED: tuple[Wanted, ...] = (
    OWN,
    EVERYWHERE,
    replace(OWN, text="2016-000007"),
    replace(OWN, text="Тектегі50"),
    replace(OWN, status=CaseStatus.WITH_HEAD),
    replace(OWN, status=CaseStatus.ISSUED),  # none: every case is looked at
    replace(OWN, overdue=True),
    replace(OWN, below=Place(started_at=datetime(2016, 9, 1, tzinfo=UTC), instance_id="f")),
    Wanted(offices=frozenset({BRANCH})),  # an office without any
)
CASES = 2_000
STEPS_A_CASE = (
    20  # SQLite: 13 where every case is looked at; a million in 10,000 cases would be felt
)
ROWS_A_CASE = 6  # PostgreSQL


def test_thousands_of_cases_are_searched_with_little_work_for_each(
    database: Database, vault: Vault, now: datetime
) -> None:
    with database.transaction() as connection:
        write_many(connection, vault, CASES, now)
        connection.exec_driver_sql("ANALYZE")  # as the server does by itself, when it finds time
    allowed = CASES * (STEPS_A_CASE if database.is_sqlite else ROWS_A_CASE)

    work = {}
    for wanted in ASKED:
        with touched(database) as done:
            found(database, vault, wanted, now)
        work[wanted] = (done.statements, done.steps)

    assert [wanted for wanted, (count, _) in work.items() if count > 2] == []
    assert {wanted: steps for wanted, (_, steps) in work.items() if steps > allowed} == {}


def _of_status(database: Database, vault: Vault, now: datetime, status: CaseStatus) -> list[int]:
    return numbers(found(database, vault, replace(OWN, status=status), now))


def _place(row: Any) -> Place:
    return Place(started_at=row.started_at, instance_id=row.id)


def _add_person(
    database: Database,
    vault: Vault,
    number: int,
    *,
    relation: str = "applicant",
    name: str = "Сериккалиева Айгерім",
) -> None:
    person = CasePerson(instance_id=f"{number:032x}", relation=relation, iin=IIN, name=name)
    with database.transaction() as connection:
        index_person(connection, vault, person)


def _entry(number: int, written: str, now: datetime) -> NewEntry:
    return NewEntry(
        office_id=BRANCH,
        register=Register.RECEIPT.value,
        year=2016,
        serial=number,
        number=written,
        instance_id=f"{number:032x}",
        document_id=None,
        allotted_at=now,
    )


def _subscription(number: int) -> dict[str, Any]:
    return {
        "instance_id": f"{number:032x}", "element_id": "ApplicantCame", "token": 1, "kind": "message",
        "name": "ApplicantCame", "correlation_key": "x", "state": WaitState.WAITING,
    }  # fmt: skip


def _job(number: int, now: datetime) -> dict[str, Any]:
    return {
        "instance_id": f"{number:032x}", "element_id": "LookupIdentity", "token": 1,
        "type": "lookup-identity", "state": JobState.FAILED, "due_at": now, "created_at": now,
    }  # fmt: skip
