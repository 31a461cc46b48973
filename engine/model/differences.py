"""What differs between two versions of a model, in plain words; drawings are not compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from engine.model import difference_words as words
from engine.model.difference_words import NO, YES, Aspect, change, plain, spoken
from engine.model.edition import Edition
from engine.model.values import Element, Flow, ProcessDefinition
from engine.words import LANGUAGES, Words, joined
from engine.words.elements import KINDS

Value = tuple[Aspect, str, Words]  # what it is, what is compared, how it is said


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One sentence about one thing. about: id of the element or flow, key of the form; empty for the process itself."""

    about: str
    name: Words
    sentence: Words


def differences(before: Edition, after: Edition) -> tuple[Difference, ...]:
    """First the process, then lanes, elements, flows and forms; what was removed after what stands in the new one.

    Elements are the same where their ids are the same: an element with a new id was removed and added.
    """
    return (
        *_process(before.definition, after.definition),
        *_lanes(before.definition, after.definition),
        *_elements(before, after),
        *_flows(before.definition, after.definition),
        *_forms(before.forms, after.forms),
    )


def _process(before: ProcessDefinition, after: ProcessDefinition) -> Iterator[Difference]:
    for sentence in _changes(_process_values(before), _process_values(after)):
        yield Difference(about="", name=after.label, sentence=sentence)


def _process_values(definition: ProcessDefinition) -> list[Value]:
    return [
        *_names(definition.label),
        _text(Aspect.VERSION_TAG, definition.version_tag),
        _text(Aspect.RULES, definition.rules),
        _text(Aspect.TERM, definition.due_date),
    ]


def _lanes(before: ProcessDefinition, after: ProcessDefinition) -> Iterator[Difference]:
    """By name: it is the name that says who may do the work."""
    old, new = ({lane.name: lane for lane in each.lanes} for each in (before, after))
    for name in new:
        if name not in old:
            yield Difference(about=new[name].id, name=new[name].label, sentence=words.LANE_ADDED)
    for name in old:
        if name not in new:
            yield Difference(about=old[name].id, name=old[name].label, sentence=words.LANE_REMOVED)


def _elements(before: Edition, after: Edition) -> Iterator[Difference]:
    old, new = before.definition.elements, after.definition.elements
    for element_id, element in new.items():
        name = element_name(after.definition, element_id)
        if element_id not in old:
            yield Difference(about=element_id, name=name, sentence=words.ELEMENT_ADDED)
            continue
        for sentence in _element_changes(before, after, old[element_id], element):
            yield Difference(about=element_id, name=name, sentence=sentence)
    for element_id in old:
        if element_id not in new:
            name = element_name(before.definition, element_id)
            yield Difference(about=element_id, name=name, sentence=words.ELEMENT_REMOVED)


def _element_changes(
    before: Edition, after: Edition, old: Element, new: Element
) -> Iterator[Words]:
    yield from _changes(_element_values(before, old), _element_values(after, new))
    if old.documentation != new.documentation:
        yield words.DOCUMENTATION
    # of another kind all the rest is another too, and is said by the kind
    if old.kind is new.kind and before.rest.get(old.id) != after.rest.get(new.id):
        yield words.REST


def _element_values(edition: Edition, element: Element) -> list[Value]:
    definition, called = edition.definition, element.called
    texts: Mapping[Aspect, str | None] = {
        Aspect.LANE: element.lane,
        Aspect.FORM: element.form_key,
        Aspect.JOB_TYPE: element.job_type,
        Aspect.ASSIGNEE: element.assignee,
        Aspect.GROUPS: ", ".join(element.candidate_groups),
        Aspect.TERM: element.due_date,
        Aspect.NORM: element.norm,
        Aspect.TIMER: edition.timers.get(element.id),
        Aspect.RETRIES: element.retries,
        Aspect.MESSAGE: element.message,
        Aspect.SIGNAL: element.signal,
        Aspect.CORRELATION: element.correlation_key,
        Aspect.CALLED: called.reference if called else "",
    }
    return [
        *_names(element.label),
        _kind(element),
        *(_text(aspect, text) for aspect, text in texts.items()),
        _events(element),
        _named(Aspect.SCOPE, definition, element.scope),
        _named(Aspect.ATTACHED, definition, element.attached_to),
        _flag(Aspect.INTERRUPTING, element.interrupting),
    ]


def _flows(before: ProcessDefinition, after: ProcessDefinition) -> Iterator[Difference]:
    for flow_id, flow in after.flows.items():
        name = flow_name(after, flow)
        if flow_id not in before.flows:
            yield Difference(about=flow_id, name=name, sentence=words.FLOW_ADDED)
            continue
        old = _flow_values(before, before.flows[flow_id])
        for sentence in _changes(old, _flow_values(after, flow)):
            yield Difference(about=flow_id, name=name, sentence=sentence)
    for flow_id, flow in before.flows.items():
        if flow_id not in after.flows:
            name = flow_name(before, flow)
            yield Difference(about=flow_id, name=name, sentence=words.FLOW_REMOVED)


def _flow_values(definition: ProcessDefinition, flow: Flow) -> list[Value]:
    return [
        *_names(flow.label),
        _named(Aspect.SOURCE, definition, flow.source),
        _named(Aspect.TARGET, definition, flow.target),
        _text(Aspect.CONDITION, flow.condition),
        _flag(Aspect.DEFAULT, flow.default),
    ]


def _forms(before: Mapping[str, str], after: Mapping[str, str]) -> Iterator[Difference]:
    for key in sorted(before.keys() | after.keys()):
        if before.get(key) == after.get(key):
            continue
        sentence = words.FORM_CHANGED
        if key not in before or key not in after:
            sentence = words.FORM_REMOVED if key in before else words.FORM_ADDED
        yield Difference(about=key, name=plain(key), sentence=sentence)


def element_name(definition: ProcessDefinition, element_id: str) -> Words:
    """Its name; its id where it has none or is not there."""
    element = definition.elements.get(element_id)
    return element.label if element and element.label.kk else plain(element_id)


def flow_name(definition: ProcessDefinition, flow: Flow) -> Words:
    """`A → B`, with the flow's own name where it has one."""
    source, target = (element_name(definition, each) for each in (flow.source, flow.target))
    said = {
        code: f"{source.text(code)} → {target.text(code)}"
        + (f" ({flow.label.text(code)})" if flow.label.kk else "")
        for code in LANGUAGES
    }
    return Words(**said)


def _names(label: Words) -> list[Value]:
    return [
        _text(Aspect.NAME_KK, label.kk),
        _text(Aspect.NAME_RU, label.ru),
        _text(Aspect.NAME_EN, label.en),
    ]


def _kind(element: Element) -> Value:
    return Aspect.KIND, element.kind.value, KINDS[element.kind.value]


def _events(element: Element) -> Value:
    kinds = joined((kind for kind, _name in element.events), by=", ")
    return Aspect.EVENTS, str(kinds), spoken(kinds)


def _text(aspect: Aspect, text: str | None) -> Value:
    return aspect, text or "", plain(text or "")


def _flag(aspect: Aspect, value: bool) -> Value:
    return aspect, str(value), YES if value else NO


def _named(aspect: Aspect, definition: ProcessDefinition, element_id: str | None) -> Value:
    """Compared by id and told by name: that the other one was renamed is no change of this one."""
    return aspect, element_id or "", element_name(definition, element_id or "")


def _changes(before: list[Value], after: list[Value]) -> Iterator[Words]:
    for (aspect, old, old_words), (_same, new, new_words) in zip(before, after, strict=True):
        if old != new:
            yield change(aspect, old_words, new_words)
