"""Tasks: those for people and workers wait, the others pass at once."""

from __future__ import annotations

from collections import ChainMap
from collections.abc import Mapping, Sequence

from engine.expression import Script
from engine.expression.iso import to_variable
from engine.expression.values import Value
from engine.tokens.catching import Catching, end_race
from engine.tokens.kinds import Flow, Token
from engine.tokens.loops import Rounds
from engine.tokens.node import Node
from engine.tokens.throwing import ThrowEvent
from engine.tokens.undoing import remember
from engine.tokens.values import Mappings, Wait, WaitKind


class Activity(Node):
    """mapped_in, mapped_out: `camunda:inputOutput`; with either the activity has variables of its own, else it has none.

    kind: what its token waits for; None where it passes at once.
    """

    kind: WaitKind | None = None
    mapped_in: Mappings = ()
    mapped_out: Mappings = ()

    def enter(self, token: Token) -> bool:
        if self.mapped_in or self.mapped_out:
            token.top.scopes.open(token.id, self._values_in(token))
        if self.boundary and not token._children:
            return token.workflow.watch(token, self.boundary) and self.begin(token)
        return self.begin(token)

    def begin(self, token: Token) -> bool:
        """Do the work of the activity. True: it is done at once."""
        return self.kind is None

    def answer(self, token: Token, values: Mapping[str, object]) -> None:
        """Results stay with the activity where a mapping or a collection of results carries them out."""
        if self.mapped_out or (token.is_round and _rounds(token).output):
            token.top.scopes.open(token.id, values)
        else:
            token.write(values)

    def choose(self, token: Token) -> tuple[Flow, ...]:
        if self.mapped_out and "mapped" not in token.internal_data:
            self._give_out(token, self._values_out(token))
            token.internal_data["mapped"] = True
        if token.is_round:
            _rounds(token).judge(token)
            return ()
        return super().choose(token)

    def completed(self, token: Token) -> None:
        super().completed(token)
        if self.undoable:
            remember(token)

    def after(self, token: Token, receivers: Sequence[Token]) -> None:
        super().after(token, receivers)
        if token.is_round:
            _rounds(token).advance(token)

    def wait(self, token: Token) -> Wait | None:
        if self.kind is None or self.element_id is None:
            return None
        return Wait(token=token.id, element_id=token.element_id, kind=self.kind)

    @staticmethod
    def _give_out(token: Token, values: Mapping[str, object]) -> None:
        """Each round gives as it completes, but for what goes into the collection of results: that stays in the round."""
        output = _rounds(token).output if token.is_round else None
        kept = {name: value for name, value in values.items() if output and name == output[1]}
        token.top.scopes.open(token.id, kept)
        token.write({name: values[name] for name in values if name not in kept}, own=False)

    def _values_in(self, token: Token) -> dict[str, object]:
        """Each parameter sees those before it."""
        values: dict[str, Value] = {}
        view = ChainMap(values, dict(token.view()))
        for name, expression in self.mapped_in:
            values[name] = to_variable(expression.evaluate(view, token.top.environment.functions))
        return values

    def _values_out(self, token: Token) -> dict[str, object]:
        view, functions = token.view(), token.top.environment.functions
        return {
            name: to_variable(value.evaluate(view, functions)) for name, value in self.mapped_out
        }


def _rounds(token: Token) -> Rounds:
    rounds = token.parent.task_spec
    assert isinstance(rounds, Rounds)
    return rounds


class PassingTask(Activity):
    """A plain or manual task: there is nothing that the engine would learn of, so nothing to wait for."""


class UserTask(Activity):
    kind = WaitKind.USER_TASK


class JobTask(Activity):
    """A service or send task that a worker does."""

    kind = WaitKind.JOB


class ScriptTask(Activity):
    script: Script

    def begin(self, token: Token) -> bool:
        values = self.script.run(token.view(), token.top.environment.functions)
        self.answer(token, to_variable(values))
        return True


class SendTask(ThrowEvent, PassingTask):
    """Sends its message inside the engine."""

    def enter(self, token: Token) -> bool:
        return PassingTask.enter(self, token)

    def begin(self, token: Token) -> bool:
        """What the task is given is what the message carries."""
        self.pack(token)
        view = token.view()
        token.internal_data["sent"][1] = {name: view[name] for name, _ in self.mapped_in}
        return True


class ReceiveTask(Catching, Activity):
    kind = WaitKind.MESSAGE

    def begin(self, token: Token) -> bool:
        self.listen(token)
        return False

    def fire(self, token: Token) -> None:
        end_race(token)
        token.leave()

    def take(self, token: Token, payload: Mapping[str, object]) -> None:
        self.answer(token, payload)
