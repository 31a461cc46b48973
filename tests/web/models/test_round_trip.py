"""Models of many programs, opened in the real drawing program: saved unchanged they are the same, edited only the edit shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from lxml import etree
from playwright.sync_api import Browser, Page

from engine.model.dialect import BPMN, BPMNDI, DC, DI, bpmn, local_name, namespace
from engine.model.merging import merge_edit, merge_trusted
from engine.modelling.encoding import as_utf8
from engine.settings import ROOT
from tests.engine.model.merging.originals import STRANGE, WIDE, WINDOWS
from tests.web.analyst import imported
from tests.web.models.drawing_program import Drawing, bundled_program, opened
from tests.web.service import Service
from tests.web.test_components import browser_type_launch_args  # noqa: F401 - a fixture

pytestmark = pytest.mark.browser

FOREIGN = sorted((ROOT / "tests" / "engine" / "model" / "foreign_models").iterdir())
OWN = ROOT / "bpmn" / "externat.bpmn"
MODELS = {path.name: path.read_bytes() for path in (*FOREIGN, OWN)}
MODELS |= {"strange": STRANGE, "windows": WINDOWS, "wide": WIDE}

DRAWN = (BPMN, BPMNDI, DC, DI)

#: One task of each model.
TASKS = {
    "activiti.bpmn20.xml": "mail",
    "aris.bpmn": "_t1",
    "bizagi.bpmn": "Id_task",
    "bpmn_io.bpmn": "Activity_1",
    "camunda7.bpmn": "Approve",
    "camunda8.bpmn": "Collect",
    "eclipse.bpmn2": "Task_1",
    "flowable.bpmn": "decide",
    "jbpm.bpmn": "_T1",
    "signavio.bpmn": "sid-check",
    "spiff_arena.bpmn": "ask",
    "trisotech.bpmn": "_u",
    "externat.bpmn": "CheckPackage",
    "strange": "Check",
    "windows": "Check",
    "wide": "Check",
}


@pytest.fixture(scope="session")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return bundled_program(tmp_path_factory.mktemp("drawing"))


@pytest.fixture(scope="module")
def canvas(browser: Browser, program: Path) -> Iterator[Page]:
    page = browser.new_page()
    page.set_content("<!doctype html><title>Drawing</title>")
    page.add_script_tag(path=program)
    yield page
    page.close()


@pytest.fixture(params=MODELS)
def name(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def drawing(canvas: Page, name: str) -> Drawing:
    return opened(canvas, as_utf8(MODELS[name]).decode("utf-8-sig"))


def content(xml: bytes) -> list[bytes]:
    """The canonical XML, an element a line; comments count."""
    root = etree.fromstring(xml, etree.XMLParser(remove_blank_text=True))
    etree.indent(root)
    return etree.tostring(root, method="c14n", with_comments=True).splitlines()


def owners(before: bytes, after: bytes) -> set[str]:
    """The elements in which canonical lines differ: their ids, and for shapes and edges what they show."""
    lines, others = content(before), content(after)
    found = set[str]()
    for tag, low, high, other_low, other_high in SequenceMatcher(
        None, lines, others, autojunk=False
    ).get_opcodes():
        if tag != "equal":
            found |= _owners_of(before, range(low, high))
            found |= _owners_of(after, range(other_low, other_high))
    return found


def _owners_of(xml: bytes, numbers: range) -> set[str]:
    root = etree.fromstring(b"\n".join(content(xml)))
    nodes = [node for node in root.iter(etree.Element) if int(str(node.sourceline)) - 1 in numbers]
    return {_owner(node) for node in nodes}


def _owner(node: etree._Element) -> str:
    chain = [node, *node.iterancestors()]
    return next(filter(None, (each.get("bpmnElement") or each.get("id") for each in chain)), "")


def flows_at(xml: bytes, element_id: str) -> set[str]:
    root = etree.fromstring(xml)
    ends = ("sourceRef", "targetRef")
    joined = {
        node.get("id", "")
        for kind in ("sequenceFlow", "messageFlow", "association")
        for node in root.iter(bpmn(kind))
        if element_id in map(node.get, ends)
    }
    task = next(node for node in root.iter() if node.get("id") == element_id)
    return joined | {
        child.get("id", "") for child in task if local_name(child.tag).endswith("Association")
    }


def attached_to(xml: bytes, element_id: str) -> set[str]:
    """Boundary events move along, and their flows with them."""
    root = etree.fromstring(xml)
    events = {
        node.get("id", "")
        for node in root.iter(bpmn("boundaryEvent"))
        if node.get("attachedToRef") == element_id
    }
    return events | {flow for event in events for flow in flows_at(xml, event)}


def test_a_model_saved_unchanged_is_the_same_to_the_byte(drawing: Drawing, name: str) -> None:
    assert merge_edit(MODELS[name], drawing.baseline, drawing.saved()) is MODELS[name]


def test_an_edit_that_was_undone_is_none(drawing: Drawing, name: str) -> None:
    drawing.make("rename", TASKS[name], "Басқа")
    drawing.make("undo")
    assert merge_edit(MODELS[name], drawing.baseline, drawing.saved()) == MODELS[name]


def test_a_new_name_changes_nothing_else(drawing: Drawing, name: str) -> None:
    drawing.make("rename", TASKS[name], "Жаңа атау <1>")
    result = merge_trusted(MODELS[name], drawing.baseline, drawing.saved())
    assert owners(MODELS[name], result) == {TASKS[name]}
    codec = "utf-16" if name == "wide" else "utf-8"
    before, after = MODELS[name].decode(codec).splitlines(), result.decode(codec).splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_a_task_renamed_and_moved_changes_itself_its_shape_and_its_edges(
    drawing: Drawing, name: str
) -> None:
    original, task = MODELS[name], TASKS[name]
    drawing.make("rename", task, "Жаңа атау")
    drawing.make("move", task, 10, 20)
    result = merge_trusted(original, drawing.baseline, drawing.saved())
    changed = owners(original, result)
    assert task in changed
    around = {*_root(original), *undrawn_lanes(original)}
    assert changed - around <= {task, *flows_at(original, task), *attached_to(original, task)}


def said(xml: bytes) -> Counter[tuple[object, ...]]:
    """Every element with what is around it; the order of siblings is not kept by moves on the drawing."""
    root = etree.fromstring(xml, etree.XMLParser(remove_comments=True, remove_pis=True))
    for label in [*root.iter(f"{{{BPMNDI}}}BPMNLabel")]:
        if not len(label):  # what the program adds to whatever is renamed
            label.getparent().remove(label)
    return Counter(
        (_owner(node), node.tag, frozenset(node.attrib.items()), (node.text or "").strip())
        for node in root.iter()
    )


EDITS = {
    "moved": (("move", 10, 20),),
    "removed": (("remove",),),
    "another kind": (("replace", "bpmn:SendTask"),),
    "another behind it": (("append",), ("move", -10, 5)),
}


@pytest.mark.parametrize("edits", EDITS.values(), ids=EDITS)
def test_the_result_opened_again_is_what_was_drawn(
    drawing: Drawing, name: str, canvas: Page, edits: tuple[tuple[object, ...], ...]
) -> None:
    for edit, *arguments in edits:
        drawing.make(str(edit), TASKS[name], *arguments)
    edited = drawing.saved()
    result = merge_trusted(MODELS[name], drawing.baseline, edited)
    again = opened(canvas, as_utf8(result).decode("utf-8-sig"))
    assert said(again.baseline) == said(edited)


def test_nothing_is_lost_by_an_edit_elsewhere(drawing: Drawing, name: str) -> None:
    """Comments, instructions and foreign parts."""
    drawing.make("append", TASKS[name])
    result = merge_trusted(MODELS[name], drawing.baseline, drawing.saved())
    lost = Counter(content(MODELS[name])) - Counter(content(result))
    assert not [line for line in lost if b"<!--" in line or b"<?" in line]
    before, after = said(MODELS[name]), said(result)
    assert not [each for each in before - after if namespace(str(each[1])) not in DRAWN]


def _root(xml: bytes) -> set[str]:
    """At the root stand the namespaces of what is new."""
    return {etree.fromstring(xml).get("id", "")}


def undrawn_lanes(xml: bytes) -> set[str]:
    """Whatever is moved leaves the lanes that are not drawn: the program sees it outside of them."""
    root = etree.fromstring(xml)
    drawn = {shape.get("bpmnElement") for shape in root.iter(f"{{{BPMNDI}}}BPMNShape")}
    return {lane.get("id", "") for lane in root.iter(bpmn("lane")) if lane.get("id") not in drawn}


def test_saves_of_a_draft_one_after_another_change_what_was_edited_and_nothing_else(
    drawing: Drawing, name: str, service: Service
) -> None:
    """By the pages themselves: each save is made from what the one before has sent."""
    browser, task = service.browser("arman"), TASKS[name]
    draft_id = imported(browser, MODELS[name], "model.bpmn")
    address = f"/models/drafts/{draft_id}/model"
    original = bytes(browser.get(address).data)

    def save(revision: int, baseline: bytes) -> tuple[bytes, int]:
        sent = drawing.saved()
        body = {"revision": revision, "xml": sent.decode(), "baseline": baseline.decode()}
        answer = browser.post(address, json=body)
        assert answer.status_code == 200, answer.text
        return sent, int(answer.get_json()["revision"])

    sent, revision = save(1, drawing.baseline)
    assert bytes(browser.get(address).data) == original
    drawing.make("rename", task, "Жаңа атау")
    sent, revision = save(revision, sent)
    drawing.make("move", task, 10, 20)
    save(revision, sent)

    changed = owners(original, bytes(browser.get(address).data))
    around = {*_root(original), *undrawn_lanes(original)}
    assert task in changed
    assert changed - around <= {task, *flows_at(original, task), *attached_to(original, task)}
