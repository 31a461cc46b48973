"""A model told in words: who does what, by which form, until when, and what comes next."""

from __future__ import annotations

import json

import pytest

from engine.model.edition import Edition, read_edition
from engine.model.intake import read_model
from engine.modelling.document_parts import Documentation, Step
from engine.modelling.documentation import document_model
from engine.modelling.headings import HEADINGS, headings
from engine.settings import ROOT
from forms.library import form_contents
from tests.engine.model.models import condition, document, flow, line, service
from workers.described import job_descriptions
from workers.handlers import HANDLERS

FORM = json.dumps(
    {
        "title": {"kk": "Тексеру", "ru": "Проверка", "en": "Check"},
        "schema": {"required": ["complete"]},
        "fields": [
            {"name": "shown", "control": "static", "label": {"kk": "Көрсетілген"}},
            {
                "name": "complete",
                "control": "radio",
                "label": {"kk": "Толық па?", "ru": "Полный?", "en": "Complete?"},
                "options": [
                    {"value": True, "label": {"kk": "Иә", "ru": "Да", "en": "Yes"}},
                    {"value": False, "label": {"kk": "Жоқ", "ru": "Нет", "en": "No"}},
                ],
            },
            {
                "name": "remark",
                "control": "textarea",
                "label": {"kk": "Ескерту"},
                "help": {"kk": "Қысқаша"},
                "show_if": "complete == false",
            },
        ],
    }
)
LANES = (
    '<laneSet id="L"><lane id="A" name="Маман"><extensionElements><camunda:properties>'
    '<camunda:property name="label.ru" value="Специалист"/></camunda:properties></extensionElements>'
    "<flowNodeRef>Check</flowNodeRef></lane></laneSet>"
)
CHECK = (
    '<userTask id="Check" name="Тексеру" camunda:formKey="visit" camunda:assignee="${officer}" '
    'camunda:dueDate="${businessDays(3)}"><documentation>Құжаттарды тексеру</documentation></userTask>'
)


def edition(process: str, **rest: str) -> Edition:
    return read_edition(read_model(document(process, **rest)), {"visit": FORM})


def told(process: str, *, language: str = "en", **rest: str) -> Documentation:
    return document_model(edition(process, **rest), language=language, jobs={"notify": "It tells."})


def steps(process: str, *, language: str = "en", **rest: str) -> dict[str, Step]:
    found = told(process, language=language, **rest)
    return {step.id: step for role in found.roles for step in role.steps}


CHOICE = (
    LANES
    + '<startEvent id="Begin"/>'
    + CHECK
    + '<exclusiveGateway id="X" default="X_Notify"/>'
    + service()
    + '<endEvent id="Done" name="Бітті"/>'
    + flow("Begin", "Check")
    + flow("Check", "X")
    + flow("X", "Notify")
    + flow("X", "Done", condition("${complete == true}"))
    + flow("Notify", "Check")
)


def test_steps_stand_with_their_role_in_the_order_in_which_they_are_reached() -> None:
    found = told(CHOICE)
    assert [(role.name, [step.id for step in role.steps]) for role in found.roles] == [
        ("Маман", ["Check"]),
        ("", ["Notify"]),
    ]
    assert [step.number for role in found.roles for step in role.steps] == [1, 2]


def test_a_role_is_called_as_the_reader_calls_it() -> None:
    assert told(CHOICE, language="ru").roles[0].name == "Специалист"
    assert told(CHOICE, language="kk").roles[0].name == "Маман"


def test_a_step_says_what_is_done_by_whom_and_until_when() -> None:
    step = steps(CHOICE)["Check"]
    assert step.documentation == "Құжаттарды тексеру"
    assert (step.kind, step.role, step.assignee) == ("User task", "Маман", "officer")
    assert step.term == "working days: 3"


def test_a_form_is_told_in_the_language_of_the_reader() -> None:
    form = steps(CHOICE, language="ru")["Check"].form
    assert form is not None
    assert form.title == "Проверка"
    assert [(field.label, field.required) for field in form.fields] == [
        ("Полный?", True),
        ("Ескерту", False),
    ]
    assert form.fields[0].options == ("Да", "Нет")


def test_a_field_says_when_it_is_asked_for() -> None:
    form = steps(CHOICE)["Check"].form
    assert form is not None
    assert form.fields[1].shown_if == "«Complete?» = «No»"
    assert form.fields[1].help == "Қысқаша"


def test_what_comes_next_is_told_beyond_the_gateway() -> None:
    ways = steps(CHOICE)["Check"].ways
    assert [(way.conditions, way.target, way.number) for way in ways] == [
        (("in all other cases",), "Notify", 2),
        (("«Complete?» = «Yes»",), "Done", None),
    ]


