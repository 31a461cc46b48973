"""One instance: SpiffWorkflow's workflow and sub-workflows, holding tokens only where they stand now.

Tokens run one at a time, always the one that arrived first (the lowest id): in the order of arrival, then of the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from heapq import heappop, heappush

from engine.errors import EngineError
from engine.expression.values import Value
from engine.model.dialect import EventKind
from engine.tokens import kinds
from engine.tokens.kinds import Flow, Instance, Model, Node, Spec, Token
from engine.tokens.library import BpmnSubWorkflow, BpmnWorkflow, TaskState
from engine.tokens.scopes import Scopes
from engine.tokens.token import Token as NewToken
from engine.tokens.undoing import Row
from engine.tokens.values import EndlessRun, Environment, Record, Wait

#: In one go, without anything to wait for: then the model has an endless loop.
MOST_STEPS = 100_000

#: Fired within one command.
MOST_TIMERS = 100


class Scope:
    """What the process and each running sub-process have in common: a set of tokens that move along its flows."""

    spec: Spec
    tasks: dict[int, Token]
    top_workflow: Instance
    parent_task_id: Value  #: the token that holds a sub-process; None for the process
    model: Model  #: what it lies in: the process, or the one that is called
    path: str  #: the call activities that led here, `Pay/`; empty in the process itself
    done: list[Row]  #: what can be undone

    @property
    def is_process(self) -> bool:
        """Whether an end event in here ends the process: it lies in the process or in an event sub-process of it."""
        if self.parent_task_id is None:
            return True
        holder = self.top_workflow.index[self.parent_task_id]
        return holder.task_spec.triggered and holder.workflow.is_process

    def begin(self, start: Node) -> None:
        """Put a token on the start event, after what may start event sub-processes has begun to wait."""
        for watcher in self.spec.event_starts:
            self.top_workflow.step(self.place(watcher))
        self.place(start)

    def place(self, spec: Node, parent: Token | None = None) -> Token:
        top = self.top_workflow
        top.last_id += 1
        token = NewToken(self, spec, top.last_id, parent)
        token.resume()
        return token

    def follow(self, flow: Flow) -> Token:
        """Let a token arrive over a flow."""
        token = self.place(flow.target)
        flow.target.came(token, flow)
        if flow.shown is not None:
            self.top_workflow.record.flows_taken.append(self.path + flow.shown)
        if flow.target.at_once:
            self.top_workflow.step(token)
        return token

    def watch(self, activity: Token, boundary: Iterable[Node]) -> bool:
        """Let the boundary events begin to wait, before the activity does anything. False: one has interrupted it already."""
        for spec in boundary:
            token = self.place(spec, parent=activity)
            self.top_workflow.step(token)
            spec.look(token)
            if activity.id not in self.tasks:
                return False
        return True

    def look_at_starts(self) -> None:
        """Look at the conditions on which event sub-processes of the scope start, now that it has begun."""
        for start in self.spec.event_starts:
            for token in [token for token in self.tasks.values() if token.task_spec is start]:
                start.look(token)

    def forget(self, token: Token) -> None:
        """Remove a token, with what waits on its boundary, its variables and its place among the waiting ones."""
        for child in token.children:
            self.forget(child)
        top = self.top_workflow
        if token._state != TaskState.COMPLETED:
            token._set_state(TaskState.CANCELLED)
        if token._parent is not None and token._parent in self.tasks:
            self.tasks[token._parent]._children.remove(token.id)
        del self.tasks[token.id], top.index[token.id]
        top.scopes.drop(token.id)
        top.gates.discard(token.id)
        top.conditions.discard(token.id)
        top.troubled.discard(token.id)

    def cancel(self) -> None:
        """Take every token away."""
        for token in list(self.tasks.values()):
            if token.id in self.tasks and token._parent is None:
                token.cancel()

    def close_if_empty(self) -> None:
        """A scope ends when no token is left in it but those that wait for event sub-processes.

        While event sub-processes run still it is completing: they end, and none begins any more (BPMN 2.0.2, 13.3.2).
        """
        running = False
        for token in self.tasks.values():
            spec = token.task_spec
            if not spec.watches or token.internal_data.get("leaving"):
                if not spec.triggered:
                    return
                running = True
        if running:
            self._start_no_more()
            return
        self.cancel()
        if self.parent_task_id is None:
            return
        if self.top_workflow.subprocesses.pop(self.parent_task_id, None) is not None:
            holder = self.top_workflow.index[self.parent_task_id]
            if self.done:
                holder.internal_data["done"] = self.done
            holder.leave()

    def _start_no_more(self) -> None:
        for token in list(self.tasks.values()):
            if token.task_spec.watches:
                token.cancel()


class SubWorkflow(Scope, BpmnSubWorkflow):
    """The inside of a running sub-process."""


class TokenWorkflow(Scope, BpmnWorkflow):
    """The whole instance. index: its tokens in all scopes by id; agenda: those to be run.

    Since it was loaded: touched: tokens with what they waited for before; begun, armed: those that began to wait, or to wait
    for a time.
    """

    subprocesses: dict[int, kinds.Scope]

    def __init__(self, model: Model, scopes: Scopes, environment: Environment) -> None:
        # Without a script engine of the library: it would bring Python's eval.
        super().__init__(model.process, model.inner, _NO_SCRIPTS, deserializing=True)
        self.model, self.path, self.done = model, "", []
        self.scopes, self.environment = scopes, environment
        self.record = Record()
        self.index: dict[int, Token] = {}
        self.agenda: list[int] = []
        self.troubled: set[int] = set()
        self.touched: dict[int, Wait | None] = {}
        self.begun: list[int] = []
        self.armed: list[int] = []
        self.gates: set[int] = set()
        self.conditions: set[int] = set()
        self.last_id = self.steps = 0

    @property
    def most_timers(self) -> int:
        """How many fire within one command; documents of the first lowering did with the limit of steps."""
        return MOST_TIMERS if self.model.lowering > 1 else MOST_STEPS

    def get_task_from_id(self, task_id: int) -> Token:
        return self.index[task_id]

    def inner_spec(self, holder: Token) -> Spec:
        """The inside of a sub-process."""
        return holder.workflow.model.inner[holder.task_spec.scope]

    def open_scope(self, holder: Token) -> SubWorkflow:
        """The inside of a sub-process, without tokens yet."""
        scope = holder.workflow
        return self._opened(holder, self.inner_spec(holder), scope.model, scope.path)

    def open_call(self, holder: Token, model: Model) -> SubWorkflow:
        """The inside of a call activity, without tokens yet."""
        return self._opened(holder, model.process, model, f"{holder.element_id}/")

    def _opened(self, holder: Token, spec: Spec, model: Model, path: str) -> SubWorkflow:
        inner = SubWorkflow(spec, holder.id, self, deserializing=True)
        inner.model, inner.path, inner.done = model, path, []
        self.subprocesses[holder.id] = inner
        return inner

    def place_waiting(self, scope: kinds.Scope, spec: Node) -> Token:
        """A token that has nothing to do of its own."""
        self.last_id += 1
        token = NewToken(scope, spec, self.last_id)
        token._set_state(TaskState.STARTED)
        return token

    def schedule(self, token: Token) -> None:
        heappush(self.agenda, token.id)

    def listeners(self, kind: EventKind, name: str | None) -> Sequence[Token]:
        """Those that wait for a message or signal of that name, oldest first."""
        found = [
            token
            for token in self.index.values()
            if token.waiting and token.task_spec.listens(kind, name)
        ]
        return sorted(found, key=lambda token: token.id)

    def do_engine_steps(self, *_: object) -> None:
        """Run tokens until all of them wait."""
        left = MOST_STEPS
        while self.agenda or (self.conditions and self._fire_conditions()):
            token = self.index.get(heappop(self.agenda))
            if token is None or token._state != TaskState.READY:
                continue
            if not left:
                token.fail(str(EndlessRun(MOST_STEPS)))
                continue
            left -= 1
            self.step(token)
            if self.gates:
                self._open_gates()
            if self.conditions and self.scopes.written:
                self._fire_conditions(self.scopes.written)

    def look_at(self, token: Token, names: Iterable[str]) -> None:
        """Look at the condition of the token from now on. names: those of which it is to be looked at after this step."""
        self.conditions.add(token.id)
        if self.scopes.written is None:
            self.scopes.written = set()
        self.scopes.written.update(names)

    def step(self, token: Token) -> None:
        """Run one token; what it cannot do becomes its trouble."""
        try:
            token.run()
        except EngineError as error:
            token.fail(str(error))

    def _open_gates(self) -> None:
        """Of the tokens that wait at one gateway of one scope only the first has it looked at."""
        seen: set[tuple[kinds.Scope, Node]] = set()
        for number in sorted(self.gates):
            token = self.index.get(number)
            if token is None or not token.waiting:
                continue
            if (token.workflow, token.task_spec) in seen:
                continue
            if token.task_spec.open(token):
                return
            seen.add((token.workflow, token.task_spec))

    def _fire_conditions(self, written: set[str] | None = None) -> bool:
        """Look at conditional events: after each step at those for which it has written anything, and at all of them once
        nothing else can be run. True: there is something to be run now.
        """
        names = None if written is None else frozenset(written)
        if self.scopes.written:
            self.scopes.written.clear()
        for number in sorted(self.conditions):
            token = self.index.get(number)
            if token is not None and token.waiting and token.task_spec.reads(names):
                self.fire(token, if_true=True)
        return bool(self.agenda)

    def fire(self, token: Token, *, if_true: bool = False) -> None:
        """What the token waits for has come, or may have: a condition."""
        try:
            if not if_true or token.task_spec.comes_true(token):
                token.task_spec.fire(token)
        except EngineError as error:
            token.fail(str(error))


class _NoScripts:
    """Stands where the library expects its script engine; expressions never go through it."""


_NO_SCRIPTS = _NoScripts()
