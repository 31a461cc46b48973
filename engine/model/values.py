"""What the system knows of a model, as values; `definition.py` reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from engine.model.dialect import ElementKind, EventKind
from engine.words import Words


@dataclass(frozen=True, kw_only=True)
class Lane:
    id: str
    name: str
    label: Words


class Binding(StrEnum):
    """Which version of the called process runs; the latest one is fixed when the calling instance starts."""

    LATEST = "latest"
    VERSION = "version"
    VERSION_TAG = "versionTag"


@dataclass(frozen=True, kw_only=True)
class Call:
    """What a call activity calls. wanted: the version's number or tag, empty for the latest."""

    key: str
    binding: Binding = Binding.LATEST
    wanted: str = ""

    @property
    def reference(self) -> str:
        """One word for it: `pay`, `pay:3`, `pay#spring`."""
        return f"{self.key}{_MARKS[self.binding]}{self.wanted}"

    @classmethod
    def read(cls, reference: str) -> Call:
        """The call that the word stands for."""
        for binding in (Binding.VERSION_TAG, Binding.VERSION):
            key, mark, wanted = reference.partition(_MARKS[binding])
            if mark:
                return cls(key=key, binding=binding, wanted=wanted)
        return cls(key=reference)


_MARKS = {Binding.LATEST: "", Binding.VERSION: ":", Binding.VERSION_TAG: "#"}


@dataclass(frozen=True, kw_only=True)
class Element:
    """A flow node. `lane` is the lane's name, `scope` the id of the process or sub-process it is drawn in."""

    id: str
    kind: ElementKind
    label: Words
    scope: str
    documentation: str = ""
    lane: str | None = None
    job_type: str | None = None
    form_key: str | None = None
    assignee: str | None = None
    candidate_groups: tuple[str, ...] = ()
    due_date: str | None = None
    retries: str | None = None
    message: str | None = None
    signal: str | None = None
    correlation_key: str | None = None
    #: What an event waits for or brings about, each with the name of the message or signal; `event` is the first of them.
    events: tuple[tuple[EventKind, str | None], ...] = ()
    event: EventKind | None = None
    #: A receive task that starts the process.
    instantiates: bool = False
    called: Call | None = None
    attached_to: str | None = None
    interrupting: bool = True
    #: Drawn in a colour of its own: not in the legal diagram, added by the analyst.
    addition: bool = False
    #: A name for lists, where the full one is a sentence; empty where the full one serves.
    short: Words = field(default_factory=lambda: Words(kk="", ru=""))
    #: What the applicant may see of it; empty: nothing.
    stage: Words = field(default_factory=lambda: Words(kk="", ru=""))
    properties: Mapping[str, str] = field(default_factory=dict)

    @property
    def norm(self) -> str | None:
        """How long the step may take by the rules: shown and measured, nothing is escalated by it."""
        return self.properties.get("norm")

    @property
    def name_in_lists(self) -> Words:
        return self.short if self.short.kk else self.label

    def brief(self, language: str) -> str:
        """Its name in a list."""
        return self.short.text(language) or self.label.text(language)


@dataclass(frozen=True, kw_only=True)
class Flow:
    id: str
    source: str
    target: str
    condition: str | None
    label: Words
    #: The source takes it when no condition is true.
    default: bool


@dataclass(frozen=True, kw_only=True)
class ProcessDefinition:
    """One executable process; `elements` are its flow nodes in document order, those of sub-processes too."""

    process_id: str
    label: Words
    version_tag: str
    rules: str
    due_date: str | None
    lanes: tuple[Lane, ...]
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    messages: tuple[str, ...]
    signals: tuple[str, ...]
    #: Variables that who works on a case may correct by a recorded act.
    correctable: tuple[str, ...] = ()

    @cached_property
    def form_keys(self) -> frozenset[str]:
        return frozenset(element.form_key for element in self.elements.values() if element.form_key)

    @cached_property
    def job_types(self) -> frozenset[str]:
        return frozenset(element.job_type for element in self.elements.values() if element.job_type)

    @cached_property
    def user_tasks(self) -> tuple[Element, ...]:
        return self._of_kind(ElementKind.USER_TASK)

    @cached_property
    def start_events(self) -> tuple[Element, ...]:
        """The start events of the process itself, and the receive tasks that start it; those of sub-processes are not among them."""
        return tuple(
            element
            for element in self.elements.values()
            if element.scope == self.process_id
            and (element.kind is ElementKind.START_EVENT or element.instantiates)
        )

    @cached_property
    def calls(self) -> tuple[Call, ...]:
        """What its call activities call, each once."""
        return tuple(
            dict.fromkeys(element.called for element in self.elements.values() if element.called)
        )

    def walked(self, flows: Iterable[str], completed: Iterable[str]) -> Iterator[str]:
        """Ids of the flows that tokens went along in one step.

        flows: those on which tokens were put; out of an event gateway a token waits on each, and only the one whose event
        has come was walked. completed: ids of the elements.
        """
        awaited = self._awaited_over
        only_offered = frozenset(awaited.values())
        yield from (flow for flow in flows if flow not in only_offered)
        yield from (awaited[element_id] for element_id in completed if element_id in awaited)

    @cached_property
    def _awaited_over(self) -> Mapping[str, str]:
        """The flow out of an event gateway by the event it leads to, which has no other (rule `event-gateway`)."""
        return {
            flow.target: flow.id
            for flow in self.flows.values()
            if flow.source in self.elements
            and self.elements[flow.source].kind is ElementKind.EVENT_GATEWAY
        }

    def _of_kind(self, kind: ElementKind) -> tuple[Element, ...]:
        return tuple(element for element in self.elements.values() if element.kind is kind)


def is_called(call: Call, definition: ProcessDefinition) -> bool:
    """Whether a call means a process that is about to be deployed; its version has no number yet."""
    if call.key != definition.process_id or call.binding is Binding.VERSION:
        return False
    return call.binding is Binding.LATEST or call.wanted == definition.version_tag


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a model may name: what workers, forms and roles there are. None: not checked."""

    job_types: frozenset[str] | None = None
    form_keys: frozenset[str] | None = None
    lanes: frozenset[str] | None = None
    #: The variables that a form of `form_keys` asks for.
    asked: Callable[[str], frozenset[str]] | None = None
    #: The process that a call activity calls; None from it where there is none.
    called: Callable[[Call], ProcessDefinition | None] | None = None
