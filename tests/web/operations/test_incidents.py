from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import select, update

from engine.storage.tables import EVENT, INCIDENT, JOB
from tests.web.reading import words
from tests.web.service import ANSWERS, Service
from web.operations.incidents import troubled_cases

LOOKUP = "Query the State database of natural persons"


@pytest.fixture
def stuck(service: Service) -> tuple[str, int]:
    """A case whose look-up has failed for good, and its incident."""
    instance_id = service.start_case()
    task = service.open_tasks(instance_id)["Identify"]
    assert service.complete(task, "aliya", ANSWERS["Identify"]).status_code == 303
    (service.platform.settings.var_dir).mkdir(parents=True, exist_ok=True)
    (service.platform.settings.var_dir / "gateway-down").touch()
    with service.platform.database.transaction() as connection:
        connection.execute(update(JOB).values(retries="R1/PT1S"))
    service.work()
    with service.platform.database.snapshot() as connection:
        return instance_id, connection.execute(select(INCIDENT.c.id)).scalar_one()


def resolve(service: Service, incident_id: int, reason: str, person_id: str = "nurlan") -> Any:
    path = f"/incidents/{incident_id}/resolve"
    return service.browser(person_id).post(path, data={"reason": reason})


def test_where_nothing_is_wrong_the_page_says_so(service: Service) -> None:
    text = words(service.browser("nurlan").get("/incidents").text)

    assert "There is no open incident." in text


def test_an_incident_is_told_with_case_step_message_and_since_when(
    service: Service, stuck: tuple[str, int]
) -> None:
    text = words(service.browser("nurlan").get("/incidents").text)

    assert f"Case 2016-000001 Step {LOOKUP} Since 05.09.2016 10:00 What happened" in text
    assert "GatewayDown" in text or "gateway" in text.lower()


def test_the_auditor_reads_and_may_change_nothing(service: Service, stuck: tuple[str, int]) -> None:
    page = service.browser("laura").get("/incidents").text

    assert LOOKUP in page
    assert "<form" not in page[page.index("<main") :]
    assert f'href="/cases/{stuck[0]}"' in page
    assert resolve(service, stuck[1], "x", "laura").status_code == 403


def test_the_administrator_sees_no_way_into_the_case(
    service: Service, stuck: tuple[str, int]
) -> None:
    assert "/cases/" not in service.browser("nurlan").get("/incidents").text


def test_resolving_lets_the_job_try_again_with_the_reason_in_the_history(
    service: Service, stuck: tuple[str, int]
) -> None:
    (service.platform.settings.var_dir / "gateway-down").unlink()

    answer = resolve(service, stuck[1], "  Шлюз  қосылды ")

    assert answer.location == "/incidents"
    shown = words(service.browser("nurlan").get("/incidents").text)
    assert "The incident is resolved; the case goes on." in shown
    assert "There is no open incident." in shown
    service.work()
    assert list(service.open_tasks(stuck[0])) == ["EnterApplication"]
    history = words(service.browser("laura").get(f"/cases/{stuck[0]}/history").text)
    assert f"The incident was resolved: {LOOKUP} Сейітов Нұрлан Айдарұлы, Administrator" in history
    assert "Шлюз қосылды" in history
    assert f"An automatic step failed: {LOOKUP}" in history


@pytest.mark.parametrize("reason", ["", "   ", "\u200b", "а" * 1001, "mended 😀"])
def test_without_a_reason_nothing_is_resolved(
    service: Service, stuck: tuple[str, int], reason: str
) -> None:
    answer = resolve(service, stuck[1], reason)

    assert answer.status_code == 422
    assert f'href="#reason-{stuck[1]}"' in answer.text
    assert LOOKUP in answer.text
    with service.platform.database.snapshot() as connection:
        kinds = list(connection.execute(select(EVENT.c.kind)).scalars())
    assert "incident_resolved" not in kinds


def test_resolving_twice_says_that_it_is_not_open(service: Service, stuck: tuple[str, int]) -> None:
    resolve(service, stuck[1], "x")

    answer = resolve(service, stuck[1], "x")

    assert answer.status_code == 404
    assert "This incident is not open: somebody has resolved it." in words(answer.text)


def test_incidents_of_a_case_stand_together() -> None:
    rows = [_row(1, "a"), _row(2, "a", element_id=""), _row(3, "b")]

    first, second = troubled_cases(rows, {(7, "X"): "Қадам"})

    assert [line.id for line in first.lines] == [1, 2]
    assert [line.element for line in first.lines] == ["Қадам", ""]
    assert (second.instance_id, second.number) == ("b", "no b")


def _row(number: int, instance_id: str, element_id: str = "X") -> Any:
    return SimpleNamespace(
        id=number,
        instance_id=instance_id,
        business_key=f"no {instance_id}",
        definition_id=7,
        element_id=element_id,
        message="m",
        opened_at=None,
    )
