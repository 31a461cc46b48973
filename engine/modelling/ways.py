"""What comes after a step: the next steps, with what must be true for them, gateways left out."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from engine.model.dialect import GATEWAYS, ElementKind
from engine.model.differences import element_name
from engine.model.values import Element, Flow, ProcessDefinition
from engine.modelling.plain_words import Vocabulary, condition_words
from engine.words import said

K = ElementKind
_NO_STEPS = GATEWAYS | {K.START_EVENT, K.END_EVENT, K.BOUNDARY_EVENT}


@dataclass(frozen=True, kw_only=True)
class Way:
    """conditions: in plain words, all must be true; number: of the step, None where the way ends there."""

    conditions: tuple[str, ...]
    target: str
    name: str
    number: int | None


@dataclass(frozen=True, kw_only=True)
class Atlas:
    """A definition as it is walked through."""

    definition: ProcessDefinition
    vocabulary: Vocabulary

    @cached_property
    def outgoing(self) -> defaultdict[str, list[Flow]]:
        found: defaultdict[str, list[Flow]] = defaultdict(list)
        for flow in self.definition.flows.values():
            found[flow.source].append(flow)
        return found

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The steps in the order in which they are first reached, numbered from 1; then what nothing leads to."""
        order = dict.fromkeys([*self._reached(), *self.definition.elements])
        steps = [each for each in order if self.definition.elements[each].kind not in _NO_STEPS]
        return {step: number for number, step in enumerate(steps, 1)}

    def name(self, element_id: str) -> str:
        return element_name(self.definition, element_id).text(self.vocabulary.language)

    def ways(self, element_id: str) -> tuple[Way, ...]:
        """Each next step once for each set of conditions."""
        return tuple(dict.fromkeys(self._ways(element_id, (), frozenset())))

    def boundary_events(self, element_id: str) -> list[Element]:
        elements = self.definition.elements.values()
        return [each for each in elements if each.attached_to == element_id]

    def _reached(self) -> Iterator[str]:
        waiting = deque(each.id for each in self.definition.start_events)
        seen = set(waiting)
        while waiting:
            element_id = waiting.popleft()
            yield element_id
            for following in self._following(element_id):
                if following not in seen:
                    seen.add(following)
                    waiting.append(following)

    def _following(self, element_id: str) -> Iterator[str]:
        yield from (flow.target for flow in self.outgoing[element_id])
        yield from (event.id for event in self.boundary_events(element_id))
        yield from (
            each.id
            for each in self.definition.elements.values()
            if each.scope == element_id and each.kind is K.START_EVENT
        )

    def _ways(
        self, element_id: str, conditions: tuple[str, ...], seen: frozenset[str]
    ) -> Iterator[Way]:
        element = self.definition.elements[element_id]
        for flow in self.outgoing[element_id]:
            target = self.definition.elements.get(flow.target)
            if target is None or target.id in seen:
                continue
            needed = (*conditions, *self._conditions(element, flow, self.outgoing[element_id]))
            if target.kind in GATEWAYS:
                yield from self._ways(target.id, needed, seen | {target.id})
            else:
                yield self._way(target, needed)

    def _way(self, target: Element, conditions: tuple[str, ...]) -> Way:
        return Way(
            conditions=conditions,
            target=target.id,
            name=self.name(target.id),
            number=self.numbers.get(target.id),
        )

    def _conditions(self, source: Element, flow: Flow, all_ways: Sequence[Flow]) -> Iterator[str]:
        language = self.vocabulary.language
        if flow.condition:
            yield condition_words(flow.condition, self.vocabulary)
        elif flow.default and len(all_ways) > 1:
            yield said("in all other cases").text(language)
        elif source.kind is K.PARALLEL_GATEWAY and len(all_ways) > 1:
            yield said("at the same time").text(language)
        elif source.kind is K.EVENT_GATEWAY:
            yield said("if this comes first").text(language)