def test_a_job_says_what_its_worker_says() -> None:
    step = steps(CHOICE)["Notify"]
    assert (step.job, step.job_says, step.form) == ("notify", "It tells.", None)


def test_attempts_are_told_with_their_pause() -> None:
    inner = (
        "<extensionElements><camunda:properties>"
        '<camunda:property name="retries" value="R3/PT20S"/></camunda:properties></extensionElements>'
    )
    assert steps(line(service(inner=inner)))["Notify"].retries == (
        "attempts in all: 3; pause: seconds: 20"
    )


def test_what_may_happen_meanwhile_stands_at_its_step() -> None:
    late = (
        '<boundaryEvent id="Late" name="Кеш" attachedToRef="Notify" cancelActivity="false">'
        '<timerEventDefinition id="T"><timeDuration>P1M</timeDuration></timerEventDefinition></boundaryEvent>'
    )
    process = line(service()) + late + service("Again") + flow("Late", "Again")
    (found,) = steps(process)["Notify"].meanwhile
    assert (found.name, found.when, found.ends) == ("Кеш", "time: months: 1", False)
    assert [way.target for way in found.ways] == ["Again"]


def test_ways_that_are_taken_together_say_so() -> None:
    process = (
        '<startEvent id="Begin"/><parallelGateway id="P"/>'
        + service("A")
        + service("B")
        + flow("Begin", "P")
        + flow("P", "A")
        + flow("P", "B")
    )
    (start,) = told(process).starts
    assert [(way.target, way.conditions) for way in start.ways] == [
        ("A", ("at the same time",)),
        ("B", ("at the same time",)),
    ]


def test_gateways_that_lead_to_each_other_are_told_to_an_end() -> None:
    process = (
        '<startEvent id="Begin"/><exclusiveGateway id="X"/><exclusiveGateway id="Y"/>'
        + service("A")
        + flow("Begin", "X")
        + flow("X", "Y")
        + flow("Y", "X")
        + flow("Y", "A")
    )
    (start,) = told(process).starts
    assert [way.target for way in start.ways] == ["A"]


def test_what_may_happen_at_any_time_is_told_apart() -> None:
    inside = (
        '<subProcess id="Stop" name="Тоқтату" triggeredByEvent="true">'
        '<startEvent id="Asked" name="Сұралды"><messageEventDefinition id="M" messageRef="Recall"/></startEvent>'
        '<endEvent id="Over"/>' + flow("Asked", "Over") + "</subProcess>"
    )
    found = told(line(service()) + inside, before='<message id="Recall" name="Recall"/>')
    (each,) = found.anytime
    assert (each.name, each.when, each.ends) == ("Сұралды", "message Recall", True)
    assert [(message.name, message.received_at) for message in found.messages] == [
        ("Recall", ("Сұралды",))
    ]


def test_variables_are_told_with_the_step_that_asks_for_them() -> None:
    assert [(each.name, each.label, each.set_at) for each in told(CHOICE).variables] == [
        ("complete", "Complete?", ("Тексеру",)),
        ("remark", "Ескерту", ("Тексеру",)),
    ]


def test_ends_are_told_by_their_names() -> None:
    assert [end.name for end in told(CHOICE).ends] == ["Бітті"]


def service_model(language: str) -> Documentation:
    root = read_model((ROOT / "bpmn" / "externat.bpmn").read_bytes())
    jobs = job_descriptions()
    return document_model(read_edition(root, form_contents()), language=language, jobs=jobs)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_step_of_the_service_leads_somewhere_and_stands_in_a_role(language: str) -> None:
    found = service_model(language)
    for step in (step for role in found.roles for step in role.steps):
        assert step.role
        assert step.name
        assert step.ways or step.id == "Withdrawal"
        assert not step.form or step.form.title
        assert not step.job or step.job_says


def test_the_terms_of_the_service_have_plain_words() -> None:
    terms = {step.term for role in service_model("ru").roles for step in role.steps if step.term}
    assert terms == {
        "минут: 15 (рабочее время Государственной корпорации)",
        "минут: 15 (рабочее время услугодателя)",
        "рабочих дней: 1",
        "рабочих дней: 14, считая от «accepted_at»",
        "рабочих дней: 15, считая от «accepted_at»",
    }


def test_every_condition_of_the_service_has_plain_words() -> None:
    for role in service_model("kk").roles:
        for step in role.steps:
            for way in step.ways:
                assert not any("==" in each or "&&" in each for each in way.conditions)


def test_every_worker_says_what_it_does() -> None:
    assert job_descriptions().keys() == HANDLERS.keys()


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_every_heading_is_translated(language: str) -> None:
    assert all(headings(language)[name] != str(words) for name, words in HEADINGS.items())
