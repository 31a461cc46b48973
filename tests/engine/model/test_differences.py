"""Each thing that may differ between two versions is told once, in three languages; nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.difference_words import ASPECTS, Aspect, change, plain
from engine.model.differences import Difference, differences, flow_name
from engine.model.edition import Edition, read_edition
from engine.model.findings import ModelRefused
from engine.model.intake import read_model
from engine.settings import ROOT
from tests.engine.model.models import document

CODES = ("kk", "ru", "en")
TASK = (
    '<userTask id="Check" name="Тексеру" camunda:formKey="check" camunda:dueDate="${businessDays(3)}"'
    ' camunda:candidateGroups="head" camunda:assignee="${who}">'
    "<documentation>Ереже</documentation>"
    "<extensionElements><camunda:properties>"
    '<camunda:property name="label.ru" value="Проверка"/>'
    '<camunda:property name="label.en" value="Check"/>'
    '<camunda:property name="colour" value="red"/>'
    "</camunda:properties></extensionElements></userTask>"
)
MODEL = (
    '<laneSet id="Lanes"><lane id="Lane1" name="Маман"><flowNodeRef>Check</flowNodeRef></lane>'
    '<lane id="Lane2" name="Басшы"/></laneSet>'
    '<startEvent id="Begin" name="Басы"/>'
    f"{TASK}"
    '<boundaryEvent id="Late" attachedToRef="Check" cancelActivity="false"><timerEventDefinition id="T1">'
    "<timeDuration>P3D</timeDuration></timerEventDefinition></boundaryEvent>"
    '<serviceTask id="Notify" camunda:type="external" camunda:topic="notify"><extensionElements>'
    "<camunda:failedJobRetryTimeCycle>R3/PT1M</camunda:failedJobRetryTimeCycle>"
    "</extensionElements></serviceTask>"
    '<scriptTask id="Count" scriptFormat="ruqsat"><script>a := 1</script></scriptTask>'
    '<exclusiveGateway id="Fine" default="No"/>'
    '<endEvent id="Done"/>'
    '<sequenceFlow id="One" sourceRef="Begin" targetRef="Check"/>'
    '<sequenceFlow id="Two" sourceRef="Check" targetRef="Fine"/>'
    '<sequenceFlow id="Yes" name="Иә" sourceRef="Fine" targetRef="Done">'
    "<conditionExpression>${a == 1}</conditionExpression></sequenceFlow>"
    '<sequenceFlow id="No" sourceRef="Fine" targetRef="Count"/>'
)
MESSAGES = '<message id="M1" name="Came"/><message id="M2" name="Left"/>'
FORMS = {"check": "{}"}


def edition(process: str = MODEL, forms: dict[str, str] | None = None, **parts: str) -> Edition:
    return read_edition(read_model(document(process, **parts)), FORMS if forms is None else forms)


def told(before: Edition, after: Edition) -> list[tuple[str, str]]:
    """What each difference is about, and its English sentence."""
    return [(each.about, each.sentence.en) for each in differences(before, after)]


def after(old: str, new: str) -> list[tuple[str, str]]:
    assert old in MODEL
    return told(edition(), edition(MODEL.replace(old, new)))


def test_a_flow_without_condition_is_the_default_whether_it_is_said_or_not() -> None:
    assert after(' default="No"', "") == []


def test_a_model_does_not_differ_from_itself() -> None:
    assert differences(edition(), edition()) == ()


def test_the_real_model_does_not_differ_from_itself() -> None:
    xml = (ROOT / "bpmn" / "externat.bpmn").read_bytes()

    found = [read_edition(read_model(xml), {}) for _ in range(2)]
    assert differences(*found) == ()


@pytest.mark.parametrize(
    ("old", "new", "about", "sentence"),
    [
        ('name="Тексеру"', 'name="Қарау"', "Check", "Kazakh name: was «Тексеру», is now «Қарау»."),
        ('"Проверка"', '"Сверка"', "Check", "Russian name: was «Проверка», is now «Сверка»."),
        ('.en" value="Check"', '.en" value="Look"', "Check", "English name: was «Check», is now «Look»."),
        ("businessDays(3)", "businessDays(5)", "Check", "Term: was «${businessDays(3)}», is now «${businessDays(5)}»."),
        ('Groups="head"', 'Groups="head, clerk"', "Check", "Roles: was «head», is now «head, clerk»."),
        (' camunda:assignee="${who}"', "", "Check", "Assignee: was «${who}», is now not set."),
        ("Ереже", "Басқа", "Check", "The documentation has changed."),
        ('"red"', '"blue"', "Check", "Other settings have changed (script, data, repetition, further properties)."),
        ("P3D", "P5D", "Late", "Timer: was «P3D», is now «P5D»."),
        ('cancelActivity="false"', "", "Late", "Interrupts: was «no», is now «yes»."),
        ('attachedToRef="Check"', 'attachedToRef="Notify"', "Late", "Attached to: was «Check», is now «Notify»."),
        ('topic="notify"', 'topic="send"', "Notify", "Job type: was «notify», is now «send»."),
        ("R3/PT1M", "R5/PT1M", "Notify", "Retries: was «R3/PT1M», is now «R5/PT1M»."),
        ("a := 1", "a := 2", "Count", "Other settings have changed (script, data, repetition, further properties)."),
        ("a == 1", "a == 2", "Yes", "Condition: was «${a == 1}», is now «${a == 2}»."),
        ('name="Иә" ', "", "Yes", "Kazakh name: was «Иә», is now not set."),
        ('targetRef="Fine"', 'targetRef="Notify"', "Two", "To: was «Fine», is now «Notify»."),
        ('sourceRef="Begin"', 'sourceRef="Notify"', "One", "From: was «Басы», is now «Notify»."),
        ('<endEvent id="Done"/>', '<task id="Done"/>', "Done", "Kind: was «End event», is now «Task»."),
    ],
)  # fmt: skip
def test_one_change_is_one_sentence(old: str, new: str, about: str, sentence: str) -> None:
    found = after(old, new)

    if about == "Late" and "attachedToRef" in old:  # the lane of a boundary event is its activity's
        found = [each for each in found if not each[1].startswith("Lane")]
    assert found == [(about, sentence)]


def test_another_lane_is_told_of_its_elements() -> None:
    found = after(
        '<flowNodeRef>Check</flowNodeRef></lane><lane id="Lane2" name="Басшы"/>',
        '</lane><lane id="Lane2" name="Басшы"><flowNodeRef>Check</flowNodeRef></lane>',
    )

    moved = "Lane: was «Маман», is now «Басшы»."
    assert found == [("Check", moved), ("Late", moved)]


def test_a_renamed_lane_is_another_role() -> None:
    found = after('name="Басшы"', 'name="Кеңсе"')

    assert found == [("Lane2", "The lane was added."), ("Lane2", "The lane was removed.")]


def test_elements_and_flows_that_come_and_go_are_told() -> None:
    found = after(
        '<sequenceFlow id="No" sourceRef="Fine" targetRef="Count"/>',
        '<task id="New"/><sequenceFlow id="Else" sourceRef="Fine" targetRef="New"/>',
    )

    assert found == [
        ("New", "The element was added."),
        ("Else", "The flow was added."),
        ("No", "The flow was removed."),
    ]


def test_a_removed_element_is_told_by_its_old_name() -> None:
    (found,) = [
        each
        for each in differences(edition(), edition(MODEL.replace(TASK, "")))
        if each.about == "Check"
    ]

    assert (found.name.ru, found.sentence.ru) == ("Проверка", "Элемент удалён.")


def test_another_form_is_told_of_the_task_and_of_the_forms() -> None:
    assert after('formKey="check"', 'formKey="other"') == [
        ("Check", "Form: was «check», is now «other»."),
        ("check", "The form is not used any more."),
    ]


def test_a_first_translation_is_told_as_a_name_alone() -> None:
    label = (
        '<extensionElements><camunda:properties><camunda:property name="label.ru" value="Конец"/>'
        "</camunda:properties></extensionElements>"
    )

    assert after('<endEvent id="Done"/>', f'<endEvent id="Done">{label}</endEvent>') == [
        ("Done", "Russian name: was not set, is now «Конец».")
    ]


def test_a_renamed_element_is_not_told_of_its_flows() -> None:
    assert {about for about, _ in after('name="Тексеру"', 'name="Қарау"')} == {"Check"}


def test_ids_that_the_modeller_makes_up_are_no_difference() -> None:
    assert after('id="T1"', 'id="T2"') == []


def test_the_order_of_what_is_drawn_is_no_difference() -> None:
    moved = MODEL.replace('<endEvent id="Done"/>', "") + '<endEvent id="Done"/>'

    assert told(edition(), edition(moved)) == []


@pytest.mark.parametrize(
    ("attributes", "sentence"),
    [
        ('camunda:versionTag="2017"', "Version tag: was not set, is now «2017»."),
        ('name="Сапар"', "Kazakh name: was not set, is now «Сапар»."),
    ],
)
def test_the_process_itself_may_differ(attributes: str, sentence: str) -> None:
    assert told(edition(), edition(attributes=attributes)) == [("", sentence)]


def test_kinds_of_elements_and_events_are_told_in_words() -> None:
    task = edition(MODEL.replace('<endEvent id="Done"/>', '<task id="Done"/>'))
    thrown = edition(
        MODEL.replace(
            '<endEvent id="Done"/>',
            '<endEvent id="Done"><terminateEventDefinition id="T2"/></endEvent>',
        )
    )

    kind = differences(edition(), task)[0]
    event = differences(edition(), thrown)[0]

    assert kind.sentence.text("kk") == "Түрі: бұрын «Аяқталу оқиғасы», енді «Тапсырма»."
    assert kind.sentence.text("ru") == "Вид: было «Конечное событие», стало «Задача»."
    assert event.sentence.text("kk") == "Оқиға: бұрын берілмеген, енді «тоқтату»."
    assert event.sentence.text("en") == "Event: was not set, is now «terminate»."


def test_messages_are_told_by_their_names() -> None:
    wait = '<receiveTask id="Wait" messageRef="M1"/>'
    before = edition(wait, before=MESSAGES)
    renumbered = edition(wait.replace("M1", "M7"), before=MESSAGES.replace("M1", "M7"))
    other = edition(wait.replace("M1", "M2"), before=MESSAGES)

    assert told(before, renumbered) == []
    assert told(before, other) == [("Wait", "Message: was «Came», is now «Left».")]


@pytest.mark.parametrize(
    ("before", "after_", "sentence"),
    [
        ({"check": "{}"}, {"check": "[]"}, "The content of the form has changed."),
        ({}, {"check": "{}"}, "The form was added."),
        ({"check": "{}"}, {}, "The form is not used any more."),
        ({"check": "{}", "unused": "a"}, {"check": "{}", "unused": "b"}, None),
    ],
)
def test_forms_differ_by_their_text(
    before: dict[str, str], after_: dict[str, str], sentence: str | None
) -> None:
    found = told(edition(forms=before), edition(forms=after_))

    assert found == ([("check", sentence)] if sentence else [])


def test_inside_of_a_sub_process_each_element_is_told_alone() -> None:
    inside = (
        '<subProcess id="Sub"><scriptTask id="In"><script>{}</script></scriptTask></subProcess>'
    )
    found = told(edition(inside.format("a := 1")), edition(inside.format("a := 2")))

    assert [about for about, _ in found] == ["In"]


def test_a_repetition_that_changes_is_told() -> None:
    many = '<task id="Each"><multiInstanceLoopCharacteristics camunda:collection="{}"/></task>'
    found = told(edition(many.format("a")), edition(many.format("b")))

    assert [about for about, _ in found] == ["Each"]


def test_a_flow_is_named_by_its_ends_and_its_own_name() -> None:
    definition = edition().definition

    assert flow_name(definition, definition.flows["Yes"]).kk == "Fine → Done (Иә)"
    assert flow_name(definition, definition.flows["One"]).ru == "Басы → Проверка"


def test_a_document_without_a_process_that_runs_is_refused() -> None:
    root = read_model(document("").replace(b'"true"', b'"false"'))

    with pytest.raises(ModelRefused):
        read_edition(root, {})


@pytest.mark.parametrize("aspect", Aspect)
@pytest.mark.parametrize("code", CODES)
def test_every_aspect_has_words_in_each_language(aspect: Aspect, code: str) -> None:
    own = {"kk": ASPECTS[aspect].kk, "ru": ASPECTS[aspect].ru, "en": ASPECTS[aspect].en}[code]

    assert own
    assert own in change(aspect, plain("a"), plain("b")).text(code)


@given(old=st.text(max_size=20), new=st.text(max_size=20))
def test_a_sentence_quotes_what_was_and_what_is(old: str, new: str) -> None:
    said = change(Aspect.TERM, plain(old), plain(new))

    assert all((f"«{old}»" in said.text(code)) is bool(old) or old == "" for code in CODES)
    assert all((f"«{new}»" in said.text(code)) is bool(new) or new == "" for code in CODES)


CHOICES = st.lists(
    st.sampled_from(
        [
            ('name="Тексеру"', 'name="Қарау"'),
            ("P3D", "P5D"),
            ("a == 1", "a == 2"),
            ('topic="notify"', 'topic="send"'),
            ("a := 1", "a := 2"),
        ]
    ),
    unique=True,
)


@given(changes=CHOICES)
def test_as_much_is_told_there_as_back(changes: list[tuple[str, str]]) -> None:
    process = MODEL
    for old, new in changes:
        process = process.replace(old, new)
    there = differences(edition(), edition(process))
    back = differences(edition(process), edition())

    assert len(there) == len(back) == len(changes)
    assert [each.about for each in there] == [each.about for each in back]
    assert all(isinstance(each, Difference) and each.sentence.kk for each in there)
