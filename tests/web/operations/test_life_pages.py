"""A case by hand in a browser: every page by keyboard and by axe, from the number to the reopened case."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page

from tests.web.operations.test_life import row
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture
from tests.web.test_journeys import Desk, accessible, desk  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

PICTURES = os.environ.get("RUQSAT_PICTURES", "")  # where to keep them, for who wants to look


@pytest.fixture
def case(desk: Desk) -> str:  # noqa: F811 - the fixture
    return desk.service.start_case()


def seen(page: Page, name: str) -> None:
    accessible(page)
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def enter(page: Page, selector: str) -> None:
    """Press Enter there and wait for the page that follows."""
    with page.expect_navigation():
        page.locator(selector).first.press("Enter")


def press(page: Page, act: str) -> None:
    """Send the form of an act, and confirm it."""
    enter(page, f"form[action$='/{act}'] button[type=submit]")
    seen(page, f"confirm-{act}")
    enter(page, "main form button[type=submit]")
    seen(page, f"after-{act}")


def fill(page: Page, act: str, **fields: str) -> None:
    form = page.locator(f"form[action$='/{act}']")
    for name, value in fields.items():
        field = form.locator(f"[name='{name}']")
        if name in ("place", "target"):
            field.select_option(index=1) if value == "first" else field.select_option(value)
        else:
            field.fill(value)


def test_a_case_is_steered_from_its_number_to_its_reopening(desk: Desk, case: str) -> None:  # noqa: F811
    page = desk.as_person("nurlan")
    page.goto(f"{desk.address}/by-hand")
    seen(page, "by-hand")
    page.fill("[name=number]", "2016-000001")
    enter(page, "[name=number]")
    seen(page, "life")
    fill(page, "move", reason="")
    enter(page, "form[action$='/move'] button")
    seen(page, "move-refused")
    fill(page, "move", place="first", target="EnterApplication", reason="Қағазда тексерілген")
    press(page, "move")
    fill(page, "suspend", reason="Сот тексереді")
    press(page, "suspend")
    page.locator("a[href$='/correct']").click()
    page.fill("[name=name]", "language")
    enter(page, "main form button")
    seen(page, "correct")
    page.fill("[name=value]", "ru")
    page.fill("[name=reason]", "Қате таңдалған")
    enter(page, "main form[method=post] button")
    seen(page, "correct-confirm")
    enter(page, "main form[method=post] button")
    fill(page, "resume", reason="Сот шешті")
    press(page, "resume")

    head = desk.as_person("bolat")
    head.goto(f"{desk.address}/by-hand/{case}")
    fill(head, "terminate", reason="Екі рет енгізілген")
    press(head, "terminate")

    page.goto(f"{desk.address}/by-hand/{case}")
    fill(page, "reopen", target="EnterApplication", reason="Екінші іс жоқ")
    press(page, "reopen")
    assert row(desk.service, case).status == "active"
    page.goto(f"{desk.address}/messages")
    seen(page, "messages")
    auditor = desk.as_person("laura")
    auditor.goto(f"{desk.address}/cases/{case}/history")
    seen(auditor, "history")
