"""From frames of the replay to steps of the film."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from audit.called import bindings_of, version_within
from audit.changes import changes
from audit.film import Answer, FilmStep, FormSeen, Mark, Result, is_person
from audit.gateways import Choice, choices
from audit.tokens import Places, places
from audit.work import WorkBook, waited
from engine.diagram.marks import Marks
from engine.expression.values import Variables
from engine.history.events import EventKind
from engine.model.values import Element
from engine.replay.replay import Frame
from engine.step.answers import Playback
from engine.step.states import InstanceStatus
from engine.step.values import Step
from engine.step.version import Version
from engine.tokens.execution import Bindings, Execution

TASK_EVENTS = frozenset(
    {
        EventKind.USER_TASK_CLAIMED,
        EventKind.USER_TASK_RELEASED,
        EventKind.USER_TASK_ASSIGNED,
        EventKind.USER_TASK_COMPLETED,
        EventKind.USER_TASK_ESCALATED,
    }
)
WORKER_EVENTS = frozenset({EventKind.JOB_COMPLETED, EventKind.ERROR_THROWN, EventKind.JOB_FAILED})
RESTING = frozenset(
    {EventKind.TERMS_RECOMPUTED, EventKind.VARIABLES_CORRECTED, EventKind.INSTANCE_RESUMED}
)
TERMS = frozenset({EventKind.USER_TASK_ESCALATED, EventKind.INSTANCE_ESCALATED})
KINDS = {
    EventKind.TIMER_FIRED: Mark.TIMER,
    EventKind.MESSAGE_CORRELATED: Mark.MESSAGE,
    EventKind.SIGNAL_RECEIVED: Mark.MESSAGE,
}


class Camera:
    """Keeps what builds up from event to event: counts, flows, variables, open work, jobs that failed."""

    def __init__(self, version: Version) -> None:
        self._version = version
        self.bindings: Bindings = {}
        self._book = WorkBook()
        self._done: Counter[str] = Counter()
        self._taken: frozenset[str] = frozenset()
        self._failed: dict[int, str] = {}
        self._places = Places()
        self._state = b""
        self._status = InstanceStatus.ACTIVE
        self._outcome: str | None = None
        self._variables: Mapping[str, object] = MappingProxyType({})

    def shoot(self, frame: Frame) -> FilmStep:
        """The step of one frame; frames come in their order."""
        event, step, given = frame.event, frame.step, frame.data["input"]
        if event.kind is EventKind.INSTANCE_STARTED:
            self._bind(frame)
        about, form = self._book.find(given["token"]), self._form(frame)
        before = self._variables
        undone = self._book.enter(frame)
        self._develop(frame)
        return FilmStep(
            seq=event.seq,
            at=event.at,
            kind=event.kind,
            mark=self._mark(frame),
            actor=event.actor,
            element_id=event.element_id,
            lane=_lane(self._element(frame)),
            hash=frame.hash.hex(),
            engine_version=event.engine_version,
            moved=_moved(frame),
            status=self._status,
            outcome=self._outcome,
            due_at=frame.standing.due_at,
            path=step.completed if step else (),
            flows=self._walked(step) if step else (),
            marks=self._marks(frame),
            variables=self._variables,
            changes=changes(before, self._variables),
            choices=self._choices(step),
            form=form,
            results=tuple(self._results(frame)),
            calendar=tuple(_answers(frame)),
            note={name: value for name, value in given["data"].items() if name != "variables"},
            waited=waited(about, event.at),
            undone=undone,
            work=self._book.open,
            troubles=_troubles(frame),
        )

    def _bind(self, frame: Frame) -> None:
        """What is called from here on has the versions that were fixed at the start."""
        self.bindings = bindings_of(frame)
        self._version = self._version.bound(self.bindings)

    def _develop(self, frame: Frame) -> None:
        """Bring what builds up to where it stands after the event."""
        given, step = frame.data["input"], frame.step
        self._status = frame.status
        if frame.event.kind is EventKind.JOB_FAILED and given["data"].get("incident"):
            self._failed[given["token"]] = frame.event.element_id
        elif frame.event.kind in (*WORKER_EVENTS, EventKind.INCIDENT_RESOLVED):
            self._failed.pop(given["token"], None)
        if step is None:
            return
        for wait in step.closed:
            self._failed.pop(wait.token, None)
        if step.status is not InstanceStatus.ACTIVE:
            self._failed.clear()
        self._done.update(step.completed)
        self._taken |= frozenset(self._walked(step))
        self._places = places(self._version, step.standing.state, frame.event.at)
        self._state, self._variables = step.standing.state, step.variables
        self._outcome = step.outcome

    def _walked(self, step: Step) -> tuple[str, ...]:
        return tuple(self._version.definition.walked(step.flows, step.completed))

    def _choices(self, step: Step | None) -> tuple[Choice, ...]:
        return choices(self._version.definition, step) if step else ()

    def _marks(self, frame: Frame) -> Marks:
        late = (one.element_id for one in self._book.open if one.late(frame.event.at))
        return Marks(
            active=self._places.active,
            done=MappingProxyType(dict(self._done)),
            taken=self._taken,
            troubled=self._places.troubled | frozenset(self._failed.values()),
            overdue=frozenset(late),
        )

    def _mark(self, frame: Frame) -> Mark:
        event = frame.event
        if _troubles(frame):
            return Mark.TROUBLE
        if event.kind in TERMS:
            return Mark.TERM
        if frame.step is not None and frame.step.status is not InstanceStatus.ACTIVE:
            return Mark.END
        found = KINDS.get(event.kind)
        return found or (Mark.PERSON if is_person(event.actor) else Mark.MACHINE)

    def _element(self, frame: Frame) -> Element | None:
        """The element that is meant; of a start, the start event through which the case came."""
        elements, step = self._version.definition.elements, frame.step
        if frame.event.kind is EventKind.INSTANCE_STARTED and step and step.completions:
            return elements.get(step.completions[0].element_id)
        return elements.get(frame.event.element_id)

    def _form(self, frame: Frame) -> FormSeen | None:
        kind, given = frame.event.kind, frame.data["input"]
        element = self._element(frame)
        if element is None or not element.form_key:
            return None
        if kind not in TASK_EVENTS and kind is not EventKind.INSTANCE_STARTED:
            return None
        owner = version_within(self._version, self.bindings, element.id)
        return FormSeen(
            key=element.form_key,
            version=owner.number,
            text=owner.forms.get(element.form_key, ""),
            scope=self._seen(frame, given["token"]),
            answers=given["data"].get("variables", {}),
        )

    def _seen(self, frame: Frame, token: int) -> Variables:
        """The variables at the task's own token, local ones too, before the event."""
        if not self._state:
            return MappingProxyType({})
        outside = Playback(frame.event.at, [], explaining=False)
        return Execution.load(self._version.model, outside, self._state).view(token)

    def _results(self, frame: Frame) -> Iterator[Result]:
        event, data = frame.event, frame.data["input"]["data"]
        if event.kind in WORKER_EVENTS:
            yield Result(
                type=self._job_type(event.element_id),
                element_id=event.element_id,
                variables=data.get("variables", {}),
                error=data.get("code", ""),
                message=data.get("message", data.get("reason", "")),
                inline=False,
            )
        at = {one.token: one.element_id for one in (frame.step.completions if frame.step else ())}
        for item in frame.data["recorded"]:
            if "job" in item:
                yield Result(
                    type=item["job"],
                    element_id=at.get(item["token"], ""),
                    variables=item.get("variables", {}),
                    error=item.get("error", ""),
                    message=item.get("message", ""),
                )

    def _job_type(self, element_id: str) -> str:
        element = self._version.definition.elements.get(element_id)
        return (element.job_type or "") if element else ""


def _moved(frame: Frame) -> bool:
    """Terms counted anew move no token; a correction or resuming does where a condition has come true."""
    step: Step | None = frame.step
    return step is not None and (frame.event.kind not in RESTING or bool(step.completions))


def _lane(element: Element | None) -> str:
    return (element.lane or "") if element else ""


def _answers(frame: Frame) -> Iterator[Answer]:
    for item in frame.data["recorded"]:
        if "call" in item:
            yield Answer(call=item["call"], value=item["value"], calendar=str(item["calendar"]))


def _troubles(frame: Frame) -> tuple[str, ...]:
    step: Step | None = frame.step
    if step is not None:
        return tuple(trouble.message for trouble in step.troubles)
    data = frame.data["input"]["data"]
    return (str(data["reason"]),) if data.get("incident") else ()
