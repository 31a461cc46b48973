"""A model played in memory. Every step is taken three ways, which must agree:

- by an execution that is never loaded,
- by one that is saved and loaded, with a model parsed anew, before each step,
- at the end by a replay of all inputs.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from lxml import etree

from engine.model.lowering import lower
from engine.tokens.execution import Execution, Model, Trouble, Wait, WaitKind

NOW = datetime(2025, 3, 14, 4, 0, tzinfo=UTC)

Act = Callable[[Execution], None]


@dataclass
class Outside:
    """now moves only by `Play.wait`."""

    now: datetime = NOW
    explaining: bool = False
    functions: Mapping[str, Callable[..., Any]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.functions = {
            "now": lambda: self.now,
            "businessDays": lambda days, start=None: (start or self.now) + timedelta(days=days),
        }


def lowered(xml: bytes) -> bytes:
    return lower(etree.fromstring(xml))


def parsed(xml: bytes, process: str = "P") -> Model:
    return Model.parse(lowered(xml), process)


class Play:
    def __init__(
        self,
        xml: bytes,
        variables: Mapping[str, Any] | None = None,
        *,
        start: str | None = None,
        called: Mapping[str, bytes] | None = None,
    ) -> None:
        """called: models by the references of call activities."""
        self.document = lowered(xml)
        self.called = {name: lowered(other) for name, other in (called or {}).items()}
        self.outside = Outside()
        self.explained = Outside(explaining=True)
        self.given: list[tuple[datetime, Act]] = []
        self.trace: list[str] = []
        self.cancelled: list[str] = []
        self.flows: list[str] = []
        self.first, self.start = dict(variables or {}), start
        self.steady = self.begin(self.explained)
        self.live = self.begin(self.outside)
        self.states: list[bytes] = []
        self._step(lambda execution: None)

    def begin(self, outside: Outside) -> Execution:
        bindings = dict.fromkeys(self.called, 1)
        return Execution.start(self.model(), outside, self.first, self.start, bindings)

    def model(self) -> Model:
        library = {(name, 1): Model.parse(document, name) for name, document in self.called.items()}
        return replace(Model.parse(self.document, "P"), library=library)

    def _step(self, act: Act) -> None:
        """Act and run, on both executions."""
        self.given.append((self.outside.now, act))
        told, cancelled, taken = (
            len(self.steady.completions),
            len(self.steady.cancelled),
            len(self.steady.flows_taken),
        )
        for execution in (self.steady, self.live):
            act(execution)
            execution.run()
        fresh = self.steady.completions[told:]
        assert (fresh if self.states else self.steady.completions) == self.live.completions
        self.trace += [done.element_id for done in fresh]
        self.cancelled += [gone.element_id for gone in self.steady.cancelled[cancelled:]]
        self.flows += self.steady.flows_taken[taken:]
        self._reload()

    def _reload(self) -> None:
        state = self.steady.save()
        assert self.live.save() == state
        self.live = Execution.load(self.model(), self.outside, state)
        assert self.live.save() == state, "loading and saving changes the state"
        assert self.live.waits() == self.steady.waits()
        assert self.live.variables == self.steady.variables
        assert (self.live.finished, self.live.stuck, self.live.troubles, self.live.steps) == (
            self.steady.finished,
            self.steady.stuck,
            self.steady.troubles,
            self.steady.steps,
        )
        assert self.live.ends[-1:] == self.steady.ends[-1:]
        assert all(not token.data for token in self.steady._workflow.index.values()), (
            "the library holds data"
        )
        self.states.append(state)

    def replay(self) -> None:
        """Take all steps again on one execution in one piece."""
        outside = Outside(explaining=True)
        execution = self.begin(outside)
        for (at, act), state in zip(self.given, self.states, strict=True):
            outside.now = at
            act(execution)
            execution.run()
            assert execution.save() == state, "the replay differs"
        assert [done.element_id for done in execution.completions] == self.trace

    # What is awaited.

    def token(self, element: str, *, nth: int = 0) -> int:
        return [wait.token for wait in self.steady.waits() if wait.element_id == element][nth]

    @property
    def waiting(self) -> list[str]:
        return [wait.element_id for wait in self.steady.waits()]

    @property
    def waits(self) -> tuple[Wait, ...]:
        return self.steady.waits()

    def due(self, element: str) -> datetime:
        found = next(wait.due_at for wait in self.waits if wait.element_id == element)
        assert found is not None
        return found

    @property
    def troubles(self) -> tuple[Trouble, ...]:
        return self.steady.troubles

    @property
    def variables(self) -> dict[str, Any]:
        return dict(self.steady.variables)

    @property
    def finished(self) -> bool:
        return self.steady.finished

    # What comes from outside.

    def answer(
        self, element: str, variables: Mapping[str, Any] | None = None, *, nth: int = 0
    ) -> Play:
        token = self.token(element, nth=nth)
        self._step(lambda execution: execution.complete(token, dict(variables or {})))
        return self

    def throw(self, element: str, code: str, text: str = "") -> Play:
        token = self.token(element)
        self._step(lambda execution: execution.throw_error(token, code, text))
        return self

    def send(self, name: str, payload: Mapping[str, Any] | None = None) -> Play:
        """A message to the first token, a signal to all that wait for it."""
        waits = [wait for wait in self.waits if wait.name == name]
        for wait in waits if waits[0].kind is WaitKind.SIGNAL else waits[:1]:
            self._deliver(wait.token, payload or {})
        return self

    def _deliver(self, token: int, payload: Mapping[str, Any]) -> None:
        self._step(lambda execution: execution.deliver(token, dict(payload)))

    def wait(self, **span: float) -> Play:
        """Let time pass and fire what is due."""
        self.outside.now += timedelta(**span)
        self.explained.now = self.outside.now
        self._step(lambda execution: execution.fire_timers())
        return self

    def write(self, **variables: Any) -> Play:
        self._step(lambda execution: execution.write(variables))
        return self

    def retry(self) -> Play:
        token = self.troubles[0].token
        self._step(lambda execution: execution.retry(token))
        return self

    def move(self, place: int | str, target: str) -> Play:
        """Take the token at an element, or of that number, away and put one before the target."""
        token = self.steady.by_hand.stand_at(place).token
        self._step(lambda execution: execution.by_hand.move(token, target))
        return self

    def reopen(self, target: str) -> Play:
        self._step(lambda execution: execution.by_hand.reopen(target))
        return self

    def terminate(self) -> Play:
        self._step(lambda execution: execution.terminate())
        return self

    # How it ends.

    def ends_with(self, *trace: str) -> None:
        """Nothing is left, and this is what has been completed, in this order."""
        assert self.trace == list(trace)
        assert self.steady.finished
        assert not self.waits
        self.replay()

    def stands_at(self, *elements: str) -> Play:
        """The instance goes on, and this is what is awaited, in the order of tokens."""
        assert not self.steady.finished
        assert self.waiting == list(elements)
        self.replay()
        return self
