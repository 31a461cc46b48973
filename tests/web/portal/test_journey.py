"""The portal in a real browser: from the sign-in to the e-document in the cabinet; each page accessible, and on a phone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.web.portal_answers import APPLICANT, SCHOOL
from tests.web.service import PDF, Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture
from tests.web.test_journeys import Desk, accessible, desk, fill, only_instance  # noqa: F401 - a fixture
from workers.notices.store import NOTICE
from workers.tables import NoticeState

pytestmark = pytest.mark.browser
PHONE = ViewportSize(width=390, height=844)


@pytest.fixture
def conclusion(tmp_path: Path) -> Path:
    file = tmp_path / "conclusion.pdf"
    file.write_bytes(PDF)
    return file


def go_on(page: Page) -> None:
    page.locator("main form.form button[type=submit]:not([name=save])").first.click()
    assert page.locator(".error-summary").count() == 0, page.locator("main").inner_text()


def fits(page: Page) -> None:
    """Accessible, and nothing to be pushed sideways on a phone."""
    accessible(page)
    page.set_viewport_size(PHONE)
    wide = page.evaluate("document.documentElement.scrollWidth")
    page.set_viewport_size({"width": 1280, "height": 900})
    assert wide <= PHONE["width"], page.url


def step(page: Page, answers: Mapping[str, str]) -> None:
    fits(page)
    fill(page, answers)
    go_on(page)


def apply(desk: Desk, conclusion: Path) -> Page:  # noqa: F811 - the fixture
    """As aigerim, up to the acknowledgement."""
    page = desk.as_person("aigerim")
    page.goto(f"{desk.address}/portal")
    step(
        page,
        {"language": "kk", "provider": str(desk.service.offices["koktobe-education"])},
    )
    step(page, APPLICANT)
    step(page, SCHOOL)
    fits(page)
    go_on_without_document(page)
    fits(page)
    page.set_input_files("input[name$='-file'] >> nth=0", str(conclusion))
    go_on(page)
    fits(page)
    page.check("[name=consent]")
    go_on(page)
    return page


def go_on_without_document(page: Page) -> None:
    """The missing conclusion is marked at its field."""
    page.locator("main form.form button[type=submit]:not([name=save])").first.click()
    assert page.locator(".error-summary a[href='#f-documents-0-file']").count() == 1


def staff(service: Service, instance_id: str) -> None:
    """Posts that come from no page of ours bear no form token."""
    service.app.config["WTF_CSRF_ENABLED"] = False
    signing = service.walk_to(instance_id, "SignOrder")
    assert service.complete(signing, "bolat", {"signed": "true"}).status_code == 303
    service.work()
    with service.platform.database.transaction() as connection:
        sent = {"state": NoticeState.SENT, "sent_at": service.platform.clock()}
        connection.execute(NOTICE.update().values(**sent))
    service.app.config["WTF_CSRF_ENABLED"] = True


def test_an_application_from_the_sign_in_to_the_e_document(
    desk: Desk,  # noqa: F811 - the fixture
    conclusion: Path,
) -> None:
    page = apply(desk, conclusion)
    fits(page)
    assert "2016-001-000001" in page.locator("main").inner_text()
    page.locator("main a[role=button]").first.click()
    fits(page)

    staff(desk.service, only_instance(desk))
    page.goto(f"{desk.address}/cabinet")
    fits(page)
    page.locator("main table a[href*='/cabinet/']").first.click()
    fits(page)

    extract = page.locator("main table tr", has_text="ТЕСТ").locator("a[href*='/documents/']")
    answer = page.request.get(f"{desk.address}{extract.first.get_attribute('href')}")
    assert answer.body().startswith(b"%PDF")
    assert page.locator("#notices ~ .notice").count() >= 2
    page.locator("#notices ~ .notice button").first.click()
    fits(page)


def test_a_withdrawal_in_the_cabinet(desk: Desk, conclusion: Path) -> None:  # noqa: F811 - the fixture
    page = apply(desk, conclusion)
    page.goto(f"{desk.address}/cabinet/{only_instance(desk)}")
    page.locator("main a[href$='/withdraw']").click()
    fits(page)
    page.locator("main form button[type=submit]").first.click()

    assert "/cabinet/" in page.url
    fits(page)


def test_the_steps_work_without_scripts(desk: Desk, conclusion: Path) -> None:  # noqa: F811 - the fixture
    state = desk.as_person("aigerim").context.storage_state()
    context = desk.browser.new_context(
        java_script_enabled=False, viewport=PHONE, storage_state=state
    )
    page = context.new_page()
    page.goto(f"{desk.address}/portal")
    office = str(desk.service.offices["koktobe-education"])
    page.check("[name=language][value=ru]")
    page.select_option("[name=provider]", office)
    page.locator("main form.form button").first.click()
    for name, value in {**APPLICANT, **SCHOOL}.items():
        if name == "school":
            page.locator("main form.form button").first.click()
        field = page.locator(f"main form.form [name='{name}']")
        if name in ("relation", "ground"):
            page.check(f"[name={name}][value={value}]")
        elif name == "grade":
            field.select_option(value)
        else:
            field.fill(value)
    page.locator("main form.form button").first.click()
    page.set_input_files("input[name$='-file'] >> nth=0", str(conclusion))
    page.locator("main form.form button").first.click()
    page.check("[name=consent]")
    page.locator("main form.form button").first.click()

    assert "/portal/sent/" in page.url
