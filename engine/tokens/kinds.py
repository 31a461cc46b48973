"""What tokens, the elements they stand at and the scopes they move in know of each other."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from engine.expression import Expression
from engine.expression.values import Value
from engine.model.dialect import EventKind
from engine.tokens.scopes import Scopes
from engine.tokens.values import Environment, Record, Wait


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Flow:
    """A sequence flow. nth: its place among the flows into the target; shown: the analyst's id; None where made up."""

    id: str
    target: Node
    condition: Expression | None
    text: str | None
    default: bool
    nth: int
    shown: str | None


class Node(Protocol):
    """An element, as in `engine.tokens.node`."""

    name: str
    bpmn_id: str
    element_id: str | None
    number: int
    called: bool
    repeats: bool
    restores: bool
    triggered: bool
    watches: bool
    undoable: bool
    scope: str

    @property
    def undo(self) -> Node | None: ...
    def open_inside(self, token: Token) -> Scope: ...
    def restore(self, token: Token) -> None: ...
    def wait(self, token: Token) -> Wait | None: ...
    def answer(self, token: Token, values: Mapping[str, object]) -> None: ...
    def _on_cancel(self, token: Token) -> None: ...


class Spec(Protocol):
    """What a scope is made from, as in `engine.tokens.parser`."""

    task_specs: dict[str, Value]

    @property
    def nodes(self) -> Sequence[Node]: ...
    @property
    def starts(self) -> Sequence[Node]: ...
    @property
    def event_starts(self) -> Sequence[Node]: ...
    @property
    def undo_start(self) -> Node | None: ...


class Model(Protocol):
    """A process with those that it calls, as in `engine.tokens.model`."""

    @property
    def process(self) -> Spec: ...
    @property
    def inner(self) -> Mapping[str, Spec]: ...
    @property
    def called(self) -> Mapping[str, Model]: ...
    @property
    def bindings(self) -> Mapping[str, int]: ...
    @property
    def lowering(self) -> int: ...
    def start(self, element_id: str | None) -> Node: ...


class Scope(Protocol):
    """The tokens of a process or of a sub-process, as in `engine.tokens.workflow`."""

    spec: Spec
    tasks: dict[int, Token]
    top_workflow: Instance
    parent_task_id: Value  #: of the token that holds a sub-process; None for the process
    model: Model
    path: str
    done: list[list[Value]]

    @property
    def is_process(self) -> bool: ...
    def begin(self, start: Node) -> None: ...
    def place(self, spec: Node, parent: Token | None = None) -> Token: ...
    def follow(self, flow: Flow) -> Token: ...
    def watch(self, activity: Token, boundary: Iterable[Node]) -> None: ...
    def forget(self, token: Token) -> None: ...
    def cancel(self) -> None: ...
    def close_if_empty(self) -> None: ...


class Instance(Scope, Protocol):
    """The whole, as in `engine.tokens.workflow`."""

    subprocesses: dict[int, Scope]
    scopes: Scopes
    environment: Environment
    record: Record
    index: dict[int, Token]
    troubled: set[int]
    touched: dict[int, Wait | None]
    begun: list[int]
    armed: list[int]
    gates: set[int]
    conditions: set[int]
    last_id: int
    steps: int

    def inner_spec(self, holder: Token) -> Spec: ...
    def open_scope(self, holder: Token) -> Scope: ...
    def open_call(self, holder: Token, model: Model) -> Scope: ...
    def place_waiting(self, scope: Scope, spec: Node) -> Token: ...
    def schedule(self, token: Token) -> None: ...
    def listeners(self, kind: EventKind, name: str | None) -> Sequence[Token]: ...
    def look_at(self, token: Token, names: Iterable[str]) -> None: ...
    def step(self, token: Token) -> None: ...


class Token(Protocol):
    """Where an instance stands, as in `engine.tokens.token`."""

    id: int
    task_spec: Node
    workflow: Scope
    internal_data: dict[str, Value]
    taken: tuple[Flow, ...]
    _state: int
    _children: list[int]
    _parent: int | None

    @property
    def parent(self) -> Token: ...
    @property
    def top(self) -> Instance: ...
    @property
    def element_id(self) -> str: ...
    @property
    def children(self) -> Sequence[Token]: ...
    @property
    def waiting(self) -> bool: ...
    @property
    def trouble(self) -> str | None: ...
    @property
    def is_round(self) -> bool: ...
    def run(self) -> bool | None: ...
    def detach(self) -> None: ...
    def touch(self) -> None: ...
    def scopes(self, *, own: bool = True) -> list[int]: ...
    def view(self, *, own: bool = True) -> Mapping[str, object]: ...
    def write(self, values: Mapping[str, object], *, own: bool = True) -> None: ...
    def leave(self) -> None: ...
    def resume(self) -> None: ...
    def fail(self, message: str) -> None: ...
    def cancel(self) -> None: ...
    def _set_state(self, value: int) -> None: ...
