"""SpiffWorkflow's parser over a lowered document, with specs of ours; flows stay in the order of the document.

The library's own walk from the start event drops what is not reached, orders flows by the drawing and recurses along them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from lxml import etree

from engine.expression import compile_expression
from engine.model import dialect
from engine.model.dialect import FLOW_NODE_TAGS, ElementKind, bpmn
from engine.model.lowering.document import own
from engine.model.lowering.refusal import Refused
from engine.model.values import Call
from engine.tokens import activities, gateways, joins, reading, throwing
from engine.tokens.activities import JobTask, ScriptTask, SendTask
from engine.tokens.calling import CallActivity
from engine.tokens.catching import Boundary, CatchEvent, EventStart
from engine.tokens.elements import (
    ActivityParser,
    CallParser,
    ElementParser,
    EventParser,
    InclusiveParser,
    SendTaskParser,
    StartEvent,
    StartParser,
    SubProcessParser,
)
from engine.tokens.joins import InclusiveGateway
from engine.tokens.kinds import Flow
from engine.tokens.library import (
    BpmnParser,
    BpmnProcessSpec,
    ProcessParser,
    ValidationException,
)
from engine.tokens.node import Node
from engine.tokens.subprocess import SubProcess
from engine.tokens.throwing import ThrowEvent
from engine.tokens.upstream import find_upstream


class ProcessSpec(BpmnProcessSpec):
    """A process or the inside of a sub-process. starts: its start events; event_starts: those of its event sub-processes."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name=name, description=description)
        self.task_specs.clear()  # the library's Start and End, so that an element may have that id
        self.nodes: list[Node] = []
        self.starts: list[StartEvent] = []
        self.calls: list[Call] = []
        self.event_starts: list[EventStart] = []
        self.undo_start: SubProcess | None = (
            None  #: the event sub-process that undoes what it lies in
        )


class ScopeParser(ProcessParser):
    """The inside of a process or sub-process: every node, then every flow."""

    def create_spec(self) -> ProcessSpec:
        return ProcessSpec(self.bpmn_id, self.get_name())

    def add_tasks(self) -> None:
        for node in self.node.iterchildren(*FLOW_NODE_TAGS):
            self.parse_node(node)
        for node in self.node.iterchildren(bpmn(ElementKind.BOUNDARY_EVENT)):
            host = self.spec.task_specs[node.get("attachedToRef")]
            host.boundary = (*host.boundary, self.spec.task_specs[node.get("id")])
        for node in self.node.iterchildren(bpmn("sequenceFlow")):
            self._connect(node)
        for node in self.node.iterchildren(*FLOW_NODE_TAGS):
            undoing = node.get(own("undo"))
            if undoing:
                host = self.spec.task_specs[node.get("id")]
                getattr(host, "body", host).undo = self.spec.task_specs[undoing]
        for spec in self.spec.nodes:
            if isinstance(spec, InclusiveGateway) and spec.incoming > 1:
                spec.upstream = find_upstream(spec, self.spec.nodes)

    def _connect(self, node: etree._Element) -> None:
        specs = self.spec.task_specs
        source, target = specs[node.get("sourceRef")], specs[node.get("targetRef")]
        default = self.get_node_by_id(source.name).get("default") == node.get("id")
        text = None if default else dialect.clean_text(node.find(bpmn("conditionExpression")))
        flow = Flow(
            id=node.get("id", ""),
            target=target,
            condition=compile_expression(text) if text else None,
            text=text,
            default=default,
            nth=target.incoming,
            shown=reading.element_id(node),
        )
        source.connect(target)
        source.flows = (*source.flows, flow)
        source.free = source.free and flow.condition is None and not default
        target.incoming += 1


class TokenParser(BpmnParser):
    PROCESS_PARSER_CLASS = ScopeParser
    OVERRIDE_PARSER_CLASSES: ClassVar = {
        bpmn(kind): classes
        for kind, classes in {
            ElementKind.START_EVENT: (StartParser, StartEvent),
            ElementKind.END_EVENT: (EventParser, throwing.EndEvent),
            ElementKind.THROW_EVENT: (EventParser, ThrowEvent),
            ElementKind.CATCH_EVENT: (EventParser, CatchEvent),
            ElementKind.BOUNDARY_EVENT: (EventParser, Boundary),
            ElementKind.TASK: (ActivityParser, activities.PassingTask),
            ElementKind.MANUAL_TASK: (ActivityParser, activities.PassingTask),
            ElementKind.USER_TASK: (ActivityParser, activities.UserTask),
            ElementKind.SERVICE_TASK: (ActivityParser, JobTask),
            ElementKind.SCRIPT_TASK: (ActivityParser, ScriptTask),
            ElementKind.SEND_TASK: (SendTaskParser, SendTask),
            ElementKind.RECEIVE_TASK: (ActivityParser, activities.ReceiveTask),
            ElementKind.SUB_PROCESS: (SubProcessParser, SubProcess),
            ElementKind.TRANSACTION: (SubProcessParser, SubProcess),
            ElementKind.CALL_ACTIVITY: (CallParser, CallActivity),
            ElementKind.EXCLUSIVE_GATEWAY: (ElementParser, gateways.ExclusiveGateway),
            ElementKind.EVENT_GATEWAY: (ElementParser, gateways.EventGateway),
            ElementKind.PARALLEL_GATEWAY: (ElementParser, joins.ParallelGateway),
            ElementKind.INCLUSIVE_GATEWAY: (InclusiveParser, joins.InclusiveGateway),
        }.items()
    }


def parse_scopes(
    lowered: bytes, process_id: str
) -> tuple[ProcessSpec, dict[str, ProcessSpec], int]:
    """The process, the insides of its sub-processes by id, inner ones first, and the version of the lowering.

    Raises Refused where the library cannot read it.
    """
    parser = TokenParser()
    root = etree.fromstring(lowered, etree.XMLParser(resolve_entities=False, no_network=True))
    try:
        parser.add_bpmn_xml(root)
        process: ProcessSpec = parser.get_spec(process_id)
    except ValidationException as error:
        raise Refused(process_id, str(error)) from error
    inner = dict(_inner_scopes(parser, process))
    for scope in (*inner.values(), process):
        mark_undoable(scope, inner)
    return process, inner, reading.lowering(root)


def _inner_scopes(parser: TokenParser, scope: ProcessSpec) -> Iterator[tuple[str, ProcessSpec]]:
    for spec in scope.nodes:
        if isinstance(spec, SubProcess):
            inner: ProcessSpec = parser.get_spec(spec.scope)
            yield from _inner_scopes(parser, inner)
            yield spec.scope, inner


def mark_undoable(scope: ProcessSpec, inner: Mapping[str, ProcessSpec]) -> None:
    """Mark what can be undone, by a handler of its own or by what is inside of it."""
    for spec in scope.nodes:
        inside = inner[spec.scope] if spec.scope else None
        own_way = spec.undo is not None or (inside is not None and inside.undo_start is not None)
        spec.undoable = own_way or (
            inside is not None and any(within.undoable for within in inside.nodes)
        )
