"""Compensation (BPMN 2.0, 13.5.5): a scope remembers what was done in it, and undoes it one by one, last first.

What is remembered of a completed activity is a row `[when, node, variables, inside]`. when: the count of completions then.
variables: those of its own scopes, as they were. inside: the rows of a sub-process; None where its own handler undoes it.
"""

from __future__ import annotations

from collections.abc import Iterator

from engine.expression.values import Value
from engine.tokens.kinds import Scope, Token
from engine.tokens.library import TaskState

Row = list[Value]
Pending = list[tuple[int | None, Row]]
"""Rows with the token of the sub-process they lie in, None for the process; the last one is undone first."""


def remember(token: Token) -> None:
    """Keep what a completed activity needs to be undone, if anything can undo it."""
    row = _row(token, token.internal_data.get("done", []))
    if row is None or "undoes" in token.internal_data:
        return
    if token.is_round:
        token.parent.internal_data.setdefault("done", []).append(row)
    else:
        token.workflow.done.append(row)


def _row(token: Token, inside: list[Row]) -> Row | None:
    spec = token.task_spec
    if spec.undo is not None:
        return [token.top.steps, spec.number, _variables(token), None]
    if inside or (spec.scope and token.top.inner_spec(token).undo_start is not None):
        return [token.top.steps, spec.number, _variables(token), inside]
    return None


def _variables(token: Token) -> dict[str, Value]:
    found: dict[str, Value] = {}
    for scope in reversed(token.top.scopes.chain(token.scopes())[:-1]):
        found |= scope
    return found


def done_around(token: Token, activity: str | None) -> Pending:
    """Take what was done in the scope of a token, of one activity or all; of an event sub-process also what was done around it."""
    taken: Pending = []
    for scope in _scopes(token.workflow):
        kept: list[Row] = []
        for row in scope.done:
            if activity is None or scope.spec.nodes[row[1]].element_id == activity:
                taken.append((scope.parent_task_id, row))
            else:
                kept.append(row)
        scope.done = kept
    return sorted(taken, key=lambda pair: pair[1][0])


def _scopes(scope: Scope) -> Iterator[Scope]:
    yield scope
    while scope.parent_task_id is not None:
        holder = scope.top_workflow.index[scope.parent_task_id]
        if not holder.task_spec.triggered:
            return
        scope = holder.workflow
        yield scope


def done_within(scope: Scope) -> list[Row]:
    """What a transaction rolls back: all that was done in it, also in its sub-processes that are not complete yet."""
    rows = list(scope.done)
    for token in scope.tasks.values():
        rows += token.internal_data.get("done", ()) if token.task_spec.repeats else ()
        inner = scope.top_workflow.subprocesses.get(token.id)
        if inner is not None and not token.task_spec.called:
            within = done_within(inner)
            if within:
                rows.append([within[-1][0], token.task_spec.number, _variables(token), within])
    return sorted(rows, key=lambda row: row[0])


def undo_next(token: Token) -> bool:
    """Begin to undo the last of what a token has to undo. False: nothing is left."""
    pending: Pending = token.internal_data["undo"]
    while pending:
        holder, row = pending.pop()
        top = token.top
        scope = top if holder is None else top.subprocesses.get(holder)
        if scope is not None:
            _undo(scope, row, token)
            return True
    return False


def _undo(scope: Scope, row: Row, thrower: Token) -> None:
    _, number, variables, inside = row
    spec, top = scope.spec.nodes[number], scope.top_workflow
    own_way = spec.undo if inside is None else None
    runner = scope.place(own_way) if own_way else top.place_waiting(scope, spec)
    runner.internal_data["undoes"] = thrower.id
    if variables:
        top.scopes.open(runner.id, variables)
    if inside is not None:
        _reopen(runner, inside)


def _reopen(holder: Token, inside: list[Row]) -> None:
    """A completed sub-process stands again as it ended, so that what was done in it can be undone."""
    holder.internal_data["reopened"] = True
    inner = holder.top.open_scope(holder)
    if inner.spec.undo_start is not None:
        inner.done = inside
        inner.place(inner.spec.undo_start)
        return
    holder.internal_data["undo"] = [(holder.id, row) for row in inside]
    undo_next(holder)


def go_on(token: Token) -> None:
    """What undid the last thing is done: undo the next, or leave the thrower go. A sub-process ends by itself."""
    if not undo_next(token) and "reopened" not in token.internal_data:
        token.leave()


def settle(token: Token) -> None:
    """Tell whoever waits for this that it is undone."""
    thrower = token.top.index.get(token.internal_data["undoes"])
    if thrower is not None and thrower._state == TaskState.STARTED:
        go_on(thrower)
