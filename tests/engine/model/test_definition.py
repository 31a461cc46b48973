"""Values are read from the analyst's own document."""

from __future__ import annotations

import pytest

from engine.model.definition import (
    Call,
    Element,
    ElementKind,
    EventKind,
    ProcessDefinition,
    read_definition,
)
from engine.model.findings import ModelRefused
from engine.model.intake import read_model
from engine.words import Words
from tests.engine.model.models import PLAIN, condition, document, flow, line, service

LABELS = (
    '<extensionElements><camunda:properties><camunda:property name="label.ru" value="Проверка"/>'
    '<camunda:property name="label.en" value="Check"/>{}</camunda:properties>{}</extensionElements>'
)


def read(process: str, **rest: str) -> ProcessDefinition:
    return read_definition(read_model(document(process, **rest)))


def only(node: str, **rest: str) -> Element:
    """The element that stands between a start and an end event."""
    return list(read(line(node), **rest).elements.values())[1]


def test_elements_stand_in_document_order_with_their_kinds() -> None:
    kinds = [element.kind for element in read_definition(read_model(PLAIN)).elements.values()]
    assert kinds == [ElementKind.START_EVENT, ElementKind.SERVICE_TASK, ElementKind.END_EVENT]


def test_a_label_has_three_languages() -> None:
    label = only(f'<userTask id="Check" name=" Тексеру ">{LABELS.format("", "")}</userTask>').label
    assert [label.text(language) for language in ("kk", "ru", "en")] == [
        "Тексеру",
        "Проверка",
        "Check",
    ]


@pytest.mark.parametrize("language", ["ru", "en", "kk", "de", ""])
def test_a_missing_language_falls_back_to_kazakh(language: str) -> None:
    assert Words(kk="Тексеру", ru="").text(language) == "Тексеру"


def test_a_user_task_names_people_form_and_term() -> None:
    element = only(
        '<userTask id="Check" camunda:formKey="check" camunda:assignee="${specialist}" '
        'camunda:candidateGroups="head, deputy" camunda:dueDate="${businessDays(3)}"><documentation> N1 </documentation></userTask>'
    )
    assert element.form_key == "check"
    assert element.assignee == "${specialist}"
    assert element.candidate_groups == ("head", "deputy")
    assert element.due_date == "${businessDays(3)}"
    assert element.documentation == "N1"


def test_what_is_not_said_is_none_or_empty() -> None:
    element = only('<userTask id="Check"/>')
    assert (element.form_key, element.assignee, element.due_date, element.lane) == (
        None,
        None,
        None,
        None,
    )
    assert (element.candidate_groups, element.documentation, dict(element.properties)) == (
        (),
        "",
        {},
    )
    assert element.interrupting
    assert not element.addition


def test_a_job_type_is_the_topic_of_an_external_task() -> None:
    assert only(service()).job_type == "notify"


def test_a_topic_alone_is_no_job_type() -> None:
    assert only('<serviceTask id="A" camunda:topic="notify"/>').job_type is None


def test_a_message_event_carries_its_job_type_on_the_definition() -> None:
    throw = '<messageEventDefinition camunda:type="external" camunda:topic="fax"/>'
    element = only(f'<intermediateThrowEvent id="Tell">{throw}</intermediateThrowEvent>')
    assert element.job_type == "fax"


def test_the_property_retries_wins_over_camundas_own() -> None:
    own = '<camunda:property name="retries" value="R3/PT1M"/>'
    camundas = "<camunda:failedJobRetryTimeCycle>R5/PT1S</camunda:failedJobRetryTimeCycle>"
    assert only(service(inner=LABELS.format(own, camundas))).retries == "R3/PT1M"
    assert only(service(inner=LABELS.format("", camundas))).retries == "R5/PT1S"
    assert only(service()).retries is None


def test_a_message_is_known_by_its_name_and_correlates_by_a_property() -> None:
    key = LABELS.format('<camunda:property name="correlationKey" value="receipt_no"/>', "")
    element = only(
        f'<intermediateCatchEvent id="Came">{key}<messageEventDefinition messageRef="tns:M"/></intermediateCatchEvent>',
        before='<message id="M" name="ApplicantCame"/>',
    )
    assert (element.message, element.correlation_key) == ("ApplicantCame", "receipt_no")
    assert element.event is EventKind.MESSAGE


