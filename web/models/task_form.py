"""The form of a user task that is tried out: the real one, in the reader's language, with its own checks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask import request
from flask_babel import gettext

from engine.rehearsal.actions import Action, CompleteTask
from engine.rehearsal.by_hand import Tryout
from engine.step.values import OpenedTask
from forms.controls import Control
from forms.errors import UnknownForm
from forms.faults import FieldError
from forms.form import Form
from forms.submission import parse_submission, validate_answers
from web.audit.form import posted_answers
from web.forms.drafts import Posted, form_values
from web.forms.page import Filled, form_view
from web.forms.prefill import prefilled
from web.forms.view import FileShown, FormView
from web.models.tryout_view import WorkLine, json_text
from web.models.typed import Mistyped, typed_object
from web.tasks.facts import advised_documents
from web.tasks.opened import form_of

OF_THE_PAGE = frozenset({"do", "work", "element", "count", "answer"})
PERSONS = 2  # invented ones to choose among
INVENTED = "invented-document-"


@dataclass(frozen=True, kw_only=True)
class TaskForm:
    """view: None where the model names no form, or one that this node does not have. answer: the JSON instead of the form.

    action: what was posted, fit to be done.
    """

    view: FormView | None
    answer: str = "{}"
    errors: Mapping[str, str] | Sequence[tuple[str, str]] = ()
    action: Action | None = None
    by_json: bool = False


def task_form(
    tryout: Tryout, line: WorkLine, lent: Mapping[str, object] | None, language: str
) -> TaskForm:
    """lent: what a scenario answers here; else it is filled in as for a real case."""
    form, scope = _form(tryout, line), tryout.seen(line.awaited)
    if form is None:
        return TaskForm(view=None, answer=json_text(lent or {}))
    posted = posted_answers(form, lent) if lent else prefilled(form, scope)
    return TaskForm(view=_view(form, posted, scope, language), answer=json_text(lent or {}))


def posted_task(tryout: Tryout, line: WorkLine, language: str) -> TaskForm:
    """What this request answers, checked as a real task would be."""
    form, scope = _form(tryout, line), tryout.seen(line.awaited)
    by_json = request.form.get("do") == "task-json" or form is None
    text = request.form.get("answer", "{}")
    posted = {} if by_json else _posted()
    try:
        answers = typed_object("answer") if by_json else parse_submission(form, posted)  # type: ignore[arg-type]  # by_json holds where there is no form
    except Mistyped as wrong:
        view = _view(form, prefilled(form, scope), scope, language) if form else None
        return TaskForm(view=view, answer=text, errors={"answer": wrong.sentence}, by_json=True)
    if form is None:
        return TaskForm(view=None, action=_action(line, answers))
    checked = validate_answers(form, answers, scope, _persons(form))
    if not checked.errors:
        return TaskForm(view=None, action=_action(line, checked.variables))
    if by_json:
        view = _view(form, prefilled(form, scope), scope, language)
        said = "; ".join(_said(checked.errors, language))
        return TaskForm(view=view, answer=text, errors={"answer": said}, by_json=True)
    view = _view(form, posted, scope, language, checked.errors)
    return TaskForm(view=view, errors=dict(view.errors))


def _said(errors: Sequence[FieldError], language: str) -> Iterator[str]:
    for error in errors:
        yield f"{error.field}: {error.message.text(language)}"


def _form(tryout: Tryout, line: WorkLine) -> Form | None:
    opened = line.awaited.opened
    if not isinstance(opened, OpenedTask):
        return None
    try:
        return form_of(tryout.version, opened.element_id, opened.form_key)
    except UnknownForm:
        return None


def _posted() -> Posted:
    """Of a file that was chosen the browser sends the name alone, and an invented document stands for it."""
    named = ((name, values) for name, values in request.form.lists() if name not in OF_THE_PAGE)
    posted = form_values(named)
    for name in [name for name in posted if name.endswith(("-file", "-remove"))]:
        row, _, part = name.rpartition("-")
        chosen = "".join(posted.pop(name)).strip()
        if part == "remove" and chosen:
            posted.pop(f"{row}-document_id", None)
        elif part == "file" and chosen:
            posted[f"{row}-document_id"] = [INVENTED + row.rpartition("-")[2]]
            if not "".join(posted.get(f"{row}-copy", [])):
                posted[f"{row}-copy"] = ["scan"]
    return posted


def _invented_files(posted: Posted) -> dict[str, FileShown]:
    """Nothing lies behind them."""
    ids = [values[0] for name, values in posted.items() if name.endswith("-document_id") and values]
    return {
        document_id: FileShown(document_id=document_id, name=document_id, size=0)
        for document_id in ids
    }


def _view(
    form: Form,
    posted: Posted,
    scope: Mapping[str, object],
    language: str,
    errors: Sequence[FieldError] = (),
) -> FormView:
    filled = Filled(
        form=form,
        posted=posted,
        scope=scope,
        language=language,
        persons=_persons(form),
        errors=errors,
        files=_invented_files({name: [*values] for name, values in posted.items()}),
        advised=advised_documents(scope),
    )
    return form_view(filled)


def _persons(form: Form) -> dict[str, dict[str, str]]:
    """Invented ones: no real person is named in a try-out."""
    return {
        field.name: {
            f"{field.name}-{number}": gettext("Invented person %(number)d", number=number)
            for number in range(1, PERSONS + 1)
        }
        for field in form.asked
        if field.control is Control.PERSON
    }


def _action(line: WorkLine, variables: Mapping[str, object]) -> Action:
    awaited = line.awaited
    return CompleteTask(
        element=awaited.element,
        token=awaited.opened.token,
        run=awaited.run,
        variables=dict(variables),
    )
