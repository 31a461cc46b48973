"""While an identity number and a birth date are typed: the server's rule in the server's words, before anything is sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page

from tests.web.service import ANSWERS, Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture
from tests.web.test_journeys import PUPIL, Desk, accessible
from tests.web.test_journeys import desk as desk

pytestmark = pytest.mark.browser

WRONG_DAY = "Туған күні ЖСН-ге сәйкес емес."
TOO_LATE = "Күн бүгінгі күннен кеш болмауы тиіс"
TOO_EARLY = "Күн қате енгізілді: 1900–2099"


@pytest.fixture
def application(service: Service) -> int:
    """The task in which a worker enters an application, with nothing typed yet."""
    instance_id = service.start_case()
    service.complete(service.open_tasks(instance_id)["Identify"], "aliya", ANSWERS["Identify"])
    service.work()
    return int(service.open_tasks(instance_id)["EnterApplication"])


@pytest.fixture
def page(application: int, desk: Desk) -> Page:
    page = desk.as_person("aliya")
    page.goto(f"{desk.address}/tasks/{application}")
    return page


def said_of(page: Page, name: str) -> str:
    field = page.locator(".field").filter(has=page.locator(f"[name={name}]:not([type=hidden])"))
    return field.locator("[data-typed]").inner_text()


def vouching(page: Page) -> Locator:
    return page.locator("[name=pupil_birth_date_confirmed]:not([type=hidden])")


def test_a_wrong_check_digit_and_a_day_that_cannot_be_are_said(page: Page) -> None:
    page.fill("[name=pupil_iin]", PUPIL[:11])
    assert said_of(page, "pupil_iin") == ""
    page.fill("[name=pupil_iin]", f"{PUPIL[:11]}3")
    assert said_of(page, "pupil_iin") == "ЖСН қате енгізілді"
    page.fill("[name=pupil_iin]", PUPIL)
    assert said_of(page, "pupil_iin") == ""
    page.fill("[name=pupil_birth_date]", "06.09.2016")
    assert TOO_LATE in said_of(page, "pupil_birth_date")
    page.fill("[name=pupil_birth_date]", "31.12.1899")
    assert TOO_EARLY in said_of(page, "pupil_birth_date")


def test_a_birth_date_that_the_number_does_not_spell_is_said_and_can_be_vouched_for(
    page: Page,
) -> None:
    page.fill("[name=pupil_iin]", PUPIL)
    assert not vouching(page).is_visible()
    page.fill("[name=pupil_birth_date]", "18.05.2010")
    assert WRONG_DAY in said_of(page, "pupil_birth_date")
    accessible(page)
    vouching(page).check()
    assert said_of(page, "pupil_birth_date") == ""
    vouching(page).uncheck()
    page.fill("[name=pupil_birth_date]", "17052010")
    assert said_of(page, "pupil_birth_date") == ""
    assert not vouching(page).is_visible()


def test_what_is_sent_all_the_same_comes_back_with_one_sentence(page: Page) -> None:
    page.fill("[name=pupil_iin]", PUPIL)
    page.fill("[name=pupil_birth_date]", "18.05.2010")
    page.locator("main form.form button[type=submit]:not([name=save])").first.click()

    assert page.locator("#f-pupil_birth_date-error").inner_text().count(WRONG_DAY) == 1
    assert said_of(page, "pupil_birth_date") == ""
    assert vouching(page).is_visible()
