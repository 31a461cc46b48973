from __future__ import annotations

import json
from io import BytesIO

import pytest
from lxml import html
from werkzeug.test import TestResponse

from engine.commands.model_scenarios import LONGEST_CONTENT, save_scenario
from engine.rehearsal.coverage import Coverage
from engine.rehearsal.results import scenario_results
from engine.rehearsal.scenario import read_scenario
from engine.rehearsal.scenario_store import saved_scenarios, shipped_scenarios
from engine.settings import ROOT
from tests.conftest import NOW
from tests.web.models.scenarios import EXTERNAT, SMALL, draft_of
from web.models.scenario_results import coverage_marks

GRANTED = (ROOT / "bpmn" / "scenarios" / "externat" / "granted.json").read_bytes()
WHOLE = b'{"answers": {"Check": {"complete": true}}, "messages": [{"name": "Came"}], "expect": {"status": "completed"}}'
WRONG = b'{"answers": {"Check": {"complete": false}}, "expect": {"trace": ["Begin", "Look", "Elsewhere"]}}'


@pytest.fixture
def browser(service):
    return service.browser("arman")


@pytest.fixture
def small(service):
    """A process that is only a draft yet."""
    return draft_of(service.platform)


def keep(service, name: str, content: bytes, key: str = "small") -> int:
    platform = service.platform
    return save_scenario(platform.database, key, name, content, actor="arman", now=NOW)


def send(
    browser, content: bytes, key: str = "small", file: str = "whole.json", **data
) -> TestResponse:
    return browser.post(f"/models/{key}/scenarios", data={"file": (BytesIO(content), file), **data})


def names(service, key: str = "small") -> list[str]:
    with service.platform.database.snapshot() as connection:
        return [kept.name for kept in saved_scenarios(connection, key)]


def rows(text: str) -> dict[str, str]:
    """Text of each row of the table by the name of its scenario."""
    found = html.fromstring(text).xpath("//tbody/tr")
    return {
        each.xpath("string(td[1])").strip(): " ".join(each.text_content().split()) for each in found
    }


def test_the_shipped_scenarios_of_the_service_all_end_as_they_expect(browser):
    page = browser.get("/models/externat/scenarios")

    assert page.status_code == 200
    shipped = len(shipped_scenarios("externat"))
    assert f"All {shipped} scenarios end as they expect." in page.text
    assert "No element and no flow is left out." in page.text
    assert "shipped with the model" in rows(page.text)["granted"]


def test_a_model_is_run_once_until_it_or_a_scenario_changes(service, browser, small, monkeypatch):
    ran = []

    def counted(version, scenarios, **given):
        ran.append([each.file for each in scenarios])
        return scenario_results(version, scenarios, **given)

    monkeypatch.setattr("web.models.scenario_results.scenario_results", counted)
    keep(service, "once only", WHOLE)
    first, again = (browser.get("/models/small/scenarios").text for _ in range(2))
    keep(service, "twice", WRONG)
    other = browser.get("/models/small/scenarios").text

    assert ran == [["once only"], ["once only", "twice"]]
    assert rows(first) == rows(again)
    assert "twice" in rows(other)


def test_they_can_be_run_with_a_draft(service, browser):
    draft_id = draft_of(
        service.platform, EXTERNAT.replace(b"decision == 'granted'", b"decision == 'x'"), "e.bpmn"
    )
    page = browser.get(f"/models/externat/scenarios?with=draft-{draft_id}")

    assert "end otherwise than they expect" in page.text
    assert "was expected." in rows(page.text)["granted"]


def test_what_no_scenario_walks_is_listed(service, browser, small):
    keep(service, "Whole", WHOLE)
    page = browser.get("/models/small/scenarios")

    assert "The scenarios walk 6 of 9 elements and 5 of 7 flows." in page.text
    root = html.fromstring(page.text)
    missed = root.xpath("//h3[.='Elements that no scenario walks']/following-sibling::ul[1]/li")
    assert [each.text_content().strip() for each in missed] == ["TooLong", "Refused", "Late"]
    assert "TooLong → Late" in page.text


def test_the_first_difference_is_said_in_words(service, browser, small):
    keep(service, "Wrong", WRONG)
    page = browser.get("/models/small/scenarios")

    assert "1 scenario of 1 ends otherwise than it expects." in page.text
    assert "Step 3 is Check, Elsewhere was expected." in rows(page.text)["Wrong"]


def test_an_answer_that_the_form_refuses_is_said(service, browser, small):
    keep(service, "Foreign", b'{"answers": {"Check": {"complete": true, "colour": "red"}}}')
    said = rows(browser.get("/models/small/scenarios").text)["Foreign"]

    assert "The form of Check refuses its answer: colour" in said


def test_one_that_expects_nothing_is_told_apart(service, browser, small):
    keep(service, "Plain", b"{}")

    assert "expects nothing" in rows(browser.get("/models/small/scenarios").text)["Plain"]


def test_without_scenarios_the_page_says_so(browser, small):
    assert (
        "There are no scenarios of this process yet." in browser.get("/models/small/scenarios").text
    )


