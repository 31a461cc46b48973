from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select, update

from cli.assembly import platform_over
from engine.storage.queries import instance_row, version_by_id
from engine.storage.tables import INSTANCE
from people import store
from people.actor import Actor, Assignment
from people.roles import Role
from people.tables import OfficeRow
from tests.web.reading import words
from tests.web.service import ANSWERS, Service
from web.desk.visits import arrival, desks

VISIT = {"language": "ru", "queue_ticket": "A017", "arrived_at": "09:40", "home_visit": "true"}


def open_visit(service: Service, person_id: str = "aliya", **changes: str) -> Any:
    return service.browser(person_id).post("/visits/new", data={**VISIT, **changes})


def last_case(service: Service) -> Any:
    with service.platform.database.snapshot() as connection:
        newest = select(INSTANCE.c.id).order_by(INSTANCE.c.business_key.desc()).limit(1)
        return instance_row(connection, connection.execute(newest).scalar_one())


def count_of_cases(service: Service) -> int:
    with service.platform.database.snapshot() as connection:
        return int(connection.execute(select(func.count()).select_from(INSTANCE)).scalar_one())


def test_the_page_offers_the_time_of_the_clock_in_almaty(service: Service) -> None:
    assert 'value="10:00"' in service.browser("aliya").get("/visits/new").text


def test_opening_a_visit_leads_to_the_first_task(service: Service) -> None:
    answer = open_visit(service)

    (task_id,) = service.open_tasks(last_case(service).id).values()
    assert answer.location == f"/tasks/{task_id}"
    assert service.browser("aliya").get(answer.location).status_code == 200


def test_a_visit_starts_a_case_of_the_branch_and_of_the_office_it_serves(service: Service) -> None:
    open_visit(service)

    row = last_case(service)
    assert row.business_key == "2016-000001"
    assert row.starter == "aliya"
    assert row.office_id == service.offices["koktobe-education"]
    assert row.partner_office_id == service.offices["koktobe-corporation"]


def test_a_visit_gives_the_case_what_the_data_dictionary_says(service: Service) -> None:
    open_visit(service)

    given = service.variables(last_case(service).id)
    assert {name: given[name] for name in ("channel", "case_no", "language", "queue_ticket")} == {
        "channel": "state-corporation",
        "case_no": "2016-000001",
        "language": "ru",
        "queue_ticket": "A017",
    }
    assert given["arrived_at"] == "2016-09-05T03:40:00.000000Z"
    assert given["service_started_at"] == "2016-09-05T04:00:00.000000Z"
    assert given["home_visit"] is True
    assert given["provider"]["name_kk"] == "Көктөбе қаласының білім бөлімі"
    assert given["provider"]["head_name"] == "Ахметов Болат Қайратұлы"
    assert given["branch"]["branch_no"] == "1"
    assert given["worker_name"] == "Нұрланова Әлия Серікқызы"
    assert given["worker_phone"] == "+77001110011"
    assert given["worker_position_kk"] == "Мемлекеттік корпорация қызметкері"
    assert given["worker_position_ru"] == "Работник Государственной корпорации"


def test_numbers_of_cases_go_on_over_all_offices(service: Service) -> None:
    open_visit(service)
    open_visit(service, "zhanna")

    assert last_case(service).business_key == "2016-000002"
    assert last_case(service).office_id == service.offices["zhaskala-education"]


def test_an_empty_ticket_is_null_and_no_home_visit_is_false(service: Service) -> None:
    open_visit(service, queue_ticket="", home_visit="")

    given = service.variables(last_case(service).id)
    assert (given["queue_ticket"], given["home_visit"]) == (None, False)


def test_what_is_wrong_is_said_at_the_field_and_nothing_starts(service: Service) -> None:
    answer = open_visit(service, arrived_at="25:10")

    assert answer.status_code == 422
    assert 'href="#f-arrived_at"' in answer.text
    assert 'value="A017"' in answer.text, "what was typed stays"
    assert count_of_cases(service) == 0


def test_nobody_arrives_in_the_future(service: Service) -> None:
    answer = open_visit(service, arrived_at="10:01")

    assert answer.status_code == 422
    assert "The time of arrival lies ahead." in answer.text
    assert count_of_cases(service) == 0


def test_a_field_that_the_form_does_not_have_is_refused(service: Service) -> None:
    assert open_visit(service, decision="granted").status_code == 422


