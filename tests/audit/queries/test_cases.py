from __future__ import annotations

from datetime import timedelta

import pytest

from audit.finding import MOST_HITS, CaseQuery
from audit.queries.cases import case_ids, find_cases
from engine.commands.instances import terminate_instance
from engine.step.states import InstanceStatus
from tests.audit.living import check
from tests.conftest import NOW
from tests.engine.commands.conftest import begin
from workers.store import CasePerson, index_person

DAY = timedelta(days=1)
IIN, OTHER_IIN = "050101500123", "990101300456"


@pytest.fixture
def cases(runtime, lived) -> dict[str, str]:
    """Issued (office 1, 2016-000001), open (office 3, 2016-000010), refused (offices 1 and 4, 2017-000001)."""
    found = {"issued": lived}
    found["open"] = begin(runtime, business_key="2016-000010", office_id=3, partner_office_id=None)
    found["refused"] = begin(runtime, business_key="2017-000001", partner_office_id=4)
    check(runtime, found["refused"], complete=False, actor="zhanna")
    people = (("issued", IIN, "Ахметова Айгерім"), ("open", OTHER_IIN, "Ахметова Сәуле"))
    with runtime.database.transaction() as connection:
        for case, iin, name in people:
            person = CasePerson(instance_id=found[case], relation="applicant", iin=iin, name=name)
            index_person(connection, runtime.vault, person)
    return found


def found(runtime, cases, now=NOW, **query) -> set[str]:
    names = {instance_id: name for name, instance_id in cases.items()}
    with runtime.database.snapshot() as connection:
        page = find_cases(connection, runtime.vault, CaseQuery(**query), now=now)
    return {names[hit.instance_id] for hit in page.hits}


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ({}, "issued open refused"),
        ({"number": "2016-000001"}, "issued"),
        ({"number": "2016"}, "issued open"),
        ({"number": "20%6"}, ""),
        ({"number": "____-000001"}, ""),
        ({"iin": IIN}, "issued"),
        ({"iin": "000000000000"}, ""),
        ({"name": "ахметова"}, "issued open"),
        ({"name": " Ахметова  АЙГЕРІМ"}, "issued"),
        ({"name": "Айгерім"}, ""),
        ({"office_id": 3}, "open"),
        ({"office_id": 4}, "refused"),
        ({"within": frozenset({3})}, "open"),
        ({"within": frozenset({1})}, "issued refused"),
        ({"within": frozenset()}, ""),
        ({"status": InstanceStatus.ACTIVE}, "open"),
        ({"outcome": "Refused"}, "refused"),
        ({"key": "case"}, "issued open refused"),
        ({"key": "other"}, ""),
        ({"version": 1}, "issued open refused"),
        ({"version": 2}, ""),
        ({"actor": "zhanna"}, "refused"),
        ({"actor": "sara"}, "issued"),
        ({"started_from": NOW}, "issued open refused"),
        ({"started_from": NOW + timedelta(seconds=1)}, ""),
        ({"started_until": NOW}, ""),
        ({"number": "2016", "office_id": 3}, "open"),
    ],
    ids=lambda value: str(value) if isinstance(value, dict) else "",
)
def test_cases_are_found_by(runtime, cases, query, names):
    assert found(runtime, cases, **query) == set(names.split())


@pytest.mark.parametrize(
    ("days", "overdue", "names"),
    [
        (0, True, set()),
        (0, False, {"issued", "open", "refused"}),
        (60, True, {"open"}),
        (60, False, {"issued", "refused"}),
    ],
)
def test_a_case_is_overdue_by_now_or_by_its_end(runtime, cases, days, overdue, names):
    assert found(runtime, cases, now=NOW + days * DAY, overdue=overdue) == names


def test_a_case_without_term_is_not_overdue(runtime):
    instance = begin(runtime, variables={"specialist": "sara"})

    assert found(runtime, {"endless": instance}, now=NOW + 900 * DAY, overdue=False) == {"endless"}
    assert found(runtime, {"endless": instance}, now=NOW + 900 * DAY, overdue=True) == set()


def test_a_hit_tells_what_a_list_shows(runtime, cases):
    with runtime.database.snapshot() as connection:
        query = CaseQuery(number="2016-000001")
        hit = find_cases(connection, runtime.vault, query, now=NOW).hits[0]

    assert (hit.key, hit.version, hit.rules) == ("case", 1, "2016")
    assert (hit.office_id, hit.partner_office_id) == (1, 2)
    assert (hit.status, hit.outcome, hit.overdue) == (InstanceStatus.COMPLETED, "Issued", False)
    assert (hit.started_at, hit.ended_at) == (NOW, NOW + timedelta(minutes=50))
    assert hit.revision == 8


def test_pages_follow_each_other_without_gap_or_repetition(runtime, instance_id):
    ids = {instance_id, *(begin(runtime, business_key=f"2016-00010{n}") for n in range(6))}
    seen: list[str] = []
    mark = None
    with runtime.database.snapshot() as connection:
        for _ in range(4):
            query = CaseQuery(limit=2, after=mark)
            page = find_cases(connection, runtime.vault, query, now=NOW)
            seen += [hit.instance_id for hit in page.hits]
            mark = page.next

    assert (len(seen), set(seen), mark) == (7, ids, None)


@pytest.mark.parametrize("limit", [0, MOST_HITS + 1])
def test_a_page_has_a_sane_size(runtime, instance_id, limit):
    with runtime.database.snapshot() as connection:
        page = find_cases(connection, runtime.vault, CaseQuery(limit=limit), now=NOW)

    assert len(page.hits) == 1


def test_ids_of_all_cases_come_oldest_first_whatever_the_page(runtime, instance_id):
    later = begin(runtime, business_key="2016-000002")
    terminate_instance(runtime, later, reason="twice", actor="bolat", now=NOW + DAY)
    with runtime.database.snapshot() as connection:
        ids = list(case_ids(connection, runtime.vault, CaseQuery(limit=1), now=NOW))

    assert ids == sorted([instance_id, later])
