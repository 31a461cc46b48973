"""Reads the analyst's own document, never the lowered one, into values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from lxml import etree

from engine.model import dialect
from engine.model.compensation import is_compensating
from engine.model.dialect import BIOC, BPMNDI, COLOR, ElementKind, EventKind, bpmn, camunda
from engine.model.findings import Finding, ModelRefused
from engine.model.performers import performer, potential_owners
from engine.model.values import Binding, Call, Element, Flow, Lane, ProcessDefinition
from engine.words import LANGUAGES, Words, said

__all__ = [
    "Call",
    "Element",
    "ElementKind",
    "EventKind",
    "Flow",
    "Lane",
    "ProcessDefinition",
    "read_definition",
]


def executable_processes(root: etree._Element) -> list[etree._Element]:
    """The processes marked executable; where no process says anything of it, those that are not public (BPMN 2.0, 10.2.1).

    One without content is none of them where another has some: exporters write an empty main process beside the drawn pools.
    """
    drawn = list(root.iterchildren(bpmn("process")))
    processes = [process for process in drawn if next(flow_nodes(process), None) is not None]
    processes = processes or drawn
    marked = [
        process for process in processes if dialect.flag(process, "isExecutable", default=False)
    ]
    silent = [
        p for p in processes if p.get("isExecutable") is None and p.get("processType") != "Public"
    ]
    return marked or silent


def flow_nodes(process: etree._Element) -> Iterator[etree._Element]:
    """The flow nodes of a process and of its sub-processes in document order."""
    return process.iter(*dialect.FLOW_NODE_TAGS)


def process_of(root: etree._Element, process_id: str | None = None) -> etree._Element:
    """The executable process of that id, or the only one. Raises ModelRefused where there is no such process."""
    processes = [
        process
        for process in executable_processes(root)
        if process_id is None or process.get("id") == process_id
    ]
    if len(processes) != 1:
        finding = Finding(
            rule="executable-process",
            element_id=process_id or "",
            message=said("The file has {count} executable processes.", count=len(processes)),
        )
        raise ModelRefused("model.bpmn", (finding,))
    return processes[0]


def read_definition(root: etree._Element, process_id: str | None = None) -> ProcessDefinition:
    """Read a process of a document that has passed the schema: that of the id, or the only executable one.

    Raises ModelRefused where there is no such process.
    """
    return _Reader(root, process_of(root, process_id)).definition()


def implied_defaults(scope: etree._Element) -> dict[str, str]:
    """Flows without a condition out of an exclusive gateway that has no default: where all others have one, the only way
    that is left when none of them is true. With the gateway.
    """
    found: dict[str, str] = {}
    leaving: dict[str, list[etree._Element]] = {}
    for flow in scope.iter(bpmn("sequenceFlow")):
        leaving.setdefault(flow.get("sourceRef", ""), []).append(flow)
    for gateway in scope.iter(bpmn(ElementKind.EXCLUSIVE_GATEWAY)):
        ways = leaving.get(gateway.get("id", ""), [])
        free = [flow for flow in ways if flow.find(bpmn("conditionExpression")) is None]
        if len(ways) > 1 and len(free) == 1 and not gateway.get("default"):
            found[free[0].get("id", "")] = gateway.get("id", "")
    return found


class _Reader:
    """Holds the indices that reading one document needs."""

    def __init__(self, root: etree._Element, process: etree._Element) -> None:
        self.process = process
        self.messages = _names(root, "message")
        self.signals = _names(root, "signal")
        self.lanes_of = dict(_lane_members(process))
        self.coloured = frozenset(_coloured(root))

    def definition(self) -> ProcessDefinition:
        own = dialect.properties(self.process)
        elements = {node.get("id", ""): self._element(node) for node in flow_nodes(self.process)}
        return ProcessDefinition(
            process_id=self.process.get("id", ""),
            label=_label(self.process),
            version_tag=self.process.get(camunda("versionTag"), ""),
            rules=own.get("rules", ""),
            due_date=own.get("dueDate") or None,
            lanes=tuple(_lane(node) for node in self.process.iter(bpmn("lane"))),
            elements=MappingProxyType(elements),
            flows=MappingProxyType({flow.id: flow for flow in self._flows()}),
            messages=tuple(self.messages.values()),
            signals=tuple(self.signals.values()),
            correctable=tuple(filter(None, map(str.strip, own.get("correctable", "").split(",")))),
        )

    def _element(self, node: etree._Element) -> Element:
        own = dialect.properties(node)
        instantiates = _instantiates(node)
        bearers = dialect.event_definitions(node) or [node]
        events = tuple(self._events(node, instantiates=instantiates))
        return Element(
            id=node.get("id", ""),
            kind=dialect.FLOW_NODE_TAGS[node.tag],
            label=_label(node),
            scope=_scope(node),
            documentation=dialect.clean_text(node.find(bpmn("documentation"))) or "",
            lane=self._lane_of(node),
            job_type=dialect.job_type(node),
            form_key=node.get(camunda("formKey")) or None,
            assignee=node.get(camunda("assignee")) or performer(node),
            candidate_groups=_groups(node),
            due_date=node.get(camunda("dueDate")) or None,
            retries=dialect.retries(node),
            message=self._named(self.messages, bearers, "messageRef"),
            signal=self._named(self.signals, bearers, "signalRef"),
            correlation_key=own.get("correlationKey") or None,
            events=events,
            event=events[0][0] if events else None,
            instantiates=instantiates,
            called=called_process(node),
            attached_to=dialect.reference(node, "attachedToRef"),
            interrupting=_interrupting(node),
            addition=node.get("id", "") in self.coloured,
            short=_in_three(own, "label.short"),
            stage=_in_three(own, "applicant.stage"),
            properties=own,
        )

    def _events(
        self, node: etree._Element, *, instantiates: bool
    ) -> Iterator[tuple[EventKind, str | None]]:
        if instantiates:
            yield EventKind.MESSAGE, self._named(self.messages, [node], "messageRef")
        for definition in dialect.event_definitions(node):
            message = self._named(self.messages, [definition], "messageRef")
            signal = self._named(self.signals, [definition], "signalRef")
            yield dialect.EVENT_TAGS[definition.tag], message or signal

    @staticmethod
    def _named(names: Mapping[str, str], bearers: list[etree._Element], pointer: str) -> str | None:
        """The first name that one of them points to."""
        pointed = (dialect.reference(bearer, pointer) or "" for bearer in bearers)
        return next((names[found] for found in pointed if found in names), None)

    def _lane_of(self, node: etree._Element) -> str | None:
        """The element's own lane, else that of the activity it is attached to or drawn in."""
        parent = node.getparent()
        for key in (node.get("id", ""), dialect.reference(node, "attachedToRef") or ""):
            if key in self.lanes_of:
                return self.lanes_of[key]
        return None if node is self.process or parent is None else self._lane_of(parent)

    def _flows(self) -> Iterator[Flow]:
        defaults = {node.get("default") for node in flow_nodes(self.process)}
        defaults |= implied_defaults(self.process).keys()
        for node in self.process.iter(bpmn("sequenceFlow")):
            yield Flow(
                id=node.get("id", ""),
                source=node.get("sourceRef", ""),
                target=node.get("targetRef", ""),
                condition=dialect.clean_text(node.find(bpmn("conditionExpression"))),
                label=_label(node),
                default=node.get("id") in defaults,
            )


