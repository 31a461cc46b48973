"""A token: SpiffWorkflow's `Task`, which stands at one element and knows no variables.

The library's tree of past and predicted tasks is not kept: a token is removed when it moves on, so that neither state nor
running time grow with the rounds of a loop. A token has a parent only while it depends on it: the events on the boundary of
an activity, the rounds of a multi-instance.
"""

from __future__ import annotations

from collections.abc import Mapping
from heapq import heappush
from types import MappingProxyType

from engine.expression.values import Value, Variables
from engine.tokens import kinds
from engine.tokens.kinds import Flow, Instance, Node, Scope
from engine.tokens.library import Task, TaskState

_STARTED = TaskState.STARTED


class Token(Task):
    """States in use: READY (to be run), STARTED (waits), ERROR (in trouble), and on the way out COMPLETED or CANCELLED."""

    task_spec: Node
    workflow: Scope
    internal_data: dict[str, Value]

    # What the library keeps for each task and we do not: variables (engine.tokens.scopes), threads, the clock.
    data: Variables = MappingProxyType({})
    triggered = False
    thread_id = 0
    last_state_change = 0.0

    def __init__(  # instead of the library's: no random id, no clock
        self, workflow: Scope, spec: Node, number: int, parent: kinds.Token | None = None
    ) -> None:
        self.id = number
        self.workflow, self.task_spec = workflow, spec
        self.internal_data = {}
        self.taken: tuple[Flow, ...] = ()
        self._state = TaskState.FUTURE
        self._children = []
        self._parent = None
        workflow.tasks[number] = workflow.top_workflow.index[number] = self
        if parent is not None:
            self.attach(parent)

    def attach(self, parent: kinds.Token) -> None:
        self._parent = parent.id
        parent._children.append(self.id)

    def detach(self) -> None:
        """Go on without the parent, as a boundary event does that has been triggered."""
        if self._parent is not None:
            self.workflow.tasks[self._parent]._children.remove(self.id)
            self._parent = None

    @property
    def top(self) -> Instance:
        return self.workflow.top_workflow

    @property
    def element_id(self) -> str:
        """The id of its element; in a called process with the call activities before it, `Pay/Check`."""
        return self.workflow.path + (self.task_spec.element_id or self.task_spec.name)

    @property
    def children(self) -> list[kinds.Token]:
        tasks = self.workflow.tasks
        return [tasks[child] for child in self._children]

    @property
    def waiting(self) -> bool:
        return self._state == _STARTED

    @property
    def trouble(self) -> str | None:
        """Why the token cannot go on; None while it can."""
        return self.internal_data.get("trouble")

    def _set_state(self, value: int) -> None:
        """Without the library's clock and its log record for every change."""
        if value == _STARTED:
            self.touch()
            heappush(self.top.begun, self.id)
        elif self._state == _STARTED:
            self.touch()
        self._state = value

    def touch(self) -> None:
        """Note what is awaited here before that changes."""
        touched = self.top.touched
        if self.id not in touched:
            touched[self.id] = self.task_spec.wait(self) if self.waiting else None

    def scopes(self, *, own: bool = True) -> list[int]:
        """The tokens whose local scopes this one sees, itself first unless `own` is false.

        In a called process the last is -n, where n is the call activity's token: what was passed to it is all it sees.
        """
        top = self.top
        ids: list[int] = []
        if not (top.scopes.local or top.scopes.called):
            return ids
        token: kinds.Token = self
        while True:
            if own:
                ids.append(token.id)
            if token.is_round:
                ids.append(token.parent.id)
            holder = token.workflow.parent_task_id
            if holder is None:
                return ids
            token, own = top.index[holder], True
            if token.task_spec.called:
                return [*ids, -holder]

    @property
    def is_round(self) -> bool:
        """Whether this is one round of a loop or multi-instance, not an event on its boundary."""
        return self._parent is not None and "nth" in self.internal_data

    def view(self, *, own: bool = True) -> Mapping[str, object]:
        return self.top.scopes.view(self.scopes(own=own))

    def write(self, values: Mapping[str, object], *, own: bool = True) -> None:
        self.top.scopes.write(self.scopes(own=own), values)

    def leave(self) -> None:
        """What the token waited for has come: it completes when its turn comes."""
        self.internal_data["leaving"] = True
        self.resume()

    def resume(self) -> None:
        self._set_state(TaskState.READY)
        self.top.schedule(self)

    def fail(self, message: str) -> None:
        self._set_state(TaskState.ERROR)
        self.internal_data["trouble"] = message
        self.top.troubled.add(self.id)

    def cancel(self) -> None:
        """Take the token away with all that depends on it."""
        inner = self.top.subprocesses.pop(self.id, None)
        if inner is not None:
            inner.cancel()
        for child in self.children:
            child.cancel()
        self._set_state(TaskState.CANCELLED)
        self.task_spec._on_cancel(self)
        self.workflow.forget(self)
