"""From a change to a running case: an analyst draws a task, tries it out, keeps a scenario, deploys; old cases stay."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from engine.commands.deployments import deploy_model
from engine.commands.instances import Start, start_instance
from engine.commands.user_tasks import complete_user_task
from engine.storage.queries import instance_row, open_user_tasks
from people.demo_people import CITY
from tests.web.analyst import opened
from tests.web.models.editing import Editor, editor_of, served
from tests.web.service import Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture
from web.models.upload import ModelFile

pytestmark = pytest.mark.browser

LANE = "Құжаттарды қабылдайтын жауапты тұлға"
DRAWN = {"Begin": (220, 102, 36, 36), "Accept": (310, 80, 100, 80), "Done": (472, 102, 36, 36)}
PLAIN = f"""<?xml version="1.0" encoding="UTF-8"?>
<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" xmlns:dc="http://www.omg.org/spec/DD/20100524/DC" xmlns:di="http://www.omg.org/spec/DD/20100524/DI" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Short_definitions" targetNamespace="ruqsat">
  <collaboration id="Both"><participant id="Pool" processRef="short"/></collaboration>
  <process id="short" isExecutable="true">
    <laneSet id="Lanes"><lane id="Office" name="{LANE}"><flowNodeRef>Begin</flowNodeRef><flowNodeRef>Accept</flowNodeRef><flowNodeRef>Done</flowNodeRef></lane></laneSet>
    <startEvent id="Begin"/>
    <userTask id="Accept" name="Қабылдау" camunda:formKey="accept-documents"/>
    <endEvent id="Done"/>
    <sequenceFlow id="In" sourceRef="Begin" targetRef="Accept"/>
    <sequenceFlow id="Out" sourceRef="Accept" targetRef="Done"/>
  </process>
  <bpmndi:BPMNDiagram id="Drawing"><bpmndi:BPMNPlane id="Plane" bpmnElement="Both">
    <bpmndi:BPMNShape id="Pool_di" bpmnElement="Pool" isHorizontal="true"><dc:Bounds x="140" y="40" width="900" height="160"/></bpmndi:BPMNShape>
    <bpmndi:BPMNShape id="Office_di" bpmnElement="Office" isHorizontal="true"><dc:Bounds x="170" y="40" width="870" height="160"/></bpmndi:BPMNShape>
    {"".join(f'<bpmndi:BPMNShape id="{name}_di" bpmnElement="{name}"><dc:Bounds x="{x}" y="{y}" width="{w}" height="{h}"/></bpmndi:BPMNShape>' for name, (x, y, w, h) in DRAWN.items())}
    <bpmndi:BPMNEdge id="In_di" bpmnElement="In"><di:waypoint x="256" y="120"/><di:waypoint x="310" y="120"/></bpmndi:BPMNEdge>
    <bpmndi:BPMNEdge id="Out_di" bpmnElement="Out"><di:waypoint x="410" y="120"/><di:waypoint x="472" y="120"/></bpmndi:BPMNEdge>
  </bpmndi:BPMNPlane></bpmndi:BPMNDiagram>
</definitions>
""".encode()  # fmt: skip
ID = "() => document.querySelector('[data-editor]').modeler.get('selection').get()[0].id"


@pytest.fixture
def draft_id(service: Service) -> int:
    """Of the deployed first version."""
    model = ModelFile(name="short.bpmn", xml=PLAIN).model("The first")
    deploy_model(service.platform.runtime, model, actor="arman", now=service.clock[0])
    return opened(service.browser("arman"), "short")


@pytest.fixture
def address(service: Service, draft_id: int) -> Iterator[str]:
    with served(service.app) as found:
        yield found


@pytest.fixture
def editor(browser: Browser, address: str) -> Editor:
    return editor_of(browser, address)


def started(service: Service) -> str:
    start = Start(key="short", variables={}, office_id=service.offices[CITY])
    return start_instance(service.platform.runtime, start, actor="saule", now=service.clock[0])


def waiting(service: Service, instance_id: str) -> list[tuple[str, str | None, bool]]:
    """Element, form and whether it has a term, of each open task."""
    with service.platform.database.snapshot() as connection:
        tasks = open_user_tasks(connection, instance_id)
    return [(task.element_id, task.form_key, task.due_at is not None) for task in tasks]


def done(service: Service, instance_id: str) -> None:
    """The first open task, by whoever may."""
    runtime = service.platform.runtime
    with service.platform.database.snapshot() as connection:
        task_id = open_user_tasks(connection, instance_id)[0].id
    complete_user_task(runtime, task_id, {}, actor="saule", now=service.clock[0])


def status(service: Service, instance_id: str) -> str:
    with service.platform.database.snapshot() as connection:
        return str(instance_row(connection, instance_id).status)


def draw_task(editor: Editor) -> str:
    """A second task before a new end, by its keys and fields; its id."""
    editor.select("Done")
    editor.focus_drawing()
    editor.press("Delete")
    editor.select("Accept")
    editor.focus_drawing()
    editor.open_menu("a")
    editor.press("Enter")
    made = str(editor.page.evaluate(ID))
    editor.open_menu("a")
    editor.page.keyboard.type("End event")
    editor.page.locator(".djs-popup .entry", has_text="End event").first.click()
    editor.select(made)
    for entry, text in (
        ("name", "Тіркеу"),
        ("label-ru", "Регистрация"),
        ("label-en", "Registration"),
    ):
        editor.write(entry, text)
    editor.choose("form-key", "accept-documents")
    editor.write("due-date", "businessDays(3)")
    editor.press("Control+s")
    editor.page.wait_for_selector("[data-state=saved]")
    return made


def press(page: Page, name: str, role: str = "button") -> None:
    with page.expect_navigation():
        page.get_by_role(role, name=name, exact=True).first.click()  # type: ignore[arg-type]


def try_out(page: Page) -> None:
    """The run from end to end, kept as a scenario."""
    press(page, "Try out", "link")
    press(page, "Begin the run")
    press(page, "Complete the task")
    press(page, "Complete the task")
    assert "The run has come to its end." in page.locator("main").inner_text()
    page.get_by_label("Name of the scenario").fill("Whole way")
    press(page, "Keep the scenario")


def test_a_drawn_task_is_tried_out_deployed_and_run_while_old_cases_stay(
    service: Service, editor: Editor, address: str, draft_id: int
) -> None:
    old, page = started(service), editor.page
    editor.open(draft_id)
    made = draw_task(editor)
    page.goto(f"{address}/models/drafts/{draft_id}")
    assert "The model may be deployed." in page.locator("main").inner_text()
    try_out(page)

    page.goto(f"{address}/models/drafts/{draft_id}")
    assert "1 scenario ends as it expects." in page.locator("main").inner_text()
    page.fill("#comment", "Registration has a step of its own")
    press(page, "Deploy")
    assert "Version 2 is deployed." in page.locator("body").inner_text()

    new = started(service)
    done(service, old)
    done(service, new)
    assert (status(service, old), waiting(service, old)) == ("completed", [])
    assert waiting(service, new) == [(made, "accept-documents", True)]
    done(service, new)
    assert status(service, new) == "completed"
