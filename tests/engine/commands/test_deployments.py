from __future__ import annotations

import json

import pytest
from sqlalchemy import select

from engine.commands.deployments import Model, deploy_model
from engine.commands.instances import Start, start_instance
from engine.errors import InvalidVariables, UnknownDefinition
from engine.model.findings import ModelRefused
from engine.storage.queries import definition_rows
from engine.storage.tables import DEFINITION, INSTANCE
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, instance, open_task
from tests.engine.commands.models import CASE, LANES


def test_the_first_deployment_is_version_one(runtime):
    with runtime.database.snapshot() as connection:
        assert [(row.key, row.version, row.rules) for row in definition_rows(connection)] == [
            ("case", 1, "2016")
        ]


def test_an_identical_model_makes_no_new_version(runtime):
    deployed = deploy(runtime, CASE)

    assert (deployed.version, deployed.new) == (1, False)


@pytest.mark.parametrize(
    "formatted",
    [
        CASE.replace(b"><", b">\r\n\t<"),
        CASE.decode().replace("UTF-8", "UTF-16").encode("utf-16"),
        CASE.replace(b'id="case" name="case"', b'name="case" id="case"'),
        CASE.replace(b"<definitions ", b'<definitions exporter="Other" exporterVersion="9" '),
        CASE.replace(b"<startEvent", b"<!-- begins here --><startEvent", 1),
        CASE.replace(b"camunda:", b"c:").replace(b"xmlns:camunda", b"xmlns:c"),
    ],
    ids=["white space", "encoding", "order", "exporter", "comment", "prefix"],
)
def test_formatting_alone_makes_no_new_version(runtime, formatted):
    assert formatted != CASE
    deployed = deploy(runtime, formatted)

    assert (deployed.version, deployed.new) == (1, False)


@pytest.mark.parametrize("change", [(b"complete}", b"complete }"), (b"P30D", b"P31D")])
def test_a_changed_expression_or_term_makes_a_new_version(runtime, change):
    assert deploy(runtime, CASE.replace(*change)).new


def test_a_changed_model_is_the_next_version(runtime):
    deployed = deploy(runtime, CASE.replace(b'name="case"', b'name="Case"'))

    assert (deployed.version, deployed.new) == (2, True)


def test_a_changed_form_is_the_next_version(runtime):
    forms = {"check": '{"check": 2}', "decide": '{"decide": 1}'}
    model = Model(file="case.bpmn", xml=CASE, forms=forms, lanes=LANES)

    assert deploy_model(runtime, model, actor="analyst", now=NOW).version == 2


def test_the_forms_that_the_model_names_are_stored_with_it(runtime):
    with runtime.database.snapshot() as connection:
        stored = connection.execute(select(DEFINITION.c.forms)).scalar_one()

    assert json.loads(stored) == {"check": '{"check": 1}', "decide": '{"decide": 1}'}


def test_an_instance_keeps_the_version_it_began_with(runtime, instance_id):
    deploy(
        runtime,
        CASE.replace(b'id="Check"', b'id="Look2"')
        .replace(b'"Check"', b'"Look2"')
        .replace(b">Check<", b">Look2<"),
    )
    newer = begin(runtime, business_key="2016-9")

    assert open_task(runtime, instance_id).element_id == "Check"
    assert open_task(runtime, newer).element_id == "Look2"
    assert instance(runtime, instance_id).definition_id != instance(runtime, newer).definition_id


@pytest.mark.parametrize(
    ("before", "after", "element_id"),
    [
        (b'camunda:topic="look"', b'camunda:topic="lok"', "Look"),
        (b'camunda:formKey="check"', b'camunda:formKey="chek"', "Check"),
        (b"${complete}", b"${complete ==}", "Fine_Decide"),
        (b'targetRef="Issued"', b'targetRef="Nowhere"', "Came_Issued"),
    ],
)
def test_a_refused_model_says_where_and_leaves_nothing_behind(runtime, before, after, element_id):
    with pytest.raises(ModelRefused) as refused:
        deploy(runtime, CASE.replace(before, after))

    assert element_id in {finding.element_id for finding in refused.value.findings}
    with runtime.database.snapshot() as connection:
        assert len(definition_rows(connection)) == 1


def test_an_unknown_definition_is_named(runtime):
    with pytest.raises(UnknownDefinition, match="process definition other is not deployed"):
        start_instance(runtime, Start(key="other", variables={}), actor="bolat", now=NOW)


def test_variables_without_canonical_form_start_nothing(runtime):
    with pytest.raises(InvalidVariables):
        begin(runtime, variables={"mark": 4.5})

    with runtime.database.snapshot() as connection:
        assert connection.execute(select(INSTANCE.c.id)).all() == []


SECOND = (
    b'<process id="helper" isExecutable="true"><startEvent id="HelperBegin"/><endEvent id="HelperDone"/>'
    b'<sequenceFlow id="HelperFlow" sourceRef="HelperBegin" targetRef="HelperDone"/></process></definitions>'
)
BOTH = CASE.replace(b"</definitions>", SECOND)


def test_each_executable_process_of_a_file_is_a_definition(runtime):
    deployed = deploy(runtime, BOTH)

    assert [(each.key, each.version, each.new) for each in (deployed, *deployed.beside)] == [
        ("case", 2, True),
        ("helper", 1, True),
    ]
    with runtime.database.snapshot() as connection:
        rows = {row.key: row for row in connection.execute(select(DEFINITION))}
    assert bytes(rows["helper"].xml) == BOTH
    assert b"Advise" not in bytes(rows["helper"].lowered)
    helper = start_instance(runtime, Start(key="helper", variables={}), actor="bolat", now=NOW)
    assert instance(runtime, helper).outcome == "HelperDone"


def test_the_same_file_again_makes_no_new_version_of_any_process(runtime):
    deploy(runtime, BOTH)
    again = deploy(runtime, BOTH)

    assert [(each.version, each.new) for each in (again, *again.beside)] == [(2, False), (1, False)]


def test_a_file_with_one_process_that_is_refused_deploys_none(runtime):
    with pytest.raises(ModelRefused, match="Helper"):
        deploy(runtime, BOTH.replace(b'targetRef="HelperDone"', b'targetRef="Issued"'))
    with runtime.database.snapshot() as connection:
        assert {row.key for row in definition_rows(connection)} == {"case"}


def test_a_process_of_the_same_file_may_be_called(runtime):
    calling = BOTH.replace(
        b'<endEvent id="HelperDone"/>',
        b'<callActivity id="HelperCall" calledElement="third"/><endEvent id="HelperDone"/>'
        b'<sequenceFlow id="HelperOn" sourceRef="HelperCall" targetRef="HelperDone"/>',
    ).replace(
        b'sourceRef="HelperBegin" targetRef="HelperDone"',
        b'sourceRef="HelperBegin" targetRef="HelperCall"',
    )
    third = SECOND.replace(b"elper", b"hird").replace(b'"hhird"', b'"third"')
    deploy(runtime, calling.replace(b"</definitions>", third))

    started = start_instance(runtime, Start(key="helper", variables={}), actor="bolat", now=NOW)
    assert instance(runtime, started).outcome == "HelperDone"
