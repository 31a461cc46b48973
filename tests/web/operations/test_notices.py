"""The administrator's page of notices that reached nobody."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, update

from tests.web.reading import words
from tests.web.service import Service
from web.cases.store import NOTICE
from workers.tables import NoticeState

TIMEOUT = "SmsUnreachable: no answer"


@pytest.fixture
def notice(service: Service) -> int:
    """A notice of the real service, given up after three attempts."""
    case = service.start_case()
    task_id = service.walk_to(case, "HandOver")
    answer = service.complete(task_id, "gulnar", {"handed_over_on": "2016-09-05"})
    assert answer.status_code == 303
    service.work()
    with service.platform.database.snapshot() as connection:
        notice_id = connection.execute(select(NOTICE.c.id).limit(1)).scalar_one()
    write(service, notice_id, state=NoticeState.FAILED, attempts=3, error=TIMEOUT)
    return int(notice_id)


def write(service: Service, notice_id: int, **values: Any) -> None:
    with service.platform.database.transaction() as connection:
        connection.execute(update(NOTICE).where(NOTICE.c.id == notice_id).values(**values))


def read(service: Service, language: str = "en") -> str:
    browser = service.browser("nurlan")
    browser.set_cookie("ruqsat_language", language)
    return words(browser.get("/notices").text)


def again(service: Service, notice_id: int, person_id: str = "nurlan") -> Any:
    return service.browser(person_id).post(f"/notices/{notice_id}/again")


def state(service: Service, notice_id: int) -> str:
    with service.platform.database.snapshot() as connection:
        statement = select(NOTICE.c.state).where(NOTICE.c.id == notice_id)
        return str(connection.execute(statement).scalar_one())


def test_where_all_is_sent_the_page_says_so(service: Service) -> None:
    assert "Every notice has been sent." in read(service)


def test_a_notice_is_told_with_state_attempts_and_error(service: Service, notice: int) -> None:
    text = read(service)

    assert "2016-000001" in text
    assert "State could not be sent" in text
    assert "Attempts 3" in text
    assert "What happened It could not be delivered." in text
    assert f"{TIMEOUT} Send again" in text
    assert "Next attempt" not in text


def test_neither_telephone_nor_applicant_stands_there(service: Service, notice: int) -> None:
    text = read(service)

    assert "701" not in text
    assert "Ахметова" not in text


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("kk", "Жіберілмеген хабарламалар"),
        ("ru", "Неотправленные уведомления"),
        ("en", "Unsent notices"),
    ],
)
def test_it_speaks_three_languages(service: Service, notice: int, language: str, said: str) -> None:
    assert said in read(service, language)


def test_one_that_is_tried_again_by_itself_has_no_button(service: Service, notice: int) -> None:
    write(service, notice, state=NoticeState.WAITING)

    page = service.browser("nurlan").get("/notices").text

    assert "Next attempt" in words(page)
    assert f"/notices/{notice}/again" not in page


def test_sending_again_puts_it_back_into_the_queue(service: Service, notice: int) -> None:
    answer = again(service, notice)

    assert answer.location == "/notices"
    assert state(service, notice) == "waiting"
    assert "The notice will be sent again within a minute." in read(service)


def test_the_second_click_is_told_that_nothing_was_done(service: Service, notice: int) -> None:
    again(service, notice)

    again(service, notice)

    assert "This notice is not given up: it was sent, or waits to be sent." in read(service)


def test_a_sent_notice_is_not_sent_twice(service: Service, notice: int) -> None:
    write(service, notice, state=NoticeState.SENT)

    again(service, notice)

    assert state(service, notice) == "sent"
    assert "Every notice has been sent." in read(service)


@pytest.mark.parametrize("person_id", ["laura", "bolat", "gulnar", "arman"])
def test_nobody_else_sees_or_sends(service: Service, notice: int, person_id: str) -> None:
    assert service.browser(person_id).get("/notices").status_code == 403
    assert again(service, notice, person_id).status_code == 403
    assert state(service, notice) == "failed"
