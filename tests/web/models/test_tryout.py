from __future__ import annotations

import json

import pytest
from lxml import html

from engine.commands.model_drafts import save_draft
from engine.modelling.document import read_draft
from engine.rehearsal.scenario_store import saved_scenarios
from engine.storage.tables import DRAFT
from tests.conftest import NOW
from tests.web.models.scenarios import EXTERNAT, PACKAGE, SIDE_BY_SIDE, SMALL, Desk, draft_of


@pytest.fixture
def desk(service) -> Desk:
    draft_id = draft_of(service.platform)
    return Desk(browser=service.browser("arman"), address=f"/models/drafts/{draft_id}/tryout")


@pytest.fixture
def version_desk(service) -> Desk:
    return Desk(browser=service.browser("arman"), address="/models/externat/1/tryout")


def at_check(desk: Desk) -> str:
    desk.start({"case_no": "1"})
    return desk.do("job", answer='{"identity": {"name": "Мұрат"}}')


def test_before_the_start_nothing_is_on_the_way(desk):
    page = desk.look()

    assert desk.facts()["Status"] == "not started"
    assert 'name="variables"' in page


def test_the_start_brings_the_token_to_the_job(desk):
    page = desk.start({"case_no": "1"})

    assert desk.facts()["Status"] == "waiting"
    assert "Job: Look" in page
    assert "lookup-identity" in page


def test_the_token_is_drawn_where_it_waits(version_desk):
    page = version_desk.start({"channel": "portal"})
    svg = html.fromstring(page).xpath("//*[local-name()='svg'][.//*[local-name()='title']]")

    assert svg
    assert "User task: " in page


def test_a_job_is_answered_by_hand(desk):
    page = at_check(desk)

    assert "User task: Check" in page
    row = html.fromstring(page).xpath("//tr[@data-change='added']")[0]
    assert "identity" in row.text_content()


def test_the_real_form_is_shown_and_checked(desk):
    page = at_check(desk)
    assert 'name="complete"' in page

    answer = desk.post("task")

    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert desk.look()
    assert len(desk.facts()) > 0
    assert desk.facts()["Steps"] == "2"


def test_what_was_typed_into_a_refused_form_is_kept(desk):
    at_check(desk)
    answer = desk.post("task", check_remark="Сыналып жатыр")

    assert answer.status_code == 422
    assert "Сыналып жатыр" in answer.text


def test_a_completed_form_goes_on(desk):
    at_check(desk)
    page = desk.do("task", complete="true")

    assert "Last step: Check → Complete" in " ".join(page.split())
    assert "Complete</strong>:" in page
    assert "awaited now" in page


def test_a_message_ends_the_run(desk):
    at_check(desk)
    desk.do("task", complete="true")
    desk.do("send", event="message:Came", payload='{"came_by": "her"}')

    assert desk.facts()["Status"] == "completed"


def test_a_message_that_nobody_waits_for_is_refused_with_a_sentence(desk):
    at_check(desk)
    answer = desk.post("send", event="message:Came", payload="{}")

    assert answer.status_code == 422
    assert "Nobody waits for Came now." in desk.refusal(answer)


def test_the_clock_goes_to_the_next_due_time(desk):
    at_check(desk)
    page = desk.do("due")

    assert "Last step: TooLong → Late" in " ".join(page.split())
    assert desk.facts()["Clock"].startswith("08.09.2016")


def test_the_clock_moves_by_a_span(desk):
    at_check(desk)
    desk.do("clock", by="P2D")

    assert desk.facts()["Clock"].startswith("07.09.2016")
    assert desk.facts()["Status"] == "waiting"


def test_a_span_that_is_none_is_refused_with_a_sentence(desk):
    at_check(desk)
    answer = desk.post("clock", by="tomorrow")

    assert answer.status_code == 422
    assert "“tomorrow” is no span of time" in desk.refusal(answer)


def test_a_failed_attempt_waits_for_the_clock(desk):
    desk.start()
    page = desk.do("fail")

    assert "next attempt at" in page
    assert "The job cannot be answered now." in page
    assert "Answer the job" in desk.do("due")


def test_spent_attempts_are_an_incident_on_the_page(desk):
    desk.start()
    desk.do("fail")
    desk.do("due")
    page = desk.do("fail")

    assert desk.facts()["Status"] == "incident"
    assert "retries are spent" in page


def test_a_business_error_needs_its_code(desk):
    desk.start()
    answer = desk.post("error", code=" ")

    assert answer.status_code == 422
    assert "Write the error code" in desk.refusal(answer)


