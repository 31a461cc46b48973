"""SpiffWorkflow's parser over a lowered document, with specs of ours; flows stay in the order of the document.

The library's own walk from the start event drops what is not reached, orders flows by the drawing and recurses along them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

from lxml import etree

from engine.expression import compile_expression, compile_script
from engine.model import dialect
from engine.model.dialect import FLOW_NODE_TAGS, ElementKind, bpmn, camunda
from engine.model.lowering.refusal import Refused
from engine.model.lowering.tokens import activities, gateways, joins, reading, throwing
from engine.model.lowering.tokens.activities import Activity, JobTask, ScriptTask, SendTask
from engine.model.lowering.tokens.catching import Boundary, CatchEvent, Catching, EventStart
from engine.model.lowering.tokens.flows import Flow
from engine.model.lowering.tokens.joins import InclusiveGateway
from engine.model.lowering.tokens.library import (
    BpmnParser,
    BpmnProcessSpec,
    ProcessParser,
    TaskParser,
    ValidationException,
)
from engine.model.lowering.tokens.loops import MultiInstance, Rounds, StandardLoop
from engine.model.lowering.tokens.node import Node
from engine.model.lowering.tokens.subprocess import SubProcess
from engine.model.lowering.tokens.throwing import ThrowEvent
from engine.model.lowering.tokens.upstream import find_upstream


class ProcessSpec(BpmnProcessSpec):
    """A process or the inside of a sub-process. starts: its start events; event_starts: those of its event sub-processes."""

    def __init__(self, name: str, description: str) -> None:
        super().__init__(name=name, description=description)
        self.task_specs.clear()  # the library's Start and End, so that an element may have that id
        self.nodes: list[Node] = []
        self.starts: list[StartEvent] = []
        self.event_starts: list[EventStart] = []


class StartEvent(Node):
    """Passed at once: what it waits for has happened before there is a token."""

    plain = True  #: a none start event


class ElementParser(TaskParser):
    def parse_node(self) -> Node:
        node = self.create_task()
        self.fill(node)
        return node

    def create_task(
        self, *, suffix: str = "", traced: bool = True, spec_class: Any = None, **more: Any
    ) -> Node:
        created: Node = (spec_class or self.spec_class)(
            self.spec,
            self.bpmn_id + suffix,
            element_id=reading.element_id(self.node),
            traced=traced,
            lane=self.lane,
            bpmn_name=self.node.get("name"),
            **more,
        )
        return created

    def fill(self, node: Any) -> None:
        """Give the spec what the document says about it."""


class EventParser(ElementParser):
    def fill(self, node: Any) -> None:
        node.trigger = reading.trigger_of(self.node, self.process_parser.parser)
        if isinstance(node, ThrowEvent):
            node.external = dialect.job_type(self.node) is not None
        if isinstance(node, Boundary):
            node.interrupting = dialect.flag(self.node, "cancelActivity", default=True)


class StartParser(ElementParser):
    def fill(self, node: StartEvent) -> None:
        node.plain = not dialect.event_definitions(self.node)
        self.spec.starts.append(node)


class ActivityParser(ElementParser):
    """An activity that runs several times becomes two specs: the whole, which has its id and flows, and one round."""

    def parse_node(self) -> Node:
        repeated = self.node.find(bpmn("multiInstanceLoopCharacteristics"))
        looped = self.node.find(bpmn("standardLoopCharacteristics"))
        if repeated is None and looped is None:
            return super().parse_node()
        body = self.create_task(suffix="__round")
        assert isinstance(body, Activity)
        self.fill(body)
        whole = self._multi_instance(repeated) if repeated is not None else self._loop(looped)
        whole.body = body
        return whole

    def fill(self, node: Activity) -> None:
        node.mapped_in = reading.mappings(self.node, "inputParameter")
        node.mapped_out = reading.mappings(self.node, "outputParameter")
        if isinstance(node, SendTask):
            node.trigger = reading.trigger_of(self.node, self.process_parser.parser)
        if isinstance(node, Catching):
            node.trigger = reading.needed_trigger(self.node, self.process_parser.parser)
        if isinstance(node, ScriptTask):
            node.script = compile_script(self.node.findtext(bpmn("script")) or "")

    def _whole(self, spec_class: type[Rounds]) -> Any:
        return ElementParser.create_task(self, traced=False, spec_class=spec_class)

    def _multi_instance(self, node: etree._Element) -> Rounds:
        whole: MultiInstance = self._whole(MultiInstance)
        whole.sequential = dialect.flag(node, "isSequential", default=False)
        whole.condition = reading.optional_expression(node.find(bpmn("completionCondition")))
        collection = node.get(camunda("collection"))
        if collection is not None:
            whole.collection = compile_expression(collection)
            whole.element_variable = node.get(camunda("elementVariable"), whole.element_variable)
        else:
            whole.cardinality = reading.optional_expression(node.find(bpmn("loopCardinality")))
        output = node.findtext(bpmn("loopDataOutputRef"))
        if output:
            item = node.find(bpmn("outputDataItem"))
            whole.output = (output, reading.item_name(item))
        return whole

    def _loop(self, node: Any) -> Rounds:
        whole: StandardLoop = self._whole(StandardLoop)
        whole.test_before = dialect.flag(node, "testBefore", default=False)
        whole.condition = reading.optional_expression(node.find(bpmn("loopCondition")))
        maximum = node.get("loopMaximum")
        whole.maximum = int(maximum) if maximum else None
        return whole


class SendTaskParser(ActivityParser):
    def create_task(self, **more: Any) -> Node:
        external = dialect.job_type(self.node) is not None
        return super().create_task(spec_class=JobTask if external else SendTask, **more)


class SubProcessParser(ActivityParser):
    def create_task(self, **more: Any) -> Node:
        self.process_parser.parser.create_parser(self.node, lane=self.lane)
        triggered = dialect.flag(self.node, "triggeredByEvent", default=False)
        return super().create_task(scope=self.bpmn_id, triggered=triggered, **more)

    def fill(self, node: Activity) -> None:
        super().fill(node)
        assert isinstance(node, SubProcess)
        start = self.node.find(bpmn("startEvent"))
        if node.triggered and start is not None:
            watcher = EventStart(
                self.spec,
                f"{start.get('id')}__watch",
                element_id=reading.element_id(start),
                traced=False,
            )
            watcher.target = node
            watcher.interrupting = dialect.flag(start, "isInterrupting", default=True)
            watcher.trigger = reading.needed_trigger(start, self.process_parser.parser)
            self.spec.event_starts.append(watcher)


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
            ElementKind.EXCLUSIVE_GATEWAY: (ElementParser, gateways.ExclusiveGateway),
            ElementKind.EVENT_GATEWAY: (ElementParser, gateways.EventGateway),
            ElementKind.PARALLEL_GATEWAY: (ElementParser, joins.ParallelGateway),
            ElementKind.INCLUSIVE_GATEWAY: (ElementParser, joins.InclusiveGateway),
        }.items()
    }


def parse_scopes(lowered: bytes, process_id: str) -> tuple[ProcessSpec, dict[str, ProcessSpec]]:
    """The process, and the insides of its sub-processes by id. Raises Refused where the library cannot read it."""
    parser = TokenParser()
    try:
        parser.add_bpmn_xml(
            etree.fromstring(lowered, etree.XMLParser(resolve_entities=False, no_network=True))
        )
        process: ProcessSpec = parser.get_spec(process_id)
    except ValidationException as error:
        raise Refused(process_id, str(error)) from error
    return process, dict(_inner_scopes(parser, process))


def _inner_scopes(parser: TokenParser, scope: ProcessSpec) -> Iterator[tuple[str, ProcessSpec]]:
    for spec in scope.nodes:
        if isinstance(spec, SubProcess):
            inner: ProcessSpec = parser.get_spec(spec.scope)
            yield spec.scope, inner
            yield from _inner_scopes(parser, inner)
