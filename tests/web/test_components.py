"""Every component in a real browser: accessible, in the limits of the strict policy, on desk and phone, light and dark."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Dialog, Page, Request
from werkzeug.serving import make_server

from tests.web.pages import ROOT, create_pages
from web.assets import STAMP, source_stamp

pytestmark = pytest.mark.browser

CHROMIUM = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = ("--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run")
STANDARDS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
DESK, PHONE = (1280, 900), (390, 844)


@dataclass
class Told:
    """What a page said to its console, asked for and was answered."""

    console: list[str] = field(default_factory=list)
    posted: list[str] = field(default_factory=list)
    dialogs: list[str] = field(default_factory=list)


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, object]:
    program = next(filter(None, map(shutil.which, CHROMIUM)), None)
    assert program is not None, "Chromium is missing: sudo apt-get install -y chromium"
    return {"executable_path": program, "args": list(FLAGS)}


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """A server of the page with all components; the front end must have been built."""
    stamp = ROOT / "web" / "static" / "dist" / STAMP
    built = stamp.read_text() if stamp.exists() else None
    assert built == source_stamp(ROOT / "web" / "frontend"), "the front end is not built"
    server = make_server("127.0.0.1", 0, create_pages(), threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()


@contextmanager
def opened(
    browser: Browser, address: str, size: tuple[int, int] = DESK, *, scheme: str = "light"
) -> Iterator[tuple[Page, Told]]:
    """The page in a window of its own, and what it tells."""
    told = Told()
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()

    def hear(message: ConsoleMessage) -> None:
        told.console.append(message.text)

    def note(request: Request) -> None:
        if request.method == "POST":
            told.posted.append(request.post_data or "")

    def answer(dialog: Dialog) -> None:
        told.dialogs.append(dialog.type)
        dialog.accept()

    page.on("console", hear)
    page.on("request", note)
    page.on("dialog", answer)
    page.goto(address)
    yield page, told
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing(
    browser: Browser, address: str, size: tuple[int, int], scheme: str
) -> None:
    with opened(browser, address, size, scheme=scheme) as (page, _):
        page.locator("details.menu summary").click()
        result = (
            Axe()
            .run(page, options={"runOnly": list(STANDARDS), "resultTypes": ["violations"]})
            .response
        )
    assert [
        (finding["id"], [node["target"] for node in finding["nodes"]])
        for finding in result["violations"]
    ] == []


def test_the_strict_policy_refuses_nothing(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, told):
        page.wait_for_load_state("networkidle")
        loaded = page.evaluate("document.fonts.check('16px \"Noto Sans\"', 'Әә')")
    assert told.console == []
    assert loaded


@pytest.mark.parametrize("width", [320, 390, 768, 1280])
def test_no_page_is_wider_than_its_window(browser: Browser, address: str, width: int) -> None:
    with opened(browser, address, (width, 800)) as (page, _):
        wider = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
    assert wider == 0


def test_everything_that_can_be_pressed_is_large_enough(browser: Browser, address: str) -> None:
    with opened(browser, address, PHONE) as (page, _):
        sizes = page.eval_on_selector_all(
            "a:not(.skip-link), button, summary, input:not([type=hidden]), select",
            "nodes => nodes.filter(n => n.offsetParent).map(n => [n.textContent.trim(), n.getBoundingClientRect().width, n.getBoundingClientRect().height])",
        )
    small = [name for name, width, height in sizes if width < 24 or height < 24]
    assert len(sizes) > 20
    assert small == []


def test_rows_are_cards_on_a_phone_and_rows_on_a_desk(browser: Browser, address: str) -> None:
    shown = []
    for size in (PHONE, DESK):
        with opened(browser, address, size) as (page, _):
            shown.append(
                page.locator("tbody tr").first.evaluate("node => getComputedStyle(node).display")
            )
    assert shown == ["block", "table-row"]


def test_the_keyboard_reaches_the_content_first(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, _):
        page.evaluate("document.body.tabIndex = -1; document.body.focus()")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") == "skip-link"
        page.keyboard.press("Enter")
        assert page.evaluate("document.activeElement.id") == "content"


def test_the_error_summary_has_the_focus_when_the_page_opens(
    browser: Browser, address: str
) -> None:
    with opened(browser, address) as (page, _):
        assert page.evaluate("document.activeElement.className") == "error-summary"


def test_escape_closes_the_menu_and_gives_the_focus_back(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, _):
        page.locator("details.menu summary").click()
        page.keyboard.press("Escape")
        assert page.locator("details.menu").get_attribute("open") is None
        assert page.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_leaving_with_unsaved_typing_asks_first(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, told):
        page.route("**/draft", lambda route: route.abort())
        page.locator("#note").press_sequentially("ескертпе")
        page.reload()
    assert told.dialogs == ["beforeunload"]


def test_leaving_without_typing_asks_nothing(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, told):
        page.locator("#note").click()
        page.reload()
    assert told.dialogs == []


def test_typing_is_kept_as_a_draft_with_its_token(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, told):
        page.locator("#note").press_sequentially("ab")
        page.get_by_text("Жоба сақталды", exact=True).wait_for()
        page.reload()
    assert len(told.posted) == 1
    assert "csrf_token=made-up-token" in told.posted[0]
    assert "note=ab" in told.posted[0]
    assert "scan" not in told.posted[0]
    assert told.dialogs == [], "what is saved may be left"


def test_a_draft_that_could_not_be_kept_says_so(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, _):
        page.route("**/draft", lambda route: route.abort())
        page.locator("#note").press_sequentially("a")
        page.get_by_text("Жоба сақталмады").wait_for()


def test_a_form_is_not_sent_twice(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, _):
        refused = page.evaluate(
            """() => { const seen = [];
            document.addEventListener('submit', (event) => { seen.push(event.defaultPrevented); event.preventDefault(); });
            const button = document.querySelector('form.form button.quiet');
            button.click(); button.click();
            return seen; }"""
        )
    assert refused == [False, True]


def test_the_diagram_opens_at_the_element_of_the_page(browser: Browser, address: str) -> None:
    with opened(browser, address, PHONE) as (page, _):
        inside = page.evaluate(
            """() => { const view = document.querySelector('[data-view]').getBoundingClientRect();
            const box = document.querySelector('[data-element-id=userTask]').getBoundingClientRect();
            return box.left >= view.left && box.right <= view.right; }"""
        )
    assert inside


def shown(page: Page) -> list[float]:
    """The part of the diagram that the view shows."""
    box = page.locator("[data-view] svg").get_attribute("viewBox") or ""
    return [*map(float, box.split())]


def test_the_diagram_can_be_sized_and_moved(browser: Browser, address: str) -> None:
    with opened(browser, address) as (page, told):
        widths = [shown(page)[2]]
        for way in ("in", "out", "fit", "home"):
            page.locator(f"[data-zoom={way}]").click()
            widths.append(shown(page)[2])
        home = shown(page)
        page.locator("[data-view]").press("ArrowRight")
        moved = shown(page)
    assert widths[1] < widths[2] < widths[3]
    assert widths[4] == widths[0] == widths[2]
    assert moved[0] > home[0]
    assert moved[1:] == home[1:]
    assert told.console == []


def test_the_page_works_without_script(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator("button[data-zoom]").first.is_hidden()
    assert page.locator("a[data-zoom=fit]").get_attribute("href") == "?view=whole"
    assert page.locator("form.form button").first.is_visible()
    context.close()
