"""The state of an instance as bytes: its variables and, for each token, one row `[id, node, state, parent, notes]`.

Rows keep the order in which tokens came, so that an instance that is loaded and saved gives the same bytes.
"""

from __future__ import annotations

import orjson

from engine.expression.values import Value
from engine.tokens.kinds import Scope
from engine.tokens.library import TaskState
from engine.tokens.model import Model
from engine.tokens.scopes import Scopes
from engine.tokens.token import Token as NewToken
from engine.tokens.values import Environment
from engine.tokens.workflow import TokenWorkflow

Row = list[Value]


def encode(workflow: TokenWorkflow) -> bytes:
    scopes, ends = workflow.scopes, workflow.record.ends
    state = {
        "last": workflow.last_id,
        "steps": workflow.steps,
        "end": ends[-1] if ends else None,
        "variables": scopes.root,
        "local": list(scopes.local.items()),
        "tokens": _rows(workflow),
        "inner": [
            [holder, _rows(inner), *([inner.done] if inner.done else ())]
            for holder, inner in workflow.subprocesses.items()
        ],
    }
    if workflow.done:
        state["done"] = workflow.done
    if workflow.model.bindings:
        state["bindings"] = dict(workflow.model.bindings)
    if scopes.called:
        state["called"] = list(scopes.called.items())
    return orjson.dumps(state, option=orjson.OPT_SORT_KEYS)


def _rows(scope: Scope) -> list[Row]:
    return [
        [token.id, token.task_spec.number, token._state, token._parent, token.internal_data]
        for token in scope.tasks.values()
    ]


def decode(model: Model, environment: Environment, state: bytes) -> TokenWorkflow:
    read = orjson.loads(state)
    if "bindings" in read:
        model = model.bound(read["bindings"])
    scopes = Scopes(read["variables"], dict(read["local"]))
    workflow = model.workflow(scopes, environment)
    scopes.called.update(read.get("called", ()))
    workflow.done = read.get("done", [])
    workflow.last_id, workflow.steps = read["last"], read["steps"]
    if read["end"] is not None:
        workflow.record.ends.append(read["end"])
    _fill(workflow, read["tokens"])
    for holder, rows, *done in read["inner"]:
        token = workflow.index[holder]
        scope = token.task_spec.open_inside(token)
        _fill(scope, rows)
        if done:
            scope.done = done[0]
    return workflow


def _fill(scope: Scope, rows: list[Row]) -> None:
    nodes, tasks, index = scope.spec.nodes, scope.tasks, scope.top_workflow.index
    for number, node, state, parent, notes in rows:
        token = NewToken.__new__(NewToken)
        token.id, token._state, token._parent, token.internal_data = number, state, parent, notes
        token.workflow, token.task_spec, token._children, token.taken = scope, nodes[node], [], ()
        tasks[number] = index[number] = token
        if parent is not None:
            tasks[parent]._children.append(number)
        if state == TaskState.READY:
            scope.top_workflow.schedule(token)
        elif state == TaskState.ERROR:
            scope.top_workflow.troubled.add(number)
        elif token.task_spec.restores and state == TaskState.STARTED:
            token.task_spec.restore(token)
