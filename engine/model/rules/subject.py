"""What a rule looks at: the values of the model beside its XML, indexed once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from lxml import etree

from engine.model.compensation import handlers
from engine.model.definition import flow_nodes, process_of, read_definition
from engine.model.dialect import FLOW_NODE_TAGS, SUB_PROCESSES, ElementKind, bpmn, flag
from engine.model.findings import Severity
from engine.model.values import Element, Flow, Known, ProcessDefinition


@dataclass(frozen=True, kw_only=True)
class Subject:
    root: etree._Element
    process: etree._Element
    definition: ProcessDefinition
    known: Known
    #: In a trace the wiring (forms, job types, lanes) may still be missing.
    lenient: bool = False

    @property
    def wiring(self) -> Severity:
        return Severity.WARNING if self.lenient else Severity.ERROR

    @property
    def elements(self) -> Mapping[str, Element]:
        return self.definition.elements

    @cached_property
    def nodes(self) -> Mapping[str, etree._Element]:
        """The XML of each flow node."""
        return MappingProxyType({node.get("id", ""): node for node in flow_nodes(self.process)})

    @cached_property
    def outgoing(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped((flow.source, flow) for flow in self.definition.flows.values())

    @cached_property
    def incoming(self) -> Mapping[str, tuple[Flow, ...]]:
        return _grouped((flow.target, flow) for flow in self.definition.flows.values())

    @cached_property
    def handlers(self) -> Mapping[str, tuple[str, ...]]:
        """Compensation boundary events with the activities that associations join to them."""
        return handlers(self.process)

    @cached_property
    def flow_scopes(self) -> Mapping[str, str]:
        """The id of the process or sub-process in which each sequence flow is drawn."""
        found = {
            node.get("id", ""): _parent_id(node) for node in self.process.iter(bpmn("sequenceFlow"))
        }
        return MappingProxyType(found)

    @cached_property
    def scopes(self) -> tuple[str, ...]:
        """The ids of the process and of all its sub-processes."""
        inner = (item.id for item in self.elements.values() if item.kind in SUB_PROCESSES)
        return (self.definition.process_id, *inner)

    def of_kind(self, *kinds: ElementKind) -> Iterator[tuple[Element, etree._Element]]:
        """Elements of these kinds with their XML, in document order."""
        for element in self.elements.values():
            if element.kind in kinds:
                yield element, self.nodes[element.id]

    def inside(self, scope: str) -> list[Element]:
        """The elements drawn directly in that process or sub-process."""
        return [element for element in self.elements.values() if element.scope == scope]

    def triggered(self, element_id: str) -> bool:
        """Whether the element is an event sub-process."""
        node = self.nodes.get(element_id)
        return node is not None and flag(node, "triggeredByEvent", default=False)


def subject_of(
    root: etree._Element, known: Known, process_id: str | None = None, *, lenient: bool = False
) -> Subject:
    """Index a process of a document: that of the id, or the only executable one."""
    return Subject(
        root=root,
        process=process_of(root, process_id),
        definition=read_definition(root, process_id),
        known=known,
        lenient=lenient,
    )


def owner_id(node: etree._Element) -> str:
    """The id of the nearest flow node, flow or process that the XML element belongs to: what an analyst can click on.

    Outside processes the nearest id there is (of a message, a pool), empty where there is none.
    """
    clickable = {*FLOW_NODE_TAGS, bpmn("sequenceFlow"), bpmn("process"), bpmn("lane")}
    found: etree._Element | None = node
    while found is not None and found.tag not in clickable:
        found = found.getparent()
    if found is not None:
        return found.get("id", "")
    ids = (each.get("id") for each in (node, *node.iterancestors()))
    return next(filter(None, ids), "")


def _grouped(pairs: Iterable[tuple[str, Flow]]) -> Mapping[str, tuple[Flow, ...]]:
    groups: defaultdict[str, list[Flow]] = defaultdict(list)
    for key, flow in pairs:
        groups[key].append(flow)
    return defaultdict(tuple, {key: tuple(flows) for key, flows in groups.items()})


def _parent_id(node: etree._Element) -> str:
    parent = node.getparent()
    return "" if parent is None else parent.get("id", "")
