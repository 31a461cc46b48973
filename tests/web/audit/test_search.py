"""The auditor's search over the real model: what is found, what is recorded, what the address tells."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from people.tables import ReadLogRow, SessionRow
from tests.web.reading import words
from tests.web.service import APPLICANT, PUPIL, Service

NOTHING = "No case fits this."


def looked_up(service: Service, **typed: str) -> str:
    """What the auditor reads after a search, the form left out."""
    answer = service.browser("laura").post("/audit", data=typed, follow_redirects=True)
    assert answer.status_code == 200, answer.text
    return words(answer.text).partition("Found")[2]


def location(service: Service, **typed: str) -> str:
    answer = service.browser("laura").post("/audit", data=typed)
    assert answer.status_code == 302, words(answer.text)
    return str(answer.location)


def searches(service: Service) -> list[str]:
    statement = select(ReadLogRow.subject).where(ReadLogRow.action == "see_audit")
    with service.platform.database.snapshot() as connection:
        return list(connection.execute(statement.order_by(ReadLogRow.id)).scalars())


def later(service: Service, span: timedelta) -> None:
    service.pass_time(span)
    with service.platform.database.transaction() as connection:
        connection.execute(update(SessionRow).values(expires_at=service.platform.clock() + span))


def office(service: Service, code: str) -> str:
    return str(service.offices[code])


def test_the_form_alone_finds_nothing_and_records_nothing(service: Service) -> None:
    service.start_case()

    text = words(service.browser("laura").get("/audit").text)

    assert "Case number or its beginning" in text
    assert "2016-000001" not in text
    assert searches(service) == []


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "2016-00000"},
        {"number": "2016-000002"},
        {"iin": APPLICANT},
        {"iin": PUPIL},
        {"name": " АХМЕТОВА "},
        {"name": "Ахметов Әлихан Дәуренұлы"},
        {"actor": "saule"},
    ],
)
def test_a_case_is_found_by_number_person_and_who_acted(
    service: Service, typed: dict[str, str]
) -> None:
    service.walk_to(service.start_case(2), "Resolution")

    assert "2016-000002" in looked_up(service, **typed)


@pytest.mark.parametrize(
    "typed",
    [
        {"number": "2016-000003"},
        {"iin": "900101300017"},
        {"name": "Сейітова"},
        {"actor": "bolat"},
        {"actor": "worker:none"},
    ],
)
def test_another_case_is_not_found(service: Service, typed: dict[str, str]) -> None:
    service.walk_to(service.start_case(2), "Resolution")

    assert NOTHING in looked_up(service, **typed)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ({"first": "2016-09-05", "last": "2016-09-05"}, True),
        ({"first": "2016-09-06"}, False),
        ({"last": "2016-09-04"}, False),
        ({"status": "active"}, True),
        ({"status": "completed"}, False),
        ({"model": "externat 1"}, True),
        ({"model": "externat 2"}, False),
        ({"overdue": "yes"}, False),
        ({"overdue": "no"}, True),
        ({"outcome": "EndGranted"}, False),
    ],
)
def test_period_status_model_term_and_outcome_narrow_the_search(
    service: Service, typed: dict[str, str], found: bool
) -> None:
    service.start_case()

    assert ("2016-000001" in looked_up(service, **typed)) is found


def test_an_office_finds_its_cases_whether_it_decides_or_took_them(service: Service) -> None:
    service.start_case()

    for code, found in (
        ("koktobe-education", True),
        ("koktobe-corporation", True),
    ):
        assert ("2016-000001" in looked_up(service, office=office(service, code))) is found
    others = [i for code, i in service.offices.items() if not code.startswith("koktobe")]
    assert others
    assert all(NOTHING in looked_up(service, office=str(each)) for each in others)


def test_an_overdue_case_says_so(service: Service) -> None:
    service.walk_to(service.start_case(), "Resolution")
    later(service, timedelta(days=60))

    assert "overdue" in looked_up(service, overdue="yes")
    assert NOTHING in looked_up(service, overdue="no")


def test_every_search_is_recorded_and_the_log_names_nobody(service: Service) -> None:
    looked_up(service, iin=APPLICANT, name="Ахметова")
    looked_up(service, number="2016-000001")

    first, second = searches(service)
    assert APPLICANT not in first
    assert "ахметова" not in first.casefold()
    assert first.startswith("iin=#")
    assert "name=#" in first
    assert second == "number=2016-000001"


def test_an_empty_search_finds_every_case_and_is_recorded_as_such(service: Service) -> None:
    service.start_case(1)
    service.start_case(2)

    text = looked_up(service)

    assert "2016-000001" in text
    assert "2016-000002" in text
    assert searches(service) == ["all"]


def test_what_was_searched_stands_in_no_address(service: Service) -> None:
    address = location(service, iin=APPLICANT, number="2016-000001")

    assert APPLICANT not in address
    assert "2016-000001" not in address
    assert f'value="{APPLICANT}"' in service.browser("laura").get(address).text


@pytest.mark.parametrize("found", ["x", "%", "AAAA", "ключ", ""])
def test_a_made_up_search_is_none(service: Service, found: str) -> None:
    service.start_case()

    assert "2016-000001" not in words(service.browser("laura").get(f"/audit?found={found}").text)
    assert searches(service) == []


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"iin": "12"}, "An IIN has 12 digits."),
        ({"iin": "12345678901x"}, "An IIN has 12 digits."),
        ({"first": "yesterday"}, "Give a date."),
        ({"first": "2016-09-06", "last": "2016-09-05"}, "The period ends before it begins."),
        ({"actor": "nobody"}, "Nobody has this login."),
    ],
)
def test_what_cannot_be_looked_for_is_said_at_its_field(
    service: Service, typed: dict[str, str], sentence: str
) -> None:
    answer = service.browser("laura").post("/audit", data=typed)

    assert answer.status_code == 422
    assert words(answer.text).count(sentence) == 2, "in the summary and at the field"
    assert searches(service) == []


def test_pages_of_what_was_found_follow_each_other(service: Service) -> None:
    for number in range(27):
        service.start_case(number)
    browser = service.browser("laura")

    first = browser.get(location(service, number="2016-")).text
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = browser.get(following).text

    assert first.count('<tr role="row"') == 1 + 25
    assert second.count('<tr role="row"') == 1 + 2
    assert 'rel="next"' not in second
    assert len(searches(service)) == 2, "each page is a look"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_speaks_each_language_in_the_form_and_the_menu(
    service: Service, language: str
) -> None:
    browser = service.browser("laura")
    browser.set_cookie("ruqsat_language", language)

    text = browser.get("/audit").text

    assert {"kk": "Іздеу", "ru": "Поиск", "en": "Search"}[language][:4] in text
    assert 'href="/audit"' in text
    assert 'href="/audit/figures"' in text


@pytest.mark.parametrize("forged", ["9" * 30, "2147483648", "-1", "²", "٣", "externat"])
@pytest.mark.parametrize("field", ["office", "model", "status", "overdue"])
def test_a_choice_that_is_not_offered_asks_nothing(
    service: Service, field: str, forged: str
) -> None:
    browser = service.browser("laura")
    value = f"externat {forged}" if field == "model" else forged
    answer = browser.post("/audit", data={field: value}, follow_redirects=True)

    assert answer.status_code == 200