def test_a_branch_of_somebody_else_is_no_choice(service: Service) -> None:
    foreign = str(service.offices["zhaskala-corporation"])

    assert open_visit(service, branch=foreign).status_code == 403
    assert (
        open_visit(service, branch=str(service.offices["koktobe-corporation"])).status_code == 303
    )


def test_who_works_at_two_desks_says_at_which(service: Service) -> None:
    two = service.offices["zhaskala-corporation"]
    with service.platform.database.transaction() as connection:
        store.assign(
            connection,
            "aliya",
            Role.STATE_CORPORATION_WORKER,
            office_id=two,
            since=datetime(2016, 3, 1, tzinfo=UTC).date(),
        )

    assert open_visit(service).status_code == 403
    assert f'<option value="{two}"' in service.browser("aliya").get("/visits/new").text
    assert open_visit(service, branch=str(two)).status_code == 303
    assert last_case(service).partner_office_id == two


def test_a_branch_that_serves_nobody_takes_nothing(service: Service) -> None:
    with service.platform.database.transaction() as connection:
        branch = service.offices["koktobe-corporation"]
        connection.execute(update(OfficeRow).where(OfficeRow.id == branch).values(serves_id=None))

    assert open_visit(service).status_code == 403


def test_the_first_task_is_the_workers_own(service: Service) -> None:
    task_id = open_visit(service).location.rsplit("/", 1)[1]

    assert "Give it back to colleagues" in service.browser("aliya").get(f"/tasks/{task_id}").text


def test_a_visit_begun_twice_is_one_case(service: Service) -> None:
    first, again = (open_visit(service, once="a" * 32) for _ in range(2))

    assert again.location == first.location
    assert count_of_cases(service) == 1
    assert open_visit(service, once="b" * 32).status_code == 303
    assert count_of_cases(service) == 2


def test_of_two_at_once_the_later_one_does_nothing(
    service: Service, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Both have looked before either had written."""
    first = open_visit(service, once="a" * 32)
    looks = iter([None, last_case(service).id])
    monkeypatch.setattr("web.desk.visits.done_before", lambda: next(looks))

    assert open_visit(service, once="a" * 32).location == first.location
    assert count_of_cases(service) == 1


def test_a_visit_is_measured(service: Service) -> None:
    open_visit(service)
    service.pass_time(timedelta(minutes=14))
    service.walk_to(last_case(service).id, "TransferToProvider")

    text = words(service.browser("laura").get("/audit/figures").text)
    assert "Visits in which a receipt was given: 1." in text, text[text.index("At the") :][:400]
    assert "Waited 15 minutes at most 0 (0 %) Served within 15 minutes 1 (100 %)" in text, text[
        text.index("At the desk") :
    ][:400]


@pytest.mark.parametrize(
    ("typed", "instant"),
    [
        ("00:00", datetime(2016, 9, 4, 18, 0, tzinfo=UTC)),
        ("23:59", datetime(2016, 9, 5, 17, 59, tzinfo=UTC)),
    ],
)
def test_a_time_of_today_is_of_the_day_in_almaty(typed: str, instant: datetime) -> None:
    assert arrival(typed, now=datetime(2016, 9, 4, 20, 0, tzinfo=UTC)) == instant


def test_desks_are_posts_of_the_worker_that_serve_a_provider() -> None:
    desk = Assignment(role=Role.STATE_CORPORATION_WORKER, office_id=2, serves_id=1)
    posts = (
        desk,
        Assignment(role=Role.STATE_CORPORATION_WORKER, office_id=3),
        Assignment(role=Role.SPECIALIST, office_id=1),
    )
    actor = Actor(person_id="x", name="x", language="kk", assignments=posts)

    assert desks(actor) == [desk]


def test_the_case_keeps_the_forms_it_started_with(service: Service) -> None:
    open_visit(service)

    row = last_case(service)
    with service.platform.database.snapshot() as connection:
        version = version_by_id(connection, service.platform.runtime.versions, row.definition_id)
    assert "identify" in version.forms


def test_without_a_gateway_the_desk_types_at_once(service):
    """No minute passes and no attempt fails: the case stands at the manual way when the look-up was handed out."""
    settings = replace(service.platform.settings, gateway="none")
    service.platform = platform_over(
        settings, service.platform.database, clock=service.platform.clock
    )
    instance_id = service.start_case()
    service.complete(service.walk_to(instance_id, "Identify"), "aliya", ANSWERS["Identify"])
    service.work()

    assert set(service.open_tasks(instance_id)) == {"IdentityByHand"}
