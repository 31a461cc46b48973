from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.workers.conftest import Perform
from tests.workers.samples import answers, job
from workers.answers import AnswerMissing
from workers.check_rules import (
    has_other_birth_date,
    is_late,
    missing_documents,
    required_documents,
    submission_day,
)

PROOFS = {
    "health": "medical-conclusion",
    "abroad_with_parents": "parents-abroad-certificate",
    "abroad_alone": "study-abroad-document",
}


@pytest.mark.parametrize(("ground", "proof"), PROOFS.items())
def test_each_ground_has_its_own_document(ground: str, proof: str) -> None:
    assert required_documents(answers(ground=ground)) == [proof]
    assert missing_documents(answers(ground=ground, documents=[])) == [proof]
    assert missing_documents(answers(ground=ground, documents=[{"kind": proof}])) == []


@pytest.mark.parametrize("ground", PROOFS)
def test_the_document_of_another_ground_does_not_help(ground: str) -> None:
    others = [{"kind": proof} for other, proof in PROOFS.items() if other != ground]
    assert missing_documents(answers(ground=ground, documents=others)) == [PROOFS[ground]]


@pytest.mark.parametrize(
    ("born", "asked"),
    [("2007-12-31", True), ("2008-01-01", False), ("2008-12-31", False), ("1999-05-05", True)],
)
def test_birth_certificate_is_asked_of_those_born_before_2008(born: str, asked: bool) -> None:
    required = required_documents(answers(pupil_birth_date=born))
    assert ("birth-certificate" in required) is asked


def test_the_stated_birth_date_decides_and_not_the_identity_number() -> None:
    born_2007_by_number = answers(pupil_iin="071231599211", pupil_birth_date="2008-01-01")
    assert "birth-certificate" not in required_documents(born_2007_by_number)


@pytest.mark.parametrize(
    ("changed", "asked"),
    [
        ({"application_document": None}, True),
        ({"application_document": "a" * 32}, False),
        ({"application_document": None, "channel": "portal"}, False),
    ],
)
def test_the_application_is_asked_for_only_where_nobody_made_it(
    changed: dict[str, str | None], asked: bool
) -> None:
    assert ("application" in required_documents(answers(**changed))) is asked


def test_a_proxy_is_asked_of_a_proxy_representative_whose_proxy_was_not_seen() -> None:
    assert "proxy" in required_documents(answers(relation="notarised_proxy"))
    seen = answers(relation="notarised_proxy", proxy_number="1-204")
    assert "proxy" not in required_documents(seen)
    assert "proxy" not in required_documents(answers(relation="guardian"))


@pytest.mark.parametrize("ground", [None, "", "holidays", 3])
def test_an_unknown_ground_is_no_answer(ground: object) -> None:
    with pytest.raises(AnswerMissing, match="ground"):
        missing_documents(answers(ground=ground))


@pytest.mark.parametrize(
    ("day", "late"),
    [
        ("2016-09-01", False),
        ("2016-11-30", False),
        ("2016-12-01", False),
        ("2016-12-02", True),
        ("2017-01-09", True),
        ("2017-08-31", True),
        ("2017-09-01", False),
    ],
)
def test_the_first_of_december_of_the_school_year_is_the_last_day(day: str, late: bool) -> None:
    assert is_late(date.fromisoformat(day)) is late


@settings(deadline=None)  # time is no property here
@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_in_time_is_exactly_september_to_the_first_of_december(day: date) -> None:
    in_window = day.month in (9, 10, 11) or (day.month, day.day) == (12, 1)
    assert is_late(day) is not in_window


def test_the_day_of_submission_counts_and_not_the_day_of_registration() -> None:
    after = datetime(2016, 12, 2, 3, 0, tzinfo=UTC)
    arrived = job("check-rules", now=after, arrived_at="2016-12-01T13:59:00.000000Z")
    assert submission_day(arrived) == date(2016, 12, 1)
    assert submission_day(job("check-rules", now=after)) == date(2016, 12, 2)


def test_the_local_day_counts() -> None:
    """2016: Almaty was UTC+6, so 18:30 UTC on 1 December is the 2nd already."""
    evening = datetime(2016, 12, 1, 18, 30, tzinfo=UTC)
    assert is_late(submission_day(job("check-rules", now=evening)))


def test_another_birth_date_in_the_number_is_a_hint() -> None:
    assert not has_other_birth_date(answers())
    assert has_other_birth_date(answers(pupil_birth_date="2010-05-18"))


def test_advice_of_a_complete_package_in_time(perform: Perform) -> None:
    assert perform("check-rules") == {
        "missing_docs": [],
        "late": False,
        "iin_birth_mismatch": False,
        "preliminary_notice": False,
    }


def test_hearing_before_refusal_is_a_matter_of_the_edition(perform: Perform) -> None:
    assert perform("check-rules", rules="2016+hearing")["preliminary_notice"] is True
    assert perform("check-rules", rules="")["preliminary_notice"] is False
