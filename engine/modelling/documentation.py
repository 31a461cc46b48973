"""A model told as a document, in one language: who does what, by which form, until when, and what comes next.

The page and the command of the terminal show the same values.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from types import MappingProxyType

from engine.expression.parser import strip_braces
from engine.expression.values import Variables
from engine.model.dialect import ElementKind, EventKind
from engine.model.edition import Edition
from engine.model.values import Element
from engine.modelling.document_parts import (
    Boundary,
    Documentation,
    FieldPart,
    FormPart,
    Meanwhile,
    MessagePart,
    Role,
    Step,
    VariablePart,
)
from engine.modelling.plain_words import Vocabulary, condition_words, retry_words, term_words
from engine.modelling.ways import Atlas
from engine.words import said, verbatim
from engine.words.elements import KINDS

__all__ = ["Documentation", "document_model"]

K = ElementKind
_SHOWN_ONLY = frozenset({"static", "hidden"})


def document_model(
    edition: Edition,
    *,
    language: str,
    version: int | None = None,
    jobs: Mapping[str, str] = MappingProxyType({}),
) -> Documentation:
    """language: `kk`, `ru` or `en`; jobs: what the workers say of themselves, by job type."""
    return _Writer(edition, language, jobs).write(version)


class _Writer:
    def __init__(self, edition: Edition, language: str, jobs: Mapping[str, str]) -> None:
        self.edition, self.language, self.jobs = edition, language, jobs
        self.definition = edition.definition
        self.forms = {key: json.loads(text) for key, text in edition.forms.items()}
        self.vocabulary = self._vocabulary()
        self.atlas = Atlas(definition=self.definition, vocabulary=self.vocabulary)
        self.lanes = {
            lane.name: lane.label.text(language) or lane.name for lane in self.definition.lanes
        }

    def write(self, version: int | None) -> Documentation:
        definition = self.definition
        return Documentation(
            key=definition.process_id,
            title=definition.label.text(self.language) or definition.process_id,
            version=version,
            version_tag=definition.version_tag,
            rules=definition.rules,
            term=self._term(definition.due_date),
            starts=tuple(map(self._boundary, definition.start_events)),
            roles=tuple(self._roles()),
            anytime=tuple(self._anytime()),
            messages=tuple(self._messages()),
            ends=tuple(map(self._boundary, self._of_kind(K.END_EVENT))),
            variables=tuple(self._variables()),
        )

    def _vocabulary(self) -> Vocabulary:
        names: dict[str, str] = {}
        values: dict[tuple[str, str], str] = {}
        for field in self._fields():
            name = field["name"]
            names.setdefault(name, self._words(field.get("label")) or name)
            for option in field.get("options", ()):
                written = json.dumps(option["value"]).strip('"')
                values.setdefault((name, written), self._words(option.get("label")) or written)
        return Vocabulary(language=self.language, names=names, values=values)

    def _fields(self) -> Iterator[Variables]:
        """All that is asked for by the forms, in the order of the steps that name them."""
        keys = [each.form_key for each in self.definition.elements.values() if each.form_key]
        for key in dict.fromkeys(keys):
            fields = self.forms.get(key, {}).get("fields", ())
            yield from (field for field in fields if field["control"] not in _SHOWN_ONLY)

    def _words(self, text: Mapping[str, str] | None) -> str:
        """In the reader's language, else in Kazakh."""
        return (text or {}).get(self.language) or (text or {}).get("kk", "")

    def _of_kind(self, kind: ElementKind) -> list[Element]:
        return [each for each in self.definition.elements.values() if each.kind is kind]

    def _roles(self) -> Iterator[Role]:
        elements, numbers = self.definition.elements, self.atlas.numbers
        order = [lane.name for lane in self.definition.lanes]

        def place(element_id: str) -> tuple[int, int]:
            lane = elements[element_id].lane
            return order.index(lane) if lane in order else len(order), numbers[element_id]

        steps = sorted(numbers, key=place)
        for lane, ids in groupby(steps, key=lambda each: elements[each].lane or ""):
            yield Role(
                name=self.lanes.get(lane, lane),
                steps=tuple(self._step(elements[each]) for each in ids),
            )

    def _step(self, element: Element) -> Step:
        return Step(
            id=element.id,
            number=self.atlas.numbers[element.id],
            kind=KINDS[element.kind.value].text(self.language),
            name=self.atlas.name(element.id),
            documentation=element.documentation,
            role=self.lanes.get(element.lane or "", element.lane or ""),
            assignee=self.vocabulary.name(strip_braces(element.assignee or "")),
            groups=element.candidate_groups,
            form=self._form(element),
            job=element.job_type or "",
            job_says=self.jobs.get(element.job_type or "", ""),
            waits_for=self._awaited(element),
            term=self._term(element.due_date or element.norm),
            retries=retry_words(element.retries, self.language) if element.retries else "",
            meanwhile=tuple(map(self._meanwhile, self.atlas.boundary_events(element.id))),
            ways=self.atlas.ways(element.id),
        )

    def _term(self, text: str | None) -> str:
        return term_words(text, self.vocabulary) if text else ""

    def _form(self, element: Element) -> FormPart | None:
        form = self.forms.get(element.form_key or "")
        if form is None:
            return None
        required = set(form.get("schema", {}).get("required", ()))
        return FormPart(
            key=element.form_key or "",
            title=self._words(form.get("title")),
            fields=tuple(
                self._field(field, required=field["name"].partition(".")[0] in required)
                for field in form.get("fields", ())
                if field["control"] not in _SHOWN_ONLY
            ),
        )

    def _field(self, field: Variables, *, required: bool) -> FieldPart:
        shown_if = field.get("show_if", "")
        return FieldPart(
            name=field["name"],
            label=self._words(field.get("label")) or field["name"],
            help=self._words(field.get("help")),
            required=required,
            options=tuple(self._words(option.get("label")) for option in field.get("options", ())),
            shown_if=condition_words(shown_if, self.vocabulary) if shown_if else "",
        )

    def _awaited(self, element: Element) -> str:
        """What an event waits for or brings about."""
        if element.id in self.edition.timers:
            term = self._term(self.edition.timers[element.id])
            return said("time: {term}", term=term).text(self.language)
        name = element.message or element.signal
        if element.event in (EventKind.MESSAGE, EventKind.SIGNAL) and name:
            words = said("message {name}", name=name)
            other = said("signal {name}", name=name)
            return (words if element.message else other).text(self.language)
        return verbatim(element.event).text(self.language) if element.event else ""

    def _meanwhile(self, event: Element) -> Meanwhile:
        return Meanwhile(
            name=event.label.text(self.language),
            when=self._awaited(event),
            ends=event.interrupting,
            ways=self.atlas.ways(event.id),
        )

    def _anytime(self) -> Iterator[Meanwhile]:
        """Event sub-processes: those whose start waits for something."""
        scopes = {each.id for each in self._of_kind(K.SUB_PROCESS)}
        for start in self._of_kind(K.START_EVENT):
            if start.scope in scopes and start.event is not None:
                yield self._meanwhile(start)

    def _boundary(self, element: Element) -> Boundary:
        return Boundary(
            id=element.id,
            name=self.atlas.name(element.id),
            documentation=element.documentation,
            ways=self.atlas.ways(element.id),
        )

    def _messages(self) -> Iterator[MessagePart]:
        catching = {K.CATCH_EVENT, K.BOUNDARY_EVENT, K.START_EVENT, K.RECEIVE_TASK}
        for name in self.definition.messages:
            waiting = [
                each
                for each in self.definition.elements.values()
                if each.message == name and each.kind in catching
            ]
            yield MessagePart(
                name=name,
                received_at=tuple(self.atlas.name(each.id) for each in waiting),
                key=next((each.correlation_key for each in waiting if each.correlation_key), ""),
            )

    def _variables(self) -> Iterator[VariablePart]:
        for name, label in sorted(self.vocabulary.names.items()):
            askers = [
                each.id
                for each in self.definition.elements.values()
                if any(
                    field["name"] == name and field["control"] not in _SHOWN_ONLY
                    for field in self.forms.get(each.form_key or "", {}).get("fields", ())
                )
            ]
            yield VariablePart(
                name=name, label=label, set_at=tuple(self.atlas.name(each) for each in askers)
            )
