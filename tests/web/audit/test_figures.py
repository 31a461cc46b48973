"""Numbers about cases over the real model: on the page and in the spreadsheet."""

from __future__ import annotations

import csv
import io
from datetime import timedelta

import pytest
from sqlalchemy import update

from people.tables import SessionRow
from tests.web.reading import words
from tests.web.service import Service
from web.audit.models import span_words


def figures(service: Service, query: str = "", person_id: str = "laura") -> str:
    answer = service.browser(person_id).get(f"/audit/figures{query}")
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def table(service: Service, name: str, person_id: str = "laura") -> list[dict[str, str]]:
    answer = service.browser(person_id).get(f"/audit/figures.csv?table={name}")
    assert answer.status_code == 200
    assert "attachment" in answer.headers["Content-Disposition"]
    return list(csv.DictReader(io.StringIO(answer.data.decode("utf-8-sig"))))


def later(service: Service, span: timedelta) -> None:
    service.pass_time(span)
    with service.platform.database.transaction() as connection:
        connection.execute(update(SessionRow).values(expires_at=service.platform.clock() + span))


def test_cases_are_counted_by_outcome_and_term(service: Service) -> None:
    service.walk_to(service.start_case(1), "Resolution")
    service.start_case(2)

    text = figures(service)

    assert "Cases 2" in text
    assert "Term of the case: kept 1" in text
    assert "Term of the case: no term 1" in text


def test_a_term_that_passed_is_counted_as_broken(service: Service) -> None:
    service.walk_to(service.start_case(), "Resolution")
    later(service, timedelta(days=60))

    assert "Term of the case: overdue 1" in figures(service)


def test_each_step_is_counted_with_its_durations(service: Service) -> None:
    instance_id = service.start_case()
    task = service.walk_to(instance_id, "AcceptDocuments")
    service.pass_time(timedelta(hours=2))
    service.complete(task, "saule", {})

    steps = {each["element"]: each for each in table(service, "steps")}

    assert steps["AcceptDocuments"]["completed"] == "1"
    assert steps["AcceptDocuments"]["median_seconds"] == "7200"
    assert "2 hours" in figures(service)


def test_the_spreadsheet_has_a_row_for_each_outcome_and_term(service: Service) -> None:
    service.start_case()

    assert table(service, "outcomes") == [
        {"status": "active", "outcome": "", "term": "none", "cases": "1"}
    ]


def test_a_period_and_an_office_narrow_the_figures(service: Service) -> None:
    service.start_case()
    city = service.offices["koktobe-education"]

    assert "Cases 1" in figures(service, "?first=2016-09-05&last=2016-09-05")
    assert "Cases 0" in figures(service, "?first=2016-09-06")
    assert "Cases 0" in figures(service, "?last=2016-09-04")
    assert "Cases 1" in figures(service, f"?office={city}")


def test_a_head_sees_the_figures_of_the_own_office_and_no_others(service: Service) -> None:
    service.start_case()
    city = service.offices["koktobe-education"]

    assert "Cases 1" in figures(service, person_id="bolat")
    assert "Cases 0" in figures(service, person_id="roza")
    assert service.browser("roza").get(f"/audit/figures?office={city}").status_code == 404


def test_the_administrator_sees_those_of_every_office(service: Service) -> None:
    service.start_case()

    assert "Cases 1" in figures(service, person_id="nurlan")


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("?first=x", "Give a date."),
        ("?first=2016-09-06&last=2016-09-05", "The period ends before it begins."),
    ],
)
@pytest.mark.parametrize("path", ["/audit/figures", "/audit/figures.csv"])
def test_a_period_that_is_none_is_said(
    service: Service, path: str, query: str, sentence: str
) -> None:
    answer = service.browser("laura").get(path + query)

    assert answer.status_code == 422
    assert sentence in words(answer.text)


@pytest.mark.parametrize("query", ["?office=x", "?office=999999"])
def test_an_office_that_is_none_is_not_found(service: Service, query: str) -> None:
    assert service.browser("laura").get(f"/audit/figures{query}").status_code == 404


def test_a_table_that_is_none_is_not_found(service: Service) -> None:
    assert service.browser("laura").get("/audit/figures.csv?table=x").status_code == 404


@pytest.mark.parametrize(
    ("span", "told"),
    [
        (None, "—"),
        (timedelta(0), "0 seconds"),
        (timedelta(seconds=59), "59 seconds"),
        (timedelta(minutes=5, seconds=3), "5 minutes"),
        (timedelta(hours=26, minutes=10), "1 day 2 hours"),
        (timedelta(days=40), "40 days"),
        (timedelta(days=1, minutes=2), "1 day 2 minutes"),
    ],
)
def test_a_span_is_told_in_its_two_largest_units(
    service: Service, span: timedelta | None, told: str
) -> None:
    with service.app.test_request_context(headers={"Cookie": "ruqsat_language=en"}):
        assert span_words(span) == told
