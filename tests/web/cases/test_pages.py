"""The list of cases and the pages of one, over the real model."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update

from engine.commands.events import correlate_message, escalate_overdue
from engine.commands.instances import terminate_instance
from engine.commands.user_tasks import assign_user_task, claim_user_task
from engine.storage.tables import EVENT, INCIDENT, INSTANCE, PAYLOAD
from people.tables import ReadLogRow, SessionRow
from tests.web.reading import drawn_states, words
from tests.web.service import APPLICANT, Service
from tests.work import touched

SIGN = "Sign the order or return it"


def at_signature(service: Service) -> str:
    instance_id = service.start_case()
    service.walk_to(instance_id, "SignOrder")
    return instance_id


def read(service: Service, path: str, person_id: str = "gulnar") -> str:
    answer = service.browser(person_id).get(path)
    assert answer.status_code == 200, answer.text
    return words(answer.text)


def case_page(service: Service, instance_id: str, person_id: str = "gulnar") -> str:
    return read(service, f"/cases/{instance_id}", person_id)


def execute(service: Service, statement: Any) -> None:
    with service.platform.database.transaction() as connection:
        connection.execute(statement)


def later(service: Service, span: timedelta) -> None:
    """Time passes, and nobody has been signed out meanwhile."""
    service.pass_time(span)
    execute(service, update(SessionRow).values(expires_at=service.platform.clock() + span))


def read_log(service: Service) -> list[tuple[str, str | None, str]]:
    with service.platform.database.snapshot() as connection:
        columns = (ReadLogRow.action, ReadLogRow.instance_id, ReadLogRow.subject)
        return [tuple(row) for row in connection.execute(select(*columns))]


# --- the list


def test_the_list_tells_number_receipt_applicant_status_and_term(service: Service) -> None:
    at_signature(service)

    text = read(service, "/cases")

    assert "2016-000001 receipt 2016-003-000001 Ахметова Айгүл Серікқызы On signature" in text
    assert "05.09.2016 10:00" in text, "the time in Almaty"
    assert "15 working days left" in text


def test_each_office_lists_its_own_cases_and_the_auditor_all(service: Service) -> None:
    service.start_case()

    assert "2016-000001" in read(service, "/cases", "aliya")
    assert "2016-000001" in read(service, "/cases", "bolat")
    assert "2016-000001" in read(service, "/cases", "laura")
    assert "No case of your office fits this." in read(service, "/cases", "timur")


def test_every_case_listed_is_a_read_that_is_recorded(service: Service) -> None:
    instance_id = service.start_case()

    read(service, "/cases?status=draft")

    assert read_log(service) == [("find_case", instance_id, "/cases")]


@pytest.mark.parametrize("typed", ["2016-000002", APPLICANT, "ахметова", "2016-003-000001"])
def test_a_search_finds_the_case_and_only_it(service: Service, typed: str) -> None:
    service.start_case(1)
    service.walk_to(service.start_case(2), "AcceptDocuments")
    browser = service.browser("gulnar")

    text = words(browser.post("/cases", data={"search": f" {typed} "}, follow_redirects=True).text)

    assert "2016-000002" in text
    assert "2016-000001" not in text.replace("2016-003-000001", "")


def test_what_was_searched_stands_in_no_address(service: Service) -> None:
    answer = service.browser("gulnar").post("/cases", data={"search": APPLICANT})

    assert answer.status_code == 302
    assert APPLICANT not in answer.location
    assert f'value="{APPLICANT}"' in service.browser("gulnar").get(answer.location).text


def test_a_search_in_an_address_opens_for_nobody_else(service: Service) -> None:
    location = service.browser("gulnar").post("/cases", data={"search": APPLICANT}).location

    assert APPLICANT not in service.browser("bolat").get(location).text


@pytest.mark.parametrize("found", ["x", "%", "AAAA", "ключ"])
def test_a_made_up_search_is_none(service: Service, found: str) -> None:
    service.start_case()

    assert "2016-000001" in read(service, f"/cases?found={found}")


def test_an_empty_search_shows_the_list(service: Service) -> None:
    assert service.browser("gulnar").post("/cases", data={"search": "  "}).location == "/cases"


def test_the_list_is_filtered_by_status_and_by_term(service: Service) -> None:
    at_signature(service)
    service.start_case(2)

    assert "2016-000002" not in read(service, "/cases?status=on_signature")
    assert "2016-000001" not in read(service, "/cases?status=draft")
    assert "No case of your office" in read(service, "/cases?overdue=1")
    later(service, timedelta(days=30))
    assert "2016-000001" in read(service, "/cases?overdue=1")


@pytest.mark.parametrize(
    "query", ["status=nonsense", "below=x", "above=~", "below=2016~x", "overdue=7"]
)
def test_a_made_up_filter_filters_nothing(service: Service, query: str) -> None:
    service.start_case()

    assert "2016-000001" in read(service, f"/cases?{query}")


def test_pages_of_the_list_keep_filter_and_search(service: Service) -> None:
    for number in range(27):
        service.start_case(number)
    browser = service.browser("gulnar")

    first = browser.get("/cases?status=draft").text
    following = first.partition('rel="next" href="')[2].partition('"')[0].replace("&amp;", "&")
    second = browser.get(following).text

    assert "status=draft" in following
    assert second.count('<tr role="row"') == 1 + 2
    assert 'rel="prev"' in second


# --- the page of a case


def test_the_header_tells_status_start_term_and_persons(service: Service) -> None:
    text = case_page(service, at_signature(service))

    assert "Permission to study as an external student in basic" in text
    assert "Case 2016-000001 On signature 15 working days left" in text
    assert "Term 27.09.2016 18:30 Applicant Ахметова Айгүл Серікқызы" in text
    assert "Pupil Ахметов Әлихан Дәуренұлы Started 05.09.2016 10:00" in text


def test_a_case_past_its_term_is_marked(service: Service) -> None:
    instance_id = at_signature(service)
    later(service, timedelta(days=23))

    assert "Overdue by 1 working day" in case_page(service, instance_id)


def test_where_the_case_is_now_is_said_with_lane_and_term(service: Service) -> None:
    text = case_page(service, at_signature(service))

    assert f"{SIGN} Head of the provider 26.09.2016 18:30 14 working days left" in text
    assert "withdraw" not in text.lower(), "nobody waits for a withdrawal"


def test_who_holds_the_task_is_named(service: Service) -> None:
    instance_id = at_signature(service)
    task_id = service.open_tasks(instance_id)["SignOrder"]
    claim_user_task(service.platform.runtime, task_id, actor="bolat", now=service.platform.clock())

    assert "Head of the provider Ахметов Болат Қайратұлы" in case_page(service, instance_id)


def test_a_task_is_a_link_for_whom_it_is_for(service: Service) -> None:
    instance_id = at_signature(service)
    link = f'href="/tasks/{service.open_tasks(instance_id)["SignOrder"]}"'

    assert link in service.browser("bolat").get(f"/cases/{instance_id}").text
    assert link not in service.browser("gulnar").get(f"/cases/{instance_id}").text


def test_what_is_waited_for_outside_is_said_with_its_end(service: Service) -> None:
    instance_id = service.start_case()
    task = service.walk_to(instance_id, "HandOver")
    service.complete(task, "gulnar", {"handed_over_on": "2016-09-05"})

    text = case_page(service, instance_id)

    assert "Case 2016-000001 Ready" in text
    assert "The applicant came Service recipient (applicant)" in text
    assert "One month has passed State Corporation 05.10.2016" in text


def test_the_drawing_shows_the_path_and_the_token(service: Service) -> None:
    instance_id = at_signature(service)

    states = drawn_states(service.browser("gulnar").get(f"/cases/{instance_id}").text)

    assert states["SignOrder"].endswith("(now here)")
    assert states["PrepareOrder"].endswith("(done)")
    assert states["PackageComplete"].endswith("(done)")
    assert states["Flow_PackageComplete_PrintAcceptanceReceipt"].endswith("(taken)")
    assert "(" not in states["Flow_PackageComplete_PrintRefusalReceipt"].removeprefix(
        "Sequence flow"
    )
    assert "now here" not in states["WithdrawalReceived"]


def test_the_drawing_counts_rounds_and_marks_what_is_late(service: Service) -> None:
    instance_id = at_signature(service)
    task = service.open_tasks(instance_id)["SignOrder"]
    service.complete(task, "bolat", {"signed": "false", "remark": "Қатесін түзетіңіз"})
    service.walk_to(instance_id, "SignOrder")
    later(service, timedelta(days=40))

    states = drawn_states(service.browser("gulnar").get(f"/cases/{instance_id}").text)

    assert states["PrepareOrder"].endswith("(done ×2)")
    assert states["SignOrder"].endswith("(done, now here, overdue)")


@pytest.mark.parametrize(
    ("language", "label"), [("kk", "қазір осында"), ("ru", "сейчас здесь"), ("en", "now here")]
)
def test_the_drawing_speaks_the_language_of_the_page(
    service: Service, language: str, label: str
) -> None:
    instance_id = at_signature(service)
    browser = service.browser("gulnar")
    browser.set_cookie("ruqsat_language", language)

    page = browser.get(f"/cases/{instance_id}").text

    assert label in drawn_states(page)["SignOrder"]
    assert 'tabindex="0"' in page.partition('data-view role="region"')[2][:200]


def test_documents_stand_with_number_signature_and_void_mark(service: Service) -> None:
    instance_id = at_signature(service)
    task = service.open_tasks(instance_id)["SignOrder"]
    service.complete(task, "bolat", {"signed": "false", "remark": "Қатесін түзетіңіз"})
    task = service.walk_to(instance_id, "SignOrder")
    service.complete(task, "bolat", {"signed": "true"})

    text = case_page(service, instance_id)

    assert "Order void" in text
    assert "1-Э/2016" in text
    assert "2-Э/2016 05.09.2016 10:00 signed Ахметов Болат Қайратұлы, 05.09.2016 10:00 ТЕСТ" in text


def test_the_wait_at_the_desk_is_a_figure(service: Service) -> None:
    instance_id = service.start_case()
    service.pass_time(timedelta(minutes=16))
    page = words(service.browser("gulnar").get(f"/cases/{instance_id}").text)

    assert "Waiting at the desk 10 of 15 min" in page
    assert "Service at the desk 16 of 15 min" in page


def test_notices_are_told_without_their_texts(service: Service) -> None:
    instance_id = service.start_case()
    task = service.walk_to(instance_id, "HandOver")
    service.complete(task, "gulnar", {"handed_over_on": "2016-09-05"})

    text = case_page(service, instance_id)

    assert "№ 2016-000001 өтініш бойынша нәтиже дайын Text message waits to be sent" in text


def test_staff_read_the_data_with_labels(service: Service) -> None:
    text = case_page(service, at_signature(service))

    assert "Channel State Corporation" in text
    assert "Identity document Identity card" in text
    assert "Home visit no" in text
    assert "Birth date of the pupil 17.05.2010" in text
    assert (
        "Documents given Conclusion of the medical advisory commission, form 035-1/u (Original)"
        in text
    )
    assert "Surname: Ахметова" in text
    assert "Specialist Сәдуақасова Гүлнар Маратқызы" in text
    assert "gulnar" not in text
    assert "order_document" not in text


def test_an_ended_case_tells_its_outcome_and_waits_for_nothing(service: Service) -> None:
    instance_id = service.start_case()
    withdraw(service)

    text = case_page(service, instance_id)

    assert "Case 2016-000001 Withdrawn" in text
    assert "Outcome Application withdrawn" in text
    assert "Where the case is now" not in text


def test_a_terminated_case_says_so(service: Service) -> None:
    instance_id = service.start_case()
    now = service.platform.clock()
    terminate_instance(
        service.platform.runtime, instance_id, reason="Қате ашылған", actor="bolat", now=now
    )

    assert "Outcome Terminated" in case_page(service, instance_id)
    history = read(service, f"/cases/{instance_id}/history")
    assert "The case was terminated Ахметов Болат Қайратұлы, Head Қате ашылған" in history


def test_an_incident_is_said_and_drawn(service: Service) -> None:
    instance_id = at_signature(service)
    execute(service, INCIDENT.insert().values(incident(service, instance_id, "SignOrder")))
    execute(service, INCIDENT.insert().values(incident(service, instance_id, "")))

    page = service.browser("gulnar").get(f"/cases/{instance_id}").text

    assert f"The case stands still at «{SIGN}»" in words(page)
    assert "incident" in drawn_states(page)["SignOrder"]


def test_reading_a_case_and_its_history_is_recorded(service: Service) -> None:
    instance_id = service.start_case()

    case_page(service, instance_id)
    read(service, f"/cases/{instance_id}/history", "laura")

    assert read_log(service) == [
        ("see_case", instance_id, f"/cases/{instance_id}"),
        ("see_history", instance_id, f"/cases/{instance_id}/history"),
    ]


# --- the applicant


@pytest.fixture
def aigerims_case(service: Service) -> str:
    """At the signature; aigerim applied herself."""
    instance_id = at_signature(service)
    execute(service, update(INSTANCE).values(partner_office_id=None, starter="aigerim"))
    return instance_id


def test_the_applicant_sees_where_the_case_is_but_not_the_officials(
    service: Service, aigerims_case: str
) -> None:
    task_id = service.open_tasks(aigerims_case)["SignOrder"]
    claim_user_task(service.platform.runtime, task_id, actor="bolat", now=service.platform.clock())

    text = case_page(service, aigerims_case, "aigerim")

    assert f"{SIGN} Head of the provider 26.09.2016 18:30" in text
    assert "Ахметов Болат" not in text


def test_the_applicant_sees_neither_data_nor_history_nor_drafts(
    service: Service, aigerims_case: str
) -> None:
    text = case_page(service, aigerims_case, "aigerim")

    assert "Data of the case" not in text
    assert "History" not in text
    assert "1-Э/2016" not in text
    assert service.browser("aigerim").get(f"/cases/{aigerims_case}/history").status_code == 403


def test_somebody_elses_case_is_nowhere(service: Service, aigerims_case: str) -> None:
    assert service.browser("askar").get(f"/cases/{aigerims_case}").status_code == 404
    assert service.browser("timur").get(f"/cases/{aigerims_case}").status_code == 404


# --- the history


def test_the_history_tells_who_did_what_in_which_role(service: Service) -> None:
    text = read(service, f"/cases/{at_signature(service)}/history")

    assert "05.09.2016 10:00 · event 1 The case was opened Нұрланова Әлия Серікқызы, State" in text
    assert (
        "Done: Accept the documents and pass them to the head of the provider (15 minutes) Қасымова"
        in text
    )
    assert "Ахметов Болат Қайратұлы, Head" in text
    assert "Сәдуақасова Гүлнар Маратқызы, Specialist" in text
    assert "Done automatically: Draw up the order and its extract" in text


def test_gateways_tell_what_they_read_and_where_they_led(service: Service) -> None:
    text = read(service, f"/cases/{at_signature(service)}/history")

    assert "Is the package complete? complete = true → Yes" in text
    assert "Which channel? otherwise → State Corporation" in text


def test_a_message_is_told_with_who_gave_it(service: Service) -> None:
    instance_id = service.start_case()
    withdraw(service)

    text = read(service, f"/cases/{instance_id}/history")

    assert "A message came: The withdrawal is received Нұрланова Әлия Серікқызы" in text


def test_a_task_given_away_tells_to_whom(service: Service) -> None:
    instance_id = service.start_case()
    task_id = service.walk_to(instance_id, "PrepareOrder")
    assign_user_task(
        service.platform.runtime, task_id, "yerlan", actor="bolat", now=service.platform.clock()
    )

    text = read(service, f"/cases/{instance_id}/history")

    assert "Ахметов Болат Қайратұлы, Head Жұмабаев Ерлан Тимурұлы" in text


def test_a_term_that_passed_is_marked_in_the_history(service: Service) -> None:
    instance_id = at_signature(service)
    later(service, timedelta(days=40))
    escalate_overdue(service.platform.runtime, now=service.platform.clock())

    page = service.browser("gulnar").get(f"/cases/{instance_id}/history").text

    assert "The term of the task passed; the head was told" in page
    assert page.count('data-state="overdue"') == 2


def test_a_history_that_holds_says_so(service: Service) -> None:
    instance_id = at_signature(service)

    text = read(service, f"/cases/{instance_id}/history")

    assert "The history is complete. Events: 14, re-executed without a difference." in text
    assert "not proved" not in text


# --- a history that does not hold


def forged_actor(instance_id: str) -> Any:
    return _event(instance_id, 4).values(actor="bolat")


def strange_kind(instance_id: str) -> Any:
    return _event(instance_id, 4).values(kind="made_up")


def event_gone(instance_id: str) -> Any:
    return delete(EVENT).where(EVENT.c.instance_id == instance_id, EVENT.c.seq == 4)


def payload_changed(instance_id: str) -> Any:
    return (
        update(PAYLOAD)
        .where(PAYLOAD.c.instance_id == instance_id, PAYLOAD.c.seq == 4)
        .values(sealed=b"nonsense" * 8)
    )


def payload_gone(instance_id: str) -> Any:
    return delete(PAYLOAD).where(PAYLOAD.c.instance_id == instance_id, PAYLOAD.c.seq == 4)


BREAKS = [forged_actor, strange_kind, event_gone, payload_changed, payload_gone]


@pytest.mark.parametrize("break_it", BREAKS)
def test_a_broken_history_is_shown_with_the_event_at_which_it_breaks(
    service: Service, break_it: Any
) -> None:
    instance_id = at_signature(service)
    execute(service, break_it(instance_id))

    for path in (f"/cases/{instance_id}", f"/cases/{instance_id}/history"):
        assert "it breaks at event 4." in read(service, path)


@pytest.mark.parametrize("break_it", BREAKS)
def test_a_case_with_a_broken_history_still_tells_what_the_tables_hold(
    service: Service, break_it: Any
) -> None:
    instance_id = at_signature(service)
    execute(service, break_it(instance_id))

    page = service.browser("gulnar").get(f"/cases/{instance_id}").text

    assert f"{SIGN} Head of the provider" in words(page)
    assert drawn_states(page)["PrepareOrder"].endswith("(done)"), "people completed it"
    assert "Acceptance receipt 2016-003-000001" in words(page)


def test_events_behind_a_break_are_shown_as_not_proved(service: Service) -> None:
    instance_id = at_signature(service)
    execute(service, forged_actor(instance_id))

    page = service.browser("gulnar").get(f"/cases/{instance_id}/history").text

    assert page.count("not proved") == 14 - 3


def test_a_history_cut_at_its_end_is_broken(service: Service) -> None:
    instance_id = at_signature(service)
    execute(service, delete(EVENT).where(EVENT.c.instance_id == instance_id, EVENT.c.seq == 11))

    assert "it breaks at event 11." in case_page(service, instance_id)


def test_a_case_without_any_history_is_shown(service: Service) -> None:
    instance_id = at_signature(service)
    execute(service, delete(EVENT).where(EVENT.c.instance_id == instance_id))
    execute(service, update(INSTANCE).values(state=b"nonsense"))

    text = case_page(service, instance_id)

    assert "it breaks at event 1." in text
    assert "Data of the case" not in text


def test_the_applicant_is_not_told_technical_reasons(service: Service, aigerims_case: str) -> None:
    text = case_page(service, aigerims_case, "aigerim")
    assert "breaks" not in text

    execute(service, forged_actor(aigerims_case))

    text = case_page(service, aigerims_case, "aigerim")
    assert "it breaks at event 4" in text
    assert "hash" not in text


def test_a_case_page_asks_the_database_a_few_times(service: Service) -> None:
    instance_id = at_signature(service)
    with touched(service.platform.database) as done:
        case_page(service, instance_id)

    assert done.statements <= 24


def withdraw(service: Service) -> None:
    correlate_message(
        service.platform.runtime,
        "Withdrawal",
        "2016-000001",
        {"withdrawal_reason": None, "withdrawn_at": "2016-09-05T04:00:00Z"},
        actor="aliya",
        now=service.platform.clock(),
    )


def incident(service: Service, instance_id: str, element_id: str) -> dict[str, Any]:
    return {
        "instance_id": instance_id,
        "element_id": element_id,
        "token": 1,
        "message": "x",
        "opened_at": service.platform.clock(),
    }


def _event(instance_id: str, seq: int) -> Any:
    return update(EVENT).where(EVENT.c.instance_id == instance_id, EVENT.c.seq == seq)
