"""The acknowledgement of an application that was sent through the portal."""

from __future__ import annotations

from collections.abc import Iterator

from flask import abort, render_template
from flask_babel import gettext

from engine.expression.values import Value, Variables
from people.values import local_day
from web.access import current_subject, signed_in
from web.cases.papers import kind_words
from web.cases.view import CaseFile, case_file
from web.cases.words import instant_of
from web.languages import current_language
from web.platform import current_platform


def acknowledgement(instance_id: str) -> str:
    """Its page; 404 for anybody but the applicant."""
    found = own_case(instance_id)
    variables = found.variables
    return render_template(
        "portal/sent.html",
        found=found,
        registered_at=instant_of(variables.get("accepted_at")),
        sent_at=_sent_at(variables),
        receipt_no=variables.get("receipt_no"),
        term=found.row.due_at,
        office=variables.get("provider", {}).get(_name()),
        signature=variables.get("application_signature") or {},
        notes=[*_notes(variables)],
    )


def own_case(instance_id: str) -> CaseFile:
    """The case for who applied in it; 404 for everybody else, staff too: they have pages of their own."""
    case, platform = current_subject().case, current_platform()
    if case is None or signed_in().person_id not in case.applicants:
        abort(404)
    with platform.database.snapshot() as connection:
        return case_file(platform, connection, instance_id)


def _name() -> str:
    return "name_ru" if current_language() == "ru" else "name_kk"


def _sent_at(variables: Variables) -> Value:
    signature = variables.get("application_signature") or {}
    return instant_of(signature.get("signed_at"))


def _notes(variables: Variables) -> Iterator[str]:
    registered, sent = instant_of(variables.get("accepted_at")), _sent_at(variables)
    if registered and sent and local_day(registered) > local_day(sent):
        yield gettext(
            "You sent it when the provider was closed: it is registered on the next working day, and the term begins"
            " then (standard, paragraph 8)."
        )
    if variables.get("late") is True:
        yield gettext(
            "You sent it after 1 December of the current school year (standard, paragraph 4). It is accepted; the"
            " specialist proposes a decision and the head signs it."
        )
    if missing := variables.get("missing_docs"):
        named = "; ".join(kind_words(kind, current_language()) for kind in missing)
        yield gettext("It was sent without: %(documents)s.", documents=named)