def test_a_receive_task_names_its_message_itself() -> None:
    element = only('<receiveTask id="R" messageRef="M"/>', before='<message id="M" name="Came"/>')
    assert (element.message, element.event) == ("Came", None)


def test_a_signal_is_known_by_its_name() -> None:
    element = only(
        '<intermediateThrowEvent id="T"><signalEventDefinition signalRef="S"/></intermediateThrowEvent>',
        before='<signal id="S" name="Recall"/>',
    )
    assert element.signal == "Recall"


@pytest.mark.parametrize(
    ("written", "interrupting"), [("true", True), ("false", False), ("1", True), ("0", False)]
)
def test_a_boundary_event_interrupts_or_not(written: str, interrupting: bool) -> None:
    boundary = f'<boundaryEvent id="Late" attachedToRef="Notify" cancelActivity="{written}"><timerEventDefinition/></boundaryEvent>'
    event = read(line(service()) + boundary).elements["Late"]
    assert (event.attached_to, event.interrupting, event.event) == (
        "Notify",
        interrupting,
        EventKind.TIMER,
    )


def test_a_start_event_of_an_event_sub_process_interrupts_or_not() -> None:
    inner = '<subProcess id="S" triggeredByEvent="true"><startEvent id="W" isInterrupting="false"/></subProcess>'
    assert not read(line(service()) + inner).elements["W"].interrupting


LANES = (
    '<laneSet id="L"><lane id="Outer" name="Мектеп"><flowNodeRef>Begin</flowNodeRef><flowNodeRef>Work</flowNodeRef>'
    '<childLaneSet id="I"><lane id="Inner" name=" Маман "><flowNodeRef>Work</flowNodeRef></lane></childLaneSet></lane></laneSet>'
)


def test_the_innermost_lane_counts_and_its_content_inherits_it() -> None:
    work = '<subProcess id="Work"><userTask id="Inside"/><boundaryEvent id="On" attachedToRef="Inside"/></subProcess>'
    elements = read(LANES + line(work)).elements
    lanes = {element.id: element.lane for element in elements.values()}
    assert lanes == {
        "Begin": "Мектеп",
        "Work": "Маман",
        "Inside": "Маман",
        "On": "Маман",
        "Done": None,
    }


def test_lanes_are_listed_with_their_labels() -> None:
    lanes = read(LANES + line('<userTask id="Work"/>')).lanes
    assert [(lane.id, lane.name) for lane in lanes] == [("Outer", "Мектеп"), ("Inner", "Маман")]


def test_scopes_are_the_process_and_its_sub_processes() -> None:
    elements = read(line('<subProcess id="Work"><userTask id="Inside"/></subProcess>')).elements
    assert (elements["Work"].scope, elements["Inside"].scope) == ("visit", "Work")


def test_flows_know_condition_and_default() -> None:
    process = (
        '<startEvent id="A"/><exclusiveGateway id="X" default="X_B"/><endEvent id="B"/><endEvent id="C"/>'
        + flow("A", "X")
        + flow("X", "B")
        + flow("X", "C", condition(" ${ok} "))
    )
    flows = read(process).flows
    assert [(f.id, f.default, f.condition) for f in flows.values()] == [
        ("A_X", False, None),
        ("X_B", True, None),
        ("X_C", False, "${ok}"),
    ]


def test_the_process_says_version_edition_and_term() -> None:
    own = (
        '<extensionElements><camunda:properties><camunda:property name="rules" value="2016"/>'
        '<camunda:property name="dueDate" value="businessDays(15)"/></camunda:properties></extensionElements>'
    )
    process = read(own + line(service()), attributes='camunda:versionTag="2016.1" name="Рұқсат"')
    assert (process.process_id, process.version_tag, process.rules) == ("visit", "2016.1", "2016")
    assert (process.due_date, process.label.kk) == ("businessDays(15)", "Рұқсат")


def test_a_process_without_them_says_nothing() -> None:
    process = read(line(service()))
    assert (process.version_tag, process.rules, process.due_date) == ("", "", None)


def test_forms_jobs_people_and_starts_are_gathered() -> None:
    inner = '<subProcess id="Work"><startEvent id="In"/><userTask id="U" camunda:formKey="visit"/></subProcess>'
    process = read(line(service(), inner))
    assert process.form_keys == {"visit"}
    assert process.job_types == {"notify"}
    assert [task.id for task in process.user_tasks] == ["U"]
    assert [event.id for event in process.start_events] == ["Begin"]


