"""Names are no longer than what is kept of them."""

from __future__ import annotations

from collections.abc import Iterator

from engine.model import bounds
from engine.model.dialect import in_braces
from engine.model.findings import Finding
from engine.model.rules.subject import Subject
from engine.model.values import Element, Known, ProcessDefinition
from engine.words import Sentence, said

RULE = "lengths"
Measured = tuple[str, Sentence, str | None, int]
"""Whose name, which one, as it is written, and how long it may be."""


def lengths(subject: Subject) -> Iterator[Finding]:
    for element_id, what, text, most in _measured(subject):
        if text and len(text) > most:
            message = said(
                "The {what} has {count} characters; {most} are kept. Shorten it.",
                what=what,
                count=len(text),
                most=most,
            )
            yield Finding(rule=RULE, element_id=element_id, message=message)


def _measured(subject: Subject) -> Iterator[Measured]:
    definition = subject.definition
    process_id = definition.process_id
    yield process_id, said("id"), process_id, bounds.PROCESS_ID
    yield process_id, said("version tag"), definition.version_tag, bounds.VERSION_TAG
    yield process_id, said("legal edition"), definition.rules, bounds.EDITION
    for flow in definition.flows.values():
        yield flow.id, said("id"), flow.id, bounds.ELEMENT_ID
    for element in definition.elements.values():
        yield from _of(element)
        yield (
            element.id,
            said("id with all that is called"),
            _deepest(element, subject.known),
            bounds.ELEMENT_ID,
        )


def _of(element: Element) -> Iterator[Measured]:
    yield element.id, said("id"), element.id, bounds.ELEMENT_ID
    yield element.id, said("name of the lane"), element.lane, bounds.LANE
    yield element.id, said("form key"), element.form_key, bounds.FORM_KEY
    yield element.id, said("job type"), element.job_type, bounds.JOB_TYPE
    yield element.id, said("retry rule"), _written(element.retries), bounds.RETRIES
    yield element.id, said("assignee"), _written(element.assignee), bounds.PERSON_ID
    for _, name in element.events:
        yield element.id, said("name of the message or signal"), name, bounds.EVENT_NAME
    yield element.id, said("name of the message or signal"), element.message, bounds.EVENT_NAME


def _written(text: str | None) -> str | None:
    """What stands there, but for an expression: what that gives is measured once it is known."""
    return None if text is None or in_braces(text) else text


def _deepest(element: Element, known: Known) -> str | None:
    """The longest id of what is called, with the call activities before it; None where nothing is."""
    path = _path(element, known, frozenset())
    return None if path == element.id else path


def _path(element: Element, known: Known, around: frozenset[str]) -> str:
    call = element.called
    if call is None or known.called is None or call.key in around:
        return element.id
    inside = known.called(call)
    if inside is None:
        return element.id
    return f"{element.id}/{_longest(inside, known, around | {call.key})}"


def _longest(inside: ProcessDefinition, known: Known, around: frozenset[str]) -> str:
    paths = (_path(element, known, around) for element in inside.elements.values())
    return max((*paths, *inside.flows), key=len, default="")