def test_an_error_that_nobody_catches_is_an_incident(desk):
    desk.start()
    desk.do("error", code="NOT_FOUND")

    assert desk.facts()["Status"] == "incident"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{", "This is not JSON: look at line 1"),
        ("[1]", "Write an object"),
        ('{"price": 1.5}', "variables.price cannot be stored"),
        ("[" * 100_000, "nested too deeply"),
        (" " * 10 + "x" * 200_001, "too long"),
    ],
)
def test_json_that_is_none_is_refused_and_stays_on_the_page(desk, text, said):
    desk.start()
    answer = desk.post("job", answer=text)

    assert answer.status_code == 422
    assert said in desk.refusal(answer)
    assert desk.look()
    assert desk.facts()["Steps"] == "1"


def test_undoing_gives_the_page_before(desk):
    desk.start()
    before = desk.look()
    desk.do("job", answer="{}")
    after = desk.do("undo")

    assert _without_token(after) == _without_token(before)


def _without_token(page: str) -> str:
    root = html.fromstring(page)
    for each in root.xpath("//input[@name='csrf_token']"):
        each.getparent().remove(each)
    return root.xpath("string(//main)")


def test_starting_anew_takes_all_back(desk):
    at_check(desk)
    desk.do("reset")

    assert desk.facts()["Status"] == "not started"
    assert '"case_no": "1"' not in desk.page


def test_two_windows_do_not_act_on_different_states(desk):
    desk.start()
    late = desk.post("job", answer="{}", count="0")

    assert late.status_code == 409
    assert "went on in another window" in desk.refusal(late)


def test_a_token_that_left_is_refused_with_a_sentence(desk):
    at_check(desk)
    answer = desk.post("task", work="task.0.9999", element="Check")

    assert answer.status_code == 422
    assert "The token is not at Check any more." in desk.refusal(answer)


def test_what_is_no_action_is_refused(desk):
    assert desk.post("dance").status_code == 422


def test_a_tryout_is_kept_for_its_person_alone(service, desk):
    at_check(desk)
    desk.look()
    assert desk.facts()["Steps"] == "2"

    with service.platform.database.snapshot() as connection:
        rows = connection.execute(DRAFT.select()).all()
    assert [row.person_id for row in rows] == ["arman"]
    assert b"case_no" not in rows[0].sealed


def test_after_a_change_of_the_draft_what_still_fits_is_repeated(service, desk):
    at_check(desk)
    changed = SMALL
    for old in (b'id="Look"', b'Ref="Look"', b">Look<"):
        assert old in changed
        changed = changed.replace(old, old.replace(b"Look", b"Seek"))
    draft_id = int(desk.address.split("/")[3])
    save_draft(
        service.platform.database,
        draft_id,
        read_draft(changed, file="small.bpmn"),
        expected=1,
        actor="arman",
        now=NOW,
    )
    page = desk.look()

    assert "1 step could be repeated, the next one could not" in page
    assert "The token is not at Look any more." in page


def test_a_draft_that_the_check_refuses_cannot_be_tried(service):
    broken = SMALL.replace(b'camunda:topic="lookup-identity"', b"")
    draft_id = draft_of(service.platform, broken)
    browser, address = service.browser("arman"), f"/models/drafts/{draft_id}/tryout"
    page = browser.get(address)

    assert page.status_code == 200
    assert "The check refuses this model" in page.text
    assert html.fromstring(page.text).xpath(f"//a[@href='/models/drafts/{draft_id}']")
    assert browser.post(address, data={"do": "start"}).status_code == 422


@pytest.mark.parametrize(
    "address", ["/models/drafts/999/tryout", "/models/externat/9/tryout", "/models/none/1/tryout"]
)
def test_what_is_not_there_is_not_found(service, address):
    assert service.browser("arman").get(address).status_code == 404


# with a scenario


def test_a_scenario_lends_its_variables_and_answers(version_desk):
    page = version_desk.look("?scenario=shipped:granted")
    assert "2016-000123" in page

    root = html.fromstring(page)
    variables = root.xpath("string(//textarea[@name='variables'])")
    version_desk.do("start", variables=variables, hands="scenario", scenario="shipped:granted")
    iin = html.fromstring(version_desk.page).xpath("//input[@name='applicant_iin']/@value")
    assert iin == ["780615300014"]


