"""Events that make something happen: throw and end events."""

from __future__ import annotations

from collections.abc import Sequence

from engine.expression.iso import to_variable
from engine.model.bounds import CORRELATION_KEY
from engine.model.dialect import EventKind
from engine.tokens.climbing import fire_error, handler_of
from engine.tokens.kinds import Token
from engine.tokens.node import Node
from engine.tokens.triggers import Trigger
from engine.tokens.undoing import Pending, done_around, done_within, undo_next
from engine.tokens.values import Mappings, Thrown, UncaughtError, Wait, WaitKind, within

_CAUGHT = frozenset({EventKind.ERROR, EventKind.CANCEL})
_CLIMBING = _CAUGHT | {EventKind.ESCALATION}


class ThrowEvent(Node):
    """Receivers are those that wait when it is thrown; they are served when the thrower is done, before its scope can end.

    external: a worker sends the message; the token waits for it as for any job. payload: what a message carries.
    """

    trigger: Trigger | None = None
    external = False
    payload: Mappings = ()

    def enter(self, token: Token) -> bool:
        trigger = self.trigger
        if trigger is None:
            return True
        if trigger.kind in _CAUGHT and not self.receivers(token):
            raise UncaughtError(trigger.code)
        match trigger.kind:
            case EventKind.MESSAGE if not self.external:
                self.pack(token)
            case EventKind.COMPENSATE:
                return self._undo(token, done_around(token, trigger.activity))
            case EventKind.CANCEL:
                return self._roll_back(token)
        return not self.external

    def pack(self, token: Token) -> None:
        """Evaluate what the message carries and whom it is meant for. May raise EngineError."""
        view, functions = token.view(), token.top.environment.functions
        values = {
            name: to_variable(value.evaluate(view, functions)) for name, value in self.payload
        }
        key = self.trigger.key if self.trigger else None
        meant = None
        if key is not None:
            meant = within(CORRELATION_KEY, key.source)(key.evaluate(view, functions))
        token.internal_data["sent"] = [None if meant is None else str(meant), values]

    @staticmethod
    def _undo(token: Token, pending: Pending) -> bool:
        token.internal_data["undo"] = pending
        return not undo_next(token)

    def _roll_back(self, token: Token) -> bool:
        """Everything else in the transaction ends, and what was done in it is undone."""
        scope = token.workflow
        pending: Pending = [(scope.parent_task_id, row) for row in done_within(scope)]
        scope.done = []
        for other in list(scope.tasks.values()):
            if other is not token and other._parent is None and other.id in scope.tasks:
                other.cancel()
        return self._undo(token, pending)

    def wait(self, token: Token) -> Wait | None:
        if not self.external or self.element_id is None:
            return None
        return Wait(token=token.id, element_id=token.element_id, kind=WaitKind.JOB)

    def receivers(self, token: Token) -> Sequence[Token]:
        trigger = self.trigger
        if trigger is None:
            return ()
        if trigger.kind is EventKind.SIGNAL:
            return token.top.listeners(EventKind.SIGNAL, trigger.name)
        if trigger.kind in _CLIMBING:
            handler = handler_of(token, trigger.kind, trigger.code)
            return () if handler is None else (handler,)
        return ()

    def after(self, token: Token, receivers: Sequence[Token]) -> None:
        super().after(token, receivers)
        trigger = self.trigger
        if trigger is None:
            return
        self._tell(token, trigger)
        for receiver in receivers:
            if receiver.waiting:
                _serve(receiver, trigger)

    def _tell(self, token: Token, trigger: Trigger) -> None:
        if self.external or self.element_id is None or trigger.name is None:
            return
        record = token.top.record
        key, variables = token.internal_data.get("sent", (None, {}))
        thrown = Thrown(
            name=trigger.name,
            element_id=token.element_id,
            token=token.id,
            correlation_key=key,
            variables=variables,
        )
        (
            record.signals_thrown if trigger.kind is EventKind.SIGNAL else record.messages_thrown
        ).append(thrown)


def _serve(receiver: Token, trigger: Trigger) -> None:
    if trigger.kind is EventKind.SIGNAL:
        receiver.task_spec.fire(receiver)
    else:
        fire_error(receiver, trigger.code, "")


class EndEvent(ThrowEvent):
    def completed(self, token: Token) -> None:
        super().completed(token)
        if self.element_id is not None and token.workflow.is_process:
            token.top.record.ends.append(self.element_id)

    def after(self, token: Token, receivers: Sequence[Token]) -> None:
        if self.trigger is not None and self.trigger.kind is EventKind.TERMINATE:
            token.workflow.cancel()
        super().after(token, receivers)
