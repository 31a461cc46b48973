"""Elements that wait for something to happen: catch events, receive tasks, boundary events, starts of event sub-processes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from engine.errors import EngineError
from engine.expression import Duration, Expression, NoValue
from engine.model.dialect import EventKind
from engine.tokens.kinds import Token
from engine.tokens.node import Node
from engine.tokens.triggers import Grid, Term, Trigger
from engine.tokens.values import LookedAround, MadeUp, Wait, WaitKind

_WAITS = {
    EventKind.TIMER: WaitKind.TIMER,
    EventKind.MESSAGE: WaitKind.MESSAGE,
    EventKind.SIGNAL: WaitKind.SIGNAL,
    EventKind.CONDITIONAL: WaitKind.CONDITION,
}


def _stamp(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat()


def _repetition(term: Term) -> dict[str, object]:
    """What is kept of a cycle: `start`, `nth` and `last` of its grid; of one that makes up for each time missed, `left`."""
    grid = term.grid
    if grid is not None:
        again = _period(grid.period)
        return {"again": again, "start": _stamp(grid.start), "nth": term.nth, "last": grid.last}
    if term.again is None or term.times == 1:
        return {}
    return {"again": _period(term.again), "left": term.times}


def _period(duration: Duration) -> list[int]:
    return [duration.months, duration.span // timedelta(microseconds=1)]


class Catching(Node):
    """`due` (ISO 8601) and `left` (times a cycle may still fire) are kept with the token from its arrival on."""

    trigger: Trigger
    restores = True
    looks_at_once = True  #: whether a condition that is true on arrival counts then, not once nothing else can be run

    def listen(self, token: Token) -> None:
        """Begin to wait. Raises EngineError where the timer's expression gives no term."""
        timer = self.trigger.timer
        if timer is not None:
            top = token.top
            term = timer.term(top.environment.now, token.view(own=False), top.environment.functions)
            if term.due is not None:
                token.internal_data.update(due=_stamp(term.due), **_repetition(term))
                top.armed.append(token.id)
        elif self.trigger.condition is not None:
            names = self.trigger.condition.names
            token.top.look_at(token, names if self.looks_at_once else ())

    def wait(self, token: Token) -> Wait | None:
        kind = _WAITS.get(self.trigger.kind)
        if kind is None or self.element_id is None:
            return None
        due = token.internal_data.get("due")
        if kind is WaitKind.TIMER and due is None:
            return None  # a cycle that had ended before it began
        return Wait(
            token=token.id,
            element_id=token.element_id,
            kind=kind,
            due_at=datetime.fromisoformat(due) if due else None,
            name=self.trigger.name,
        )

    def single_term(self, token: Token) -> tuple[Expression, Mapping[str, object]] | None:
        """What gave the token its term, and what it sees; None for a constant, and for a timer that fires again."""
        timer = self.trigger.timer
        if timer is None or timer.expression is None or "again" in token.internal_data:
            return None
        return timer.expression, token.view(own=False)

    def reschedule(self, token: Token, due: datetime) -> None:
        """Let the timer be due at another time."""
        token.touch()
        token.top.armed.append(token.id)
        token.internal_data["due"] = _stamp(due)

    def restore(self, token: Token) -> None:
        if self.trigger.condition is not None:
            token.top.look_at(token, ())

    def listens(self, kind: EventKind, name: str | None) -> bool:
        return self.trigger.kind is kind and self.trigger.name == name

    def reads(self, names: frozenset[str] | None) -> bool:
        condition = self.trigger.condition
        return condition is not None and (names is None or not names.isdisjoint(condition.names))

    def look(self, token: Token) -> None:
        if self.trigger.at_once and token.waiting:
            token.top.fire(token, if_true=True)

    def comes_true(self, token: Token) -> bool:
        """Whether the condition is true and was not before. While what it needs has no value, it is not true."""
        condition, state = self.trigger.condition, token.internal_data
        assert condition is not None
        try:
            value = condition.condition(token.view(own=False), token.top.environment.functions)
        except NoValue:
            state.pop("true", None)
            return False
        before, state["true"] = state.get("true", False), value
        return value and not before

    def take(self, token: Token, payload: Mapping[str, object]) -> None:
        """Put a payload where it is seen by what follows."""
        token.write(payload, own=False)

    def rearm(self, token: Token) -> bool:
        """Wait for the next time, if there is one."""
        state = token.internal_data
        if self.trigger.timer is None:
            return True
        if "again" not in state:
            return False
        token.touch()
        token.top.armed.append(token.id)
        months, microseconds = state["again"]
        again = Duration(months=months, span=timedelta(microseconds=microseconds))
        if "start" in state:
            return _next(token, again)
        state["due"] = _stamp(again.after(datetime.fromisoformat(state["due"])))
        if state["left"] is not None:
            state["left"] -= 1
            if state["left"] == 1:
                del state["again"], state["left"]
        return True


def _next(token: Token, period: Duration) -> bool:
    """Wait for the first occurrence after now; those that have passed have happened together."""
    state, top = token.internal_data, token.top
    grid = Grid(start=datetime.fromisoformat(state["start"]), period=period, last=state["last"])
    nth = grid.first(state["nth"] + 1, lambda at: at > top.environment.now)
    passed = (nth if nth is not None else grid.last + 1 if grid.last is not None else 0) - state[
        "nth"
    ]
    if passed > 1:
        top.record.made_up.append(MadeUp(element_id=token.element_id, token=token.id, times=passed))
    if nth is None:
        return False
    state.update(nth=nth, due=_stamp(grid.at(nth)))
    return True


class CatchEvent(Catching):
    def enter(self, token: Token) -> bool:
        self.listen(token)
        return False

    def fire(self, token: Token) -> None:
        end_race(token)
        token.leave()


def end_race(token: Token) -> None:
    """Of the events behind an event gateway one has come: the others are no longer waited for."""
    race = token.internal_data.pop("race", None)
    if race is None:
        return
    for other in list(token.workflow.tasks.values()):
        if other.internal_data.get("race") == race:
            other.cancel()


class Boundary(Catching):
    """Stands as a child of the activity's token; interrupting, it outlives the activity and goes on in its stead."""

    watches = True
    interrupting = True

    def enter(self, token: Token) -> bool:
        try:
            self.listen(token)
        except EngineError as error:
            timer = self.trigger.timer
            if timer is None or timer.expression is None or not timer.expression.names:
                raise
            raise LookedAround(error, token.parent.element_id) from error
        return False

    def fire(self, token: Token) -> None:
        if self.interrupting:
            activity = token.parent
            token.detach()
            activity.cancel()
            token.leave()
            return
        token.workflow.place(self).leave()
        if not self.rearm(token):
            token.workflow.forget(token)


class EventStart(Catching):
    """Waits beside the tokens of a scope for what starts an event sub-process in it; `element_id` is the start event's id."""

    watches = True
    looks_at_once = False  #: the start event of the scope comes first
    interrupting = True
    target: Node

    def enter(self, token: Token) -> bool:
        self.listen(token)
        return False

    def fire(self, token: Token) -> None:
        workflow = token.workflow
        if self.interrupting:
            for other in list(workflow.tasks.values()):
                if other._parent is None and other.id in workflow.tasks and other is not token:
                    other.cancel()
        workflow.place(self.target)
        if self.interrupting or not self.rearm(token):
            workflow.forget(token)
