"""A case by hand: who may, what is said before, what is done, and that it stands in the history."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.commands.life import suspend_instance
from engine.replay.verify import verify_instance
from engine.storage.queries import instance_row
from engine.storage.tables import INSTANCE
from tests.conftest import NOW
from tests.web.reading import words
from tests.web.service import Service
from workers.store import NewEntry, add_entry

ADMIN, HEAD = "nurlan", "bolat"


@pytest.fixture
def case(service: Service) -> str:
    return service.start_case()


def row(service: Service, instance_id: str) -> Any:
    with service.platform.database.snapshot() as connection:
        return instance_row(connection, instance_id)


def opened(service: Service, instance_id: str, person_id: str = ADMIN) -> Any:
    return service.browser(person_id).get(f"/by-hand/{instance_id}")


def send(
    service: Service, instance_id: str, act: str, *, person_id: str = ADMIN, **fields: Any
) -> Any:
    """Post the form of an act; what the case shows now is what was seen."""
    data = {"seen": row(service, instance_id).revision, "reason": "by order", **fields}
    return service.browser(person_id).post(f"/by-hand/{instance_id}/{act}", data=data)


def done(service: Service, instance_id: str, act: str, **fields: Any) -> str:
    """Do it, confirmed; the page that follows in words."""
    answer = send(service, instance_id, act, confirmed="yes", **fields)
    assert answer.status_code == 302, words(answer.text)
    return words(opened(service, instance_id, fields.get("person_id", ADMIN)).text)


def token(service: Service, instance_id: str) -> str:
    """The first token that the page offers to move."""
    page = opened(service, instance_id).text
    chooser = page[page.index('name="place"') :]
    found = re.search(r'<option value="(\d+)"', chooser)
    assert found is not None
    return found[1]


def holds(service: Service, instance_id: str) -> int:
    with service.platform.database.snapshot() as connection:
        return verify_instance(service.platform.runtime, connection, instance_id).events


def history(service: Service, instance_id: str) -> str:
    return words(service.browser("laura").get(f"/cases/{instance_id}/history").text)


def test_the_page_says_where_the_case_stands(service: Service, case: str) -> None:
    text = words(opened(service, case).text)

    assert "Case 2016-000001 by hand" in text
    assert "The case is under way It stands at: Identify the applicant" in text


def test_the_administrator_sees_no_data_of_the_case_there(service: Service, case: str) -> None:
    service.walk_to(case, "RecordDocuments")

    assert "Ахметов" not in opened(service, case).text


def test_each_sees_what_they_may_do(service: Service, case: str) -> None:
    shown = opened(service, case).text
    assert all(f'action="/by-hand/{case}/{act}"' in shown for act in ("suspend", "move"))
    assert f'action="/by-hand/{case}/terminate"' not in shown

    shown = opened(service, case, HEAD).text
    assert f'action="/by-hand/{case}/terminate"' in shown
    assert f'action="/by-hand/{case}/move"' not in shown


@pytest.mark.parametrize("act", ["suspend", "resume", "move", "reopen"])
def test_the_head_does_not_what_is_the_administrators(
    service: Service, case: str, act: str
) -> None:
    assert send(service, case, act, person_id=HEAD, confirmed="yes").status_code == 403
    assert row(service, case).revision == 1


def test_the_case_page_leads_there(service: Service, case: str) -> None:
    assert f'href="/by-hand/{case}"' in service.browser(HEAD).get(f"/cases/{case}").text
    assert f'href="/by-hand/{case}"' not in service.browser("gulnar").get(f"/cases/{case}").text


# Found.


def test_a_case_is_found_by_its_number(service: Service, case: str) -> None:
    answer = service.browser(ADMIN).get("/by-hand?number=2016-000001")

    assert (answer.status_code, answer.location) == (302, f"/by-hand/{case}")


def test_several_with_one_number_are_listed(service: Service, case: str) -> None:
    other = service.start_case()
    answer = service.browser(ADMIN).get("/by-hand?number=2016-000001")

    assert all(f'href="/by-hand/{one}"' in answer.text for one in (case, other))


def test_a_number_that_nobody_has_is_said(service: Service) -> None:
    answer = service.browser(ADMIN).get("/by-hand?number=7")

    assert answer.status_code == 404
    assert "There is no case with this number." in words(answer.text)
    assert 'value="7"' in answer.text


def test_suspended_cases_are_not_forgotten(service: Service, case: str) -> None:
    assert "No case is suspended." in words(service.browser(ADMIN).get("/by-hand").text)
    done(service, case, "suspend")

    assert f'href="/by-hand/{case}"' in service.browser(ADMIN).get("/by-hand").text


# Confirmed, and refused.


def test_nothing_is_done_before_it_is_confirmed(service: Service, case: str) -> None:
    answer = send(service, case, "suspend")

    assert answer.status_code == 200
    assert "Nobody can work on the case until it is resumed" in words(answer.text)
    assert 'name="confirmed" value="yes"' in answer.text
    assert row(service, case).revision == 1


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("\u200b", "Say why: the reason stays in the history"),
        ("а" * 1001, "At most 1000 characters; these are 1001."),
        ("北", "The character «北» (U+5317) cannot be printed."),
    ],
)
def test_a_reason_that_cannot_stand_comes_back_as_it_was_typed(
    service: Service, case: str, reason: str, said: str
) -> None:
    answer = send(service, case, "suspend", reason=reason, confirmed="yes")

    assert answer.status_code == 422
    assert said in words(answer.text)
    assert reason.replace("\u200b", "") in answer.text
    assert row(service, case).revision == 1


@pytest.mark.parametrize(("act", "who"), [("suspend", ADMIN), ("terminate", HEAD)])
def test_without_a_reason_nothing_is_done(service: Service, case: str, act: str, who: str) -> None:
    answer = send(service, case, act, person_id=who, reason=" ", confirmed="yes")

    assert answer.status_code == 422
    assert "Say why: the reason stays in the history" in words(answer.text)
    assert f'href="#{act}-reason"' in answer.text
    assert row(service, case).revision == 1


def test_who_saw_an_older_case_is_told_and_loses_nothing(service: Service, case: str) -> None:
    answer = send(service, case, "suspend", seen=0, reason="a court order", confirmed="yes")

    assert answer.status_code == 409
    assert "Somebody changed this case meanwhile: nothing was done." in words(answer.text)
    assert 'value="a court order"' in answer.text
    assert 'name="seen" value="1"' in answer.text
    assert row(service, case).status == "active"


@pytest.mark.parametrize("seen", ["", "x", "-1", "9" * 30])
def test_what_is_no_revision_is_an_old_one(service: Service, case: str, seen: str) -> None:
    assert send(service, case, "suspend", seen=seen, confirmed="yes").status_code == 409


@pytest.mark.parametrize("act", ["resume", "reopen"])
def test_what_its_state_does_not_allow_is_said(service: Service, case: str, act: str) -> None:
    assert send(service, case, act, target="Identify", confirmed="yes").status_code == 409


# Suspended, resumed, terminated.


def test_it_is_suspended_and_resumed(service: Service, case: str) -> None:
    assert "The case is suspended." in done(service, case, "suspend")
    assert row(service, case).status == "suspended"

    assert "The case is resumed." in done(service, case, "resume")
    assert row(service, case).status == "active"
    assert holds(service, case) == 3


def test_the_history_says_who_and_why(service: Service, case: str) -> None:
    done(service, case, "suspend", reason="a court order")

    assert "The case was suspended Сейітов Нұрлан Айдарұлы, Administrator a court order" in history(
        service, case
    )


def test_the_head_terminates_and_is_told_what_goes_and_what_stays(
    service: Service, case: str
) -> None:
    with service.platform.database.transaction() as connection:
        add_entry(connection, order(case))
    said = words(send(service, case, "terminate", person_id=HEAD).text)
    assert "These steps are taken away: Identify the applicant" in said
    assert "These numbers stay in the registers: Register of orders: 15-Э/2016." in said

    shown = done(service, case, "terminate", person_id=HEAD)
    assert "The case is terminated." in shown
    assert "The case was terminated" in shown
    assert row(service, case).status == "terminated"


def order(instance_id: str) -> NewEntry:
    return NewEntry(
        office_id=1,
        register="order",
        year=2016,
        serial=15,
        number="15-Э/2016",
        instance_id=instance_id,
        document_id=None,
        allotted_at=NOW,
    )


# Moved.


def test_a_token_is_moved_to_another_step(service: Service, case: str) -> None:
    place = token(service, case)
    said = words(send(service, case, "move", place=place, target="EnterApplication").text)
    assert "The case leaves «Identify the applicant" in said
    assert "Nobody waits any more for: Identify the applicant" in said

    shown = done(service, case, "move", place=place, target="EnterApplication")
    assert "The case was moved to another step." in shown
    assert list(service.open_tasks(case)) == ["EnterApplication"]
    assert holds(service, case) == 2


def test_the_history_says_from_where_to_where(service: Service, case: str) -> None:
    place = token(service, case)
    done(service, case, "move", place=place, target="EnterApplication", reason="seen on paper")

    told = history(service, case)
    assert "The case was moved to another step: Identify the applicant" in told
    assert re.search(r"It goes on before «[^»]+»\. seen on paper", told)


def test_in_a_suspended_case_it_goes_on_there_once_resumed(service: Service, case: str) -> None:
    done(service, case, "suspend")
    place = token(service, case)
    said = words(send(service, case, "move", place=place, target="EnterApplication").text)
    assert "it goes on there once it is resumed" in said

    done(service, case, "move", place=place, target="EnterApplication")
    assert service.open_tasks(case) == {}
    done(service, case, "resume")
    assert list(service.open_tasks(case)) == ["EnterApplication"]


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"place": "", "target": "EnterApplication"}, "Choose where the case leaves."),
        ({"place": "999", "target": "EnterApplication"}, "Choose where the case leaves."),
        ({"target": ""}, "Choose where the case goes on."),
        ({"target": "Nowhere"}, "The model has no such step."),
        ({"target": "IdentityNotAnswered"}, "A case gets there only by what it waits for."),
        ({"target": "RecordWithdrawal"}, "a part of the process that is not open there"),
    ],
)
def test_what_cannot_be_moved_is_said_and_nothing_is_lost(
    service: Service, case: str, fields: dict[str, str], sentence: str
) -> None:
    place = token(service, case)
    answer = send(service, case, "move", confirmed="yes", **{"place": place, **fields})

    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert 'value="by order"' in answer.text
    assert row(service, case).revision == 1


# Reopened.


def test_a_case_that_has_ended_is_reopened(service: Service, case: str) -> None:
    with service.platform.database.transaction() as connection:
        add_entry(connection, order(case))
    done(service, case, "terminate", person_id=HEAD)
    said = words(send(service, case, "reopen", target="Identify").text)
    assert "The case goes on before «Identify the applicant" in said
    assert "These numbers stay in the registers: Register of orders: 15-Э/2016." in said

    assert "The case is reopened." in done(service, case, "reopen", target="Identify")
    assert list(service.open_tasks(case)) == ["Identify"]
    assert "The case was reopened" in history(service, case)
    assert holds(service, case) == 3


def test_where_it_may_go_on_is_chosen_from_the_process(service: Service, case: str) -> None:
    done(service, case, "terminate", person_id=HEAD)
    page = opened(service, case).text

    assert '<option value="PrepareOrder">' in page
    assert '<option value="RecordWithdrawal">' not in page
    answer = send(service, case, "reopen", target="RecordWithdrawal", confirmed="yes")
    assert answer.status_code == 422


def test_the_list_of_cases_shows_a_reopened_one_as_going_on(service: Service, case: str) -> None:
    done(service, case, "terminate", person_id=HEAD)
    done(service, case, "reopen", target="Identify")
    text = words(service.browser("aliya").get("/cases").text)

    assert "2016-000001" in text
    assert "Terminated" not in text[text.index("2016-000001") :]


def test_a_state_that_does_not_open_is_said(service: Service, case: str) -> None:
    with service.platform.database.transaction() as connection:
        connection.execute(update(INSTANCE).values(state=b"broken"))
    answer = opened(service, case)

    assert answer.status_code == 200
    assert "What is stored of this case cannot be read." in words(answer.text)
    assert f'action="/by-hand/{case}/move"' not in answer.text


def test_time_that_passes_meanwhile_changes_nothing(service: Service, case: str) -> None:
    done(service, case, "suspend")
    service.pass_time(timedelta(days=3))
    done(service, case, "resume")

    with service.platform.database.snapshot() as connection:
        assert connection.execute(select(INSTANCE.c.status)).scalar_one() == "active"


def test_what_was_done_at_the_terminal_was_done_by_the_operator(
    service: Service, case: str
) -> None:
    runtime, now = service.platform.runtime, service.platform.clock()
    suspend_instance(runtime, case, reason="a court order", actor="system:operator", now=now)

    assert "The case was suspended the operator a court order" in history(service, case)


def test_the_film_tells_every_act_by_hand(service: Service, case: str) -> None:
    done(service, case, "suspend")
    done(service, case, "move", place=token(service, case), target="EnterApplication")
    done(service, case, "resume")
    done(service, case, "terminate", person_id=HEAD)
    done(service, case, "reopen", target="Identify")

    laura = service.browser("laura")
    pages = [laura.get(f"/audit/{case}?step={seq}").text for seq in range(2, 7)]
    titles = [page.split('<h2 id="what">')[1].split("</h2>")[0] for page in pages]
    assert titles == [
        "Case suspended",
        "Case moved to another step: Identify the applicant",
        "Case resumed",
        "Case terminated",
        "Case reopened",
    ]
    assert all("by order" in page for page in pages)
