"""A BPMN element as tokens meet it: SpiffWorkflow's spec, with tokens that move along flows instead of a predicted tree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from engine.model.dialect import EventKind
from engine.tokens.flows import flows_when_true
from engine.tokens.kinds import Flow, Scope, Token
from engine.tokens.library import BpmnSpecMixin
from engine.tokens.undoing import settle
from engine.tokens.values import Completion, Wait


class Node(BpmnSpecMixin):
    """Subclasses say what happens on arrival (`enter`), which flows are taken (`choose`) and what follows (`after`).

    element_id: the analyst's id for it; None for what the lowering made up. traced: whether its completions are told.
    number: its place in the scope, for the state.
    """

    at_once = False  #: a token that arrives is run before all others
    called = False  #: a call activity
    repeats = False  #: the whole of an activity that runs several times
    restores = False  #: `restore` has something to do
    triggered = False  #: an event sub-process
    watches = False  #: stands beside the tokens of its scope and does not keep the scope open

    def __init__(self, wf_spec: Any, bpmn_id: str, **attributes: Any) -> None:
        self.element_id: str | None = attributes.pop("element_id", None)
        self.traced: bool = attributes.pop("traced", True) and self.element_id is not None
        super().__init__(wf_spec, bpmn_id, **attributes)
        self.number = len(wf_spec.nodes)
        wf_spec.nodes.append(self)
        self.flows: tuple[Flow, ...] = ()
        self.incoming = 0
        self.free = True  #: no flow out of it has a condition
        self.scope = ""  #: of a sub-process: the id of its inside
        self.boundary: tuple[Node, ...] = ()
        self.undo: Node | None = None  #: what runs when it is to be undone
        self.undoable = False  #: it, or something inside of it, can be undone

    def enter(self, token: Token) -> bool:
        """Arrive. True: the token leaves at once; False: it waits. May raise EngineError: trouble, tried again later."""
        return True

    def choose(self, token: Token) -> tuple[Flow, ...]:
        return self.flows if self.free else flows_when_true(token, self.flows)

    def pass_on(self, token: Token, flow: Flow) -> Token:
        return token.workflow.follow(flow)

    def receivers(self, token: Token) -> Sequence[Token]:
        """The tokens that what is thrown here will reach: those that wait for it now."""
        return ()

    def after(self, token: Token, receivers: Sequence[Token]) -> None:
        """What completing brings about beside the flows, before the scope can end for want of tokens."""
        if "undoes" in token.internal_data:
            settle(token)

    def came(self, token: Token, flow: Flow | None) -> None:
        """Note over which flow a token has come; None where a person has put it there."""

    def open(self, token: Token) -> bool:
        """Let the tokens that wait here through, if nothing more can come."""
        raise NotImplementedError

    def listens(self, kind: EventKind, name: str | None) -> bool:
        """Whether a token here waits for such a message or signal."""
        return False

    def reads(self, names: frozenset[str] | None) -> bool:
        """Whether a token here waits for a condition that names any of these; None: any names."""
        return False

    def comes_true(self, token: Token) -> bool:
        """Whether the condition that is waited for is true and was not before."""
        raise NotImplementedError

    def take(self, token: Token, payload: Mapping[str, object]) -> None:
        """Put what a message or an error carries where it is seen by what follows."""
        raise NotImplementedError

    def fire(self, token: Token) -> None:
        """What was waited for has come."""
        raise NotImplementedError

    def look(self, token: Token) -> None:
        """Its activity or scope begins: fire where a condition is true already."""

    def restore(self, token: Token) -> None:
        """Remember a waiting token of a loaded instance as on its arrival."""

    def open_inside(self, token: Token) -> Scope:
        """The inside of the sub-process or called process that a token of this element holds, without tokens yet."""
        raise NotImplementedError

    def wait(self, token: Token) -> Wait | None:
        return None

    def stands_at(self, token: Token) -> str:
        """Where people look for the trouble of a token here."""
        return token.element_id

    # What SpiffWorkflow calls.

    def _run_hook(self, token: Token) -> bool | None:
        state = token.internal_data
        if "leaving" not in state:
            if not self.enter(token):
                return None
            state["leaving"] = True
        token.taken = self.choose(token)
        return True

    def _on_complete(self, token: Token) -> None:
        workflow = token.workflow
        receivers = self.receivers(token)
        self.completed(token)
        workflow.forget(token)
        for flow in token.taken:
            self.pass_on(token, flow)
        self.after(token, receivers)
        if not token.taken:
            workflow.close_if_empty()

    def _on_error(self, token: Token) -> None:
        """The cause is kept by the one who runs the token."""

    def _on_cancel(self, token: Token) -> None:
        if self.element_id is not None and self.traced and not self.watches:
            token.top.record.cancelled.append(
                Completion(element_id=token.element_id, token=token.id)
            )

    def completed(self, token: Token) -> None:
        if self.element_id is not None and self.traced:
            top = token.top
            top.steps += 1
            top.record.completions.append(Completion(element_id=token.element_id, token=token.id))

    def answer(self, token: Token, values: Mapping[str, object]) -> None:
        """Take the result of what the token waits for."""
        token.write(values)
