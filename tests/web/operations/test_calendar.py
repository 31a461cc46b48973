"""The working calendar: everybody of the staff sees it, the administrator enters and takes back, open terms follow."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from lxml import html

from engine.calendar.working import DayKind, Override, WorkingCalendar
from engine.commands.calendar import override_day, settle_calendar
from engine.replay.verify import frames_of
from engine.storage.calendar_queries import entered_days
from engine.storage.queries import instance_row
from tests.conftest import NOW
from tests.web.service import Service
from tests.web.signing_in import signed_in
from web.operations import calendar

DAY = {"day": "2016-09-08", "kind": "day-off", "legal_ref": "Үкімет қаулысы № 109"}
OFF = Override(day=date(2016, 9, 8), kind=DayKind.DAY_OFF, legal_ref="x")


@pytest.fixture
def administrator(service: Service) -> FlaskClient:
    return service.browser("nurlan")


def tree(text: str) -> html.HtmlElement:
    return html.fromstring(text)


def text_of(element: html.HtmlElement) -> str:
    return " ".join(element.text_content().split())


def month(text: str, number: int) -> html.HtmlElement:
    return tree(text).xpath("//table[@class='month']")[number - 1]


def cells(text: str, number: int) -> dict[int, str]:
    """What a screen reader says of each day of a month."""
    said = [text_of(cell) for cell in month(text, number).xpath(".//td[span]")]
    return {int(re.match(r"\d+", each)[0]): each for each in said}


def entered(service: Service) -> list[str]:
    with service.platform.database.snapshot() as connection:
        return [row.day.isoformat() for row in entered_days(connection)]


def terms(service: Service, instance_id: str) -> tuple[datetime, datetime]:
    """The term of the case as it is stored, and as its history gives it."""
    with service.platform.database.snapshot() as connection:
        row = instance_row(connection, instance_id)
        *_, last = frames_of(service.platform.runtime, connection, row)
    return row.due_at, last.standing.due_at


def accepted_case(service: Service) -> str:
    """A case whose term counts from its acceptance just now."""
    instance_id = service.start_case()
    service.walk_to(instance_id, "PrepareOrder")
    return instance_id


# --- the year


def test_a_year_is_twelve_tables_with_captions_and_weekdays(administrator: FlaskClient) -> None:
    text = administrator.get("/calendar").text

    captions = [text_of(each) for each in tree(text).xpath("//table[@class='month']/caption")]
    assert (len(captions), captions[0], captions[11]) == (12, "January", "December")
    heads = month(text, 1).xpath(".//th[@scope='col']/abbr")
    assert [each.get("title") for each in heads][::6] == ["Monday", "Sunday"]


def test_every_day_of_the_year_stands_once_under_its_weekday(administrator: FlaskClient) -> None:
    text = administrator.get("/calendar/2024").text

    assert sum(len(cells(text, number)) for number in range(1, 13)) == 366
    first_row = month(text, 9).xpath(".//tbody/tr")[0]  # 1 September 2024 was a Sunday
    assert [text_of(cell) for cell in first_row.xpath("td")] == ["", "", "", "", "", "", "1"]


def test_a_day_off_is_named_in_its_cell_and_in_the_list(administrator: FlaskClient) -> None:
    text = administrator.get("/calendar").text

    assert cells(text, 12)[16] == "16 Independence Day"
    (row,) = tree(text).xpath("//tr[td//time[@datetime='2016-12-16']]")
    assert "Friday" in text_of(row)
    assert "holidays " in text_of(row)


def test_a_weekend_that_is_worked_is_said_to_be_worked(administrator: FlaskClient) -> None:
    assert cells(administrator.get("/calendar/2024").text, 5)[4] == "4 Working day"


def test_an_estimated_day_is_marked(administrator: FlaskClient) -> None:
    text = administrator.get("/calendar/2026").text

    assert cells(text, 5)[27] == "27≈ Eid al-Adha (Kurban ait), estimated"
    (row,) = tree(text).xpath("//table[@role='table']//tr[td//time[@datetime='2026-05-27']]")
    assert row.xpath(".//*[@class='badge']")
    assert text_of(row).count("estimated") == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", ("2026 жылғы жұмыс күнтізбесі", "Құрбан айт", "болжамды", "дүйсенбі – жұма")),
        ("ru", ("Рабочий календарь на 2026 год", "Курбан айт", "предварительно", "понедельник – пятница")),
        ("en", ("Working calendar of 2026", "Kurban ait", "estimated", "Monday – Friday")),
    ],
)  # fmt: skip
def test_the_page_speaks_each_language(service: Service, language: str, words: tuple) -> None:
    browser = signed_in(service.app, "nurlan")
    browser.set_cookie("ruqsat_language", language)
    text = text_of(tree(browser.get("/calendar/2026").text))

    assert [word for word in words if word not in text] == []


def test_today_is_marked_in_this_year_alone(administrator: FlaskClient) -> None:
    marked = "//td[@aria-current='date']"

    (today,) = tree(administrator.get("/calendar").text).xpath(marked)
    assert text_of(today) == "5"
    assert tree(administrator.get("/calendar/2017").text).xpath(marked) == []


def test_the_hours_of_both_organisations_are_shown(administrator: FlaskClient) -> None:
    text = text_of(tree(administrator.get("/calendar").text))

    assert "Service provider Monday – Friday 09:00–13:00, 14:30–18:30" in text
    assert "State Corporation Monday – Saturday 09:00–20:00" in text
    assert "Asia/Almaty" in text


def test_the_years_before_and_after_are_one_step_away(administrator: FlaskClient) -> None:
    page = tree(administrator.get("/calendar/2019").text)

    assert [a.get("href") for a in page.xpath("//nav[@class='pages']/a")] == [
        "/calendar/2018",
        "/calendar/2016",
        "/calendar/2020",
    ]


@pytest.mark.parametrize(("year", "neighbours"), [(2000, 1), (2100, 1), (2016, 2)])
def test_no_step_leads_out_of_the_years_that_are_known(
    administrator: FlaskClient, year: int, neighbours: int
) -> None:
    page = tree(administrator.get(f"/calendar/{year}").text)

    assert len(page.xpath("//nav[@class='pages']/a[@rel]")) == neighbours


@pytest.mark.parametrize("year", [0, 1999, 2101, 10**12])
def test_a_year_that_nobody_knows_is_not_found(administrator: FlaskClient, year: int) -> None:
    assert administrator.get(f"/calendar/{year}").status_code == 404


def test_the_coming_year_asks_to_be_confirmed(administrator: FlaskClient) -> None:
    asked = "This is the coming year: check it against the acts"

    assert asked in administrator.get("/calendar/2017").text
    assert asked not in administrator.get("/calendar").text
    assert 'href="/calendar/2017"' in administrator.get("/calendar").text


def test_an_estimated_day_is_confirmed_from_its_line(administrator: FlaskClient) -> None:
    (link,) = tree(administrator.get("/calendar/2026").text).xpath(
        "//a[starts-with(., 'Confirm with an act')]"
    )
    form = tree(administrator.get(link.get("href").split("#")[0]).text)
    assert form.xpath("//input[@name='day']/@value") == ["27.05.2026"]

    administrator.post(
        "/calendar", data={"day": "2026-05-27", "kind": "day-off", "legal_ref": "ҚМДБ № 5"}
    )
    assert cells(administrator.get("/calendar/2026").text, 5)[27] == (
        "27§ Eid al-Adha (Kurban ait), entered by act"
    )


def test_a_made_up_day_in_the_address_fills_nothing_in(administrator: FlaskClient) -> None:
    page = tree(administrator.get("/calendar?day=<script>").text)

    assert page.xpath("//input[@name='day']/@value") == [""]


# --- entering


def test_a_day_that_is_entered_shows_who_when_and_by_which_act(
    service: Service, administrator: FlaskClient
) -> None:
    answer = administrator.post("/calendar", data=DAY)
    assert (answer.status_code, answer.location) == (302, "/calendar/2016")

    text = administrator.get("/calendar").text
    assert cells(text, 9)[8].startswith("8§ Day off, entered by act")
    row = tree(text).xpath("//section[@aria-labelledby='entered']//tbody/tr")[0]
    assert "08.09.2016 Day off Үкімет қаулысы № 109" in text_of(row)
    assert "05.09.2016 10:00" in text_of(row)  # Almaty was at UTC+6 then
    assert entered(service) == ["2016-09-08"]


def test_open_terms_follow_and_the_page_says_how_many(
    service: Service, administrator: FlaskClient
) -> None:
    instance_id = accepted_case(service)
    said = administrator.post("/calendar", data=DAY, follow_redirects=True).text

    assert "The day is entered. Terms that moved: 2, in cases: 1." in said
    expected = WorkingCalendar([OFF]).business_days(15, NOW)
    assert terms(service, instance_id) == (expected, expected)


def test_the_case_tells_of_it(service: Service, administrator: FlaskClient) -> None:
    instance_id = accepted_case(service)
    administrator.post("/calendar", data=DAY)

    history = service.browser("gulnar").get(f"/cases/{instance_id}/history").text
    assert "Terms were counted anew: the working calendar has changed" in history
    assert "08.09.2016: Үкімет қаулысы № 109" in history


def test_what_is_left_over_is_said(
    service: Service, administrator: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    accepted_case(service)
    monkeypatch.setattr(calendar, "AT_ONCE", 0)
    said = administrator.post("/calendar", data=DAY, follow_redirects=True).text

    assert "Terms that moved: 0, in cases: 0. The other cases follow within a few minutes." in said


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"day": ""}, "day", "Give a date of the years 2000 to 2100."),
        ({"day": "31.09.2016"}, "day", "Give a date of the years"),
        ({"day": "20160908"}, "day", "Give a date of the years"),
        ({"day": "1999-12-31"}, "day", "Give a date of the years"),
        ({"kind": "holiday"}, "kind", "Say whether the day is worked or off."),
        ({"kind": ""}, "kind", "Say whether the day is worked or off."),
        ({"legal_ref": "  "}, "legal_ref", "Name the act that moves the day."),
        ({"legal_ref": "\u200d"}, "legal_ref", "Name the act that moves the day."),
        ({"legal_ref": "№" * 501}, "legal_ref", "At most 500 characters; these are 501."),
        ({"legal_ref": "№ 😀"}, "legal_ref", "The character «😀» (U+1F600) cannot be printed."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(
    service: Service, administrator: FlaskClient, changes: dict, field: str, sentence: str
) -> None:
    answer = administrator.post("/calendar", data=DAY | changes)
    page = tree(answer.text)

    assert answer.status_code == 422
    assert sentence in text_of(page.get_element_by_id(f"{field}-error"))
    assert page.xpath(f"//div[@data-error-summary]//a[@href='#{field}']")
    assert entered(service) == []


def test_what_was_typed_stands_in_the_form_that_comes_back(administrator: FlaskClient) -> None:
    page = tree(
        administrator.post("/calendar", data=DAY | {"kind": "working", "legal_ref": ""}).text
    )

    assert page.xpath("//input[@name='day']/@value") == ["08.09.2016"]
    assert page.xpath("//input[@name='kind'][@checked]/@value") == ["working"]


def test_an_empty_form_is_answered(administrator: FlaskClient) -> None:
    page = administrator.post("/calendar", data={})

    assert page.status_code == 422
    assert len(tree(page.text).xpath("//div[@data-error-summary]//li")) == 3


def test_a_day_is_entered_once(service: Service, administrator: FlaskClient) -> None:
    administrator.post("/calendar", data=DAY)
    answer = administrator.post("/calendar", data=DAY | {"kind": "working"})

    assert answer.status_code == 422
    assert "This day is entered already. Take it back first." in answer.text
    assert entered(service) == ["2016-09-08"]


def test_a_reference_is_shown_as_text(administrator: FlaskClient) -> None:
    administrator.post("/calendar", data=DAY | {"legal_ref": "<b>Қаулы</b>"})

    text = administrator.get("/calendar").text
    assert "<b>Қаулы</b>" not in text
    assert "&lt;b&gt;Қаулы&lt;/b&gt;" in text


# --- taking back


def test_a_day_is_taken_back_and_stays_on_record(
    service: Service, administrator: FlaskClient
) -> None:
    instance_id = accepted_case(service)
    administrator.post("/calendar", data=DAY)
    said = administrator.post("/calendar/2016-09-08/remove", follow_redirects=True).text

    assert "The day is taken back. Terms that moved: 2, in cases: 1." in said
    assert entered(service) == []
    assert "No day of this year is entered" in said
    (table,) = tree(said).xpath("//table[starts-with(caption, 'Record of changes')]")
    record = [text_of(row) for row in table.xpath("tbody/tr")]
    assert ["taken back" in record[0], "entered" in record[1]] == [True, True]
    assert "Үкімет қаулысы № 109" in record[0]
    expected = WorkingCalendar().business_days(15, NOW)
    assert terms(service, instance_id) == (expected, expected)


def test_a_day_that_somebody_has_taken_back_is_said_to_be_gone(
    administrator: FlaskClient,
) -> None:
    said = administrator.post("/calendar/2016-09-08/remove", follow_redirects=True).text

    assert "somebody has taken it back" in said


@pytest.mark.parametrize("day", ["x", "2016-02-30", "1999-01-01", "20160908"])
def test_a_day_that_is_none_is_not_found(administrator: FlaskClient, day: str) -> None:
    assert administrator.post(f"/calendar/{day}/remove").status_code == 404


def test_the_record_says_whether_open_terms_have_followed(
    service: Service, administrator: FlaskClient
) -> None:
    administrator.post("/calendar", data=DAY)
    assert "are following" in administrator.get("/calendar").text
    settle_calendar(service.platform.runtime, now=NOW + timedelta(minutes=1))

    text = administrator.get("/calendar").text
    assert "have followed" in text
    assert "are following" not in text


# --- who


@pytest.mark.parametrize("person", ["aliya", "gulnar", "bolat", "arman", "laura"])
def test_staff_see_it_and_change_nothing(service: Service, person: str) -> None:
    service.browser("nurlan").post("/calendar", data=DAY)
    browser = service.browser(person)
    page = tree(browser.get("/calendar").text)

    assert page.xpath("//section[@aria-labelledby='entered']//tbody/tr")
    assert page.xpath("//form[contains(@action, '/calendar')]") == []
    assert browser.post("/calendar", data=DAY).status_code == 403
    assert browser.post("/calendar/2016-09-08/remove").status_code == 403


def test_an_applicant_sees_nothing_of_it(service: Service) -> None:
    assert service.browser("aigerim").get("/calendar").status_code == 403
    assert 'href="/calendar"' not in service.browser("aigerim").get("/").text


def test_the_menu_leads_to_it(administrator: FlaskClient) -> None:
    assert 'href="/calendar"' in administrator.get("/").text


def test_a_day_of_another_node_or_the_terminal_is_shown_at_once(
    service: Service, administrator: FlaskClient
) -> None:
    override_day(service.platform.runtime, OFF, actor="system:operator", now=NOW)
    service.platform.runtime.calendars.keep([])  # as a node that has not noticed yet

    text = administrator.get("/calendar").text
    assert "8§ Day off, entered by act" in cells(text, 9)[8]
    assert "the operator" in text


# --- the view


def test_working_days_of_a_year_are_those_that_terms_count(administrator: FlaskClient) -> None:
    counted = WorkingCalendar().working_days_between(date(2024, 12, 31), date(2025, 12, 31))
    (shown,) = tree(administrator.get("/calendar/2025").text).xpath(
        "//dt[.='Working days in the year']/following-sibling::dd"
    )

    assert text_of(shown) == str(counted)
