"""The editor speaks Kazakh and Russian: everything that bpmn-js, its panel, the minimap and we say has a word."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Route

from tests.web.analyst import opened
from tests.web.models.editing import editor_of, served
from tests.web.service import Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

WALK = (Path(__file__).parent / "editor_walk.js").read_text("utf-8")


@pytest.fixture
def draft_id(service: Service) -> int:
    return opened(service.browser("arman"))


@pytest.fixture
def address(service: Service, draft_id: int) -> Iterator[str]:
    with served(service.app) as found:
        yield found


def refuse_posts(route: Route) -> None:
    """What is drawn on the walk is not saved."""
    if route.request.method == "POST":
        route.abort()
    else:
        route.continue_()


def test_nothing_is_said_without_a_translation(
    browser: Browser, address: str, draft_id: int
) -> None:
    """In Kazakh; that Russian has the same words is tested without a browser."""
    editor = editor_of(browser, address, language="kk")
    editor.open(draft_id)
    editor.page.route("**/model", refuse_posts)
    walked = f"async () => {{ const walk = {WALK.strip()}; return walk(document.querySelector('[data-editor]')); }}"

    assert editor.page.evaluate(walked) == []
    assert editor.told == []


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", ["Пайдаланушы тапсырмасы", "Орысша атауы", "Нысан", "Мерзімі", "Сақталған уақыты"]),
        ("ru", ["Задача пользователя", "Название на русском", "Форма", "Срок", "Сохранено"]),
        ("en", ["User task", "Name in Russian", "Form", "Term", "Saved at"]),
    ],
)
def test_panel_and_state_speak_the_language_of_the_page(
    browser: Browser, address: str, draft_id: int, language: str, words: list[str]
) -> None:
    editor = editor_of(browser, address, language=language)
    editor.open(draft_id)
    editor.select("CheckPackage")
    shown = editor.page.locator("[data-editor]").inner_text().lower()

    assert [word for word in words if word.lower() not in shown] == []
