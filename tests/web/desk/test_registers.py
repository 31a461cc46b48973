"""Registers on the page, on paper and for a spreadsheet, over the real service."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from people import store
from people.tables import ReadLogRow
from people.values import OfficeKind
from tests.web.reading import words
from tests.web.service import Service
from tests.workers.pdf import pdf_text
from web.desk import registers
from web.desk.asked import day_of, kept_by
from workers.registers import Register

PERIOD = "first=2016-09-01&last=2016-09-30"


@pytest.fixture
def case(service: Service) -> str:
    """A case whose order was returned once and signed the second time: one order number is void."""
    instance_id = service.start_case()
    task_id = service.walk_to(instance_id, "SignOrder")
    service.complete(task_id, "bolat", {"signed": "false", "remark": "Сыныбы қате"})
    service.walk_to(instance_id, "HandOver")
    return instance_id


def table(service: Service, query: str, person_id: str = "gulnar") -> str:
    answer = service.browser(person_id).get(f"/registers?{query}")
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def lines(service: Service, query: str, person_id: str = "gulnar") -> list[list[str]]:
    answer = service.browser(person_id).get(f"/registers.csv?{query}")
    assert answer.status_code == 200, answer.text
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"))))


def reads(service: Service) -> list[Any]:
    with service.platform.database.snapshot() as connection:
        columns = (ReadLogRow.action, ReadLogRow.instance_id)
        return [tuple(row) for row in connection.execute(select(*columns))]


def test_a_register_tells_number_case_applicant_and_totals(service: Service, case: str) -> None:
    text = table(service, f"register=incoming&{PERIOD}")

    assert "Register of incoming documents" in text
    assert "Numbers given 1 In force 1 Void 0 Cases 1" in text
    assert "1-К/2016 2016-000001 Ахметова Айгүл Серікқызы in force" in text


def test_a_void_number_stays_in_its_place_with_who_and_why(service: Service, case: str) -> None:
    text = table(service, f"register=order&{PERIOD}")

    assert "Numbers given 2 In force 1 Void 1 Cases 1" in text
    assert "1-Э/2016" in text
    assert "Сыныбы қате (Ахметов Болат Қайратұлы)" in text


def test_void_numbers_of_all_registers_have_a_list_of_their_own(
    service: Service, case: str
) -> None:
    text = table(service, f"register=void&{PERIOD}")

    assert "Made void 2" in text
    assert "1-Э/2016" in text
    assert "2-Э/2016" not in text


def test_without_a_question_it_is_this_month_of_the_offices_first_register(
    service: Service, case: str
) -> None:
    page = service.browser("aliya").get("/registers").text

    assert "Register of acceptance receipts" in words(page)
    assert 'value="01.09.2016"' in page
    assert 'value="05.09.2016"' in page
    assert "2016-000001" in words(page)


def test_a_branch_is_offered_its_own_registers(service: Service) -> None:
    page = service.browser("aliya").get("/registers").text

    assert 'value="refusal-receipt"' in page
    assert 'value="void"' in page
    assert 'value="order"' not in page


def test_a_period_without_numbers_says_so(service: Service, case: str) -> None:
    text = table(service, "register=incoming&first=2016-01-01&last=2016-01-31")

    assert "There is no number in this period." in text


def test_the_last_day_is_part_of_the_period(service: Service, case: str) -> None:
    day = "register=incoming&first=2016-09-05&last=2016-09-05"
    before = "register=incoming&first=2016-09-01&last=2016-09-04"

    assert "1-К/2016" in table(service, day)
    assert "1-К/2016" not in table(service, before)


@pytest.mark.parametrize("ending", ["", ".pdf", ".csv"])
@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("first=2016-09-30&last=2016-09-01", "The period ends before it begins."),
        ("first=2015-09-01&last=2016-09-01", "The period is longer than a year."),
        ("first=yesterday&last=2016-09-01", "Give a date."),
        ("first=&last=", "Give a date."),
        ("first=0001-01-01&last=2016-09-01", "Give a date."),
    ],
)
def test_a_period_that_is_none_is_answered_in_a_sentence(
    service: Service, ending: str, query: str, sentence: str
) -> None:
    answer = service.browser("gulnar").get(f"/registers{ending}?register=order&{query}")

    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert '<div class="error-summary"' in answer.text


def test_a_whole_leap_year_is_a_period(service: Service) -> None:
    assert "Numbers given 0" in table(service, "first=2016-01-01&last=2016-12-31")


def test_it_is_printed_with_office_period_and_who_prints(service: Service, case: str) -> None:
    answer = service.browser("gulnar").get(f"/registers.pdf?register=incoming&{PERIOD}")

    text = pdf_text(answer.data)
    assert answer.mimetype == "application/pdf"
    assert "register-incoming-2016-09-01-2016-09-30.pdf" in answer.headers["Content-Disposition"]
    assert "01.09.2016 – 30.09.2016" in text
    assert "Сәдуақасова Гүлнар Маратқызы" in text
    assert "1-К/2016" in text


def test_the_spreadsheet_has_the_lines_in_the_language_of_the_page(
    service: Service, case: str
) -> None:
    head, *rest = lines(service, f"register=order&{PERIOD}")

    assert head[:3] == ["Serial No", "Register", "Registration number"]
    assert [row[2] for row in rest] == ["1-Э/2016", "2-Э/2016"]
    assert [row[6] for row in rest] == ["void", "in force"]


def test_the_spreadsheet_is_saved_to_disk(service: Service, case: str) -> None:
    answer = service.browser("gulnar").get(f"/registers.csv?register=order&{PERIOD}")

    named = answer.headers["Content-Disposition"]
    assert named.startswith("attachment; filename=register-order-2016-09-01-2016-09-30.csv")
    assert answer.mimetype == "text/csv"


def test_another_office_is_not_found(service: Service, case: str) -> None:
    foreign = service.offices["zhaskala-education"]
    for ending in ("", ".pdf", ".csv"):
        address = f"/registers{ending}?office={foreign}&register=order&{PERIOD}"
        assert service.browser("gulnar").get(address).status_code == 404


def test_people_of_another_office_see_their_own(service: Service, case: str) -> None:
    assert "1-К/2016" not in table(service, f"register=incoming&{PERIOD}", "timur")


def test_the_auditor_chooses_among_all_offices(service: Service, case: str) -> None:
    page = service.browser("laura").get("/registers").text
    office = service.offices["koktobe-education"]

    assert all(f'<option value="{each}"' in page for each in service.offices.values())
    query = f"office={office}&register=incoming&{PERIOD}"
    assert "1-К/2016" in table(service, query, "laura")


@pytest.mark.parametrize("query", ["register=secret", "office=x", "office=4711"])
def test_what_is_no_register_or_office_is_not_found(service: Service, query: str) -> None:
    assert service.browser("gulnar").get(f"/registers?{query}").status_code == 404


def test_each_case_shown_is_a_read_of_personal_data_once(service: Service, case: str) -> None:
    before = reads(service)

    table(service, f"register=order&{PERIOD}")

    assert reads(service)[len(before) :] == [("see_registers", case)]


def test_a_refused_period_shows_nobody(service: Service, case: str) -> None:
    before = reads(service)

    service.browser("gulnar").get("/registers?first=2016-09-30&last=2016-09-01")

    assert reads(service) == before


def test_a_long_register_is_cut_on_the_page_and_whole_elsewhere(
    service: Service, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registers, "SHOWN", 1)

    text = table(service, f"register=order&{PERIOD}")

    assert "1 more stand in the print and in the spreadsheet" in text
    assert "Numbers given 2" in text
    assert "2-Э/2016" not in text
    assert len(lines(service, f"register=order&{PERIOD}")) == 3


@pytest.mark.parametrize("name", ["analyst", "administrator", "applicant"])
def test_who_keeps_no_register_sees_none(people: dict[str, FlaskClient], name: str) -> None:
    assert people[name].get("/registers").status_code == 403


def test_a_provider_keeps_every_register_and_a_branch_its_receipts(service: Service) -> None:
    with service.platform.database.snapshot() as connection:
        office = store.office_by_id(connection, service.offices["koktobe-education"])
    branch = replace(office, kind=OfficeKind.STATE_CORPORATION)

    assert kept_by(office) == tuple(Register)
    assert kept_by(branch) == (Register.RECEIPT, Register.REFUSAL_RECEIPT)


@pytest.mark.parametrize("text", ["", "2016-9-5", "20160905", "2016-02-30", "9999-12-31", "x"])
def test_what_is_no_day_is_none(text: str) -> None:
    assert day_of(text) is None


def test_a_day_is_read() -> None:
    assert day_of("2016-09-05") == date(2016, 9, 5)
