"""The applicant's cabinet: own cases, the path of each, its documents and notices, withdrawal and objection."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext
from werkzeug.wrappers import Response

from engine.commands.events import correlate_message
from engine.errors import NobodyWaits
from people.actions import Action
from people.rights import may
from people.store import Connection
from web.access import access, current_subject, signed_in
from web.cabinet.result import result_of
from web.cabinet.stages import own_steps, stages
from web.cabinet.store import own_cases
from web.cases.lines import case_lines
from web.cases.papers import SignatureMark, kind_words
from web.cases.store import signatures_in
from web.cases.view import CaseFile
from web.due import due_badge
from web.errors import error_page
from web.forms.desk import DeskForm, posted_form
from web.languages import current_language
from web.platform import current_platform
from web.portal.opening import APPLICATION, SIGN_IN
from web.portal.sent import own_case
from workers.documents.store import Document, documents_of
from workers.notices.store import cabinet_notices

OBJECTION = "Objection"

blueprint = Blueprint("cabinet", __name__)

Answer = str | Response | tuple[str, int]


@dataclass(frozen=True, kw_only=True)
class CabinetPaper:
    """A document that the applicant may open; own: uploaded by them."""

    document: Document
    kind: str
    signatures: tuple[SignatureMark, ...]
    own: bool


@blueprint.get("/cabinet")
@access(Action.SEE_OWN_CASES)
def page() -> str:
    """Own cases, the last first, and notices not read yet."""
    platform, person_id = current_platform(), signed_in().person_id
    with platform.database.snapshot() as connection:
        found = own_cases(connection, person_id)
        lines = case_lines(platform, connection, found, current_language())
        notices = cabinet_notices(connection, platform.vault, person_id)
    unread = [notice for notice in notices if notice.read_at is None]
    return render_template("cabinet/cases.html", lines=lines, unread=unread)


@blueprint.get("/cabinet/<instance_id>")
@access(Action.SEE_CASE)
def case(instance_id: str) -> str:
    """One case of the applicant's; 404 for anybody else."""
    found, platform = own_case(instance_id), current_platform()
    language, person_id = current_language(), signed_in().person_id
    with platform.database.snapshot() as connection:
        papers = _papers(connection, instance_id, person_id, language)
        notices = cabinet_notices(connection, platform.vault, person_id, instance_id=instance_id)
    return render_template(
        "cabinet/case.html",
        found=found,
        badge=due_badge(found.row.due_at, now=found.now, calendar=platform.runtime.calendar),
        stages=stages(found, language),
        own_steps=own_steps(found, language),
        papers=papers,
        result=result_of(found, language),
        result_paper=next((each for each in reversed(papers) if not each.own), None),
        notices=notices,
        sign_in_task=_open_at(found, SIGN_IN),
        application_task=_open_at(found, APPLICATION),
        may_object=_awaits_objection(found),
        may_withdraw=found.is_active
        and may(signed_in(), Action.WITHDRAW_CASE, current_subject().case),
    )


@blueprint.get("/cabinet/<instance_id>/objection")
@access(Action.OBJECT_TO_DECISION)
def objection(instance_id: str) -> Answer:
    found = own_case(instance_id)
    if not _awaits_objection(found):
        return _not_awaited(found)
    return _objection_page(found, DeskForm(key="objection"))


@blueprint.post("/cabinet/<instance_id>/objection")
@access(Action.OBJECT_TO_DECISION)
def object_to(instance_id: str) -> Answer:
    """Give the objection to the case. Source: Administrative Procedural Code, art. 73."""
    found, form, platform = own_case(instance_id), posted_form("objection"), current_platform()
    if form.errors:
        return _objection_page(found, form), 422
    actor, key = signed_in().person_id, found.row.business_key
    try:
        correlate_message(
            platform.runtime, OBJECTION, key, form.answers, actor=actor, now=platform.clock()
        )
    except NobodyWaits:
        return _not_awaited(own_case(instance_id))
    flash(gettext("Your objection is taken: the specialist considers it."), "success")
    return redirect(url_for("cabinet.case", instance_id=instance_id), 303)


def _papers(
    connection: Connection, instance_id: str, person_id: str, language: str
) -> list[CabinetPaper]:
    """What was published to the applicant, then what they handed in."""
    signed = signatures_in(connection, instance_id)
    everything = [each for each in documents_of(connection, instance_id) if each.voided_at is None]
    published = [each for each in everything if each.published_at is not None]
    uploaded = [each for each in everything if each.owner == person_id]
    return [
        CabinetPaper(
            document=each,
            kind=kind_words(each.kind, language),
            signatures=tuple(
                SignatureMark(signer=row.signer_name, signed_at=row.signed_at, mark=row.mark)
                for row in signed.get(each.id, ())
            ),
            own=each.owner == person_id,
        )
        for each in (*published, *uploaded)
    ]


def _open_at(found: CaseFile, element_id: str) -> int | None:
    """The user task that is open at an element."""
    open_ones = (wait.user_task_id for wait in found.waits if wait.element_id == element_id)
    return next(open_ones, None)


def _awaits_objection(found: CaseFile) -> bool:
    return found.is_active and any(wait.message == OBJECTION for wait in found.waits)


def _not_awaited(found: CaseFile) -> tuple[str, int]:
    sentence = gettext(
        "Case %(number)s does not wait for an objection. Its status is: %(status)s.",
        number=found.row.business_key,
        status=found.status_words,
    )
    return error_page(409, sentence)


def _objection_page(found: CaseFile, form: DeskForm) -> str:
    return render_template("cabinet/objection.html", found=found, form=form.view())
