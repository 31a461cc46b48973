"""The steps of the application on the portal: views of the one form `portal-application`."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from flask_babel import lazy_gettext as _

from forms.form import Form
from web.forms.drafts import Posted


class Step(StrEnum):
    APPLICANT = "applicant"
    SCHOOL = "school"
    DOCUMENTS = "documents"
    CHECK = "check"  #: all answers, consent and signature


TITLES: Mapping[Step, object] = {
    Step.APPLICANT: _("Applicant and pupil"),
    Step.SCHOOL: _("School and ground"),
    Step.DOCUMENTS: _("E-copies of documents"),
    Step.CHECK: _("Check, sign and send"),
}
FIELDS: Mapping[Step, frozenset[str]] = {
    Step.SCHOOL: frozenset({"school", "grade", "ground"}),
    Step.DOCUMENTS: frozenset({"documents", "missing_reason"}),
    Step.CHECK: frozenset({"consent"}),
}
"""Fields by step; every other field of the form is asked at the first."""

ORDER = tuple(Step)


def step_of(name: str) -> Step:
    """Where a field is asked."""
    return next((step for step, names in FIELDS.items() if name in names), Step.APPLICANT)


def following(step: Step) -> Step:
    """The step after one; the last follows itself."""
    return ORDER[min(ORDER.index(step) + 1, len(ORDER) - 1)]


def preceding(step: Step) -> Step | None:
    number = ORDER.index(step)
    return ORDER[number - 1] if number else None


def merged(form: Form, step: Step, kept: Posted, posted: Posted) -> Posted:
    """What was kept, with the answers of one step in the place of its earlier ones.

    Names of other steps are not taken from it: a page of one step changes no other.
    """
    others = {name: values for name, values in kept.items() if _asked_at(form, name) is not step}
    own = {name: values for name, values in posted.items() if _asked_at(form, name) is step}
    return {**others, **own}


def foreign_names(form: Form, posted: Posted) -> list[str]:
    """Names that the form does not have: whoever sends them does not use our pages."""
    return [name for name in posted if _asked_at(form, name) is None]


def _asked_at(form: Form, posted_name: str) -> Step | None:
    for field in form.asked:
        if posted_name == field.name or posted_name.startswith(f"{field.name}-"):
            return step_of(field.name)
    return None
