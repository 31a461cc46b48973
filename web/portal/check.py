"""What is still wrong with an application, and what its law asks for: said at each field, and why."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from engine.calendar.working import Organisation
from engine.expression.values import Variables
from forms.faults import FieldError
from forms.submission import parse_submission, validate_answers
from people.values import local_day
from web.forms.days import current_day
from web.forms.documents import RowTable
from web.forms.page import Filled
from web.forms.view import FileShown
from web.languages import current_language
from web.platform import current_platform
from web.portal.draft import DOCUMENTS, Application, document_field
from web.portal.steps import Step, step_of
from web.tasks.facts import advised_documents
from workers.check_rules import is_late

REASON = "missing_reason"
WHY: Mapping[str, object] = {
    "medical-conclusion": _(
        "Needed because the pupil cannot attend school for reasons of health (standard, paragraph 9)."
    ),
    "parents-abroad-certificate": _(
        "Needed because the pupil lives abroad with the parents (standard, paragraph 9)."
    ),
    "study-abroad-document": _(
        "Needed because the pupil studies abroad without the parents (standard, paragraph 9)."
    ),
    "birth-certificate": _(
        "Needed because the pupil was born before 2008: later certificates are in the state register"
        " (standard, paragraph 9)."
    ),
    "proxy": _("Needed because a representative applies (standard, paragraph 9)."),
}
"""Kind of document to the reason for which this case needs it."""


@dataclass(frozen=True, kw_only=True)
class Examined:
    """variables: fit to be sent, empty where something is wrong; missing: kinds that the standard asks for, not given.

    refused: sentences of our own by posted name.
    """

    variables: Variables
    errors: tuple[FieldError, ...]
    missing: tuple[str, ...]
    refused: Mapping[str, str] = field(default_factory=dict)

    @property
    def may_be_sent(self) -> bool:
        return not self.errors and not self.refused


def examined(application: Application, refused: Mapping[str, str] | None = None) -> Examined:
    """The whole form as the server sees it. refused: what files were refused at this request, by posted name.

    A missing document is no error where the applicant says why: it is sent all the same.
    """
    task = application.task
    answers = parse_submission(task.form, application.posted)
    checked = validate_answers(task.form, answers, task.scope, today=current_day())
    missing = tuple(_missing(application, answers))
    marks = {} if answers.get(REASON) else _marks(application, missing)
    return Examined(
        variables=checked.variables,
        errors=checked.errors,
        missing=missing,
        refused={**marks, **(refused or {})},
    )


def errors_at(examined: Examined, step: Step) -> tuple[FieldError, ...]:
    """Those of one step's fields."""
    return tuple(error for error in examined.errors if step_of(error.field) is step)


def refused_at(examined: Examined, step: Step) -> Mapping[str, str]:
    """All that we refuse ourselves is about documents."""
    return examined.refused if step is Step.DOCUMENTS else {}


def filled(
    application: Application,
    *,
    errors: tuple[FieldError, ...] = (),
    refused: Mapping[str, str] | None = None,
    files: Mapping[str, FileShown] | None = None,
) -> Filled:
    """The form with what stands in it, for its pages."""
    task = application.task
    return Filled(
        form=task.form,
        posted=application.posted,
        scope=task.scope,
        language=current_language(),
        errors=errors,
        refused=refused or {},
        files=files or {},
        advised=_advised(application, parse_submission(task.form, application.posted)),
        today=current_day(),
    )


def warnings(application: Application) -> list[str]:
    """What the applicant should know before sending, each with its source."""
    return list(_warnings(application))


def _warnings(application: Application) -> Iterator[str]:
    platform = current_platform()
    now = platform.clock()
    if is_late(local_day(now)):
        yield gettext(
            "It is after 1 December of the current school year (standard, paragraph 4). The application is accepted"
            " all the same; the specialist proposes a decision and the head signs it."
        )
    opens = platform.runtime.calendar.next_opening(now, Organisation.PROVIDER)
    if local_day(opens) != local_day(now):
        yield gettext(
            "The provider is closed now: the application is registered on the next working day"
            " (standard, paragraph 8)."
        )


def _missing(application: Application, answers: Variables) -> Iterator[str]:
    given = {row.get("kind") for row in answers.get(DOCUMENTS, []) if row.get("document_id")}
    for option in document_field(application).options:
        kind = option.posted
        if kind in _advised(application, answers) and kind not in given:
            yield kind


def _advised(application: Application, answers: Mapping[str, object]) -> frozenset[str]:
    return advised_documents({**application.task.scope, **answers})


def _marks(application: Application, missing: tuple[str, ...]) -> dict[str, str]:
    table = RowTable(
        field=document_field(application),
        posted=application.posted,
        language=current_language(),
        files={},
        advised=frozenset(missing),
        errors={},
    )
    return {
        f"{row.prefix}-file": " ".join(
            (
                str(WHY.get(row.kind, "")),
                gettext("Attach the e-copy, or say below why there is none."),
            )
        )
        for row in table.rows()
        if row.kind in missing
    }
