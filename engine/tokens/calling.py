"""Call activities: a token that waits while the tokens of another process move, which sees only what is passed to it."""

from __future__ import annotations

from collections.abc import Mapping

from engine.errors import EngineError
from engine.expression.iso import to_variable
from engine.model.values import Call
from engine.tokens.activities import Activity
from engine.tokens.kinds import Flow, Model, Scope, Token
from engine.tokens.values import Passing


class NothingCalled(EngineError):
    """The instance was started without the process that the call activity calls."""

    def __init__(self, element_id: str, reference: str) -> None:
        super().__init__(f"{element_id} calls {reference}, which the instance was started without")
        self.element_id, self.reference = element_id, reference


class CallActivity(Activity):
    """call: which process, in which version; the instance holds what it stood for when it was started."""

    called = True
    call: Call
    passed_in = Passing()
    passed_out = Passing()

    def open_inside(self, token: Token) -> Scope:
        return token.top.open_call(token, self._model(token))

    def begin(self, token: Token) -> bool:
        start = self._model(token).start(None)
        values = _passed(token, self.passed_in, token.view())
        token.top.scopes.called[token.id] = values
        self.open_inside(token).begin(start)
        return False

    def _model(self, token: Token) -> Model:
        model = token.workflow.model.called.get(self.call.reference)
        if model is None:
            raise NothingCalled(self.bpmn_id, self.call.reference)
        return model

    def choose(self, token: Token) -> tuple[Flow, ...]:
        if "returned" not in token.internal_data:
            inside = token.top.scopes.called[token.id]
            self.answer(token, _passed(token, self.passed_out, inside))
            token.internal_data["returned"] = True
        return super().choose(token)


def _passed(token: Token, passing: Passing, view: Mapping[str, object]) -> dict[str, object]:
    values = dict(view) if passing.everything else {}
    for name, expression in passing.named:
        values[name] = to_variable(expression.evaluate(view, token.top.environment.functions))
    return values