def test_messages_and_signals_are_listed_by_name() -> None:
    process = read(
        line(service()), before='<message id="M" name="Came"/><signal id="S" name="Recall"/>'
    )
    assert (process.messages, process.signals) == (("Came",), ("Recall",))


def test_of_several_pools_the_executable_process_is_read() -> None:
    other = '<process id="partner" isExecutable="false"><userTask id="Theirs"/></process>'
    assert "Theirs" not in read(line(service()), after=other).elements


@pytest.mark.parametrize(
    "after", ['<process id="second" isExecutable="1"><task id="X"/></process>']
)
def test_two_executable_processes_are_refused(after: str) -> None:
    with pytest.raises(ModelRefused):
        read(line(service()), after=after)


@pytest.mark.parametrize("name", ["bioc:stroke", "color:background-color"])
def test_what_is_drawn_in_a_colour_is_an_addition(name: str) -> None:
    shape = (
        '<bpmndi:BPMNDiagram xmlns:bpmndi="http://www.omg.org/spec/BPMN/20100524/DI" '
        'xmlns:bioc="http://bpmn.io/schema/bpmn/biocolor/1.0" '
        'xmlns:color="http://www.omg.org/spec/BPMN/non-normative/color/1.0"><bpmndi:BPMNPlane>'
        f'<bpmndi:BPMNShape bpmnElement="Notify" {name}="#123456"/><bpmndi:BPMNShape bpmnElement="Begin"/>'
        "</bpmndi:BPMNPlane></bpmndi:BPMNDiagram>"
    )
    elements = read(line(service()), after=shape).elements
    assert [element.id for element in elements.values() if element.addition] == ["Notify"]


def test_an_event_tells_all_it_waits_for() -> None:
    event = (
        '<intermediateCatchEvent id="Wait"><messageEventDefinition messageRef="M"/>'
        '<signalEventDefinition signalRef="G"/></intermediateCatchEvent>'
    )
    element = only(event, before='<message id="M" name="Came"/><signal id="G" name="Go"/>')
    assert element.events == ((EventKind.MESSAGE, "Came"), (EventKind.SIGNAL, "Go"))
    assert (element.event, element.message, element.signal) == (EventKind.MESSAGE, "Came", "Go")


def test_a_definition_beside_the_process_is_the_events_own() -> None:
    event = '<intermediateCatchEvent id="Wait"><eventDefinitionRef>Came</eventDefinitionRef></intermediateCatchEvent>'
    shared = '<message id="M" name="Came"/><messageEventDefinition id="Came" messageRef="M"/>'
    assert only(event, before=shared).events == ((EventKind.MESSAGE, "Came"),)


def test_a_receive_task_that_starts_the_process_is_a_start() -> None:
    definition = read(
        '<receiveTask id="Get" messageRef="M" instantiate="true"/>',
        before='<message id="M" name="Came"/>',
    )
    assert [(start.id, start.events) for start in definition.start_events] == [
        ("Get", ((EventKind.MESSAGE, "Came"),))
    ]


def test_compensation_interrupts_nothing() -> None:
    boundary = (
        '<boundaryEvent id="Undo" attachedToRef="A"><compensateEventDefinition/></boundaryEvent>'
    )
    assert not read(f'<task id="A"/>{boundary}').elements["Undo"].interrupting


@pytest.mark.parametrize(
    ("attributes", "reference"),
    [
        ("", "pay"),
        ('camunda:calledElementBinding="latest"', "pay"),
        ('camunda:calledElementBinding="version" camunda:calledElementVersion="3"', "pay:3"),
        ('camunda:calledElementBinding="versionTag" camunda:calledElementVersionTag="x"', "pay#x"),
    ],
)
def test_a_call_activity_says_what_it_calls(attributes: str, reference: str) -> None:
    definition = read(f'<callActivity id="Pay" calledElement="m:pay" {attributes}/>')
    assert [call.reference for call in definition.calls] == [reference]
    assert [Call.read(call.reference) for call in definition.calls] == list(definition.calls)


def test_a_call_activity_that_names_nothing_calls_nothing() -> None:
    assert read('<callActivity id="Pay"/>').calls == ()
