from __future__ import annotations

from datetime import timedelta

from audit.finding import CaseQuery, normal_name, search_subject
from engine.step.states import InstanceStatus
from tests.conftest import NOW
from workers.store import normalised_name


def test_a_search_is_told_without_naming_anybody(vault):
    query = CaseQuery(number="2016-", iin="050101500123", name="Ахметова  Айгерім", overdue=False)
    subject = search_subject(query, vault)

    assert subject.startswith("number=2016- overdue=false iin=#")
    assert "050101500123" not in subject
    assert "хмет" not in subject.casefold()


def test_equal_searches_are_told_alike(vault):
    first = search_subject(CaseQuery(name="Ахметова Айгерім"), vault)

    assert first == search_subject(CaseQuery(name=" АХМЕТОВА  айгерім "), vault)
    assert first != search_subject(CaseQuery(name="Ахметов Айгерім"), vault)


def test_all_that_is_asked_for_is_told(vault):
    query = CaseQuery(
        started_from=NOW,
        started_until=NOW + timedelta(days=1),
        office_id=0,
        status=InstanceStatus.ACTIVE,
        outcome="Issued",
        key="externat",
        version=2,
        actor="bolat",
    )

    assert search_subject(query, vault) == (
        "from=2016-09-05T04:00:00+00:00 until=2016-09-06T04:00:00+00:00 office=0 status=active"
        " outcome=Issued key=externat version=2 actor=bolat"
    )


def test_a_search_for_everything_says_so(vault):
    assert search_subject(CaseQuery(), vault) == "all"


def test_names_are_spelt_as_the_workers_index_them():
    for name in ("  Ахметова   Айгерім ", "ӘЛІ", "O'Brien"):
        assert normal_name(name) == normalised_name(name)