def test_a_refused_draft_has_no_results(service, browser):
    draft_of(service.platform, SMALL.replace(b'topic="lookup-identity"', b'topic="lookup-identty"'))
    keep(service, "Whole", WHOLE)
    page = browser.get("/models/small/scenarios")

    assert page.status_code == 200
    assert "its scenarios cannot be run" in page.text
    assert "Whole" in rows(page.text)


def test_a_process_that_is_nowhere_is_not_found(browser):
    assert browser.get("/models/nowhere/scenarios").status_code == 404
    assert send(browser, b"{}", key="nowhere").status_code == 404


def test_a_file_is_kept_under_its_own_name(service, browser, small):
    assert send(browser, WHOLE).status_code == 303
    assert names(service) == ["whole"]


def test_a_file_is_kept_under_the_name_given(service, browser, small):
    assert send(browser, WHOLE, name="Whole way").status_code == 303
    assert names(service) == ["Whole way"]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "This is not a scenario"),
        (b'{"answer": {}}', "is not a member of a scenario"),
        (b" " * (LONGEST_CONTENT + 1), "too large"),
        (b"\xff\xfe", "This is not a scenario"),
    ],
    ids=["no-json", "another-member", "large", "no-text"],
)
def test_a_file_that_is_no_scenario_is_refused(service, browser, small, content, said):
    answer = send(browser, content, name="My name")

    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="My name"' in answer.text
    assert names(service) == []


def test_without_a_file_nothing_is_kept(browser, small):
    answer = browser.post("/models/small/scenarios", data={"name": "x"})

    assert answer.status_code == 422
    assert "Choose a scenario file (.json)." in answer.text


def test_a_taken_name_is_refused_and_may_be_replaced(service, browser, small):
    send(browser, WRONG)
    answer = send(browser, WHOLE)

    assert answer.status_code == 422
    assert "There is a scenario of this name." in answer.text
    assert send(browser, WHOLE, replace="1").status_code == 303
    assert names(service) == ["whole"]


def test_a_shipped_name_is_refused(browser):
    answer = send(browser, b"{}", key="externat", file="granted.json", replace="1")

    assert answer.status_code == 422
    assert "came with the model" in answer.text


def test_a_shipped_scenario_is_downloaded_as_it_lies_there(browser):
    answer = browser.get("/models/externat/scenarios/file?scenario=shipped:granted")

    assert answer.data == GRANTED
    assert "granted.json" in answer.headers["Content-Disposition"]


def test_a_saved_scenario_is_downloaded(service, browser, small):
    scenario_id = keep(service, "Толық жол", WHOLE)
    answer = browser.get(f"/models/small/scenarios/file?scenario=saved:{scenario_id}")

    assert read_scenario(answer.data).expect == json.loads(WHOLE)["expect"]


@pytest.mark.parametrize(
    "which", ["", "saved:999", "saved:x", "shipped:../granted", "shipped:none", "other:1"]
)
def test_a_scenario_that_is_not_there_is_not_found(browser, which):
    answer = browser.get("/models/externat/scenarios/file", query_string={"scenario": which})

    assert answer.status_code == 404


def test_a_scenario_is_renamed(service, browser, small):
    scenario_id = keep(service, "Whole", WHOLE)
    answer = browser.post(f"/models/small/scenarios/{scenario_id}/name", data={"name": "Way"})

    assert answer.status_code == 303
    assert names(service) == ["Way"]


def test_a_scenario_is_not_renamed_to_a_taken_name(service, browser, small):
    scenario_id = keep(service, "Whole", WHOLE)
    keep(service, "Way", WHOLE)
    answer = browser.post(f"/models/small/scenarios/{scenario_id}/name", data={"name": "Way"})

    assert answer.status_code == 422
    assert "There is a scenario of this name." in answer.text


def test_a_scenario_is_deleted(service, browser, small):
    scenario_id = keep(service, "Whole", WHOLE)
    assert browser.post(f"/models/small/scenarios/{scenario_id}/delete").status_code == 303

    assert names(service) == []
    assert browser.post(f"/models/small/scenarios/{scenario_id}/delete").status_code == 404
    gone = browser.post(f"/models/small/scenarios/{scenario_id}/name", data={"name": "a"})
    assert gone.status_code == 404


def test_the_check_of_a_draft_shows_what_its_scenarios_come_to(service, browser, small):
    keep(service, "Wrong", WRONG)
    page = browser.get(f"/models/drafts/{small}")

    assert "1 scenario of 1 ends otherwise than it expects." in page.text
    assert "Step 3 is Check, Elsewhere was expected." in page.text
    assert page.text.index('id="scenarios"') < page.text.index('id="deploy"')


def test_the_check_of_a_refused_draft_shows_no_results(service, browser):
    broken = SMALL.replace(b'topic="lookup-identity"', b'topic="lookup-identty"')
    draft_id = draft_of(service.platform, broken)

    assert 'id="scenarios"' not in browser.get(f"/models/drafts/{draft_id}").text


def test_the_picture_marks_what_is_walked_and_what_never_is() -> None:
    marks = coverage_marks(Coverage(elements={"A": 2, "B": 0}, flows={"F": 1, "G": 0}))

    assert marks.done == {"A": 2}
    assert marks.troubled == {"B"}
    assert marks.taken == {"F"}
