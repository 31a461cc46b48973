"""Models written as chains of ids; what an element is shows in its id."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from xml.sax.saxutils import quoteattr

from engine.model.findings import Finding, Severity
from engine.model.intake import read_model
from engine.model.rules.subject import Subject, subject_of
from engine.model.soundness import MOST_TOKENS, soundness
from engine.model.values import Known
from tests.engine.model.models import condition, document

TIMER = "<timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition>"
MESSAGE = '<messageEventDefinition messageRef="Letter"/>'
ERROR = '<errorEventDefinition errorRef="Trouble"/>'
ESCALATION = '<escalationEventDefinition escalationRef="Haste"/>'
BEFORE = (
    '<message id="Letter" name="Letter"/><error id="Trouble" errorCode="TROUBLE"/>'
    '<escalation id="Haste" escalationCode="HASTE"/><escalation id="Other" escalationCode="OTHER"/>'
)
_JOB = 'camunda:type="external" camunda:topic="notify"'

#: The beginning of an id → tag, attributes, content. Anything else is a user task.
KINDS = {
    "Begin": ("startEvent", "", ""),
    "End": ("endEvent", "", ""),
    "Stop": ("endEvent", "", "<terminateEventDefinition/>"),
    "Fail": ("endEvent", "", ERROR),
    "Hurry": ("intermediateThrowEvent", "", ESCALATION),
    "Tell": ("endEvent", "", MESSAGE),
    "And": ("parallelGateway", "", ""),
    "Xor": ("exclusiveGateway", "", ""),
    "Or": ("inclusiveGateway", "", ""),
    "Race": ("eventBasedGateway", "", ""),
    "Catch": ("intermediateCatchEvent", "", TIMER),
    "Auto": ("serviceTask", _JOB, ""),
    "Queued": ("serviceTask", _JOB, ""),
    "Jump": ("intermediateThrowEvent", "", '<linkEventDefinition name="L"/>'),
    "Land": ("intermediateCatchEvent", "", '<linkEventDefinition name="L"/>'),
}


def chains(text: str) -> list[tuple[str, str]]:
    """The flows of chains of ids: `Begin A End; A B End`."""
    return [pair for chain in text.split(";") for pair in pairwise(chain.split())]


def draw(text: str, *extra: str, when: Iterable[str] = (), known: Iterable[str] = ()) -> str:
    """The content of a process or sub-process. extra: further XML. when: flows out of tasks that have a condition.

    known: ids that `extra` draws. Flows out of gateways that choose have conditions, but for the last, the default.
    """
    flows = chains(text)
    ids = list(dict.fromkeys(key for chain in text.split(";") for key in chain.split()))
    nodes = [_node(key, flows) for key in ids if key not in known]
    return "".join([*nodes, *extra, *_flows(flows, set(when))])


def _node(key: str, flows: list[tuple[str, str]]) -> str:
    tag, attributes, inner = next(
        (kind for start, kind in KINDS.items() if key.startswith(start)), ("userTask", "", "")
    )
    leaving = [target for source, target in flows if source == key]
    if tag in ("exclusiveGateway", "inclusiveGateway") and len(leaving) > 1:
        attributes += f" default={quoteattr(f'{key}_{leaving[-1]}')}"
    if key.startswith("Queued"):
        inner = (
            '<extensionElements><camunda:properties><camunda:property name="retries" value="R3/PT1M"/>'
            "</camunda:properties></extensionElements>"
        )
    return f'<{tag} id="{key}" {attributes}>{inner}</{tag}>'


def _flows(flows: list[tuple[str, str]], when: set[str]) -> Iterator[str]:
    for nth, (source, target) in enumerate(flows):
        last = not any(other == source for other, _ in flows[nth + 1 :])
        chosen = source.startswith(("Xor", "Or")) and not last
        key = f"{source}_{target}"
        inner = condition("n == 1") if chosen or key in when else ""
        yield f'<sequenceFlow id="{key}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


def boundary(key: str, host: str, definition: str = TIMER, *, interrupting: bool = True) -> str:
    cancel = "true" if interrupting else "false"
    return f'<boundaryEvent id="{key}" attachedToRef="{host}" cancelActivity="{cancel}">{definition}</boundaryEvent>'


def sub_process(key: str, inner: str, *, triggered: bool = False) -> str:
    return (
        f'<subProcess id="{key}" triggeredByEvent="{"true" if triggered else "false"}">'
        f"{inner}</subProcess>"
    )


def started_by(key: str, definition: str = MESSAGE, *, interrupting: bool = True) -> str:
    """The start event of an event sub-process."""
    flag = "true" if interrupting else "false"
    return f'<startEvent id="{key}" isInterrupting="{flag}">{definition}</startEvent>'


def subject(process: str) -> Subject:
    return subject_of(read_model(document(process, before=BEFORE)), Known())


def findings(process: str, *, limit: int = MOST_TOKENS) -> list[Finding]:
    return list(soundness(subject(process), limit=limit))


def told(
    text: str, *extra: str, when: Iterable[str] = (), known: Iterable[str] = ()
) -> dict[str, Severity]:
    """What is found, by element."""
    return {f.element_id: f.severity for f in findings(draw(text, *extra, when=when, known=known))}