def _label(node: etree._Element) -> Words:
    own = dialect.properties(node)
    return Words(
        kk=node.get("name", "").strip(), ru=own.get("label.ru", ""), en=own.get("label.en", "")
    )


def _in_three(own: Mapping[str, str], name: str) -> Words:
    kk, ru, en = (own.get(f"{name}.{language}", "") for language in LANGUAGES)
    return Words(kk=kk, ru=ru, en=en)


def _lane(node: etree._Element) -> Lane:
    return Lane(id=node.get("id", ""), name=node.get("name", "").strip(), label=_label(node))


def _lane_members(process: etree._Element) -> Iterator[tuple[str, str]]:
    """Pairs of element id and lane name; document order puts an inner lane after its outer one, so the inner one stays."""
    for lane in process.iter(bpmn("lane")):
        for member in lane.iterchildren(bpmn("flowNodeRef")):
            yield (member.text or "").strip(), lane.get("name", "").strip()


def _names(root: etree._Element, kind: str) -> dict[str, str]:
    return {
        node.get("id", ""): node.get("name", "").strip() for node in root.iterchildren(bpmn(kind))
    }


def _scope(node: etree._Element) -> str:
    parent = node.getparent()
    return "" if parent is None else parent.get("id", "")


def _groups(node: etree._Element) -> tuple[str, ...]:
    text = node.get(camunda("candidateGroups"), "")
    named = tuple(group.strip() for group in text.split(",") if group.strip())
    return named or potential_owners(node)


def _instantiates(node: etree._Element) -> bool:
    receives = node.tag == bpmn(ElementKind.RECEIVE_TASK)
    return receives and dialect.flag(node, "instantiate", default=False)


def called_process(node: etree._Element) -> Call | None:
    """What a call activity calls; None for other elements, and where it names nothing."""
    key = dialect.reference(node, "calledElement")
    if node.tag != bpmn(ElementKind.CALL_ACTIVITY) or not key:
        return None
    binding: str = node.get(camunda("calledElementBinding"), "").strip()
    if binding not in _WANTED:
        return Call(key=key)  # the latest, or what the rule «call-activity» refuses
    wanted = node.get(camunda(_WANTED[binding]), "").strip()
    return Call(key=key, binding=Binding(binding), wanted=wanted)


_WANTED: Mapping[str, str] = MappingProxyType(
    {
        Binding.VERSION: "calledElementVersion",
        Binding.VERSION_TAG: "calledElementVersionTag",
    }
)


def _interrupting(node: etree._Element) -> bool:
    """Compensation comes after the activity, so that it interrupts nothing."""
    if is_compensating(node):
        return False
    name = "cancelActivity" if node.tag == bpmn(ElementKind.BOUNDARY_EVENT) else "isInterrupting"
    return dialect.flag(node, name, default=True)


def _coloured(root: etree._Element) -> Iterator[str]:
    for shape in root.iter(f"{{{BPMNDI}}}BPMNShape"):
        if any(dialect.namespace(str(name)) in (BIOC, COLOR) for name in shape.attrib):
            yield (shape.get("bpmnElement") or "").rpartition(":")[2]
