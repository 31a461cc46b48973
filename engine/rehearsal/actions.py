"""What a hand does to a model that is tried out, and its JSON form."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, asdict, dataclass, field, fields
from enum import StrEnum
from typing import Any

from engine.errors import EngineError, InvalidVariables
from engine.expression.values import Value, Variables
from engine.history.canonical import refuse_unfit


class Refusal(StrEnum):
    """Why an action cannot be done; pages have a sentence for each."""

    NOT_READABLE = "not_readable"  #: no action, or not of its form
    NOT_STARTED = "not_started"
    STARTED_ALREADY = "started_already"
    NO_SUCH_START = "no_such_start"
    GONE = "gone"  #: the token is somewhere else by now
    WAITS_FOR_THE_CLOCK = "waits_for_the_clock"  #: the next attempt at a failed job
    ATTEMPTS_SPENT = "attempts_spent"
    NOBODY_WAITS = "nobody_waits"  #: for this message or signal
    NOTHING_DUE = "nothing_due"
    NO_DURATION = "no_duration"
    UNFIT_VARIABLES = "unfit_variables"
    TOO_MANY = "too_many"  #: actions, or steps of one of them


class ActionRefused(EngineError):
    """`about` names what is meant: an element, a message, a variable, a text."""

    def __init__(self, refusal: Refusal, about: str = "") -> None:
        words = refusal.value.replace("_", " ")
        super().__init__(f"{about}: {words}" if about else words)
        self.refusal, self.about = refusal, about


@dataclass(frozen=True, kw_only=True)
class Start:
    """event: id of the start event; empty for the plain one."""

    variables: Variables = field(default_factory=dict)
    event: str = ""


@dataclass(frozen=True, kw_only=True)
class CompleteTask:
    """element: of the token, so that the list of actions can be read. run: number of the instance."""

    element: str
    token: int
    run: int = 0
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CompleteJob:
    """handler: the real handler gave the answer. own: nobody asked for it, so undoing takes it back with what led to it."""

    element: str
    token: int
    run: int = 0
    variables: Variables = field(default_factory=dict)
    handler: bool = False
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class FailJob:
    """One attempt fails technically."""

    element: str
    token: int
    run: int = 0
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class ThrowError:
    """The worker reports a BPMN error."""

    element: str
    token: int
    code: str
    run: int = 0
    handler: bool = False
    own: bool = False


@dataclass(frozen=True, kw_only=True)
class SendMessage:
    """correlation: empty for whoever waits first."""

    name: str
    correlation: str = ""
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class SendSignal:
    name: str
    variables: Variables = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class MoveClock:
    """by: an ISO 8601 duration; empty for the next due time."""

    by: str = ""


Action = (
    Start | CompleteTask | CompleteJob | FailJob | ThrowError | SendMessage | SendSignal | MoveClock
)
WORDS: Mapping[str, type[Action]] = {
    "start": Start,
    "task": CompleteTask,
    "job": CompleteJob,
    "fail": FailJob,
    "error": ThrowError,
    "message": SendMessage,
    "signal": SendSignal,
    "clock": MoveClock,
}
_WORD_OF = {kind: word for word, kind in WORDS.items()}
_TYPES = {"int": int, "str": str, "bool": bool, "Variables": dict}


def as_json(action: Action) -> dict[str, Value]:
    """Without what is as it would be anyway."""
    defaults = {each.name: _default(each) for each in fields(action)}
    given = {name: value for name, value in asdict(action).items() if value != defaults[name]}
    return {"do": _WORD_OF[type(action)], **given}


def read_action(raw: Any) -> Action:
    """Raises ActionRefused."""
    kind = WORDS.get(str(raw.get("do"))) if isinstance(raw, Mapping) else None
    if kind is None:
        raise ActionRefused(Refusal.NOT_READABLE)
    given = {name: value for name, value in raw.items() if name != "do"}
    known = {each.name: each for each in fields(kind)}
    if not given.keys() <= known.keys():
        raise ActionRefused(Refusal.NOT_READABLE, str(sorted(given.keys() - known.keys())[0]))
    for name, each in known.items():
        missing = name not in given and _default(each) is MISSING
        if missing or (name in given and type(given[name]) is not _TYPES[str(each.type)]):
            raise ActionRefused(Refusal.NOT_READABLE, name)
    return kind(**given)


def read_actions(raw: Iterable[object]) -> tuple[Action, ...]:
    """Raises ActionRefused."""
    return tuple(read_action(each) for each in raw)


def refuse_unfit_variables(action: Action) -> None:
    """Raises ActionRefused for variables that a running case would not take either."""
    variables = getattr(action, "variables", None)
    if variables is None:
        return
    try:
        refuse_unfit(dict(variables))
    except InvalidVariables as error:
        raise ActionRefused(Refusal.UNFIT_VARIABLES, error.where) from error


def _default(each: Any) -> object:
    return each.default_factory() if each.default_factory is not MISSING else each.default
