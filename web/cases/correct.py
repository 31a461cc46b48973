"""Data of a case corrected by who works on it; before acceptance the visit goes back to a step instead."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.revision_check import InstanceMovedOn
from engine.commands.tokens import move_token
from engine.errors import InstanceNotActive
from engine.tokens.execution import CannotPlace
from forms.faults import FieldError
from forms.submission import parse_submission, validate_answers
from people.actions import Action
from web.access import access, signed_in
from web.cases.correction import CorrectedCase, correct_answers, corrected_case
from web.cases.words import variable_label
from web.forms.days import current_day
from web.forms.drafts import Posted, form_values
from web.forms.once import done_before, note_once, once_key
from web.forms.page import Filled, form_view
from web.forms.prefill import as_posted
from web.languages import current_language
from web.platform import current_platform
from web.tasks.onward import onward
from web.typed_line import typed_reason
from workers.corrections import ResultSigned

Answer = str | Response | tuple[str, int]
PAGE_NAMES = frozenset({"seen", "reason"})  # beside those of the form

blueprint = Blueprint("correct", __name__)


@blueprint.get("/cases/<instance_id>/correct")
@access(Action.CORRECT_DATA)
def page(instance_id: str) -> Answer:
    """The form with what the case holds, or the steps that the visit may go back to."""
    found = corrected_case(instance_id)
    return _page(found, as_posted(found.form, found.variables))


@blueprint.post("/cases/<instance_id>/correct")
@access(Action.CORRECT_DATA)
def correct(instance_id: str) -> Answer:
    """Write what differs; 422 with what is wrong, 409 where the case moved on, both with all that was typed."""
    found, posted = corrected_case(instance_id), _posted()
    if done_before() == instance_id:
        return redirect(url_for("cases.page", instance_id=instance_id), 303)
    if _outdated(found) or not found.accepted:
        return _page(found, posted, trouble=_moved()), 409
    answers = parse_submission(found.form, posted)
    checked = validate_answers(found.form, answers, found.variables, today=current_day())
    changed = found.changed(checked.variables)
    if checked.errors or typed_reason().error:
        return _page(found, posted, errors=checked.errors), 422
    if not changed:
        return _page(found, posted, trouble=gettext("Nothing here differs from the case.")), 422
    try:
        correct_answers(found, changed, typed_reason().text)
    except ResultSigned as signed:
        return _page(found, posted, trouble=_signed(found, signed)), 409
    except (InstanceMovedOn, InstanceNotActive):
        return _page(corrected_case(instance_id), posted, trouble=_moved()), 409
    flash(gettext("Corrected. Papers made from the old value are void and made anew."), "success")
    return redirect(url_for("cases.page", instance_id=instance_id), 303)


@blueprint.post("/cases/<instance_id>/back")
@access(Action.CORRECT_DATA)
def back(instance_id: str) -> Answer:
    """Put the visit before an earlier step of the same lane; its answers stand there as they were typed."""
    found, target = corrected_case(instance_id), request.form.get("target", "")
    if done_before() == instance_id:
        return onward(instance_id)
    if _outdated(found) or not found.steps or found.task is None:
        return _page(found, {}, trouble=_moved()), 409
    if target not in found.steps or typed_reason().error:
        return _page(found, {}, target=target), 422
    platform = current_platform()
    try:
        move_token(
            platform.runtime,
            instance_id,
            found.task.token,
            target,
            reason=typed_reason().text,
            actor=signed_in().person_id,
            now=platform.clock(),
            seen=found.row.revision,
            also=lambda connection: note_once(connection, instance_id, platform.clock()),
        )
    except (InstanceMovedOn, InstanceNotActive, CannotPlace):
        return _page(corrected_case(instance_id), {}, trouble=_moved(), target=target), 409
    return onward(instance_id)


def _outdated(found: CorrectedCase) -> bool:
    return request.form.get("seen") != str(found.row.revision) or not found.goes_on


def _posted() -> Posted:
    sent = form_values(request.form.lists())
    return {name: values for name, values in sent.items() if name not in PAGE_NAMES}


def _moved() -> str:
    sentence: str = gettext(
        "Somebody changed this case meanwhile: nothing was done. Look at it as it is now and decide anew."
    )
    return sentence


def _signed(found: CorrectedCase, signed: ResultSigned) -> str:
    labels = [
        variable_label(found.version, name, current_language()) for name in sorted(signed.names)
    ]
    sentence: str = gettext(
        "The signed result says this: %(names)s. A correction cannot change it. Ask the administrator to move the"
        " case back before the decision, so that a new one is prepared.",
        names=", ".join(filter(None, labels)),
    )
    return sentence


def _page(
    found: CorrectedCase,
    posted: Mapping[str, Sequence[str]],
    *,
    errors: Sequence[FieldError] = (),
    trouble: str = "",
    target: str = "",
) -> str:
    """trouble: why nothing was done; target: the step that was chosen."""
    language, asked = current_language(), request.method == "POST"
    filled = Filled(
        form=found.form,
        posted=posted,
        scope=found.variables,
        language=language,
        errors=errors,
        today=current_day(),
    )
    elements = found.version.definition.elements
    return render_template(
        "cases/correct.html",
        found=found,
        form=form_view(filled),
        steps=[(each, elements[each].brief(language)) for each in found.steps],
        target=target,
        step_error=asked
        and request.endpoint == "correct.back"
        and not trouble
        and target not in found.steps,
        trouble=trouble,
        once=once_key(),
        reason=typed_reason().text if asked else "",
        reason_error=typed_reason().error if asked and not trouble else "",
    )
