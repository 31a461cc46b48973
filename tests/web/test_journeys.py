"""Whole cases in a real browser: from the visit to the issue, and to the refusal receipt; each page accessible on the way."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page
from sqlalchemy import select
from werkzeug.serving import make_server

from engine.storage.queries import instance_row
from engine.storage.tables import INSTANCE
from people.demo import DEMO_PASSWORD
from tests.web.service import ANSWERS, Service
from tests.web.test_components import STANDARDS, browser_type_launch_args  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

APPLICANT, PUPIL = "840312499016", "100517599112"


@dataclass
class Desk:
    """The service in a browser, as each of its people."""

    service: Service
    address: str
    browser: Browser
    pages: dict[str, Page]

    def as_person(self, login: str) -> Page:
        """A window of this person, signed in by the form."""
        if login not in self.pages:
            page = self.browser.new_context(viewport={"width": 1280, "height": 900}).new_page()
            page.goto(f"{self.address}/sign-in")
            page.fill("[name=login]", login)
            page.fill("[name=password]", DEMO_PASSWORD)
            page.locator("main form button[type=submit]").click()
            self.pages[login] = page
        return self.pages[login]

    def do(self, login: str, answers: Mapping[str, str]) -> None:
        """Open one's first task from the list, fill its form, send it."""
        self.service.work()
        page = self.as_person(login)
        page.goto(f"{self.address}/tasks")
        accessible(page)
        page.locator("main table a[href*='/tasks/']").first.click()
        accessible(page)
        fill(page, answers)
        send(page)

    def open_visit(self) -> None:
        page = self.as_person("aliya")
        page.goto(f"{self.address}/visits/new")
        accessible(page)
        fill(page, {"language": "kk", "arrived_at": "09:50"})
        send(page)


def fill(page: Page, answers: Mapping[str, str]) -> None:
    """Answer as a person would: choose, tick or type, whichever the field is."""
    for name, value in answers.items():
        field = page.locator(f"main form [name='{name}']:not([type=hidden])")
        kind = field.first.evaluate("field => field.tagName + ':' + field.type")
        if kind.startswith("SELECT"):
            field.select_option(value)
        elif kind in ("INPUT:radio", "INPUT:checkbox"):
            page.locator(f"main form [name='{name}'][value='{value}']").check()
        else:
            field.fill(value)


def send(page: Page) -> None:
    page.locator("main form.form button[type=submit]:not([name=save])").first.click()
    assert page.locator(".error-summary").count() == 0, page.locator("main").inner_text()


def accessible(page: Page) -> None:
    """axe finds nothing. Source: WCAG 2.2 AA."""
    report = (
        Axe()
        .run(page, options={"runOnly": list(STANDARDS), "resultTypes": ["violations"]})
        .response
    )
    assert [(rule["id"], rule["nodes"][0]["html"]) for rule in report["violations"]] == []


@pytest.fixture
def desk(service: Service, browser: Browser) -> Iterator[Desk]:
    service.app.config["WTF_CSRF_ENABLED"] = True
    server = make_server("127.0.0.1", 0, service.app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield Desk(
        service=service, address=f"http://127.0.0.1:{server.server_port}", browser=browser, pages={}
    )
    server.shutdown()
    thread.join()


def enter(desk: Desk, *, documents: Mapping[str, str]) -> None:
    """From the visit to the check of the package."""
    desk.open_visit()
    desk.do(
        "aliya",
        {
            "applicant_iin": APPLICANT,
            "identity_kind": "id-card",
            "identity_number": "012345678",
            "identity_checked": "true",
            "relation": "parent",
        },
    )
    desk.do(
        "aliya",
        {
            "applicant_address": "Көктөбе қаласы, Абай көшесі, 25",
            "applicant_phone": "8 701 123 45 67",
            "pupil_name": "Ахметов Әлихан Дәуренұлы",
            "pupil_iin": PUPIL,
            "pupil_birth_date": "2010-05-17",
            "school": "№ 27 жалпы білім беретін мектеп",
            "grade": "6",
            "ground": "health",
            "consent": "true",
        },
    )
    desk.do("aliya", documents)


def test_a_visit_goes_on_by_itself(desk):
    """The look-up is awaited on a page of its own; the next step opens with no click and no list between."""
    desk.open_visit()
    page = desk.as_person("aliya")
    fill(page, ANSWERS["Identify"])
    send(page)
    page.wait_for_url("**/next")
    accessible(page)

    desk.service.work()

    page.wait_for_url("**/tasks/*")
    assert page.locator("[name=pupil_iin]").count() == 1
    accessible(page)


def test_a_case_from_the_visit_to_the_issue(desk):
    enter(desk, documents={"documents-1-copy": "original"})
    desk.do("aliya", {"complete": "true"})
    desk.do("aliya", {"transferred_by": "electronic"})
    desk.do("saule", {})
    desk.do("bolat", {"specialist": "gulnar", "resolution": "Заң талаптарына сай қарау"})
    desk.do("gulnar", {"decision": "granted"})
    desk.do("bolat", {"signed": "true"})
    desk.do("gulnar", {"handed_over_on": "2016-09-05"})

    page = desk.as_person("aliya")
    page.goto(f"{desk.address}/cases")
    accessible(page)
    page.locator("main table a[href*='/cases/']").first.click()
    accessible(page)
    receipt = receipt_number(desk)
    page.goto(f"{desk.address}/collect")
    accessible(page)
    fill(page, {"receipt_no": receipt, "came_by": "Ахметова Айгүл Серікқызы"})
    page.locator("main form[action='/collect'] button[type=submit]").click()
    accessible(page)
    page.locator("main form[action$='/came'] button[type=submit]").click()
    accessible(page)
    desk.do(
        "aliya",
        {
            "issue_on_receipt": "true",
            "issued_to": "self",
            "issue_identity_kind": "id-card",
            "issue_identity_number": "012345678",
        },
    )

    assert outcome(desk) == "ResultIssued"


def test_a_case_from_the_visit_to_the_refusal_receipt(desk):
    enter(desk, documents={"documents-1-copy": "original"})
    desk.do("aliya", {"complete": "false", "missing_docs": "birth-certificate"})
    desk.do("aliya", {"receipt_received_by": "Ахметова Айгүл Серікқызы"})

    assert outcome(desk) == "RefusedAtIntake"


def test_the_escalated_task_is_marked_in_the_list(desk):
    enter(desk, documents={"documents-1-copy": "original"})
    desk.service.pass_time(timedelta(hours=1))
    page = desk.as_person("aliya")
    page.goto(f"{desk.address}/tasks")

    assert page.locator("main [data-state=overdue]").count() >= 1


def receipt_number(desk: Desk) -> str:
    return str(desk.service.variables(only_instance(desk))["receipt_no"])


def only_instance(desk: Desk) -> str:
    with desk.service.platform.database.snapshot() as connection:
        return str(connection.execute(select(INSTANCE.c.id)).scalar_one())


def outcome(desk: Desk) -> str | None:
    with desk.service.platform.database.snapshot() as connection:
        found: str | None = instance_row(connection, only_instance(desk)).outcome
    return found
