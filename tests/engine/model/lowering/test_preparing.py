"""bind_handlers, keep_keys, name_collections, check_calls."""

from __future__ import annotations

import pytest

from engine.model.lowering.document import OWN
from engine.model.lowering.passes.calls import check_calls
from engine.model.lowering.passes.preparing import bind_handlers, keep_keys, name_collections
from tests.engine.model.lowering.passing import after, found, refuses
from tests.engine.tokens.drawing import (
    boundary,
    call,
    compensate,
    element,
    end,
    flows,
    message,
    model,
    start,
    sub,
    task,
    throw,
    undoes,
    undone,
    user,
)

A = task("A") + undone("A", "UA")
LINE = flows("S > A > E")


def drawn(*body: str) -> bytes:
    return model(start(), *body[:-1], end(), LINE, body[-1])


def test_an_activity_bears_what_undoes_it() -> None:
    root = after(bind_handlers, drawn(A, undoes("A by UA")))
    assert found(root, f"//b:task[@id='A']/@*[namespace-uri()='{OWN}']") == ["UA"]
    assert found(root, "//b:boundaryEvent/@id") == []


def test_an_association_may_point_either_way() -> None:
    backwards = '<association id="x" sourceRef="UA" targetRef="A_undo"/>'
    root = after(bind_handlers, drawn(A, backwards))
    assert found(root, f"//b:task[@id='A']/@*[namespace-uri()='{OWN}']") == ["UA"]


@pytest.mark.parametrize(
    ("body", "more", "element_id", "reason"),
    [
        (A, "", "A_undo", "one association"),
        (
            task("A") + boundary("A_undo", "A", compensate()) + task("UA"),
            undoes("A by UA"),
            "A_undo",
            "one association",
        ),
        (A, undoes("A by UA") + flows("UA > E"), "UA", "no flows"),
        (
            A + boundary("X", "UA", message()),
            undoes("A by UA") + flows("X > E"),
            "UA",
            "no boundary events",
        ),
        (task("A") + element("task", "UA", isForCompensation="true"), "", "UA", "joined to one"),
        (
            task("A") + boundary("A_undo", "A", compensate() + message()),
            "",
            "A_undo",
            "no other definition",
        ),
        (
            task("A")
            + boundary("A_undo", "A", compensate())
            + sub("Q", element("task", "UA", isForCompensation="true")),
            undoes("A by UA"),
            "A_undo",
            "another process",
        ),
        (
            A
            + boundary("B_undo", "A", compensate())
            + element("task", "UB", isForCompensation="true"),
            undoes("A by UA", "B by UB"),
            "B_undo",
            "undone already",
        ),
    ],
)
def test_what_is_bound_wrongly_is_refused(
    body: str, more: str, element_id: str, reason: str
) -> None:
    refuses(bind_handlers, drawn(body, more), element_id, reason)


def test_the_key_of_what_sends_is_kept() -> None:
    prop = '<extensionElements><camunda:properties><camunda:property name="correlationKey" value="n"/></camunda:properties></extensionElements>'
    root = after(keep_keys, model(start(), throw("A", prop + message()), end(), LINE))
    assert found(root, f"//b:intermediateThrowEvent/@*[namespace-uri()='{OWN}']") == ["n"]


def test_a_collection_drawn_as_a_paper_is_its_data_object() -> None:
    loop = "<multiInstanceLoopCharacteristics><loopDataInputRef>Ref</loopDataInputRef></multiInstanceLoopCharacteristics>"
    papers = '<dataObjectReference id="Ref" dataObjectRef="items"/>'
    root = after(name_collections, model(start(), user("A", loop), papers, end(), LINE))
    assert found(root, "//b:loopDataInputRef/text()") == ["items"]


@pytest.mark.parametrize(
    ("drawn_call", "reason"),
    [
        (element("callActivity", "A"), "names no process"),
        (call("A", "Q", camunda_calledElementBinding="deployment"), "the version"),
        (call("A", "Q", "in x = 1").replace(' target="x"', ""), "a source and a target"),
        (call("A", "Q", "in x = open()"), "open"),
    ],
)
def test_calls_that_say_too_little_are_refused(drawn_call: str, reason: str) -> None:
    refuses(check_calls, model(start(), drawn_call, end(), LINE), "A", reason)


def test_the_business_key_passes_anyhow() -> None:
    passed = call("A", "Q", "in x = 1").replace(
        'sourceExpression="${1}" target="x"', 'businessKey="#{key}"'
    )
    after(check_calls, model(start(), passed, end(), LINE))
