"""Every page there is, in every language, looked at by axe in Chromium. Source: WCAG 2.2 AA and axe's best practices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from tests.web.furnished import Furnished
from tests.web.test_components import STANDARDS, browser_type_launch_args  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

LANGUAGES = ("kk", "ru", "en")
MARK_OF_BPMN_IO = ".bjs-powered-by"  # its licence forbids to change it
NOT_SHOWN = {"cabinet.objection", "check.found", "models_scenarios.download"}
"""Nothing of the kind is there to be shown: the page that says so is looked at."""

OPTIONS = {"runOnly": list(STANDARDS), "resultTypes": ["violations"]}
OF_WORDS = {**OPTIONS, "rules": {"color-contrast": {"enabled": False}}}
"""Colours are those of every language: they are looked at once, for they take longest."""

SHARES = 2  # of the pages, so that they can be looked at side by side


@pytest.mark.parametrize("share", range(SHARES))
def test_axe_finds_nothing_on_any_page(
    furnished: Furnished, address: str, browser: Browser, share: int
) -> None:
    page, wrong, seen = browser.new_page(), [], 0
    for login, path in pages(furnished, share):
        for language in LANGUAGES:
            enter(furnished, page, address, login, language)
            page.goto(address + path)
            assert page.locator("html").get_attribute("lang") == language, path
            options = OPTIONS if language == LANGUAGES[0] else OF_WORDS
            wrong += [(path, language, *each) for each in violations(page, options)]
            seen += 1

    assert wrong == []
    assert seen >= 120 // SHARES


@pytest.fixture
def address(furnished: Furnished) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, furnished.service.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()


def pages(furnished: Furnished, share: int) -> Iterator[tuple[str, str]]:
    """Of each route that answers with a page: who may open it, and where."""
    for rule in furnished.rules("GET")[share::SHARES]:
        login, path = furnished.place(rule)
        with furnished.service.browser(login).get(path) as answer:
            if answer.mimetype == "text/html" and answer.status_code != 302:
                assert answer.status_code == 200 or rule.endpoint in NOT_SHOWN, path
                yield login, path


def enter(furnished: Furnished, page: Page, address: str, login: str, language: str) -> None:
    """As this person, reading this language."""
    signed = furnished.service.browser(login).get_cookie("ruqsat")
    assert signed is not None
    held = {"ruqsat": signed.value, "ruqsat_language": language}
    page.context.add_cookies([{"name": n, "value": v, "url": address} for n, v in held.items()])


def violations(page: Page, options: Mapping[str, object]) -> list[tuple[str, str]]:
    report = Axe().run(page, context={"exclude": [[MARK_OF_BPMN_IO]]}, options=options).response
    return [(rule["id"], rule["nodes"][0]["html"][:200]) for rule in report["violations"]]
