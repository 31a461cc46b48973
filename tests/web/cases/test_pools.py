"""A collaboration on the pages: each pool is a case of its own, and the picture of each has the tokens of both."""

from __future__ import annotations

from sqlalchemy import select

from engine.commands.deployments import Model, deploy_model
from engine.commands.instances import Start, start_instance
from engine.commands.messages import deliver_buffered
from engine.modelling.document import digest_of
from engine.storage.tables import DEFINITION, INSTANCE
from people.roles import LANE_NAMES
from tests.web.cases.pools import TWO_POOLS
from tests.web.models.scenarios import Desk, draft_of
from tests.web.reading import drawn_states, words
from tests.web.service import Service


def asked(service: Service) -> tuple[str, str]:
    """A case of the pool that asks, and the one that it has started."""
    platform = service.platform
    model = Model(file="pools.bpmn", xml=TWO_POOLS, forms={}, lanes=LANE_NAMES)
    deploy_model(platform.runtime, model, actor="arman", now=platform.clock())
    with platform.database.snapshot() as connection:
        office = connection.execute(select(INSTANCE.c.office_id).limit(1)).scalar()
    start = Start(key="asks", variables={}, business_key="K-1", office_id=office)
    first = start_instance(platform.runtime, start, actor="gulnar", now=platform.clock())
    deliver_buffered(platform.runtime, now=platform.clock())
    query = (
        select(INSTANCE.c.id)
        .join(DEFINITION, DEFINITION.c.id == INSTANCE.c.definition_id)
        .where(DEFINITION.c.key == "answers")
    )
    with platform.database.snapshot() as connection:
        return first, connection.execute(query).scalar_one()


def test_the_picture_of_each_case_shows_the_tokens_of_both_pools(service: Service) -> None:
    service.start_case()
    for instance_id in asked(service):
        page = service.browser("gulnar").get(f"/cases/{instance_id}").text
        states = drawn_states(page)
        assert "now here" in states["Got"]
        assert "now here" in states["Look"]


def test_a_task_without_lane_and_form_is_done_by_whoever_works_there(service: Service) -> None:
    service.start_case()
    first, second = asked(service)
    browser = service.browser("gulnar")
    (task_id,) = service.open_tasks(second).values()

    assert f"/tasks/{task_id}" in browser.get("/tasks").text
    assert "approved" in words(browser.get(f"/tasks/{task_id}").text)
    assert service.browser("timur").get(f"/tasks/{task_id}").status_code == 404
    answer = service.complete(task_id, "gulnar", {"approved": "true"})
    assert answer.status_code == 303, answer.text
    deliver_buffered(service.platform.runtime, now=service.platform.clock())
    with service.platform.database.snapshot() as connection:
        ended = connection.execute(select(INSTANCE.c.outcome).where(INSTANCE.c.id == first))
        assert ended.scalar_one() == "Done"


def test_a_tryout_has_a_token_in_each_pool(service: Service) -> None:
    draft_id = draft_of(service.platform, TWO_POOLS, "pools.bpmn")
    desk = Desk(browser=service.browser("arman"), address=f"/models/drafts/{draft_id}/tryout")
    states = drawn_states(desk.start({}))

    assert "now here" in states["Got"]
    assert "now here" in states["Look"]
    assert desk.facts()["Status"] == "waiting"


def test_a_deployment_says_each_process_of_the_file(service: Service) -> None:
    draft_id = draft_of(service.platform, TWO_POOLS, "pools.bpmn")
    browser, address = service.browser("arman"), f"/models/drafts/{draft_id}/deploy"
    sha256 = digest_of(TWO_POOLS)
    answer = browser.post(
        address, data={"comment": "first", "sha256": sha256}, follow_redirects=True
    )

    assert "Version 1 is deployed." in answer.text
    assert "Of the same file: answers, version 1, is deployed too." in answer.text