def test_a_whole_case_is_walked_with_the_answers_of_a_scenario(version_desk):
    """Nothing is typed: each form is sent as the page fills it in."""
    root = html.fromstring(version_desk.look("?scenario=shipped:granted"))
    variables = root.xpath("string(//textarea[@name='variables'])")
    version_desk.do("start", variables=variables, hands="scenario", scenario="shipped:granted")
    for _ in range(20):
        if version_desk.facts()["Status"] != "waiting":
            break
        if forms := _task_forms(version_desk):
            version_desk.do("task", **_filled(forms[0]))
        else:
            version_desk.do("send", event="message:ApplicantCame", payload="{}")

    assert version_desk.facts()["Status"] == "completed"
    assert "ResultIssued" in _ids(version_desk)


def _task_forms(desk: Desk) -> list:
    forms = html.fromstring(desk.page).forms
    return [form for form in forms if "do" in form.fields and form.fields["do"] == "task"]


def _filled(form) -> dict[str, object]:
    own = {"do", "csrf_token", "count", "work", "element"}
    return {name: value for name, value in form.form_values() if name not in own}


def _ids(desk: Desk) -> str:
    """Elements of the picture that are done, as their groups name them."""
    return " ".join(html.fromstring(desk.page).xpath("//@data-element-id"))


def test_a_pure_handler_answers_where_that_is_asked(version_desk):
    version_desk.look()
    root = html.fromstring(version_desk.look("?scenario=shipped:portal-granted"))
    variables = root.xpath("string(//textarea[@name='variables'])")
    version_desk.do("start", variables=variables, hands="hand", scenario="shipped:portal-granted")
    while forms := _task_forms(version_desk):
        version_desk.do("task", **_filled(forms[0]))
    assert "check-rules" in version_desk.page
    version_desk.do("handler")

    assert "missing_docs" in version_desk.page


# keeping it


def save(desk: Desk, name: str, **values):
    return desk.browser.post(desk.address + "/scenario", data={"name": name, **values})


def test_a_run_is_kept_as_a_scenario(service, desk):
    at_check(desk)
    desk.do("task", complete="true")
    desk.do("send", event="message:Came", payload="{}")
    answer = save(desk, "Whole way", expect=["complete"])

    assert answer.status_code == 303
    assert "The scenario “Whole way” is kept." in desk.look()
    with service.platform.database.snapshot() as connection:
        (kept,) = saved_scenarios(connection, "small")
    content = json.loads(kept.content)
    assert content["messages"] == [{"name": "Came", "after": "Complete"}]
    assert content["expect"]["variables"] == {"complete": True}
    assert content["expect"]["trace"][-1] == "Issued"


def test_a_file_that_is_chosen_is_invented_and_not_uploaded(service):
    draft_id = draft_of(service.platform, PACKAGE, "package.bpmn")
    desk = Desk(browser=service.browser("arman"), address=f"/models/drafts/{draft_id}/tryout")
    desk.start()
    posted = {"documents-1-kind": "medical-conclusion", "documents-1-file": "scan.pdf"}
    page = desk.do("task", **posted)

    assert "invented-document-1" in page


def test_a_name_that_is_taken_is_refused_and_what_was_chosen_stays(desk):
    at_check(desk)
    assert save(desk, "Half").status_code == 303
    answer = save(desk, "Half")

    assert answer.status_code == 422
    assert "There is a scenario of this name." in answer.text
    assert save(desk, "Half", replace="1").status_code == 303


def test_without_a_start_there_is_nothing_to_keep(desk):
    assert save(desk, "Nothing").status_code == 422


def test_that_a_scenario_goes_another_way_is_said(service):
    draft_id = draft_of(service.platform, SIDE_BY_SIDE, "side.bpmn")
    desk = Desk(browser=service.browser("arman"), address=f"/models/drafts/{draft_id}/tryout")
    desk.start()
    second = html.fromstring(desk.page).xpath("//section[@id='now']//a[contains(@href, 'work=')]")
    desk.look("?" + second[0].get("href").partition("?")[2].partition("#")[0])
    work = html.fromstring(desk.page).xpath("//input[@name='work']/@value")[0]
    desk.do("task", complete="true", work=work)
    desk.do("task", complete="true")
    assert save(desk, "Right first").status_code == 303

    assert "Step 3 is Left, by hand it was Right." in desk.look()


def test_the_externat_draft_is_tried_as_well(service):
    draft_id = draft_of(service.platform, EXTERNAT, "externat.bpmn")
    desk = Desk(browser=service.browser("arman"), address=f"/models/drafts/{draft_id}/tryout")
    desk.start({"channel": "portal"})

    assert desk.facts()["Status"] == "waiting"
