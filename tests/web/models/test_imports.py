"""A file from elsewhere becomes a draft, or the page says why it cannot."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from lxml import html

from engine.model.intake import MAX_BYTES
from engine.modelling.store import open_drafts, revision_rows
from tests.web.analyst import EXTERNAT, changed, imported, send
from tests.web.reading import words
from tests.web.service import Service

BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL"


def zipped() -> bytes:
    held = BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("externat.bpmn", EXTERNAT)
    return held.getvalue()


def document(inner: str, more: str = "") -> bytes:
    return (
        f'<definitions xmlns="{BPMN}" {more} id="D" targetNamespace="urn:t">{inner}</definitions>'
    ).encode()


def chain(length: int) -> bytes:
    """So many tasks one after the other, drawn, as modellers write them: a task and its flow are some 600 bytes."""
    tasks, shapes = [], []
    for number in range(length):
        flow = f'id="Flow_{number}" sourceRef="Task_{number}" targetRef="Task_{number + 1}"'
        tasks.append(f'<task id="Task_{number}" name="Қадам {number}"/>')
        tasks.append(f"<sequenceFlow {flow}/>" if number + 1 < length else "")
        bounds = f'<dc:Bounds x="{number * 150}" y="60" width="100" height="80"/>'
        shape = f'id="Task_{number}_shape" bpmnElement="Task_{number}"'
        shapes.append(f"<di:BPMNShape {shape}>{bounds}{' ' * 300}</di:BPMNShape>")
    namespaces = (
        'xmlns:di="http://www.omg.org/spec/BPMN/20100524/DI"'
        ' xmlns:dc="http://www.omg.org/spec/DD/20100524/DC"'
    )
    plane = f'<di:BPMNPlane id="P" bpmnElement="chain">{"".join(shapes)}</di:BPMNPlane>'
    return document(
        f'<process id="chain" isExecutable="true">{"".join(tasks)}</process>'
        f'<di:BPMNDiagram id="G">{plane}</di:BPMNDiagram>',
        namespaces,
    )


REFUSED: Mapping[str, tuple[bytes, int, str]] = {
    "empty": (b"  \n", 422, "The file is empty."),
    "ten megabytes": (b"<a>" + b" " * 10_000_000, 413, "at most 1024 KiB"),
    "thirty megabytes": (b"<a>" + b" " * 30_000_000, 413, "at most 1024 KiB"),
    "one byte too many": (b" " * MAX_BYTES + b"x", 413, "at most 1024 KiB"),
    "five thousand elements": (chain(2500), 413, "at most 1024 KiB"),
    "zip": (zipped(), 422, "This is a zip archive."),
    "doctype": (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 422, "The file has a DOCTYPE."),
    "text": ("Сәлем".encode(), 422, "This is not a BPMN 2.0 model"),
    "bytes": (b"\x00\xff\xfe\x00", 422, "This is not a BPMN 2.0 model"),
    "other xml": (b"<html/>", 422, "This is not a BPMN 2.0 model"),
    "cut off": (EXTERNAT[:9000], 422, "This is not a BPMN 2.0 model"),
    "no process": (document('<message id="M"/>'), 422, "This is not a BPMN 2.0 model"),
    "process without id": (document("<process/>"), 422, "This is not a BPMN 2.0 model"),
    "long id": (document(f'<process id="{"a" * 91}"/>'), 422, "This is not a BPMN 2.0 model"),
}
OTHERS: Mapping[str, tuple[bytes, str]] = {
    "camunda 8": (
        document(
            '<process id="order" isExecutable="true"><serviceTask id="Pay"><extensionElements>'
            '<zeebe:taskDefinition type="pay"/></extensionElements></serviceTask></process>',
            'xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"',
        ),
        "zeebe:taskDefinition",
    ),
    "flowable": (
        document(
            '<process id="order" isExecutable="true">'
            '<serviceTask id="Pay" flowable:class="org.shop.Pay"/></process>',
            'xmlns:flowable="http://flowable.org/bpmn"',
        ),
        "flowable:class",
    ),
    "activiti": (
        document(
            '<process id="order" isExecutable="true">'
            '<userTask id="Pay" activiti:formKey="pay"/></process>',
            'xmlns:activiti="http://activiti.org/bpmn"',
        ),
        "activiti:formKey",
    ),
    "signavio": (
        document(
            '<process id="order" isExecutable="false"><task id="Pay"><extensionElements>'
            '<signavio:signavioMetaData metaKey="bgcolor" metaValue="#ffffcc"/>'
            "</extensionElements></task></process>",
            'xmlns:signavio="http://www.signavio.com"',
        ),
        "signavio:signavioMetaData",
    ),
}


@pytest.fixture
def analyst(service: Service) -> FlaskClient:
    return service.browser("arman")


def drafts(service: Service, key: str | None = None) -> list[int]:
    with service.platform.database.snapshot() as connection:
        return [row.id for row in open_drafts(connection, key=key)]


# --- what is refused


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_opened_is_answered_with_a_sentence_on_the_same_page(
    service: Service, analyst: FlaskClient, name: str
) -> None:
    xml, status, sentence = REFUSED[name]
    answer = send(analyst, xml)
    page = html.fromstring(answer.text)

    assert answer.status_code == status
    assert sentence in page.get_element_by_id("model-error").text_content()
    assert page.xpath("//div[@data-error-summary]//a[@href='#model']")
    assert page.xpath("//form[@action='/models/import']//input[@type='file']")
    assert drafts(service) == []


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("name", REFUSED)
def test_the_sentence_is_in_the_readers_language(
    analyst: FlaskClient, name: str, language: str
) -> None:
    analyst.set_cookie("ruqsat_language", language)
    xml, _status, english = REFUSED[name]

    said = html.fromstring(send(analyst, xml).text).get_element_by_id("model-error").text_content()
    assert len(said.split()) > 3
    assert english not in said


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("other xml", "The file is a web page"),
        ("no process", "The file has no process."),
        ("process without id", "The process has no id."),
        ("long id", "more than 90 characters"),
    ],
)
def test_it_is_said_what_is_wrong(analyst: FlaskClient, name: str, reason: str) -> None:
    assert reason in words(send(analyst, REFUSED[name][0]).text)


def test_a_file_name_that_cannot_be_kept_is_refused_not_cut(
    service: Service, analyst: FlaskClient
) -> None:
    answer = send(analyst, EXTERNAT, f"{'a' * 200}.bpmn")

    assert answer.status_code == 422
    assert "The file name has more than 200 characters." in words(answer.text)
    assert drafts(service) == []


@pytest.mark.parametrize("data", [{}, {"model": "text"}, {"model": (BytesIO(b"x"), "")}])
def test_no_file_is_asked_for(analyst: FlaskClient, data: dict[str, object]) -> None:
    answer = analyst.post("/models/import", data=data)

    assert answer.status_code == 422
    assert "Choose a .bpmn file." in answer.text


# --- what is opened


@pytest.mark.parametrize("name", OTHERS)
def test_a_model_of_another_engine_is_opened_with_a_list_of_what_does_not_run(
    analyst: FlaskClient, name: str
) -> None:
    xml, part = OTHERS[name]
    draft_id = imported(analyst, xml, f"{name}.bpmn")
    text = words(analyst.get(f"/models/drafts/{draft_id}").text)

    assert part in text.partition("Parts that are not executed")[2]
    assert "The model is refused for" in text
    assert analyst.get(f"/models/drafts/{draft_id}/model").data == xml


@pytest.mark.parametrize(
    "inner",
    [
        '<process id="a" isExecutable="true"/>',
        '<process id="a"/>',
        '<process id="a" isExecutable="false"/>',
        '<process id="a" isExecutable="true"/><process id="b" isExecutable="true"/>',
        '<process id="a" isExecutable="true"><startEvent id="S"/><startEvent id="S"/></process>',
    ],
    ids=["empty", "silent", "not executable", "two processes", "an id twice"],
)
def test_a_model_that_does_not_run_is_a_draft_with_its_findings(
    analyst: FlaskClient, inner: str
) -> None:
    draft_id = imported(analyst, document(inner))
    page = analyst.get(f"/models/drafts/{draft_id}")

    assert page.status_code == 200
    assert "The model is refused for" in page.text
    assert html.fromstring(page.text).xpath("//form[contains(@action, 'deploy')]") == []
    for address in ("/history", "/history/1", "/discard"):
        assert analyst.get(f"/models/drafts/{draft_id}{address}").status_code == 200


def test_a_large_model_within_the_limit_is_opened(analyst: FlaskClient) -> None:
    xml = chain(1000)
    assert MAX_BYTES // 2 < len(xml) < MAX_BYTES
    draft_id = imported(analyst, xml)
    page = analyst.get(f"/models/drafts/{draft_id}")

    assert page.status_code == 200
    assert "Task_999" in page.text


@pytest.mark.parametrize("encoding", ["utf-16", "windows-1251"])
def test_another_encoding_becomes_the_one_that_browsers_read(
    analyst: FlaskClient, encoding: str
) -> None:
    text = document('<process id="a" name="Приём"/>').decode()
    xml = f'<?xml version="1.0" encoding="{encoding}"?>{text}'.encode(encoding)
    draft_id = imported(analyst, xml)

    assert "Приём" in analyst.get(f"/models/drafts/{draft_id}").text
    found = analyst.get(f"/models/drafts/{draft_id}/model").data.decode("utf-8")
    assert found.startswith('<?xml version="1.0" encoding="UTF-8"?>')


def test_a_file_name_is_shown_as_text_without_its_folder(analyst: FlaskClient) -> None:
    draft_id = imported(analyst, EXTERNAT, "C:\\models\\<b>a</b>.bpmn")
    text = analyst.get(f"/models/drafts/{draft_id}").text

    assert "<b>a</b>" not in text
    assert "b&gt;.bpmn" in text


def test_the_draft_says_that_it_is_open(analyst: FlaskClient) -> None:
    draft_id = imported(analyst, EXTERNAT)

    assert "The file is open as a draft." in analyst.get(f"/models/drafts/{draft_id}").text


# --- a draft of that process is there already


def test_a_first_draft_is_offered_nothing(analyst: FlaskClient) -> None:
    draft_id = imported(analyst, EXTERNAT)

    assert "Other drafts" not in analyst.get(f"/models/drafts/{draft_id}").text


def test_a_second_file_is_a_new_draft_or_a_new_revision_of_the_first(
    service: Service, analyst: FlaskClient
) -> None:
    first = imported(analyst, EXTERNAT)
    second = imported(analyst, changed('versionTag="2016"', 'versionTag="2017"'), "later.bpmn")
    page = html.fromstring(analyst.get(f"/models/drafts/{second}").text)

    assert drafts(service, "externat") == [second, first]
    (form,) = page.xpath(f"//form[@action='/models/drafts/{second}/move']")
    moved = analyst.post(form.get("action"), data=dict(form.form_values()))
    assert moved.location == f"/models/drafts/{first}"
    assert "The file is revision 2 of this draft." in analyst.get(moved.location).text
    assert drafts(service, "externat") == [first]
    with service.platform.database.snapshot() as connection:
        numbers = [row.number for row in revision_rows(connection, first)]
    assert numbers == [2, 1]


def test_a_draft_that_was_saved_meanwhile_takes_no_file(
    service: Service, analyst: FlaskClient
) -> None:
    first, second = imported(analyst, EXTERNAT), imported(analyst, EXTERNAT)
    data = {"revision": 1, "target": first, "target_revision": 9}
    answer = analyst.post(f"/models/drafts/{second}/move", data=data)

    assert answer.status_code == 409
    assert "saved this draft" in answer.text
    assert set(drafts(service)) == {first, second}


@pytest.mark.parametrize("data", [{}, {"target": "x"}, {"revision": "1", "target": "77"}])
def test_what_no_form_of_ours_sends_moves_nothing(
    service: Service, analyst: FlaskClient, data: dict[str, str]
) -> None:
    draft_id = imported(analyst, EXTERNAT)
    answer = analyst.post(f"/models/drafts/{draft_id}/move", data=data)

    assert answer.status_code in (404, 409)
    assert drafts(service) == [draft_id]
