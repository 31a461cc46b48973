"""What the system knows of a model, as values; `definition.py` reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from engine.model.dialect import ElementKind, EventKind


@dataclass(frozen=True, kw_only=True)
class Label:
    """A name in three languages: the BPMN name is Kazakh, the others are properties `label.ru` and `label.en`."""

    kk: str
    ru: str = ""
    en: str = ""

    def text(self, language: str) -> str:
        """The name in `kk`, `ru` or `en`; Kazakh where that language has none."""
        return {"ru": self.ru, "en": self.en}.get(language) or self.kk


@dataclass(frozen=True, kw_only=True)
class Lane:
    id: str
    name: str
    label: Label


@dataclass(frozen=True, kw_only=True)
class Element:
    """A flow node. `lane` is the lane's name, `scope` the id of the process or sub-process it is drawn in."""

    id: str
    kind: ElementKind
    label: Label
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
    event: EventKind | None = None
    attached_to: str | None = None
    interrupting: bool = True
    #: Drawn in a colour of its own: not in the legal diagram, added by the analyst.
    addition: bool = False
    properties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Flow:
    id: str
    source: str
    target: str
    condition: str | None
    label: Label
    #: The source takes it when no condition is true.
    default: bool


@dataclass(frozen=True, kw_only=True)
class ProcessDefinition:
    """One executable process; `elements` are its flow nodes in document order, those of sub-processes too."""

    process_id: str
    label: Label
    version_tag: str
    rules: str
    due_date: str | None
    lanes: tuple[Lane, ...]
    elements: Mapping[str, Element]
    flows: Mapping[str, Flow]
    messages: tuple[str, ...]
    signals: tuple[str, ...]

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
        """The start events of the process itself; those of sub-processes are not among them."""
        return tuple(
            event
            for event in self._of_kind(ElementKind.START_EVENT)
            if event.scope == self.process_id
        )

    def _of_kind(self, kind: ElementKind) -> tuple[Element, ...]:
        return tuple(element for element in self.elements.values() if element.kind is kind)


@dataclass(frozen=True, kw_only=True)
class Known:
    """What a model may name: what workers, forms and roles there are. None: not checked."""

    job_types: frozenset[str] | None = None
    form_keys: frozenset[str] | None = None
    lanes: frozenset[str] | None = None
