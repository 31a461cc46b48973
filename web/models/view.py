"""A model as its page shows it: the picture, and every element with what it was given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flask_babel import gettext

from engine.model.differences import element_name
from engine.model.edition import Edition
from engine.model.values import Element, Flow, ProcessDefinition
from engine.words.elements import KINDS


@dataclass(frozen=True, kw_only=True)
class ElementLine:
    """terms and conditions: sentences; lane: as the model's language has it."""

    id: str
    kind: str
    name: str
    lane: str
    form: str
    job_type: str
    terms: tuple[str, ...]
    conditions: tuple[str, ...]
    documentation: str


def element_lines(edition: Edition, language: str) -> tuple[ElementLine, ...]:
    """In the order of the document."""
    lanes = {lane.name: lane.label.text(language) for lane in edition.definition.lanes}
    return tuple(
        ElementLine(
            id=element.id,
            kind=KINDS[element.kind.value].text(language),
            name=element.label.text(language),
            lane=lanes.get(element.lane or "", element.lane or ""),
            form=element.form_key or "",
            job_type=element.job_type or "",
            terms=tuple(_terms(edition, element)),
            conditions=tuple(_conditions(edition.definition, element, language)),
            documentation=element.documentation,
        )
        for element in edition.definition.elements.values()
    )


def _terms(edition: Edition, element: Element) -> Iterator[str]:
    if element.due_date:
        yield gettext("Term: %(text)s", text=element.due_date)
    if element.norm:
        yield gettext("Norm: %(text)s", text=element.norm)
    if edition.timers.get(element.id):
        yield gettext("Timer: %(text)s", text=edition.timers[element.id])
    if element.retries:
        yield gettext("Retries: %(text)s", text=element.retries)


def _conditions(definition: ProcessDefinition, element: Element, language: str) -> Iterator[str]:
    for flow in definition.flows.values():
        said = _condition(flow)
        if flow.source == element.id and said:
            yield f"{element_name(definition, flow.target).text(language)}: {said}"


def _condition(flow: Flow) -> str:
    if flow.condition:
        return flow.condition
    return str(gettext("where no condition is true")) if flow.default else ""


def with_scopes(definition: ProcessDefinition, element_ids: Iterable[str]) -> set[str]:
    """The elements with the sub-processes around them: a collapsed one hides what is inside."""
    found: set[str] = set()
    for each in element_ids:
        element_id = each
        while element_id and element_id not in found:
            found.add(element_id)
            element = definition.elements.get(element_id)
            element_id = element.scope if element else ""
    return found
