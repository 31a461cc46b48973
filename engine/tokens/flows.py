"""Sequence flows, and the choice among them (BPMN 2.0, 8.3.13 and 13.2.1)."""

from __future__ import annotations

from engine.expression import Read
from engine.tokens.kinds import Flow, Token
from engine.tokens.values import Decision, NoTrueCondition


def flows_when_true(token: Token, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """Out of an activity, event or inclusive gateway: flows without condition always, the others when true.

    The default is taken when no condition is true. Raises NoTrueCondition where nothing can be taken.
    """
    chosen = {flow for flow in flows if flow.condition is not None and _holds(token, flow)}
    for flow in flows:
        if flow.condition is None and (not flow.default or not chosen):
            chosen.add(flow)
    return _taken(token, flows, tuple(flow for flow in flows if flow in chosen))


def first_true_flow(token: Token, flows: tuple[Flow, ...]) -> tuple[Flow, ...]:
    """Out of an exclusive gateway: the first flow in the order of the document whose condition is true, else the default."""
    for flow in flows:
        if not flow.default and (flow.condition is None or _holds(token, flow)):
            return _taken(token, flows, (flow,))
    return _taken(token, flows, tuple(flow for flow in flows if flow.default))


def _holds(token: Token, flow: Flow) -> bool:
    """Evaluate once, also when explaining: a function may answer from a recording that is read in order."""
    expression, environment = flow.condition, token.top.environment
    assert expression is not None
    reads: tuple[Read, ...] = ()
    if environment.explaining:
        explanation = expression.explain_condition(token.view(own=False), environment.functions)
        value, reads = bool(explanation.value), explanation.reads
    else:
        value = expression.condition(token.view(own=False), environment.functions)
    _note(token, flow, result=value, taken=value, reads=reads)
    return value


def _taken(token: Token, flows: tuple[Flow, ...], taken: tuple[Flow, ...]) -> tuple[Flow, ...]:
    if not taken:
        raise NoTrueCondition(token.task_spec.bpmn_id)
    for flow in flows:
        if flow.condition is None:
            _note(token, flow, result=None, taken=flow in taken)
    return taken


def _note(
    token: Token, flow: Flow, *, result: bool | None, taken: bool, reads: tuple[Read, ...] = ()
) -> None:
    if token.task_spec.element_id is None or flow.shown is None:
        return
    token.top.record.decisions.append(
        Decision(
            element_id=token.element_id,
            token=token.id,
            flow_id=token.workflow.path + flow.shown,
            condition=flow.text,
            reads=reads,
            result=result,
            taken=taken,
        )
    )
