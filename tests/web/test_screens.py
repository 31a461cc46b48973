"""What fits one screen, and what lies in view: in a real browser, with script and without."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from people.demo import DEMO_PASSWORD
from tests.web.models.editing import served
from tests.web.service import Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

HEIGHT = 800
TOKENS_IN_VIEW = """() => {
    const view = document.querySelector('[data-view]').getBoundingClientRect();
    const tokens = [...document.querySelectorAll('[data-view] circle[stroke="#0b4fb3"]')];
    const boxes = tokens.map((each) => each.getBoundingClientRect());
    return boxes.filter((box) => box.left >= view.left && box.right <= view.right
        && box.top >= view.top && box.bottom <= view.bottom).length;
}"""


@pytest.fixture
def instance_id(service: Service) -> str:
    found = service.start_case()
    service.walk_to(found, "Resolution")
    return found


@pytest.fixture
def address(service: Service, instance_id: str) -> Iterator[str]:
    """After the case: from then on forms need their token."""
    with served(service.app) as found:
        yield found


def signed(browser: Browser, address: str, login: str, *, script: bool = True) -> Page:
    size = {"width": 1280, "height": HEIGHT}
    page = browser.new_context(viewport=size, java_script_enabled=script).new_page()  # type: ignore[arg-type]
    page.goto(f"{address}/sign-in")
    page.fill("[name=login]", login)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.locator("main form button[type=submit]").click()
    return page


def height(page: Page, where: str) -> int:
    page.goto(where)
    return int(page.evaluate("document.documentElement.scrollHeight"))


def test_a_case_and_its_film_are_one_screen(
    browser: Browser, address: str, instance_id: str
) -> None:
    page = signed(browser, address, "laura")

    assert height(page, f"{address}/cases/{instance_id}") <= HEIGHT
    assert height(page, f"{address}/audit/{instance_id}?step=5") <= HEIGHT


def test_a_version_is_less_than_three_screens(browser: Browser, address: str) -> None:
    page = signed(browser, address, "arman")

    assert height(page, f"{address}/models/externat/1") < 3 * HEIGHT
    for fold in page.locator("details.fold").all():
        fold.locator("summary").first.click()
    assert page.evaluate("document.documentElement.scrollHeight") < 5 * HEIGHT


def test_the_token_is_in_view_at_every_step_without_script(
    browser: Browser, address: str, instance_id: str
) -> None:
    page = signed(browser, address, "laura", script=False)
    page.goto(f"{address}/audit/{instance_id}")
    steps = page.locator(".film-bar a").count()
    assert steps > 5
    for step in range(1, steps + 1):
        page.goto(f"{address}/audit/{instance_id}?step={step}")
        assert page.evaluate(TOKENS_IN_VIEW) >= 1, step
