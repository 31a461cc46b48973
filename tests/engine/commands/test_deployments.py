from __future__ import annotations

import hashlib
import json
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from engine.commands.deployments import Model, deploy_model
from engine.commands.instances import Start, start_instance
from engine.errors import InvalidVariables, UnknownDefinition
from engine.history.canonical import canonical
from engine.model.findings import ModelRefused
from engine.model.sameness import executes_same
from engine.replay.verify import verify_instance
from engine.storage.queries import definition_rows, version_by_id
from engine.storage.runtime import Versions
from engine.storage.tables import DEFINITION, INSTANCE, PICTURE
from tests.conftest import NOW
from tests.engine.commands.conftest import begin, deploy, instance, open_task
from tests.engine.commands.models import CASE, FORMS, LANES


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
    deployed = deploy(runtime, CASE.replace(b"P30D", b"P31D"))

    assert (deployed.version, deployed.new) == (2, True)


def _replaced(*changes: tuple[bytes, bytes]) -> bytes:
    xml = CASE
    for before, after in changes:
        assert before in xml
        xml = xml.replace(before, after, 1)
    return xml


LABEL = (b'<userTask id="Check"', b'<userTask id="Check" name="Looks"')
DRAWING = (
    b"</definitions>",
    b'<d:BPMNDiagram xmlns:d="http://www.omg.org/spec/BPMN/20100524/DI" id="D"><d:BPMNPlane id="P" bpmnElement="case"/>'
    b"</d:BPMNDiagram></definitions>",
)
DOCUMENTED = (
    b'<endEvent id="Issued"/>',
    b'<endEvent id="Issued"><documentation>x</documentation></endEvent>',
)
NOTED = (
    b"</process>",
    b'<textAnnotation id="Note"/><association id="To" sourceRef="Note" targetRef="Check"/></process>',
)
STAGED = (
    b'name="retries" value="R2/PT1M"/>',
    b'name="retries" value="R2/PT1M"/><camunda:property name="applicant.stage.kk" value="S"/>',
)
LABELLED = (
    b'<endEvent id="Late"/>',
    b'<endEvent id="Late"><extensionElements><camunda:properties><camunda:property name="label.ru" value="L"/></camunda:properties></extensionElements></endEvent>',
)
NAMED_FLOW = (b'id="Fine_Decide"', b'id="Fine_Decide" name="yes"')
NAMED_PROCESS = (b'id="case" name="case"', b'id="case" name="The case"')


def _outcome(deployed) -> tuple[object, ...]:
    return deployed.version, deployed.new, deployed.replaced


def _shown(runtime, instance_id: str):
    row = instance(runtime, instance_id)
    with runtime.database.snapshot() as connection:
        return version_by_id(connection, runtime.versions, row.definition_id)


@pytest.mark.parametrize(
    "changes",
    [
        [LABEL],
        [DRAWING],
        [LABEL, DRAWING],
        [DOCUMENTED],
        [NOTED],
        [STAGED],
        [LABELLED],
        [NAMED_FLOW],
        [NAMED_PROCESS],
    ],
)
def test_a_picture_alone_is_replaced_and_says_who_and_when(runtime, changes):
    later = NOW + timedelta(days=1)
    model = Model(file="case.bpmn", xml=_replaced(*changes), forms=FORMS, lanes=LANES, comment="c")
    deployed = deploy_model(runtime, model, actor="arman", now=later)

    assert _outcome(deployed) == (1, False, True)
    with runtime.database.snapshot() as connection:
        (row,) = connection.execute(select(DEFINITION)).all()
        (picture,) = connection.execute(select(PICTURE)).all()
    assert (row.xml, row.deployed_by, row.deployed_at) == (CASE, "analyst", NOW)
    assert (picture.definition_id, picture.xml) == (row.id, model.xml)
    assert (picture.deployed_by, picture.deployed_at, picture.comment) == ("arman", later, "c")


@pytest.mark.parametrize(
    "change",
    [
        (b'name="Desk"', b'name="Specialist"'),
        (b'<message id="CameMessage" name="Came"', b'<message id="CameMessage" name="Went"'),
        (b'"R2/PT1M"', b'"R3/PT1M"'),
        (b'name="rules" value="2016"', b'name="rules" value="2017"'),
        (b'formKey="check"', b'formKey="other"'),
        (b"P30D", b"P31D"),
    ],
)
def test_what_executes_otherwise_is_a_new_version_whatever_its_picture(runtime, change):
    assert _outcome(deploy(runtime, _replaced(change, LABEL, DRAWING))) == (2, True, False)


def test_an_association_that_compensates_is_no_drawing():
    undone = _replaced(
        (b"</process>", b'<association id="To" sourceRef="TooLong" targetRef="Look"/></process>')
    )

    assert not executes_same(CASE, undone)
    assert executes_same(CASE, _replaced(NOTED))


def test_a_running_case_shows_the_newest_picture_on_every_node_and_verifies(runtime, instance_id):
    node = replace(runtime, versions=Versions())
    assert _shown(node, instance_id).definition.elements["Check"].label.kk == ""

    for name in (b"Once", b"Twice"):
        renamed = (LABEL[0], LABEL[1].replace(b"Looks", name))
        assert _outcome(deploy(runtime, _replaced(renamed))) == (1, False, True)
        for each in (runtime, node):
            version = _shown(each, instance_id)
            assert version.definition.elements["Check"].label.kk == name.decode()
            assert (
                version.sha256
                == hashlib.sha256(CASE + b"\x00" + canonical(version.forms)).hexdigest()
            )
    with node.database.snapshot() as connection:
        assert verify_instance(node, connection, instance_id).events == 1
    assert _outcome(deploy(runtime, _replaced(renamed))) == (1, False, False)
    assert _outcome(deploy(runtime, CASE)) == (1, False, True)
    assert _shown(node, instance_id).definition.elements["Check"].label.kk == ""
    assert _outcome(deploy(runtime, _replaced(renamed, (b"P30D", b"P31D")))) == (2, True, False)
    assert _shown(node, instance_id).definition.elements["Check"].label.kk == ""


def test_a_file_that_is_deployed_at_each_start_takes_no_newer_picture_away(runtime):
    deploy(runtime, _replaced(LABEL))
    deploy(runtime, _replaced(DRAWING))

    for xml, outcome in (
        (CASE, (1, False, False)),
        (_replaced(LABEL), (1, False, False)),
        (_replaced(LABEL, DRAWING), (1, False, True)),
    ):
        model = Model(file="case.bpmn", xml=xml, forms=FORMS, lanes=LANES, once=True)
        assert _outcome(deploy_model(runtime, model, actor="system:setup", now=NOW)) == outcome


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
