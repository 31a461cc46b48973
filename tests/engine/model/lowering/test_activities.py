"""settle_loops, check_jobs, check_scripts, check_mappings."""

from __future__ import annotations

import pytest

from engine.model.lowering.passes.jobs import check_jobs
from engine.model.lowering.passes.loops import settle_loops
from engine.model.lowering.passes.mappings import check_mappings
from engine.model.lowering.passes.scripts import check_scripts
from tests.engine.model.lowering.passing import after, refuses
from tests.engine.tokens.drawing import (
    again,
    each,
    element,
    end,
    flows,
    job,
    mapping,
    message,
    model,
    reaction,
    script,
    start,
    times,
    user,
    xor,
)
from tests.engine.tokens.play import Play


def on(inner: str) -> bytes:
    return model(start(), user("A", inner), end(), flows("S > A > E"))


STANDARD = (
    "<multiInstanceLoopCharacteristics><loopDataInputRef>docs</loopDataInputRef>"
    "<loopDataOutputRef>seen</loopDataOutputRef>{item}<outputDataItem id='r' name='answer'/>"
    "</multiInstanceLoopCharacteristics>"
)


@pytest.mark.parametrize(
    ("item", "name"),
    [
        ("<inputDataItem id='doc'/>", "doc"),
        ("<inputDataItem id='x' name='doc'/>", "doc"),
        ("", "item"),
    ],
)
def test_a_collection_as_the_standard_writes_it(item: str, name: str) -> None:
    play = Play(on(STANDARD.format(item=item)), {"docs": ["a", "b"]})
    assert [play.steady.view(wait.token)[name] for wait in play.waits] == ["a", "b"]
    play.answer("A", {"answer": "B"}, nth=1).answer("A", {"answer": "A"})
    assert play.variables["seen"] == ["A", "B"]


@pytest.mark.parametrize(
    ("loop", "reason"),
    [
        ("<multiInstanceLoopCharacteristics/>", "either a collection or a cardinality"),
        (
            each().replace("><", "><loopCardinality>2</loopCardinality><", 1),
            "either a collection or a cardinality",
        ),
        (each("docs ==="), ""),
        (times("2 +"), ""),
        (times("2", until="a ==="), ""),
        (again(), "a condition, a maximum or both"),
        (again(maximum=0), "1 or more"),
        (again(maximum=-1), "1 or more"),
        (again("a ==="), ""),
        (again(maximum=1) + times("2"), "one way"),
    ],
)
def test_activities_that_do_not_say_how_often_are_refused(loop: str, reason: str) -> None:
    refuses(settle_loops, on(loop), "A", reason)


def test_an_event_sub_process_does_not_repeat() -> None:
    xml = model(
        start(), reaction("R", times("2"), start("rs", message()), end("re"), flows("rs > re"))
    )
    refuses(settle_loops, xml, "R", "not at all")


@pytest.mark.parametrize(
    "loop",
    [
        each(),
        each("${a.b}", sequential=True),
        times("2"),
        times("${n}"),
        again("a", before=True),
        again(maximum=3),
    ],
)
def test_activities_that_say_how_often_are_accepted(loop: str) -> None:
    after(settle_loops, on(loop))


@pytest.mark.parametrize(
    "element_xml",
    [
        element("serviceTask", "A"),
        element("serviceTask", "A", camunda_class="com.example.Java"),
        element("serviceTask", "A", camunda_type="external"),
        element("serviceTask", "A", camunda_type="external", camunda_topic=" "),
        element("sendTask", "A"),
        element("receiveTask", "A"),
        element("receiveTask", "A", camunda_type="external", camunda_topic="x"),
    ],
)
def test_tasks_that_do_not_say_what_is_to_be_done_are_refused(element_xml: str) -> None:
    refuses(check_jobs, model(start(), element_xml, end(), flows("S > A > E")), "A", "name")


def test_tasks_that_say_what_is_to_be_done_are_accepted() -> None:
    after(
        check_jobs,
        model(
            start(),
            job("A"),
            element("sendTask", "B", messageRef="M"),
            element("receiveTask", "C", messageRef="M"),
            flows("S > A > B > C"),
        ),
    )


@pytest.mark.parametrize("written", ["groovy", "javascript", "python", ""])
def test_other_script_formats_are_refused(written: str) -> None:
    xml = model(start(), script("A", "n = 1").replace("ruqsat", written), end(), flows("S > A > E"))
    refuses(check_scripts, xml, "A", "only scripts of the format ruqsat")


@pytest.mark.parametrize(
    "line", ["n", "n == 1", "import os", "n = ", "n = __import__('os')", "true = 1"]
)
def test_lines_that_assign_nothing_are_refused(line: str) -> None:
    refuses(
        check_scripts, model(start(), script("A", line), end(), flows("S > A > E")), "A", "line 1"
    )


@pytest.mark.parametrize(
    "inner",
    [
        mapping("in n = a ==="),
        "<extensionElements><camunda:inputOutput><camunda:inputParameter>1</camunda:inputParameter></camunda:inputOutput></extensionElements>",
        '<extensionElements><camunda:inputOutput><camunda:inputParameter name="n"><camunda:list/></camunda:inputParameter></camunda:inputOutput></extensionElements>',
        '<extensionElements><camunda:inputOutput><camunda:other name="n">1</camunda:other></camunda:inputOutput></extensionElements>',
    ],
)
def test_mappings_that_are_no_expressions_are_refused(inner: str) -> None:
    refuses(check_mappings, on(inner), "A", "")


def test_mappings_of_other_elements_than_activities_are_refused() -> None:
    gateway = xor("X").replace("></", f">{mapping('in n = 1')}</")
    refuses(
        check_mappings, model(start(), gateway, end(), flows("S > X > E")), "X", "only activities"
    )


def test_a_parameter_without_value_is_null() -> None:
    inner = '<extensionElements><camunda:inputOutput><camunda:inputParameter name="n"/></camunda:inputOutput></extensionElements>'
    play = Play(on(inner), {"n": 1})
    assert play.steady.view(play.token("A"))["n"] is None
