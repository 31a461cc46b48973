"""An analyst tries a draft out, keeps the run as a scenario and runs all: by keyboard alone, each page accessible."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from people.demo import DEMO_PASSWORD
from tests.web.models.scenarios import draft_of
from tests.web.service import Service
from tests.web.test_components import STANDARDS, browser_type_launch_args  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser


@pytest.fixture
def address(service: Service) -> Iterator[str]:
    service.app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, service.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def page(browser: Browser, address: str) -> Page:
    page = browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", "arman")
    page.fill("[name=password]", DEMO_PASSWORD)
    page.locator("main form button[type=submit]").click()
    page.context.add_cookies([{"name": "ruqsat_language", "value": "en", "url": address}])
    return page


def accessible(page: Page) -> None:
    """axe finds nothing. Source: WCAG 2.2 AA."""
    report = (
        Axe()
        .run(page, options={"runOnly": list(STANDARDS), "resultTypes": ["violations"]})
        .response
    )
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in report["violations"]] == []


def press(page: Page, name: str, *, role: str = "button") -> None:
    """Go to it with the tab key and press Enter."""
    wanted = page.get_by_role(role, name=name, exact=True).first.element_handle()
    for _ in range(150):
        page.keyboard.press("Tab")
        if wanted.evaluate("each => each === document.activeElement"):
            break
    else:
        raise AssertionError(f"the tab key does not lead to {name}")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    accessible(page)


def test_an_analyst_tries_a_draft_out_by_keyboard(service: Service, address: str, page: Page):
    draft_id = draft_of(service.platform)
    page.goto(f"{address}/models/drafts/{draft_id}")
    press(page, "Try out", role="link")
    press(page, "Begin the run")
    press(page, "Answer the job")
    page.get_by_label("Yes").first.press("Space")
    press(page, "Complete the task")
    press(page, "Send")
    assert "The run has come to its end." in page.locator("main").inner_text()

    page.get_by_label("Name of the scenario").fill("Whole way")
    press(page, "Keep the scenario")
    assert "The scenario “Whole way” is kept." in page.locator("body").inner_text()

    press(page, "Scenarios", role="link")
    press(page, "Run all scenarios")
    assert "1 scenario ends as it expects." in page.locator("main").inner_text()
    assert page.locator("main table tbody tr").count() == 1


def test_a_refused_form_takes_the_focus_to_what_is_wrong(
    service: Service, address: str, page: Page
):
    draft_id = draft_of(service.platform)
    page.goto(f"{address}/models/drafts/{draft_id}/tryout")
    press(page, "Begin the run")
    press(page, "Answer the job")
    press(page, "Complete the task")

    assert page.evaluate("document.activeElement.hasAttribute('data-error-summary')")
