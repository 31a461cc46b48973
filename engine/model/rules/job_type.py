"""A service or send task names its job in `camunda:type="external"` and `camunda:topic`, and a worker does such jobs."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import ElementKind, EventKind, camunda, event_definitions
from engine.model.findings import Finding, Severity
from engine.model.rules.nearest import did_you_mean
from engine.model.rules.subject import Subject
from engine.model.values import Element
from engine.words import Sentence, said

RULE = "job-type"
_WORKING = (ElementKind.SERVICE_TASK, ElementKind.SEND_TASK)
_THROWING = (ElementKind.THROW_EVENT, ElementKind.END_EVENT)


def job_type(subject: Subject) -> Iterator[Finding]:
    for element, node in subject.of_kind(*_WORKING, *_THROWING):
        message = _missing(element, node)
        if message:
            yield Finding(rule=RULE, element_id=element.id, message=message)
        yield from _unknown(subject, element)


def _missing(element: Element, node: etree._Element) -> Sentence | None:
    throws = element.kind in _THROWING
    if element.job_type is not None:
        odd = throws and element.event is not EventKind.MESSAGE
        return (
            said("Only a message event has a job type. Draw a message event or a service task.")
            if odd
            else None
        )
    if any(holder.get(camunda("topic")) for holder in (node, *event_definitions(node))):
        return said(
            'The job has a topic but not camunda:type="external". Choose «External» as its implementation.'
        )
    if throws or (element.kind is ElementKind.SEND_TASK and element.message):
        return None  # sent inside the engine
    return said(
        "The task has no job type. Choose «External» as its implementation and write the topic."
    )


def _unknown(subject: Subject, element: Element) -> Iterator[Finding]:
    """What is nearly a type of ours is a slip of the pen; another one is for workers outside."""
    name, jobs = element.job_type, subject.known.job_types
    if name is None or jobs is None or name in jobs:
        return
    meant = did_you_mean(name, jobs)
    slip = said(
        "No worker does jobs of type {name}.{meant} Correct camunda:topic, or add the worker.",
        name=name,
        meant=meant,
    )
    outside = said(
        "No worker of this server does jobs of type {name}: they wait for one from outside. Correct camunda:topic if that is not meant.",
        name=name,
    )
    yield Finding(
        rule=RULE,
        element_id=element.id,
        message=slip if meant else outside,
        severity=subject.wiring if meant else Severity.WARNING,
    )
