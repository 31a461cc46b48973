"""What is drawn and shown in a real browser: findings, panel, files, keys, the mark of bpmn.io, accessibility."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from lxml import etree
from playwright.sync_api import Browser, expect

from engine.model.dialect import BPMN, CAMUNDA
from engine.model.intake import read_model
from engine.modelling.store import draft_row, revision_row
from tests.web.analyst import EXTERNAT, STUCK, changed, imported
from tests.web.models.editing import BADGE, Editor, accessible, editor_of, served
from tests.web.service import Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

FLAWED = changed(
    'camunda:formKey="check-package"',
    'camunda:formKey="nothing"',
    of=changed(
        '<bpmn:userTask id="CheckPackage"', '<bpmn:userTask camunda:priority="5" id="CheckPackage"'
    ),
)
UNDRAWN = EXTERNAT[: EXTERNAT.index(b"<bpmndi:BPMNDiagram")] + b"</bpmn:definitions>"
SPACES = {"bpmn": BPMN, "camunda": CAMUNDA}
COVERING = """mark => {
  const {left, top, width, height} = mark.getBoundingClientRect();
  const points = [[0.1, 0.2], [0.9, 0.2], [0.5, 0.5], [0.1, 0.9], [0.9, 0.9]];
  return points.map(([x, y]) => document.elementFromPoint(left + x * width, top + y * height))
    .filter(each => !mark.contains(each)).map(each => each?.outerHTML.slice(0, 80));
}"""
IN_VIEW = """id => {
  const box = document.querySelector(`[data-element-id="${id}"]`).getBoundingClientRect();
  const frame = document.querySelector('[data-canvas]').getBoundingClientRect();
  return box.left >= frame.left && box.right <= frame.right && box.top >= frame.top && box.bottom <= frame.bottom;
}"""


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


@pytest.fixture
def draft_id(analyst: FlaskClient) -> int:
    return imported(analyst, FLAWED)


@pytest.fixture
def undrawn_id(analyst: FlaskClient, draft_id: int) -> int:
    return imported(analyst, UNDRAWN)


@pytest.fixture
def stuck_id(analyst: FlaskClient, undrawn_id: int) -> int:
    return imported(analyst, STUCK)


@pytest.fixture
def address(service: Service, draft_id: int, undrawn_id: int, stuck_id: int) -> Iterator[str]:
    with served(service.app) as found:
        yield found


@pytest.fixture
def editor(browser: Browser, address: str, draft_id: int) -> Editor:
    found = editor_of(browser, address)
    found.open(draft_id)
    return found


def kept(service: Service, draft_id: int) -> bytes:
    with service.platform.database.snapshot() as connection:
        number = draft_row(connection, draft_id).revision
        xml: bytes = revision_row(connection, draft_id, number).xml
    return xml


def element(xml: bytes, element_id: str) -> etree._Element:
    (found,) = read_model(xml).xpath("//*[@id=$wanted]", wanted=element_id)
    return found


# --- findings


def test_a_finding_stands_at_its_element_and_in_the_list(editor: Editor) -> None:
    page = editor.page

    assert "The model is refused. Errors: 1." in page.locator("[data-check-state]").inner_text()
    assert page.locator("[data-container-id=CheckPackage] .finding-mark").text_content() == "1"
    assert page.locator(".finding-mark svg[aria-label=Error]").count() == 1
    assert "camunda:priority" in (page.locator("[data-ignored]").text_content() or "")


def test_a_finding_leads_to_its_element(editor: Editor) -> None:
    editor.page.locator(".finding").focus()
    editor.press("Enter")

    assert editor.selected() == ["bpmn:UserTask"]
    assert editor.page.evaluate(IN_VIEW, "CheckPackage")
    assert editor.page.locator("[data-entry-id=form-key] select").input_value() == "nothing"


def test_a_chosen_finding_draws_its_way_until_the_model_is_checked_again(
    editor: Editor, stuck_id: int
) -> None:
    editor.open(stuck_id)
    page, way = editor.page, ["ServiceStart", "Channel", "Identify", "LookupIdentity"]
    tokens, walked = page.locator(".finding-token"), page.locator(".djs-connection.finding-way")
    assert (tokens.count(), walked.count()) == (0, 0)

    page.locator(".finding[data-element=IdentityKnown]").click()
    for each in (*way, "IdentityKnown"):
        assert page.locator(f"[data-container-id={each}] .finding-token").count() == 1
    assert (tokens.count(), walked.count()) == (len(way) + 1, len(way))

    editor.select("CheckPackage")
    editor.choose("form-key", "documents")
    expect(tokens).to_have_count(0)
    assert walked.count() == 0


def test_a_mended_element_has_no_finding_any_more(
    service: Service, editor: Editor, draft_id: int
) -> None:
    editor.select("CheckPackage")
    editor.choose("form-key", "check-package")
    editor.page.wait_for_selector("[data-findings][data-kind=good]")
    editor.page.wait_for_selector("[data-state=saved]")

    assert editor.page.locator(".finding-mark").count() == 0
    assert b'camunda:formKey="check-package"' in kept(service, draft_id)


# --- the panel


def test_a_job_type_is_chosen_from_a_list(service: Service, editor: Editor, draft_id: int) -> None:
    editor.select("DraftOrder")
    editor.choose("job-type", "void-order")
    editor.save()

    task = element(kept(service, draft_id), "DraftOrder")
    assert task.get(f"{{{CAMUNDA}}}topic") == "void-order"
    assert task.get(f"{{{CAMUNDA}}}type") == "external"


PROPERTIES = [
    ("CheckPackage", "label-ru", "label.ru"),
    ("Lane_Applicant", "label-en", "label.en"),
    ("Pool", "process-due-date", "dueDate"),
    ("Pool", "process-rules", "rules"),
    ("DraftOrder", "retries", "retries"),
    ("Objection", "correlation-key", "correlationKey"),
]


def test_what_the_dialect_keeps_in_properties_has_a_field(
    service: Service, editor: Editor, draft_id: int
) -> None:
    for element_id, entry, name in PROPERTIES:
        editor.select(element_id)
        editor.write(entry, f"new {name}")
    editor.press("Control+s")
    editor.page.wait_for_selector("[data-state=saved]")  # it may have saved by itself meanwhile
    xml = kept(service, draft_id)

    for element_id, _, name in PROPERTIES:
        bearer = "externat" if element_id == "Pool" else element_id
        found = element(xml, bearer).xpath(
            "bpmn:extensionElements/camunda:properties/camunda:property[@name=$name]/@value",
            namespaces=SPACES,
            name=name,
        )
        assert found == [f"new {name}"]


def test_an_emptied_field_leaves_nothing_behind(
    service: Service, editor: Editor, draft_id: int
) -> None:
    editor.select("DraftOrder")
    before = element(kept(service, draft_id), "DraftOrder").xpath(
        "string(.//camunda:properties)", namespaces=SPACES
    )
    editor.write("retries", "R3/PT1M")
    editor.save()
    editor.write("retries", "")
    editor.save()

    task = element(kept(service, draft_id), "DraftOrder")
    assert task.xpath("string(.//camunda:properties)", namespaces=SPACES) == before
    assert task.xpath(".//camunda:property[@name='retries']", namespaces=SPACES) == []


def test_what_the_dialect_refuses_is_not_offered(editor: Editor) -> None:
    editor.select("DraftOrder")

    for group in ("ExecutionListener", "FieldInjection", "Implementation", "JobExecution"):
        assert editor.page.locator(f"[data-group-id='group-CamundaPlatform__{group}']").count() == 0
    assert editor.page.locator("[data-group-id=group-execution]").count() == 1


# --- files


def test_a_file_from_disk_takes_the_place_of_the_drawing_byte_for_byte(
    service: Service, editor: Editor, draft_id: int
) -> None:
    editor.open_file("mine.bpmn", EXTERNAT)
    editor.page.wait_for_selector("[data-state=saved]")

    assert kept(service, draft_id) == EXTERNAT
    editor.select("PrintApplication")
    editor.write("name", "Қағазға")
    editor.save()
    assert kept(service, draft_id) == EXTERNAT.replace(
        "Өтінішті басып шығару".encode(), "Қағазға".encode()
    )


def test_a_file_that_cannot_be_drawn_changes_nothing(
    service: Service, editor: Editor, draft_id: int
) -> None:
    editor.open_file("broken.bpmn", b"<a/>")
    told = editor.page.locator("dialog[data-dialog=told][open]")
    expect(told).to_contain_text("The file cannot be drawn")
    editor.answer("close")

    assert editor.name_of("Channel") == "Арна?"
    assert kept(service, draft_id) == FLAWED


def test_a_draft_that_cannot_be_drawn_says_why_and_is_checked_all_the_same(
    browser: Browser, address: str, undrawn_id: int
) -> None:
    editor = editor_of(browser, address)
    editor.open(undrawn_id)
    page = editor.page

    assert "no diagram to display" in page.locator("[data-failure]").inner_text()
    assert page.locator("[data-failure] a").get_attribute("href") is not None
    assert page.locator("[data-check-state]").inner_text() == "The model may be deployed."
    accessible(page)


def test_the_model_and_its_picture_are_saved_as_files(editor: Editor) -> None:
    """The model with its own names, the picture as its reader saw it."""
    saved = (("save-bpmn", "bpmn", "Өтінішті басып"), ("save-svg", "svg", "Print the"))
    for name, ending, said in saved:
        editor.page.locator(".editor-menu summary").click()
        with editor.page.expect_download() as download:
            editor.page.locator(f"[data-do={name}]").click()
        assert download.value.suggested_filename == f"externat.{ending}"
        content = Path(download.value.path()).read_text("utf-8")
        assert said in content


# --- keys


def test_an_element_is_made_changed_and_undone_by_keys_alone(editor: Editor) -> None:
    editor.focus_drawing()
    editor.open_menu("n")
    editor.press("Enter")
    assert editor.selected() == ["bpmn:UserTask"]
    editor.open_menu("a")
    editor.press("ArrowDown", "Enter")
    assert editor.selected() == ["bpmn:ServiceTask"]
    editor.press("p")
    focused = "document.activeElement.closest('[data-properties]') !== null"
    assert editor.page.evaluate(focused)
    editor.press("Escape", "Delete")
    assert editor.selected() == []
    undo, redo = (editor.page.locator(f"[data-do={name}]") for name in ("undo", "redo"))
    editor.press("Control+z")
    assert redo.get_attribute("aria-disabled") == "false"
    editor.press("Control+y")
    assert redo.get_attribute("aria-disabled") == "true"
    assert undo.get_attribute("aria-disabled") == "false"


def test_the_keys_are_listed_and_the_list_is_left_by_escape(editor: Editor) -> None:
    editor.page.locator("[data-do=help]").press("Enter")
    assert editor.page.locator("dialog[open] tr").count() > 15
    editor.press("Escape")

    assert editor.page.locator("dialog[open]").count() == 0
    assert editor.page.evaluate("document.activeElement.dataset.do") == "help"


def test_the_minimap_opens_and_closes(editor: Editor) -> None:
    minimap = editor.page.locator(".djs-minimap")
    expect(minimap).to_have_class(re.compile(r"\bopen\b"))
    editor.page.locator("[data-do=minimap]").press("Enter")
    expect(minimap).not_to_have_class(re.compile(r"\bopen\b"))


# --- the mark, the policy, accessibility


def test_the_mark_of_bpmn_io_is_seen_whole(editor: Editor) -> None:
    mark = editor.page.locator(BADGE)
    for width in (1280, 1024):
        editor.page.set_viewport_size({"width": width, "height": 800})

        expect(mark).to_be_visible()
        assert mark.evaluate(COVERING) == []
        box = mark.bounding_box()
        assert box is not None
        assert box["x"] + box["width"] <= width
        assert box["y"] + box["height"] <= 800


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_axe_finds_nothing_and_the_policy_refuses_nothing(
    browser: Browser, address: str, draft_id: int, language: str
) -> None:
    editor = editor_of(browser, address, language=language, width=1024)
    editor.open(draft_id)
    for element_id in ("CheckPackage", "Pool", "Objection") if language == "en" else ("Pool",):
        editor.select(element_id)  # the same groups in every language: words alone differ
        accessible(editor.page)
    editor.focus_drawing()
    editor.open_menu("n")
    if language == "en":
        accessible(editor.page)
    editor.press("Escape")
    editor.page.locator("[data-do=help]").click()
    accessible(editor.page)

    assert editor.told == []
    assert editor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
