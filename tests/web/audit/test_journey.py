"""An auditor goes from the search to a gateway's reason and the proof, by keyboard alone; every page on the way accessible."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from people.demo import DEMO_PASSWORD
from tests.web.service import Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture
from tests.web.test_journeys import accessible
from tests.work import touched

pytestmark = pytest.mark.browser

MOST_TABS = 60


@pytest.fixture
def decided(service: Service) -> str:
    """A case that waits for the head's signature: the gateways before it were passed."""
    instance_id = service.start_case()
    service.walk_to(instance_id, "SignOrder")
    return instance_id


@pytest.fixture
def address(service: Service, decided: str) -> Iterator[str]:
    service.app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, service.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="en")
    yield context
    context.close()


@pytest.fixture
def page(address: str, context: BrowserContext) -> Page:
    """The auditor, signed in by keyboard."""
    page = context.new_page()
    page.goto(f"{address}/language/en")
    page.goto(f"{address}/sign-in")
    tab_to(page, lambda: page.locator("[name=login]"))
    page.keyboard.type("laura")
    page.keyboard.press("Tab")
    page.keyboard.type(DEMO_PASSWORD)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return page


def tab_to(page: Page, wanted: Callable[[], object]) -> None:
    """Press Tab until the focus is there, as somebody without a mouse does."""
    for _ in range(MOST_TABS):
        if wanted().evaluate_all("all => all.includes(document.activeElement)"):  # type: ignore[attr-defined]  # a locator
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{MOST_TABS} tabs, and the focus is not at {wanted()}")


def enter(page: Page, selector: str) -> None:
    """Go to a link or button by Tab and press it; the next page has come."""
    tab_to(page, lambda: page.locator(selector))
    with page.expect_navigation():
        page.keyboard.press("Enter")


def event_number(page: Page) -> int:
    found = re.search(r"\d+", page.locator(".panel p").first.inner_text())
    assert found is not None
    return int(found[0])


def search(page: Page) -> None:
    """From the start page to the found cases."""
    enter(page, "a[href='/audit']")
    accessible(page)
    tab_to(page, lambda: page.locator("[name=number]"))
    page.keyboard.type("2016-")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    accessible(page)


def opened_film(page: Page) -> None:
    search(page)
    enter(page, "main table a[href^='/audit/']")
    accessible(page)


def to_gateway(page: Page) -> None:
    """Step by step with the same key: the control keeps the focus."""
    tab_to(page, lambda: page.locator("[data-move=next]"))
    while not page.locator("h2#choices").count():
        with page.expect_navigation():
            page.keyboard.press("Enter")


def test_from_the_search_to_the_reason_of_a_gateway_and_the_proof(page: Page) -> None:
    opened_film(page)
    assert event_number(page) == 1

    to_gateway(page)
    accessible(page)
    why = page.locator("details:has(#choices)").inner_text()
    assert "The condition “" in why or "No condition is true, so the default path is taken." in why
    assert page.locator("details:has(#choices) tbody tr[data-state=done]").count() >= 1

    page.reload()
    enter(page, "form[action$='/proof'] button")
    accessible(page)
    assert "all that is stored of it fits" in page.locator("main").inner_text()
    assert page.locator("section[aria-labelledby=compared] li").count() == 5


def test_arrow_keys_walk_along_the_bar(page: Page) -> None:
    opened_film(page)
    tab_to(page, lambda: page.locator(".film-bar a"))
    for key, number in (("ArrowRight", 2), ("ArrowRight", 3), ("ArrowLeft", 2)):
        with page.expect_navigation():
            page.keyboard.press(key)
        assert event_number(page) == number
        page.wait_for_function("document.activeElement.closest('.film-bar') !== null")
    with page.expect_navigation():
        page.keyboard.press("End")

    assert page.locator("[data-move=next]").count() == 0


def test_the_film_plays_until_a_key_is_pressed(page: Page) -> None:
    opened_film(page)
    tab_to(page, lambda: page.locator("[data-play]"))
    with page.expect_navigation():
        page.keyboard.press("Enter")
    with page.expect_navigation():
        pass
    assert event_number(page) == 3
    assert page.locator("[data-play]").inner_text() == "Pause"

    page.keyboard.press("Escape")
    accessible(page)
    assert page.locator("[data-play]").inner_text() == "Play"
    page.wait_for_timeout(2500)
    assert event_number(page) == 3


def test_without_scripts_every_event_can_be_reached(
    address: str, browser: Browser, page: Page
) -> None:
    plain = browser.new_context(
        java_script_enabled=False, storage_state=page.context.storage_state()
    )
    film = plain.new_page()
    film.goto(f"{address}/audit")
    film.locator("main form button[type=submit]").click()
    film.locator("main table a[href^='/audit/']").first.click()
    film.locator("[data-move=next]").click()

    assert event_number(film) == 2
    assert not film.locator("[data-play]").is_visible()
    plain.close()


@pytest.mark.parametrize("path", ["/audit/figures", "/audit/figures/diagram"])
@pytest.mark.parametrize("width", [1280, 360])
def test_figures_are_accessible_and_no_wider_than_the_screen(
    page: Page, address: str, path: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(address + path)
    accessible(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_film_is_accessible_on_a_phone_too(
    page: Page, address: str, decided: str, scheme: str
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]  # one of the two words
    page.set_viewport_size({"width": 360, "height": 800})
    for step in (1, 4, 9):
        page.goto(f"{address}/audit/{decided}?step={step}")
        accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_no_step_shoots_the_film_anew(
    page: Page, address: str, decided: str, service: Service
) -> None:
    with touched(service.platform.database) as first:
        page.goto(f"{address}/audit/{decided}")
    with touched(service.platform.database) as second:
        page.goto(f"{address}/audit/{decided}?step=2")

    assert second.statements < first.statements
