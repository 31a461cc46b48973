"""Running instances: what the rest of the engine knows of SpiffWorkflow. Variables lie in `engine.scopes`, not in its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any

from engine.expression import Expression
from engine.model.dialect import EventKind
from engine.model.lowering.tokens.catching import Catching
from engine.model.lowering.tokens.climbing import fire_error, handler_of
from engine.model.lowering.tokens.library import TaskState
from engine.model.lowering.tokens.node import Node
from engine.model.lowering.tokens.parser import ProcessSpec, parse_scopes
from engine.model.lowering.tokens.state import decode, encode
from engine.model.lowering.tokens.token import Token
from engine.model.lowering.tokens.values import (
    Completion,
    Decision,
    Environment,
    NoStartEvent,
    Thrown,
    Trouble,
    UncaughtError,
    UnknownToken,
    Wait,
    WaitKind,
)
from engine.model.lowering.tokens.workflow import MOST_STEPS, TokenWorkflow
from engine.model.values import Call
from engine.scopes import Scopes

__all__ = [
    "Completion",
    "Decision",
    "Environment",
    "Execution",
    "Model",
    "NoStartEvent",
    "Thrown",
    "Trouble",
    "UncaughtError",
    "UnknownToken",
    "Wait",
    "WaitKind",
]


Bindings = Mapping[str, int]
"""A reference of `engine.model.values.Call` to the number of the version it stands for."""

Library = Mapping[tuple[str, int], "Model"]


@dataclass(frozen=True)
class Model:
    """A lowered model, parsed once for each version of a definition; never changed, so shared by instances and threads.

    library: the models that may be called, at any depth, by key and number of version. bindings and called: of one instance.
    """

    process: ProcessSpec
    inner: dict[str, ProcessSpec]
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


class Execution:
    """One instance between load and save.

    What happened meanwhile stands in `completions` and its like, in order. `ends` begins with the last end event of earlier
    times, if there was one, so that its last item is always the outcome.
    """

    def __init__(self, workflow: TokenWorkflow) -> None:
        self._workflow = workflow
        record = workflow.record
        self.completions: list[Completion] = record.completions
        self.cancelled: list[Completion] = record.cancelled
        self.decisions: list[Decision] = record.decisions
        self.flows_taken: list[str] = record.flows_taken
        self.ends: list[str] = record.ends
        self.messages_thrown: list[Thrown] = record.messages_thrown
        self.signals_thrown: list[Thrown] = record.signals_thrown

    @classmethod
    def start(
        cls,
        model: Model,
        environment: Environment,
        variables: Mapping[str, Any],
        start_element: str | None = None,
        bindings: Bindings | None = None,
    ) -> Execution:
        """Put a token on the start event; nothing runs before `run`. Raises NoStartEvent.

        bindings: references of called processes to numbers of versions.
        """
        start = model.start(start_element)
        model = model.bound(bindings) if bindings else model
        workflow = model.workflow(Scopes(dict(variables)), environment)
        workflow.begin(start)
        return cls(workflow)

    @classmethod
    def load(cls, model: Model, environment: Environment, state: bytes) -> Execution:
        return cls(decode(model, environment, state))

    def save(self) -> bytes:
        return encode(self._workflow)

    def run(self) -> None:
        """Run tokens until all of them wait or are in trouble."""
        self._workflow.do_engine_steps()

    def complete(self, token: int, variables: Mapping[str, Any]) -> None:
        """The answer to a user task or job. Raises UnknownToken where none waits there."""
        found = self._waiting(token, WaitKind.USER_TASK, WaitKind.JOB)
        found.task_spec.answer(found, variables)
        found.leave()

    def throw_error(self, token: int, code: str, message: str) -> None:
        """The BPMN error of a job or user task: climbs to who catches it, or becomes the trouble of its token.

        Raises UnknownToken where none waits there.
        """
        found = self._waiting(token, WaitKind.USER_TASK, WaitKind.JOB)
        handler = handler_of(found, EventKind.ERROR, code)
        if handler is None:
            found.fail(str(UncaughtError(code, message)))
            found.internal_data["held"] = True
        else:
            fire_error(handler, code, message)

    def deliver(self, token: int, payload: Mapping[str, Any]) -> None:
        """A message or signal for this token. Raises UnknownToken where it waits for neither."""
        found = self._waiting(token, WaitKind.MESSAGE, WaitKind.SIGNAL)
        spec = found.task_spec
        assert isinstance(spec, Catching)
        spec.take(found, payload)
        spec.fire(found)

    def fire_timers(self) -> None:
        """Fire what is due, in order of time and token, each with all that follows from it before the next."""
        for _ in range(MOST_STEPS):
            due = [(at, token.id) for token in self._tokens() if (at := _due(token)) is not None]
            if not due or min(due)[0] > self._workflow.environment.now:
                return
            self._workflow.fire(self._workflow.index[min(due)[1]])
            self.run()

    def timer_expression(self, token: int) -> tuple[Expression, Mapping[str, Any]] | None:
        """What gave a timer its only term, with what it reads; None for a constant and for a cycle.

        Raises UnknownToken where no timer waits there.
        """
        found = self._waiting(token, WaitKind.TIMER)
        spec = found.task_spec
        assert isinstance(spec, Catching)
        return spec.single_term(found)

    def reschedule(self, token: int, due: datetime) -> None:
        """Let a timer be due at another time. Raises UnknownToken where none waits there."""
        found = self._waiting(token, WaitKind.TIMER)
        spec = found.task_spec
        assert isinstance(spec, Catching)
        spec.reschedule(found, due)

    def retry(self, token: int) -> None:
        """Try again what failed at this token. Raises UnknownToken where it is not in trouble."""
        found = self._workflow.index.get(token)
        if found is None or found.trouble is None:
            raise UnknownToken(token)
        del found.internal_data["trouble"]
        if found.internal_data.pop("held", False):
            found._set_state(TaskState.STARTED)
        else:
            found.resume()

    def write(self, variables: Mapping[str, Any]) -> None:
        """Correct variables of the process."""
        self._workflow.scopes.root.update(variables)

    def terminate(self) -> None:
        self._workflow.cancel()

    def waits(self) -> tuple[Wait, ...]:
        """What is awaited, in order of token."""
        found = (token.task_spec.wait(token) for token in self._tokens() if token.waiting)
        return tuple(wait for wait in found if wait is not None)

    @property
    def bindings(self) -> Bindings:
        """The versions of the called processes that the instance was started with."""
        return self._workflow.model.bindings

    @property
    def finished(self) -> bool:
        return not self._workflow.tasks

    @property
    def stuck(self) -> bool:
        """Whether tokens are left that nothing can ever move: a deadlock of joins."""
        return not (self.finished or self._workflow.agenda or self.waits() or self.troubles)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return tuple(
            Trouble(
                element_id=token.element_id,
                token=token.id,
                message=token.trouble,
            )
            for token in self._tokens()
            if token.trouble is not None
        )

    @property
    def steps(self) -> int:
        """Element instances completed since the start of the instance."""
        return self._workflow.steps

    @property
    def variables(self) -> Mapping[str, Any]:
        """Those of the process, as they are now."""
        return dict(self._workflow.scopes.root)

    def view(self, token: int) -> Mapping[str, Any]:
        """What the element sees at this token, as it is now. Raises UnknownToken."""
        found = self._workflow.index.get(token)
        if found is None:
            raise UnknownToken(token)
        return dict(found.view())

    def _tokens(self) -> list[Token]:
        index = self._workflow.index
        return [index[number] for number in sorted(index)]

    def _waiting(self, token: int, *kinds: WaitKind) -> Token:
        found = self._workflow.index.get(token)
        wait = found.task_spec.wait(found) if found is not None and found.waiting else None
        if found is None or wait is None or wait.kind not in kinds:
            raise UnknownToken(token)
        return found


def _due(token: Token) -> datetime | None:
    due = token.internal_data.get("due") if token.waiting else None
    return None if due is None else datetime.fromisoformat(due)
