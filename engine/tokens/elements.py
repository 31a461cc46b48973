"""From elements of the lowered document to the specs that tokens meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from lxml import etree

from engine.expression import compile_expression, compile_script
from engine.model import dialect
from engine.model.compensation import is_compensating
from engine.model.definition import called_process
from engine.model.dialect import bpmn, camunda, item_name
from engine.model.lowering.document import own
from engine.tokens import reading
from engine.tokens.activities import Activity, JobTask, ScriptTask, SendTask
from engine.tokens.calling import CallActivity
from engine.tokens.catching import Boundary, Catching, EventStart
from engine.tokens.gateways import Ways
from engine.tokens.kinds import Token
from engine.tokens.library import TaskParser
from engine.tokens.loops import MultiInstance, Rounds, StandardLoop
from engine.tokens.node import Node
from engine.tokens.subprocess import SubProcess
from engine.tokens.throwing import ThrowEvent
from engine.tokens.triggers import Trigger


class StartEvent(Node):
    """Passed at once: what it waits for has happened before there is a token. With it the scope has begun."""

    plain = True  #: a none start event
    triggers: tuple[Trigger, ...] = ()

    def after(self, token: Token, receivers: Sequence[Token]) -> None:
        super().after(token, receivers)
        token.workflow.look_at_starts()


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
            traced=traced and self.node.get(own("silent")) is None,
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
            node.payload = reading.mappings(self.node, "inputParameter")
        if isinstance(node, Boundary):
            node.interrupting = dialect.flag(self.node, "cancelActivity", default=True)


class StartParser(ElementParser):
    def fill(self, node: StartEvent) -> None:
        node.triggers = reading.triggers_of(self.node, self.process_parser.parser)
        node.plain = not node.triggers
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
        whole: Rounds = self._loop(looped) if repeated is None else self._multi_instance(repeated)
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

    def _multi_instance(self, node: etree._Element) -> MultiInstance:
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
            whole.output = (output, item_name(node.find(bpmn("outputDataItem"))))
        return whole

    def _loop(self, node: Any) -> StandardLoop:
        whole: StandardLoop = self._whole(StandardLoop)
        whole.test_before = dialect.flag(node, "testBefore", default=False)
        whole.condition = reading.optional_expression(node.find(bpmn("loopCondition")))
        maximum = node.get("loopMaximum")
        whole.maximum = int(maximum) if maximum else None
        return whole


class InclusiveParser(ElementParser):
    def create_task(self, **more: Any) -> Node:
        if self.node.get(own("ways")) is None:
            return super().create_task(**more)
        return super().create_task(spec_class=Ways, traced=False)


class SendTaskParser(ActivityParser):
    def create_task(self, **more: Any) -> Node:
        external = dialect.job_type(self.node) is not None
        return super().create_task(spec_class=JobTask if external else SendTask, **more)


class CallParser(ActivityParser):
    def fill(self, node: Activity) -> None:
        super().fill(node)
        assert isinstance(node, CallActivity)
        call = called_process(self.node)
        assert call is not None
        node.call = call
        node.passed_in = reading.passing(self.node, "in")
        node.passed_out = reading.passing(self.node, "out")
        self.spec.calls.append(call)


class SubProcessParser(ActivityParser):
    def create_task(self, **more: Any) -> Node:
        self.process_parser.parser.create_parser(self.node, lane=self.lane)
        triggered = dialect.flag(self.node, "triggeredByEvent", default=False)
        return super().create_task(scope=self.bpmn_id, triggered=triggered, **more)

    def fill(self, node: Activity) -> None:
        super().fill(node)
        assert isinstance(node, SubProcess)
        start = self.node.find(bpmn("startEvent"))
        if node.triggered and start is not None and is_compensating(start):
            self.spec.undo_start = node
        elif node.triggered and start is not None:
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
