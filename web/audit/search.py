"""The auditor finds cases. What is looked for stands enciphered in the address, and with keyed hashes in the log of reads."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from audit.finding import CaseMark, CasePage, search_subject
from audit.queries.cases import find_cases
from audit.wording import STATUSES
from engine.history.events import instant_text
from people import store
from people.actions import Action
from people.store import Connection
from web.access import access, note_read, signed_in
from web.audit.asked import AskedSearch, case_query, opened_asked, sealed_asked, search_errors
from web.audit.models import end_labels, model_versions, office_name
from web.cases.lines import place_of
from web.languages import current_language
from web.platform import current_platform

PAGE = 25  # cases

blueprint = Blueprint("audit_search", __name__)


@blueprint.get("/audit")
@access(Action.SEE_AUDIT)
def page() -> str:
    """The form; with a search in the address the cases it finds. Each page of them is a search that is recorded."""
    platform, person_id = current_platform(), signed_in().person_id
    asked = opened_asked(platform.vault, request.args.get("found"), person_id)
    with platform.database.snapshot() as connection:
        found = _found(connection, asked) if asked else None
        return _page(connection, asked or AskedSearch(), {}, found)


@blueprint.post("/audit")
@access(Action.SEE_AUDIT)
def search() -> Response | tuple[str, int]:
    """What was typed goes into the address enciphered; 422 with the form where it cannot be looked for."""
    platform, person_id = current_platform(), signed_in().person_id
    asked = AskedSearch.typed(request.form)
    with platform.database.snapshot() as connection:
        errors = search_errors(connection, asked)
        if errors:
            return _page(connection, asked, errors, None), 422
    sealed = sealed_asked(platform.vault, asked, person_id)
    return redirect(url_for("audit_search.page", found=sealed))


def _found(connection: Connection, asked: AskedSearch) -> CasePage:
    platform = current_platform()
    place = place_of(request.args.get("after"))
    after = CaseMark(started_at=place.started_at, instance_id=place.instance_id) if place else None
    query = case_query(connection, asked, after=after, limit=PAGE)
    note_read(Action.SEE_AUDIT, None, search_subject(query, platform.vault))
    return find_cases(connection, platform.vault, query, now=platform.clock())


def _page(
    connection: Connection, asked: AskedSearch, errors: dict[str, str], found: CasePage | None
) -> str:
    language = current_language()
    models = model_versions(connection, current_platform().runtime)
    offices = {
        office.id: office_name(office, language)
        for office in store.offices(connection)
        if office.id is not None
    }
    return render_template(
        "audit/search.html",
        asked=asked,
        errors=errors,
        found=found,
        offices=offices,
        outcomes=end_labels(models, language),
        models=models,
        statuses={status.value: words.text(language) for status, words in STATUSES.items()},
        next_url=_next_url(found),
    )


def _next_url(found: CasePage | None) -> str | None:
    if found is None or found.next is None:
        return None
    after = f"{instant_text(found.next.started_at)}~{found.next.instance_id}"
    return url_for("audit_search.page", found=request.args["found"], after=after)
