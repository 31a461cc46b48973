"""One step of a film in the words of its page: everything is looked up here, nothing is left to the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from audit.actors import Performer
from audit.changes import Change
from audit.film import FilmStep, Result
from audit.gateways import Branch
from audit.papers import PaperThen
from audit.wording import KINDS
from audit.work import Work
from engine.step.version import Version
from people.roles import NAMES, role_of_lane
from web.audit.models import element_label
from web.audit.values import note_lines, text_of
from web.cases.papers import kind_words
from web.cases.words import variable_rows
from web.forms.view import FormView

WAITS: Mapping[str, object] = {
    "user-task": _("task of a person"),
    "job": _("automatic action"),
    "timer": _("term"),
    "subscription": _("message"),
}


@dataclass(frozen=True, kw_only=True)
class VariableLine:
    """label, value: in words where a form names it, else empty and the exact value. exact: where `value` is in words.

    change: added, changed, removed or empty; before: of what changed.
    """

    name: str
    label: str
    value: str
    exact: str
    change: str
    before: str


@dataclass(frozen=True, kw_only=True)
class BranchLine:
    """result: None where nothing was asked."""

    label: str
    target: str
    condition: str
    reads: tuple[tuple[str, str], ...]
    result: bool | None
    taken: bool
    default: bool


@dataclass(frozen=True, kw_only=True)
class ChoiceLine:
    gateway: str
    branches: tuple[BranchLine, ...]
    why: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class ResultLine:
    """What a worker answered."""

    type: str
    element: str
    variables: tuple[tuple[str, str], ...]
    error: str
    message: str


@dataclass(frozen=True, kw_only=True)
class WorkLine:
    """kind: what it is in words. whose: lane and person."""

    label: str
    kind: Any
    whose: tuple[str, ...]
    work: Work
    late: bool


@dataclass(frozen=True, kw_only=True)
class StepView:
    """words: what happened. who: name, role and office in one line."""

    step: FilmStep
    words: str
    element: str
    who: str
    path: tuple[str, ...]
    variables: tuple[VariableLine, ...]
    choices: tuple[ChoiceLine, ...]
    results: tuple[ResultLine, ...]
    note: tuple[tuple[str, str], ...]
    work: tuple[WorkLine, ...]
    undone: tuple[str, ...]
    papers: tuple[tuple[str, PaperThen], ...]
    form: FormView | None

    @property
    def changed(self) -> tuple[VariableLine, ...]:
        return tuple(line for line in self.variables if line.change)

    @property
    def unchanged(self) -> tuple[VariableLine, ...]:
        return tuple(line for line in self.variables if not line.change)


def step_view(
    step: FilmStep,
    version: Version,
    performer: Performer,
    papers: tuple[PaperThen, ...],
    form: FormView | None,
    names: Mapping[str, str],
    language: str,
) -> StepView:
    """The step in one language. names: of persons, by id."""
    return StepView(
        step=step,
        words=KINDS[step.kind].text(language),
        element=element_label(version, step.element_id, language) if step.element_id else "",
        who=performer.words().text(language),
        path=tuple(element_label(version, each, language) for each in step.path),
        variables=tuple(variable_lines(step, version, language)),
        choices=tuple(_choices(step, version, language)),
        results=tuple(_result(each, version, language) for each in step.results),
        note=tuple(note_lines(step, version, names, language)),
        work=tuple(_work(each, step, version, names, language) for each in step.work),
        undone=tuple(element_label(version, each.element_id, language) for each in step.undone),
        papers=tuple((kind_words(each.paper.kind, language), each) for each in papers),
        form=form,
    )


def variable_lines(step: FilmStep, version: Version, language: str) -> Iterator[VariableLine]:
    """Every variable after the step, and those that it took away, by name."""
    changed = {change.name: change for change in step.changes}
    for name in sorted({*step.variables, *changed}):
        value = step.variables.get(name)
        yield _variable(name, value, changed.get(name), version, language)


def _variable(
    name: str, value: object, change: Change | None, version: Version, language: str
) -> VariableLine:
    gone = change is not None and change.kind == "removed"
    known = variable_rows(version, {name: change.before if change and gone else value}, language)
    label, worded = known[0] if known else ("", "")
    exact = "" if gone else text_of(value)
    before = change.before if change and change.kind != "added" else None
    return VariableLine(
        name=name,
        label=label,
        value="" if gone else worded or exact,
        exact=exact if worded and worded != exact else "",
        change=str(change.kind) if change else "",
        before=_worded(version, name, before, language),
    )


def _worded(version: Version, name: str, value: object, language: str) -> str:
    """In words where there are some; empty for nothing."""
    if value is None:
        return ""
    rows = variable_rows(version, {name: value}, language)
    return rows[0][1] if rows else text_of(value)


def _choices(step: FilmStep, version: Version, language: str) -> Iterator[ChoiceLine]:
    for choice in step.choices:
        yield ChoiceLine(
            gateway=element_label(version, choice.element_id, language),
            branches=tuple(_branch(each, version, language) for each in choice.branches),
            why=tuple(words.text(language) for words in choice.why),
        )


def _branch(branch: Branch, version: Version, language: str) -> BranchLine:
    flow = version.definition.flows.get(branch.flow_id)
    return BranchLine(
        label=(flow.label.text(language) if flow else "") or branch.flow_id,
        target=element_label(version, branch.target, language),
        condition=branch.condition or "",
        reads=tuple((path, text_of(value)) for path, value in branch.reads),
        result=branch.result,
        taken=branch.taken,
        default=branch.default,
    )


def _result(result: Result, version: Version, language: str) -> ResultLine:
    return ResultLine(
        type=result.type,
        element=element_label(version, result.element_id, language),
        variables=variables_told(result.variables),
        error=result.error,
        message=result.message,
    )


def variables_told(variables: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text_of(value)) for name, value in variables.items())


def _work(
    work: Work, step: FilmStep, version: Version, names: Mapping[str, str], language: str
) -> WorkLine:
    person = names.get(work.assignee, work.assignee) if work.assignee else ""
    return WorkLine(
        label=element_label(version, work.element_id, language),
        kind=WAITS.get(work.kind, work.kind),
        whose=tuple(filter(None, (_lane(work.lane, language), person))),
        work=work,
        late=work.late(step.at),
    )


def _lane(lane: str, language: str) -> str:
    """By the role that works in it; a lane of no role by its own name."""
    role = role_of_lane(lane)
    return NAMES[role][language] if role else lane
