"""Why a token went the way it went: every condition of a gateway, what it read, and the reason in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import orjson

from audit import wording
from engine.model.dialect import ElementKind
from engine.model.values import Flow, ProcessDefinition
from engine.step.values import Step
from engine.tokens.execution import Completion, Decision
from engine.words import LANGUAGES, Words


@dataclass(frozen=True, kw_only=True)
class Branch:
    """One way out. reads: (path, value) in the order in which they were read; result: None where nothing was asked."""

    flow_id: str
    target: str
    condition: str | None
    reads: tuple[tuple[str, object], ...] = ()
    result: bool | None = None
    taken: bool = False
    default: bool = False


@dataclass(frozen=True, kw_only=True)
class Choice:
    """One passage through a gateway; `why` has one reason for each branch that was taken."""

    element_id: str
    branches: tuple[Branch, ...]
    why: tuple[Words, ...]

    @property
    def taken(self) -> tuple[str, ...]:
        return tuple(branch.flow_id for branch in self.branches if branch.taken)


def choices(definition: ProcessDefinition, step: Step) -> tuple[Choice, ...]:
    """The choices of one step in the order in which they were made; those of event gateways last."""
    return (
        *_decided(definition, step.decisions),
        *_awaited(definition, step.completions),
    )


def _decided(definition: ProcessDefinition, decisions: Sequence[Decision]) -> Iterator[Choice]:
    for (element_id, _), group in groupby(decisions, key=lambda one: (one.element_id, one.token)):
        branches = tuple(_branch(definition, decision) for decision in group)
        why = tuple(_reason(branch) for branch in branches if branch.taken)
        yield Choice(element_id=element_id, branches=branches, why=why or (wording.NOTHING_TAKEN,))


def _branch(definition: ProcessDefinition, decision: Decision) -> Branch:
    flow = definition.flows.get(decision.flow_id)
    return Branch(
        flow_id=decision.flow_id,
        target=flow.target if flow else "",
        condition=decision.condition,
        reads=tuple((read.path, read.value) for read in decision.reads),
        result=decision.result,
        taken=decision.taken,
        default=flow.default if flow else False,
    )


def _reason(branch: Branch) -> Words:
    if branch.default:
        return wording.DEFAULT_TAKEN
    if branch.condition is None:
        return wording.ONLY_WAY
    reads = ", ".join(f"{path} = {shown(value)}" for path, value in branch.reads)
    return wording.CONDITION_TRUE.filled(
        condition=branch.condition, reads=reads or wording.NO_READS
    )


def shown(value: object) -> str:
    """A value as a reader of the history sees it: text bare, the rest as JSON."""
    return value if isinstance(value, str) else orjson.dumps(value, default=str).decode()


def told(value: object) -> str:
    """The same without brackets and quotes: members by name, items by number."""
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {told(each)}" for name, each in value.items()) or "—"
    if isinstance(value, (list, tuple)):
        return "; ".join(f"{n}) {told(each)}" for n, each in enumerate(value, 1)) or "—"
    return shown(value)


def _awaited(definition: ProcessDefinition, completions: Sequence[Completion]) -> Iterator[Choice]:
    """At an event gateway the event that comes first decides; no condition is asked."""
    entered = {flow.target: flow for flow in definition.flows.values()}
    for completion in completions:
        flow = entered.get(completion.element_id)
        source = definition.elements.get(flow.source) if flow else None
        if flow is not None and source is not None and source.kind is ElementKind.EVENT_GATEWAY:
            yield _race(definition, source.id, flow)


def _race(definition: ProcessDefinition, gateway: str, first: Flow) -> Choice:
    out = [flow for flow in definition.flows.values() if flow.source == gateway]
    label = definition.elements[first.target].label
    event = Words(**{one: label.text(one) or first.target for one in LANGUAGES})
    return Choice(
        element_id=gateway,
        branches=tuple(
            Branch(flow_id=flow.id, target=flow.target, condition=None, taken=flow.id == first.id)
            for flow in out
        ),
        why=(wording.CAME_FIRST.filled(event=event),),
    )
