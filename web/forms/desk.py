"""Forms that stand at no user task: opening a visit, the applicant who came, a withdrawal. No draft is kept of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from flask import request

from engine.expression.values import Variables
from forms.faults import FieldError
from forms.library import load_form
from forms.submission import parse_submission, validate_answers
from web.forms.days import current_day
from web.forms.drafts import form_values
from web.forms.page import Filled, form_view
from web.forms.view import FormView
from web.languages import current_language

Posted = Mapping[str, Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class DeskForm:
    """A form of `forms/` as it was posted. answers: fit to be used, empty where there are errors."""

    key: str
    posted: Posted = field(default_factory=dict)
    answers: Variables = field(default_factory=dict)
    errors: tuple[FieldError, ...] = ()

    def view(self, **refused: str) -> FormView:
        """What its page shows. refused: sentences of our own by field."""
        return form_view(
            Filled(
                form=load_form(self.key),
                posted=self.posted,
                scope={},
                language=current_language(),
                errors=self.errors,
                refused=refused,
                today=current_day(),
            )
        )


def posted_form(key: str, *, beside: frozenset[str] = frozenset()) -> DeskForm:
    """The form as this request posted it, checked. beside: names on the page that are not of the form."""
    posted = form_values(each for each in request.form.lists() if each[0] not in beside)
    form = load_form(key)
    checked = validate_answers(form, parse_submission(form, posted), {}, today=current_day())
    return DeskForm(key=key, posted=posted, answers=checked.variables, errors=checked.errors)
