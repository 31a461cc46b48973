"""Running instances: what the rest of the engine knows of SpiffWorkflow. Variables lie in `engine.tokens.scopes`, not in its tasks."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from heapq import heapify, heappop, heappush

from engine.expression import Expression
from engine.expression.values import Variables
from engine.model.dialect import EventKind
from engine.tokens.catching import Catching
from engine.tokens.climbing import fire_error, handler_of
from engine.tokens.kinds import Token
from engine.tokens.library import TaskState
from engine.tokens.model import Bindings, Library, Model
from engine.tokens.placing import ByHand, CannotPlace, Stand, WhyNot
from engine.tokens.scopes import Scopes
from engine.tokens.state import decode, encode
from engine.tokens.triggers import Trigger
from engine.tokens.values import (
    Completion,
    Decision,
    Environment,
    MadeUp,
    NoStartEvent,
    Thrown,
    Trouble,
    UncaughtError,
    UnknownToken,
    Wait,
    WaitKind,
)
from engine.tokens.workflow import TokenWorkflow

__all__ = [
    "Bindings",
    "CannotPlace",
    "Completion",
    "Decision",
    "Environment",
    "Execution",
    "Library",
    "MadeUp",
    "Model",
    "NoStartEvent",
    "Stand",
    "Thrown",
    "Trigger",
    "Trouble",
    "UncaughtError",
    "UnknownToken",
    "Wait",
    "WaitKind",
    "WhyNot",
]


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
        self.made_up: list[MadeUp] = record.made_up

    @classmethod
    def start(
        cls,
        model: Model,
        environment: Environment,
        variables: Variables,
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

    def complete(self, token: int, variables: Mapping[str, object]) -> None:
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

    def deliver(self, token: int, payload: Mapping[str, object]) -> None:
        """A message or signal for this token. Raises UnknownToken where it waits for neither."""
        found = self._waiting(token, WaitKind.MESSAGE, WaitKind.SIGNAL)
        found.task_spec.take(found, payload)
        found.task_spec.fire(found)

    def fire_timers(self) -> None:
        """Fire what is due, in order of time and token, each with all that follows; what is too much stays due."""
        workflow = self._workflow
        terms = [(at, token.id) for token in self._tokens() if (at := _due(token)) is not None]
        heapify(terms)
        for _ in range(workflow.most_timers):
            if not terms or terms[0][0] > workflow.environment.now:
                return
            at, number = heappop(terms)
            token = workflow.index.get(number)
            if token is None or _due(token) != at:
                continue
            workflow.armed.clear()
            workflow.fire(token)
            self.run()
            for number in workflow.armed:
                armed = workflow.index.get(number)
                if armed is not None and (due := _due(armed)) is not None:
                    heappush(terms, (due, number))

    def timer_expression(self, token: int) -> tuple[Expression, Mapping[str, object]] | None:
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
        self._workflow.troubled.discard(token)
        if found.internal_data.pop("held", False):
            found._set_state(TaskState.STARTED)
        else:
            found.resume()

    def write(self, variables: Mapping[str, object]) -> None:
        """Correct variables of the process."""
        self._workflow.scopes.root.update(variables)

    def terminate(self) -> None:
        self._workflow.cancel()

    @property
    def by_hand(self) -> ByHand:
        """What a person may do to its tokens."""
        return ByHand(self._workflow)

    def waits(self) -> tuple[Wait, ...]:
        """What is awaited, in order of token."""
        found = (token.task_spec.wait(token) for token in self._tokens() if token.waiting)
        return tuple(wait for wait in found if wait is not None)

    def changes(self) -> tuple[tuple[Wait, ...], tuple[Wait, ...]]:
        """What is awaited no longer, and what is new, since the start or load; both in order of token.

        A timer of a cycle waits again under the same token with another due time.
        """
        gone: list[Wait] = []
        come: list[Wait] = []
        for number, before in sorted(self._workflow.touched.items()):
            token = self._workflow.index.get(number)
            after = token.task_spec.wait(token) if token is not None and token.waiting else None
            same = before and after and (before.kind, before.due_at) == (after.kind, after.due_at)
            gone += [before] if before and not same else []
            come += [after] if after and not same else []
        return tuple(gone), tuple(come)

    def next_job(self) -> Wait | None:
        """A job that has begun to wait since the start or load, in order of token; each is told once."""
        workflow = self._workflow
        while workflow.begun:
            token = workflow.index.get(heappop(workflow.begun))
            wait = token.task_spec.wait(token) if token is not None and token.waiting else None
            if wait is not None and wait.kind is WaitKind.JOB:
                return wait
        return None

    def go_on(self, environment: Environment) -> None:
        """Take the next step as if it had been saved and loaded."""
        workflow = self._workflow
        workflow.environment = environment
        workflow.touched.clear()
        workflow.begun.clear()
        del self.ends[:-1]
        for told in (self.completions, self.cancelled, self.decisions, self.flows_taken):
            told.clear()
        self.messages_thrown.clear()
        self.signals_thrown.clear()
        self.made_up.clear()

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
        workflow = self._workflow
        if self.finished or workflow.agenda or workflow.troubled:
            return False
        newest_first = reversed(workflow.index.values())
        return not any(token.waiting and token.task_spec.wait(token) for token in newest_first)

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return tuple(
            Trouble(
                element_id=token.task_spec.stands_at(token),
                token=token.id,
                message=token.trouble,
            )
            for number in sorted(self._workflow.troubled)
            if (token := self._workflow.index[number]).trouble is not None
        )

    @property
    def steps(self) -> int:
        """Element instances completed since the start of the instance."""
        return self._workflow.steps

    @property
    def variables(self) -> Variables:
        """Those of the process, as they are now."""
        return dict(self._workflow.scopes.root)

    def view(self, token: int) -> Mapping[str, object]:
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
