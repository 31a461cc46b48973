"""What lies ahead of an element, as far as the next user task."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model.dialect import ElementKind
from engine.model.values import ProcessDefinition


def conditions_ahead(definition: ProcessDefinition, element_id: str) -> Iterator[str]:
    """The conditions of the flows that can be come to before another user task, the nearest first."""
    seen, todo = {element_id}, [element_id]
    for place in todo:
        for flow in definition.flows.values():
            if flow.source != place:
                continue
            if flow.condition is not None:
                yield flow.condition
            target = definition.elements.get(flow.target)
            passed = target is not None and target.kind is not ElementKind.USER_TASK
            if passed and flow.target not in seen:
                seen.add(flow.target)
                todo.append(flow.target)
