"""Start page, notices and result of real cases by axe, on a desk and on a phone, with nothing running off the side."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.web.models.editing import served
from tests.web.service import Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture
from tests.web.test_journeys import accessible
from tests.web.test_screens import signed

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}


@pytest.fixture
def address(service: Service) -> Iterator[str]:
    service.walk_to(service.start_case(), "PrepareOrder")
    service.deliver()
    with served(service.app) as found:
        yield found


@pytest.mark.parametrize("person_id", ["bolat", "gulnar", "aigerim"])
def test_axe_finds_nothing_and_nothing_runs_off(
    browser: Browser, address: str, person_id: str
) -> None:
    page = signed(browser, address, person_id, script=True)
    for size in (page.viewport_size, PHONE):
        assert size is not None
        page.set_viewport_size(size)  # type: ignore[arg-type]
        for path in ("/", "/notices/mine"):
            page.goto(f"{address}{path}")
            accessible(page)
            assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
