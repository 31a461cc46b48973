"""The stages of a case in the words that the model has for its applicant (`applicant.stage.*`): no step inside is named."""

from __future__ import annotations

from collections.abc import Iterable

from engine.model.dialect import ElementKind
from engine.model.values import ProcessDefinition
from engine.step.states import InstanceStatus
from engine.words import Words
from web.cases.status import STOPPED, WORDS, CaseStatus


def stage_words(
    definition: ProcessDefinition,
    status: str,
    *,
    outcome: str | None,
    standing_at: Iterable[str],
    language: str,
) -> str:
    """The stage of a case in a list: the furthest at which something is open, or how it ended."""
    if status in STOPPED:
        return str(WORDS[STOPPED[status]])
    if status == InstanceStatus.COMPLETED:
        return ending_words(definition, outcome, language)
    order = stage_order(definition)
    open_at = [order.index(stage) for stage in stages_at(definition, standing_at)]
    return (
        order[max(open_at, default=0)].text(language)
        if order
        else str(WORDS[CaseStatus.IN_PROGRESS])
    )


def stage_order(definition: ProcessDefinition) -> list[Words]:
    """The stages before the end, each once, in the order of the document."""
    named = (each for each in definition.elements.values() if each.stage.kk)
    return list(
        dict.fromkeys(each.stage for each in named if each.kind is not ElementKind.END_EVENT)
    )


def stages_at(definition: ProcessDefinition, element_ids: Iterable[str]) -> list[Words]:
    found = (definition.elements.get(element_id) for element_id in element_ids)
    order = stage_order(definition)
    return [each.stage for each in found if each is not None and each.stage in order]


def ending_words(definition: ProcessDefinition, outcome: str | None, language: str) -> str:
    element = definition.elements.get(outcome or "")
    if element is None:
        return str(WORDS[CaseStatus.COMPLETED])
    return element.stage.text(language) or element.label.text(language)
