"""Attributes and elements of other namespaces that are not executed: named to the analyst, never dropped silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from engine.model.definition import executable_processes
from engine.model.dialect import BPMN, CAMUNDA, LAYOUT, XML, XSI, bpmn, local_name, namespace
from engine.model.rules.subject import owner_id
from engine.words import Sentence, said, verbatim

_WORKING = frozenset({"serviceTask", "sendTask", "messageEventDefinition"})
#: camunda attributes that are executed → on which BPMN elements.
_READ: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "type": _WORKING,
        "topic": _WORKING,
        "formKey": frozenset({"userTask", "startEvent"}),
        "assignee": frozenset({"userTask"}),
        "candidateGroups": frozenset({"userTask"}),
        "dueDate": frozenset({"userTask"}),
        "collection": frozenset({"multiInstanceLoopCharacteristics"}),
        "elementVariable": frozenset({"multiInstanceLoopCharacteristics"}),
        "versionTag": frozenset({"process"}),
    }
)
#: camunda extension elements that are executed, with all that stands inside them.
_READ_ELEMENTS = frozenset({"properties", "inputOutput", "failedJobRetryTimeCycle"})
#: Elements of BPMN that are drawn or declared and not executed; what they hold is not looked at.
_DRAWN_ONLY = frozenset({"import", "dataStore", "dataStoreReference"})
_SILENT = LAYOUT | {BPMN, XSI, XML, ""}
_PREFIXES: Mapping[str, str] = MappingProxyType(
    {CAMUNDA: "camunda", "http://camunda.org/schema/zeebe/1.0": "zeebe"}
)


def ignored_parts(root: etree._Element) -> tuple[Sentence, ...]:
    """`CheckPackage: zeebe:taskDefinition` for each foreign part, in document order, each once."""
    return tuple(dict.fromkeys(_ignored(root)))


def _ignored(root: etree._Element) -> Iterator[Sentence]:
    running = executable_processes(root)
    for node in root.iter():
        if node.tag == bpmn("process") and node not in running:
            yield said("{process}: process that does not run", process=node.get("id"))
        if local_name(node.tag) in _DRAWN_ONLY:
            yield verbatim(f"{owner_id(node)}: {local_name(node.tag)}")
        if namespace(node.tag) == BPMN:
            yield from (verbatim(f"{owner_id(node)}: {name}") for name in _foreign_below(node))


def _foreign_below(node: etree._Element) -> Iterator[str]:
    """The foreign attributes of a BPMN element, and the foreign elements directly in it."""
    for key in map(str, node.attrib):
        if namespace(key) not in _SILENT and local_name(node.tag) not in _read_on(key):
            yield _prefixed(node, key)
    for child in node.iterchildren():
        uri = namespace(child.tag)
        read = uri == CAMUNDA and local_name(child.tag) in _READ_ELEMENTS
        if uri not in _SILENT and not read:
            yield _prefixed(child, child.tag)


def _read_on(key: str) -> frozenset[str]:
    return _READ.get(local_name(key), frozenset()) if namespace(key) == CAMUNDA else frozenset()


def _prefixed(node: etree._Element, key: str) -> str:
    uri = namespace(key)
    prefix = next((prefix for prefix, found in node.nsmap.items() if found == uri and prefix), None)
    return f"{_PREFIXES.get(uri) or prefix or uri}:{local_name(key)}"
