"""The applicant's cabinet: own cases only, their path in plain words, documents, notices, withdrawal, objection."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from cli.deploy import deploy_file
from engine.commands.instances import Start, start_instance
from engine.commands.user_tasks import complete_user_task
from engine.settings import ROOT
from engine.storage.queries import instance_row, version_by_id
from tests.web.portal_answers import opened, sent
from tests.web.reading import words
from tests.web.service import PDF, WHO, Service
from workers.notices.store import CabinetNotice, cabinet_notices
from workers.store import CasePerson, index_person

OFFICIALS = ("Қасымова", "Сәдуақасова", "Ахметов Болат")


def cabinet(service: Service, path: str = "/cabinet", person_id: str = "aigerim") -> str:
    return words(service.browser(person_id).get(path).text)


def granted(service: Service) -> str:
    """A portal case that went all the way."""
    instance_id = sent(service)
    task_id = service.walk_to(instance_id, "SignOrder")
    answer = service.complete(task_id, WHO["SignOrder"], {"signed": "true"})
    assert answer.status_code == 303, answer.text
    service.work()
    return instance_id


# --- the list


def test_own_cases_are_listed_with_their_status(service: Service) -> None:
    sent(service)
    service.pass_time(timedelta(minutes=5))
    opened(service)

    text = cabinet(service)
    assert "2016-000001 Documents accepted 15 working days left" in text
    assert "2016-000002 Application" in text
    assert text.index("2016-000002") < text.index("2016-000001")


def test_nobody_elses_case_is_listed(service: Service) -> None:
    sent(service)
    service.start_case()

    assert cabinet(service, person_id="askar").endswith("You have not applied yet.")


def test_a_case_of_the_desk_is_its_applicants_too(service: Service) -> None:
    instance_id = service.start_case(7)
    named = CasePerson(
        instance_id=instance_id, relation="applicant", iin="850312204178", name="Сериккалиева"
    )
    with service.platform.database.transaction() as connection:
        index_person(connection, service.platform.vault, named)

    assert "2016-000007" in cabinet(service)
    assert "2016-000007" not in cabinet(service, person_id="askar")


# --- one case


def test_the_page_says_at_which_stage_the_case_is_and_until_when(service: Service) -> None:
    instance_id = sent(service)
    service.walk_to(instance_id, "PrepareOrder")

    page = service.browser("aigerim").get(f"/cabinet/{instance_id}").text
    assert '<h2 id="summary">Under consideration</h2>' in page
    text = words(page)
    assert "Result not later than 27.09.2016" in text
    stages = ("Application", "Documents accepted", "Under consideration", "Result ready")
    places = [text.index(stage, text.index("Where the case is now")) for stage in stages]
    assert places == sorted(places)
    assert re.search(r'data-state="current" aria-current="step">\s*<p>Under consideration<', page)
    assert re.search(r'data-state="ahead">\s*<p>Result ready<', page)


INSIDE = ("PrepareOrder", "SignRefusal", "Resolution", "AcceptDocuments")


@pytest.mark.parametrize("element_id", INSIDE)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_step_inside_is_named_to_the_applicant(
    service: Service, element_id: str, language: str
) -> None:
    instance_id = sent(service)
    refused = {"decision": "refused", "refusal_ground": "not_meeting", "refusal_reasons": "Жоқ"}
    if element_id == "SignRefusal":
        task_id = service.walk_to(instance_id, "PrepareOrder")
        platform = service.platform
        complete_user_task(platform.runtime, task_id, refused, actor="gulnar", now=platform.clock())
    else:
        service.walk_to(instance_id, element_id)
    with service.platform.database.snapshot() as connection:
        row = instance_row(connection, instance_id)
        version = version_by_id(connection, service.platform.runtime.versions, row.definition_id)
    browser = service.browser("aigerim")
    browser.set_cookie("ruqsat_language", language)
    element = version.definition.elements[element_id]
    for path in ("/cabinet", f"/cabinet/{instance_id}"):
        text = words(browser.get(path).text)
        assert element.label.text(language) not in text
        assert element.brief(language) not in text
        assert element.stage.text(language) in text


def test_officials_are_named_only_as_signers(service: Service) -> None:
    instance_id = sent(service)
    service.walk_to(instance_id, "SignOrder")
    before = cabinet(service, f"/cabinet/{instance_id}")
    service.complete(
        service.open_tasks(instance_id)["SignOrder"], WHO["SignOrder"], {"signed": "true"}
    )
    after = cabinet(service, f"/cabinet/{instance_id}")

    assert not [name for name in OFFICIALS if name in before]
    assert [name for name in OFFICIALS if name in after] == ["Ахметов Болат"]


@pytest.mark.parametrize("person_id", ["askar", "zhanna", "saule", "laura"])
def test_the_cabinet_of_a_case_is_its_applicants_alone(service: Service, person_id: str) -> None:
    instance_id = sent(service)

    assert service.browser(person_id).get(f"/cabinet/{instance_id}").status_code == 404


def test_a_draft_leads_back_to_its_form(service: Service) -> None:
    task_id = opened(service)
    page = service.browser("aigerim").get("/cabinet").text
    found = re.search(r"/cabinet/(\w{32})", page)
    assert found
    case = service.browser("aigerim").get(found[0]).text

    assert f'href="/portal/applications/{task_id}/applicant"' in case
    assert "An application that is not sent within 30 days" in words(case)
    assert "Until: 05.10.2016" in words(case)


def test_a_model_without_stages_says_nothing_of_its_inside(
    service: Service, tmp_path: Path
) -> None:
    shipped = (ROOT / "bpmn" / "externat.bpmn").read_text("utf-8")
    silent = tmp_path / "externat.bpmn"
    silent.write_text(re.sub(r'<camunda:property name="applicant\.stage.*', "", shipped), "utf-8")
    deploy_file(service.platform.runtime, silent, actor="arman", now=service.platform.clock())
    instance_id = sent(service)

    assert "2016-000001 In progress" in cabinet(service)
    assert "In progress Completed" in cabinet(service, f"/cabinet/{instance_id}")


# --- result


def test_the_result_lies_in_the_cabinet_signed_and_with_a_check_code(service: Service) -> None:
    instance_id = granted(service)
    page = service.browser("aigerim").get(f"/cabinet/{instance_id}").text

    text = words(page)
    with service.platform.database.snapshot() as connection:
        assert instance_row(connection, instance_id).outcome == "ResultIssued"
    assert "Result issued" in text
    assert "ТЕСТ" in text
    assert re.search(r'href="/check/\w+"', page)
    for address in set(re.findall(r'href="(/documents/\w+)"', page)):
        answer = service.browser("aigerim").get(address)
        assert answer.status_code == 200
        assert answer.data.startswith(b"%PDF")
        assert service.browser("askar").get(address).status_code == 404


def test_what_was_uploaded_comes_back_as_it_was(service: Service) -> None:
    instance_id = sent(service)
    page = service.browser("aigerim").get(f"/cabinet/{instance_id}").text
    addresses = re.findall(r'href="(/documents/\w+)"', page)

    assert PDF in {service.browser("aigerim").get(address).data for address in addresses}


# --- notices


def test_the_ready_notice_comes_and_is_marked_as_read(service: Service) -> None:
    granted(service)
    service.deliver()
    browser = service.browser("aigerim")
    assert "2016-000001 өтініш бойынша нәтиже жеке кабинетте" in cabinet(service)

    for notice in _own_notices(service):
        browser.post(f"/notices/mine/{notice.id}/read")
    assert "New notices" not in cabinet(service)
    assert all(notice.read_at for notice in _own_notices(service))


def test_reading_leads_back_on_this_site_only(service: Service) -> None:
    sent(service)
    service.deliver()
    number = _own_notices(service)[0].id
    browser = service.browser("aigerim")

    for place, led in (("/cabinet/x", "/cabinet/x"), ("//evil.example", "/notices/mine")):
        answer = browser.post(f"/notices/mine/{number}/read", data={"next": place})
        assert answer.location == led


def test_nobody_reads_anothers_notice(service: Service) -> None:
    sent(service)
    service.deliver()
    number = _own_notices(service)[0].id
    service.browser("askar").post(f"/notices/mine/{number}/read")

    assert _own_notices(service)[0].read_at is None
    assert "New notices" not in cabinet(service, person_id="askar")


# --- withdrawal and objection


def test_the_applicant_withdraws_and_comes_back_to_the_cabinet(service: Service) -> None:
    instance_id = sent(service)
    browser = service.browser("aigerim")
    answer = browser.post(
        f"/cases/{instance_id}/withdraw", data={"withdrawal_reason": "Көшіп кетті"}
    )

    text = cabinet(service, f"/cabinet/{instance_id}")
    assert answer.location == f"/cabinet/{instance_id}"
    assert "Application withdrawn" in text
    assert "Withdraw the application" not in text


def test_a_draft_can_be_withdrawn(service: Service) -> None:
    opened(service)
    found = re.search(r"/cabinet/(\w{32})", service.browser("aigerim").get("/cabinet").text)
    assert found
    service.browser("aigerim").post(f"/cases/{found[1]}/withdraw")

    assert "2016-000001 Application withdrawn" in cabinet(service)


def test_an_objection_that_nobody_awaits_is_not_taken(service: Service) -> None:
    instance_id = sent(service)
    path = f"/cabinet/{instance_id}/objection"

    for answer in (
        service.browser("aigerim").get(path),
        service.browser("aigerim").post(path, data={"objection": "Қарсымын"}),
    ):
        assert answer.status_code == 409
        assert "does not wait for an objection" in words(answer.text)


def hearing(service: Service) -> str:
    """A case in which a preliminary notice was sent, as later editions do."""
    instance_id = sent(service)
    task_id = service.walk_to(instance_id, "PrepareOrder")
    answers = {
        "decision": "refused",
        "refusal_ground": "not_meeting",
        "refusal_reasons": "Қорытынды жоқ",
        "preliminary_notice": True,
    }
    platform = service.platform
    complete_user_task(platform.runtime, task_id, answers, actor="gulnar", now=platform.clock())
    return instance_id


def test_an_objection_goes_to_the_specialist(service: Service) -> None:
    instance_id = hearing(service)
    path = f"/cabinet/{instance_id}"
    before = cabinet(service, path)
    answer = service.browser("aigerim").post(f"{path}/objection", data={"objection": "Қарсымын"})

    assert "Object to the decision" in before
    assert "You may object until then: 3 working days" in before
    assert answer.location == path
    assert service.variables(instance_id)["objection"] == "Қарсымын"
    assert [*service.open_tasks(instance_id)] == ["ConsiderObjection"]


def test_an_empty_objection_is_asked_for_its_words(service: Service) -> None:
    path = f"/cabinet/{hearing(service)}/objection"
    answer = service.browser("aigerim").post(path)

    assert service.browser("aigerim").get(path).status_code == 200
    assert answer.status_code == 422
    assert 'href="#f-objection"' in answer.text


def test_a_sign_in_that_was_left_open_is_done_from_the_cabinet(service: Service) -> None:
    platform = service.platform
    start = Start(
        key="externat",
        variables={"channel": "portal", "case_no": "2016-000009", "applicant": "aigerim"},
        business_key="2016-000009",
        office_id=service.offices["koktobe-education"],
    )
    instance_id = start_instance(platform.runtime, start, actor="aigerim", now=platform.clock())
    address = f"/portal/applications/{service.open_tasks(instance_id)['PortalSignIn']}/sign-in"
    shown = service.browser("aigerim").get(f"/cabinet/{instance_id}").text
    answer = service.browser("aigerim").post(address)

    assert f'action="{address}"' in shown
    assert answer.location.endswith("/applicant")
    assert service.variables(instance_id)["applicant_iin"] == "850312204178"
    assert service.browser("aigerim").post(address).status_code == 409


def _own_notices(service: Service) -> tuple[CabinetNotice, ...]:
    with service.platform.database.snapshot() as connection:
        return cabinet_notices(connection, service.platform.vault, "aigerim")
