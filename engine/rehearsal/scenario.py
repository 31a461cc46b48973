"""Scenario files: one format for `trace`, for analysts' tests and for CI (design.md, section 6)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import orjson

from engine.errors import EngineError
from engine.expression import Duration, InvalidIso, parse_duration
from engine.expression.values import Value, Variables
from engine.words import Sentence, joined, said

DEFAULT_ADVANCE = "P1Y"
KEYS = frozenset({"variables", "answers", "jobs", "messages", "signals", "advance", "expect"})
EXPECTED = frozenset({"status", "trace", "waiting_at", "variables"})
STATUSES = ("completed", "waiting", "incident", "refused")
JOB_ANSWERS = frozenset({"variables", "fail", "bpmn_error"})


class ScenarioTooLong(EngineError):
    """The time that a scenario may take is over; it was stopped after so many steps."""

    def __init__(self, steps: int) -> None:
        super().__init__(f"stopped after {steps} steps: the time of a scenario is over")
        self.steps = steps

    @property
    def words(self) -> Sentence:
        return said(
            "The scenario was stopped after {steps} steps: it ran longer than a scenario may. "
            "Look for a circle that waits for nobody, or for expressions over very long lists.",
            steps=self.steps,
        )


class ScenarioInvalid(EngineError):
    """The scenario file is not of the format; `where` is the member meant."""

    def __init__(self, file: str, where: str, reason: Sentence) -> None:
        super().__init__(f"{file}, {where}: {reason}" if where else f"{file}: {reason}")
        self.file, self.where, self.reason = file, where, reason

    @property
    def words(self) -> Sentence:
        places = (self.file, self.where) if self.where else (self.file,)
        return joined((", ".join(places), self.reason), by=": ")


@dataclass(frozen=True, kw_only=True)
class Happening:
    """A message or signal of the script. after: id of an element; empty: sent at the start."""

    name: str
    after: str = ""
    correlation: str = ""
    payload: Variables = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Scenario:
    """answers and jobs: a list is used up visit by visit, its last entry repeats.

    An answer that is None is none: the task waits from then on, until something else ends it.
    advance: how far the clock may move in all; None forbids it.
    """

    file: str = "scenario"
    variables: Variables = field(default_factory=dict)
    answers: Mapping[str, Sequence[Variables | None]] = field(default_factory=dict)
    jobs: Mapping[str, Sequence[Variables]] = field(default_factory=dict)
    messages: tuple[Happening, ...] = ()
    signals: tuple[Happening, ...] = ()
    advance: Duration | None = field(default_factory=lambda: parse_duration(DEFAULT_ADVANCE))
    expect: Mapping[str, object] | None = None


def read_scenario(content: bytes, *, file: str = "scenario") -> Scenario:
    """Read and check a scenario file. Raises ScenarioInvalid."""
    try:
        raw = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise ScenarioInvalid(file, "", said("not JSON: {error}", error=str(error))) from error
    if not isinstance(raw, dict):
        raise ScenarioInvalid(file, "", said("must be an object"))
    if unknown := sorted(raw.keys() - KEYS):
        raise ScenarioInvalid(
            file,
            unknown[0],
            said("is not a member of a scenario ({members})", members=", ".join(sorted(KEYS))),
        )
    jobs = _visits(file, "jobs", raw)
    for job_type, entries in jobs.items():
        for entry in entries:
            _refuse_answer(file, job_type, entry)
    return Scenario(
        file=file,
        variables=_object(file, "variables", raw.get("variables", {})),
        answers=_answers(file, raw),
        jobs=jobs,
        messages=_happenings(file, "messages", raw),
        signals=_happenings(file, "signals", raw),
        advance=_advance(file, raw.get("advance", DEFAULT_ADVANCE)),
        expect=_expect(file, raw.get("expect")),
    )


def _object(file: str, where: str, value: object) -> dict[str, Value]:
    if not isinstance(value, dict):
        raise ScenarioInvalid(file, where, said("must be an object"))
    return value


def _answers(file: str, raw: Mapping[str, object]) -> dict[str, list[Mapping[str, object] | None]]:
    """As other visits, but null leaves the task undone."""
    named = _object(file, "answers", raw.get("answers", {}))
    found: dict[str, list[Variables | None]] = {
        name: [None] for name, value in named.items() if value is None
    }
    given = {name: value for name, value in named.items() if name not in found}
    for name, entries in _visits(file, "answers", {"answers": given}).items():
        found[name] = [*entries]
    return found


def _visits(
    file: str, where: str, raw: Mapping[str, object]
) -> dict[str, list[Mapping[str, object]]]:
    found: dict[str, list[Variables]] = {}
    for name, value in _object(file, where, raw.get(where, {})).items():
        entries = value if isinstance(value, list) else [value]
        if not entries:
            raise ScenarioInvalid(file, f"{where}.{name}", said("must not be an empty list"))
        found[name] = [_object(file, f"{where}.{name}", entry) for entry in entries]
    return found


def _refuse_answer(file: str, job_type: str, entry: Mapping[str, object]) -> None:
    where = f"jobs.{job_type}"
    if len(entry) != 1 or not entry.keys() <= JOB_ANSWERS:
        raise ScenarioInvalid(
            file, where, said("answers by exactly one of variables, fail, bpmn_error")
        )
    fail = entry.get("fail", 1)
    if isinstance(fail, bool) or not isinstance(fail, int) or fail < 1:
        raise ScenarioInvalid(file, where, said("fail must be a number of attempts, 1 or more"))
    if "variables" in entry:
        _object(file, where, entry["variables"])
    if not isinstance(entry.get("bpmn_error", ""), str):
        raise ScenarioInvalid(file, where, said("bpmn_error must be an error code"))


def _happenings(file: str, where: str, raw: Variables) -> tuple[Happening, ...]:
    entries = raw.get(where, [])
    if not isinstance(entries, list):
        raise ScenarioInvalid(file, where, said("must be a list"))
    found = []
    for index, value in enumerate(entries):
        entry = _object(file, f"{where}[{index}]", value)
        if not isinstance(entry.get("name"), str) or not entry["name"]:
            raise ScenarioInvalid(file, f"{where}[{index}]", said("needs a name"))
        found.append(
            Happening(
                name=entry["name"],
                after=str(entry.get("after", "")),
                correlation=str(entry.get("correlation", "")),
                payload=_object(file, f"{where}[{index}].payload", entry.get("payload", {})),
            )
        )
    return tuple(found)


def _advance(file: str, value: object) -> Duration | None:
    if value == "PT0S":
        return None
    if not isinstance(value, str):
        raise ScenarioInvalid(
            file, "advance", said("must be an ISO 8601 duration as text, as P40D")
        )
    try:
        return parse_duration(value)
    except InvalidIso as error:
        raise ScenarioInvalid(
            file, "advance", said("{value!r} is not an ISO 8601 duration", value=value)
        ) from error


def _expect(file: str, value: object) -> Mapping[str, object] | None:
    if value is None:
        return None
    expected = _object(file, "expect", value)
    if unknown := sorted(expected.keys() - EXPECTED):
        raise ScenarioInvalid(file, f"expect.{unknown[0]}", said("is not known"))
    _object(file, "expect.variables", expected.get("variables", {}))
    for name in ("trace", "waiting_at"):
        if not _is_list_of_text(expected.get(name, [])):
            raise ScenarioInvalid(file, f"expect.{name}", said("must be a list of element ids"))
    if expected.get("status", STATUSES[0]) not in STATUSES:
        allowed = ", ".join(STATUSES)
        raise ScenarioInvalid(
            file, "expect.status", said("must be one of {allowed}", allowed=allowed)
        )
    return expected


def _is_list_of_text(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(entry, str) for entry in value)
