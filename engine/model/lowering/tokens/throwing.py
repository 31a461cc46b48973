"""Events that make something happen: throw and end events."""

from __future__ import annotations

from collections.abc import Sequence

from engine.model.dialect import EventKind
from engine.model.lowering.tokens.catching import Catching
from engine.model.lowering.tokens.climbing import fire_error, handler_of
from engine.model.lowering.tokens.node import Node
from engine.model.lowering.tokens.token import Token
from engine.model.lowering.tokens.triggers import Trigger
from engine.model.lowering.tokens.values import Thrown, UncaughtError, Wait, WaitKind


class ThrowEvent(Node):
    """Receivers are those that wait when it is thrown; they are served when the thrower is done, before its scope can end.

    external: a worker sends the message; the token waits for it as for any job.
    """

    trigger: Trigger | None = None
    external = False

    def enter(self, token: Token) -> bool:
        trigger = self.trigger
        if trigger and trigger.kind is EventKind.ERROR and not self.receivers(token):
            raise UncaughtError(trigger.code)
        return not self.external

    def wait(self, token: Token) -> Wait | None:
        if not self.external or self.element_id is None:
            return None
        return Wait(token=token.id, element_id=self.element_id, kind=WaitKind.JOB)

    def receivers(self, token: Token) -> Sequence[Token]:
        trigger = self.trigger
        if trigger is None:
            return ()
        if trigger.kind is EventKind.SIGNAL:
            return token.top.listeners(EventKind.SIGNAL, trigger.name)
        if trigger.kind in (EventKind.ERROR, EventKind.ESCALATION):
            handler = handler_of(token, trigger.kind, trigger.code)
            return () if handler is None else (handler,)
        return ()

    def after(self, token: Token, receivers: Sequence[Token]) -> None:
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
        record, thrown = (
            token.top.record,
            Thrown(name=trigger.name, element_id=self.element_id, token=token.id),
        )
        (
            record.signals_thrown if trigger.kind is EventKind.SIGNAL else record.messages_thrown
        ).append(thrown)


def _serve(receiver: Token, trigger: Trigger) -> None:
    spec = receiver.task_spec
    assert isinstance(spec, Catching)
    if trigger.kind is EventKind.SIGNAL:
        spec.fire(receiver)
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
