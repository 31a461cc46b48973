"""What the pages of an application show: its steps, the answers to be checked, what is still wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from flask import render_template, url_for
from flask_babel import format_date, gettext

from forms.controls import Control
from forms.faults import FieldError
from forms.formats import is_local_date
from web.cases.papers import kind_words
from web.cases.store import waits_of
from web.forms.page import form_view
from web.forms.uploads import Received
from web.forms.view import FieldView, FormView
from web.languages import current_language
from web.platform import current_platform
from web.portal.check import Examined, errors_at, filled, refused_at, warnings
from web.portal.draft import Application
from web.portal.steps import ORDER, TITLES, Step, preceding, step_of

DRAFT_TERM = "DraftTermEnded"
MARKED = "mark"  # in the address of a step: say at once what is wrong there


@dataclass(frozen=True, kw_only=True)
class StepLink:
    number: int
    title: str
    url: str
    current: bool
    faults: int  #: how much is still to be mended there


@dataclass(frozen=True, kw_only=True)
class Answered:
    """One step on the check page: label and text of each answer."""

    title: str
    url: str
    rows: tuple[tuple[str, str], ...]


def step_page(
    application: Application, step: Step, examined: Examined, received: Received, *, marked: bool
) -> str:
    """One step. marked: with what is wrong at its fields; not on a page that nobody has filled in yet."""
    errors = errors_at(examined, step) if marked else ()
    refused = refused_at(examined, step) if marked else {}
    view = form_view(filled(application, errors=errors, refused=refused, files=received.files))
    back = preceding(step)
    return render_template(
        "portal/step.html",
        form=_of_step(view, step),
        step=step,
        title=TITLES[step],
        back_url=step_url(application, back) if back else None,
        **_common(application, examined, step),
    )


def check_page(
    application: Application,
    examined: Examined,
    received: Received,
    *,
    consent_errors: tuple[FieldError, ...] = (),
) -> str:
    """All answers with links back, what is wrong, the warnings, consent and signature."""
    view = form_view(filled(application, errors=consent_errors, files=received.files))
    return render_template(
        "portal/check.html",
        form=_of_step(view, Step.CHECK),
        title=TITLES[Step.CHECK],
        answered=[*_answered(application, view)],
        problems=[*_problems(application, examined, received)],
        left_out=[kind_words(kind, current_language()) for kind in examined.missing],
        reason="".join(application.posted.get("missing_reason", [])).strip(),
        warnings=warnings(application),
        mark=current_platform().signer.mark,
        back_url=step_url(application, Step.DOCUMENTS),
        **_common(application, examined, Step.CHECK),
    )


def step_url(application: Application, step: Step) -> str:
    """The address of a step of this application."""
    return url_for("portal.step", user_task_id=application.task.row.id, step=step.value)


def _common(application: Application, examined: Examined, here: Step) -> dict[str, object]:
    return {
        "steps": step_links(application, examined, here),
        "task": application.task.row,
        "saved_at": application.saved_at,
        "until": draft_until(application.task.row.instance_id),
        "provider": application.task.scope.get("provider", {}),
    }


def draft_until(instance_id: str) -> datetime | None:
    """When a draft that was not sent ends; None where its model sets no term."""
    with current_platform().database.snapshot() as connection:
        waits = waits_of(connection, instance_id)
    found = (wait.due_at for wait in waits if wait.element_id == DRAFT_TERM)
    return next(found, None)


def step_links(application: Application, examined: Examined, here: Step) -> list[StepLink]:
    """All steps in order."""
    return [
        StepLink(
            number=number,
            title=str(TITLES[each]),
            url=step_url(application, each),
            current=each is here,
            faults=_faults(examined, each),
        )
        for number, each in enumerate(ORDER, start=1)
    ]


def _faults(examined: Examined, step: Step) -> int:
    return (
        0
        if step is Step.CHECK
        else len(errors_at(examined, step)) + len(refused_at(examined, step))
    )


def _of_step(view: FormView, step: Step) -> FormView:
    return replace(
        view,
        fields=tuple(each for each in view.fields if step_of(each.name) is step),
        takes_files=step is Step.DOCUMENTS,
    )


def _answered(application: Application, view: FormView) -> Iterator[Answered]:
    for step in ORDER[:-1]:
        fields = [each for each in view.fields if step_of(each.name) is step]
        rows = [row for each in fields for row in _rows(each)]
        yield Answered(title=str(TITLES[step]), url=step_url(application, step), rows=tuple(rows))


def _rows(field: FieldView) -> Iterator[tuple[str, str]]:
    if field.control == Control.DOCUMENTS:
        for row in field.rows:
            if row.file is not None:
                yield row.label, row.file.name
        return
    chosen = [each.label for each in field.choices if each.chosen]
    text = "; ".join(chosen) or field.said or _written(field.value)
    if text or not (field.optional or field.condition):
        yield field.label, text or str(gettext("not filled in"))


def _written(text: str) -> str:
    """A date as it is written here; any other text as it is."""
    return format_date(date.fromisoformat(text), "dd.MM.yyyy") if is_local_date(text) else text


def _problems(
    application: Application, examined: Examined, received: Received
) -> Iterator[tuple[str, str]]:
    """Address of the field and sentence, in the order of the steps."""
    for step in ORDER[:-1]:
        errors, refused = errors_at(examined, step), refused_at(examined, step)
        view = form_view(filled(application, errors=errors, refused=refused, files=received.files))
        for field, sentence in view.errors:
            yield f"{step_url(application, step)}?{MARKED}=1#{field}", sentence
