"""One step of a film in the words of its page: everything is looked up here, nothing is left to the template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from audit.actors import Performer
from audit.changes import Change
from audit.film import FilmStep, Result
from audit.gateways import Branch, shown
from audit.papers import PaperThen
from audit.wording import KINDS
from audit.work import Work
from engine.version import Version
from web.audit.models import element_label
from web.cases.papers import kind_words
from web.cases.words import variable_rows
from web.forms.view import FormView

WRITTEN_AS_IS = 2000  # characters of a value; past this the page says how long it is


@dataclass(frozen=True, kw_only=True)
class VariableLine:
    """label: empty where no form names it. change: added, changed, removed or empty; before: of what changed."""

    name: str
    label: str
    value: str
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
    label: str
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
    language: str,
) -> StepView:
    """The step in one language."""
    return StepView(
        step=step,
        words=KINDS[step.kind].text(language),
        element=element_label(version, step.element_id, language) if step.element_id else "",
        who=performer.words().text(language),
        path=tuple(element_label(version, each, language) for each in step.path),
        variables=tuple(variable_lines(step, version, language)),
        choices=tuple(_choices(step, version, language)),
        results=tuple(_result(each, version, language) for each in step.results),
        note=tuple((name, text_of(value)) for name, value in step.note.items() if value),
        work=tuple(_work(each, step, version, language) for each in step.work),
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


def text_of(value: Any) -> str:
    """A value as the history has it; a very long one is cut, and its length said."""
    text = shown(value)
    if len(text) <= WRITTEN_AS_IS:
        return text
    return f"{text[:WRITTEN_AS_IS]}… ({len(text)})"


def _variable(
    name: str, value: Any, change: Change | None, version: Version, language: str
) -> VariableLine:
    gone = change is not None and change.kind == "removed"
    known = variable_rows(version, {name: change.before if change and gone else value}, language)
    return VariableLine(
        name=name,
        label=known[0][0] if known else "",
        value="" if gone else text_of(value),
        change=str(change.kind) if change else "",
        before=text_of(change.before) if change and change.kind != "added" else "",
    )


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


def variables_told(variables: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, text_of(value)) for name, value in variables.items())


def _work(work: Work, step: FilmStep, version: Version, language: str) -> WorkLine:
    label = element_label(version, work.element_id, language)
    return WorkLine(label=label, work=work, late=work.late(step.at))
