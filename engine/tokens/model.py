"""A lowered model with the processes it calls: what instances of one version share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from engine.model.values import Call
from engine.tokens.node import Node
from engine.tokens.parser import ProcessSpec, parse_scopes
from engine.tokens.scopes import Scopes
from engine.tokens.triggers import Trigger
from engine.tokens.values import Environment, NoStartEvent
from engine.tokens.workflow import TokenWorkflow

Bindings = Mapping[str, int]
"""A reference of `engine.model.values.Call` to the number of the version it stands for."""

Library = Mapping[tuple[str, int], "Model"]


@dataclass(frozen=True)
class Model:
    """A lowered model, parsed once for each version of a definition; never changed, so shared by instances and threads.

    lowering: the version of the lowering that the document came from.
    library: the models that may be called, at any depth, by key and number of version. bindings and called: of one instance.
    """

    process: ProcessSpec
    inner: dict[str, ProcessSpec]
    lowering: int = 1
    library: Library = field(default_factory=dict)
    bindings: Bindings = field(default_factory=dict)
    called: Mapping[str, Model] = field(default_factory=dict)
    _bound: dict[tuple[tuple[str, int], ...], Model] = field(
        init=False, repr=False, compare=False, default_factory=dict
    )

    @classmethod
    def parse(cls, lowered: bytes, process_id: str) -> Model:
        """Raises Refused where the document was not lowered or has no such process."""
        return cls(*parse_scopes(lowered, process_id))

    @property
    def calls(self) -> tuple[Call, ...]:
        """What the call activities of the process call, each once."""
        scopes = (self.process, *self.inner.values())
        return tuple(dict.fromkeys(call for scope in scopes for call in scope.calls))

    @property
    def start_triggers(self) -> Iterator[tuple[str, Trigger]]:
        """What starts the process, with the start event that waits for it; a plain one is not among them."""
        for start in self.process.starts:
            for trigger in start.triggers:
                yield start.element_id or "", trigger

    def bound(self, bindings: Bindings) -> Model:
        """With the versions of the called processes that an instance was started with; a call of none fails when it is reached."""
        key = tuple(sorted(bindings.items()))
        if key not in self._bound:
            called = {
                call.reference: replace(found, library=self.library).bound(bindings)
                for call in self.calls
                if (found := self._found(call, bindings)) is not None
            }
            self._bound[key] = replace(self, bindings=bindings, called=called)
        return self._bound[key]

    def _found(self, call: Call, bindings: Bindings) -> Model | None:
        number = bindings.get(call.reference)
        return None if number is None else self.library.get((call.key, number))

    def workflow(self, scopes: Scopes, environment: Environment) -> TokenWorkflow:
        return TokenWorkflow(self, scopes, environment)

    def start(self, element_id: str | None) -> Node:
        """The start event of that id; without one the none start event, or the only one. Raises NoStartEvent."""
        starts = self.process.starts
        if element_id is not None:
            fitting = [node for node in starts if node.element_id == element_id]
        else:
            fitting = [node for node in starts if node.plain] or starts
        if len(fitting) != 1:
            raise NoStartEvent(element_id)
        return fitting[0]
