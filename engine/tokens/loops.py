"""Activities that run several times: multi-instance and standard loop (BPMN 2.0, 13.3.6 and 13.3.7).

The token of the whole waits, with the rounds and the boundary events as its children. It is not told in the trace: each
round is. Counts lie in its local scope, what a round works on in the round's.
"""

from __future__ import annotations

from collections import ChainMap
from decimal import Decimal

from engine.expression import Expression
from engine.expression.iso import to_variable
from engine.expression.values import Value
from engine.tokens.kinds import Flow, Token
from engine.tokens.node import Node
from engine.tokens.values import UnfitValue


class Rounds(Node):
    """condition: ends a multi-instance early, keeps a standard loop going."""

    repeats = True
    body: Node
    condition: Expression | None = None
    output: tuple[str, str] | None = (
        None  #: collection, and the variable of a round that goes into it
    )

    def completed(self, token: Token) -> None:
        """Only now is it done, and with it each of its rounds can be undone."""
        super().completed(token)
        token.workflow.done += token.internal_data.get("done", ())

    def judge(self, token: Token) -> None:
        """Decide whether this round is the last one, before it completes. May raise EngineError."""
        raise NotImplementedError

    def advance(self, token: Token) -> None:
        """Go on after this round, which has completed and gone."""
        raise NotImplementedError

    def spawn(self, whole: Token, nth: int, values: dict[str, object]) -> None:
        token = whole.workflow.place(self.body, parent=whole)
        token.internal_data["nth"] = nth
        whole.top.scopes.open(token.id, {"loopCounter": nth, **values})

    def end(self, whole: Token) -> None:
        for child in whole.children:
            if child.is_round:
                child.cancel()
        whole.leave()

    def holds(self, token: Token, counts: dict[str, object]) -> bool:
        assert self.condition is not None
        view = ChainMap(counts, dict(token.view()))
        return self.condition.condition(view, token.top.environment.functions)


class StandardLoop(Rounds):
    test_before = False
    maximum: int | None = None

    def enter(self, token: Token) -> bool:
        if self.test_before and self.condition and not self.holds(token, {"loopCounter": 0}):
            return True
        if token.workflow.watch(token, self.boundary):
            self.spawn(token, 0, {})
        return False

    def judge(self, token: Token) -> None:
        rounds = token.internal_data["nth"] + 1
        spent = self.maximum is not None and rounds >= self.maximum
        again = not spent and (self.condition is None or self.holds(token, {"loopCounter": rounds}))
        token.internal_data["last"] = not again

    def advance(self, token: Token) -> None:
        if token.internal_data["last"]:
            self.end(token.parent)
        else:
            self.spawn(token.parent, token.internal_data["nth"] + 1, {})


class MultiInstance(Rounds):
    """collection with the name of its element, or cardinality; either is read once, on arrival."""

    sequential = False
    collection: Expression | None = None
    element_variable = "item"
    cardinality: Expression | None = None

    def enter(self, token: Token) -> bool:
        items = self._items(token)
        if not items:
            return True
        state = token.internal_data
        if self.output:
            state["results"] = []
        if not token.workflow.watch(token, self.boundary):
            return False
        if self.sequential:
            state["items"] = items
            items = items[:1]
        for nth, item in enumerate(items):
            self._spawn_item(token, nth, item)
        self._count(token, state["items"] if self.sequential else items)
        return False

    def choose(self, token: Token) -> tuple[Flow, ...]:
        if self.output and "mapped" not in token.internal_data:
            results = sorted(token.internal_data.get("results", ()), key=lambda pair: pair[0])
            token.write({self.output[0]: [value for _, value in results]}, own=False)
            token.internal_data["mapped"] = True
        return super().choose(token)

    def judge(self, token: Token) -> None:
        whole = token.parent
        counts = dict(whole.top.scopes.local[whole.id])
        counts["nrOfCompletedInstances"] += 1
        counts["nrOfActiveInstances"] -= 1
        complete = counts["nrOfCompletedInstances"] == counts["nrOfInstances"]
        token.internal_data["last"] = complete or bool(self.condition and self.holds(token, counts))
        if self.output:
            token.internal_data["result"] = token.view().get(self.output[1])

    def advance(self, token: Token) -> None:
        whole = token.parent
        state, counts = whole.internal_data, whole.top.scopes.local[whole.id]
        counts["nrOfCompletedInstances"] += 1
        counts["nrOfActiveInstances"] -= 1
        if self.output:
            state["results"].append([token.internal_data["nth"], token.internal_data["result"]])
        if token.internal_data["last"]:
            self.end(whole)
        elif self.sequential:
            nth = token.internal_data["nth"] + 1
            counts["nrOfActiveInstances"] += 1
            self._spawn_item(whole, nth, state["items"][nth])

    def _spawn_item(self, whole: Token, nth: int, item: object) -> None:
        # The result has its place in the round before anyone writes it: else parallel rounds would share one of the process.
        values: dict[str, Value] = {self.output[1]: None} if self.output else {}
        if self.collection:
            values[self.element_variable] = item
        self.spawn(whole, nth, values)

    def _count(self, whole: Token, items: list[object]) -> None:
        counts = {
            "nrOfInstances": len(items),
            "nrOfCompletedInstances": 0,
            "nrOfActiveInstances": 1 if self.sequential else len(items),
        }
        whole.top.scopes.open(whole.id, counts)

    def _items(self, token: Token) -> list[object]:
        source = self.collection or self.cardinality
        assert source is not None
        value = source.evaluate(token.view(), token.top.environment.functions)
        if self.collection:
            if not isinstance(value, list):
                raise UnfitValue(source.source, "list")
            return [to_variable(item) for item in value]
        number = (
            int(value)
            if isinstance(value, Decimal) and value == value.to_integral_value()
            else value
        )
        if (
            not isinstance(number, int)
            or isinstance(number, bool)
            or not 0 <= number <= MOST_ROUNDS
        ):
            raise UnfitValue(source.source, f"whole number from 0 to {MOST_ROUNDS}")
        return [None] * number


#: Of one multi-instance; each round is a token. More than this is mass work for a worker.
MOST_ROUNDS = 10_000
