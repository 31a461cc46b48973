"""Call activities name a process; what passes over the border are expressions and names."""

from __future__ import annotations

from lxml import etree

from engine.model import dialect
from engine.model.dialect import ElementKind, camunda
from engine.model.lowering.document import every_node
from engine.model.lowering.expressions import check_text
from engine.model.lowering.refusal import Refused
from engine.model.values import Binding
from engine.words import said

_GIVEN = ({"source", "target"}, {"sourceExpression", "target"})


def check_calls(root: etree._Element) -> None:
    """Refused: calls of nothing, unknown bindings, passing without source or target."""
    for node in every_node(root, ElementKind.CALL_ACTIVITY):
        name = node.get("id", "")
        if not dialect.reference(node, "calledElement"):
            raise Refused(name, said("the call activity names no process"))
        if node.get(camunda("calledElementBinding"), Binding.LATEST) not in list(Binding):
            raise Refused(
                name, said("the version is the latest, one with a number, or one with a tag")
            )
        for passed in (*dialect.extensions(node, "in"), *dialect.extensions(node, "out")):
            _check_passed(name, passed)


def _check_passed(name: str, passed: etree._Element) -> None:
    given = set(passed.attrib)
    if given == {"businessKey"}:
        return
    if given == {"variables"} and passed.get("variables") == "all":
        return
    if given not in _GIVEN:
        raise Refused(name, said("what passes has a source and a target, or is all variables"))
    check_text(name, passed.get("source") or passed.get("sourceExpression") or "")
