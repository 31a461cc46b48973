"""The parts of a model's documentation. All texts are in the language of its reader."""

from __future__ import annotations

from dataclasses import dataclass

from engine.modelling.ways import Way


@dataclass(frozen=True, kw_only=True)
class FieldPart:
    """shown_if: when it is asked for, in plain words; empty: always."""

    name: str
    label: str
    help: str
    required: bool
    options: tuple[str, ...]
    shown_if: str


@dataclass(frozen=True, kw_only=True)
class FormPart:
    key: str
    title: str
    fields: tuple[FieldPart, ...]


@dataclass(frozen=True, kw_only=True)
class Meanwhile:
    """What may happen while a step is open, or at any time. ends: whether the step, or the case, is then over."""

    name: str
    when: str
    ends: bool
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class Step:
    """term, retries: in plain words; job: the job type, job_says: what its worker says of itself, in English."""

    id: str
    number: int
    kind: str
    name: str
    documentation: str
    role: str
    assignee: str
    groups: tuple[str, ...]
    form: FormPart | None
    job: str
    job_says: str
    waits_for: str
    term: str
    retries: str
    meanwhile: tuple[Meanwhile, ...]
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class Role:
    """name: empty for steps that stand in no lane."""

    name: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, kw_only=True)
class Boundary:
    """A start or an end of the process."""

    id: str
    name: str
    documentation: str
    ways: tuple[Way, ...]


@dataclass(frozen=True, kw_only=True)
class MessagePart:
    name: str
    received_at: tuple[str, ...]
    key: str


@dataclass(frozen=True, kw_only=True)
class VariablePart:
    """set_at: the steps whose forms ask for it."""

    name: str
    label: str
    set_at: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Documentation:
    """version: None for a file that is not deployed; term: of the case."""

    key: str
    title: str
    version: int | None
    version_tag: str
    rules: str
    term: str
    starts: tuple[Boundary, ...]
    roles: tuple[Role, ...]
    anytime: tuple[Meanwhile, ...]
    messages: tuple[MessagePart, ...]
    ends: tuple[Boundary, ...]
    variables: tuple[VariablePart, ...]
