"""Whether a document is ours and in force, for anybody who holds it: by the code that is printed on it."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from people.lookups import admit_lookup
from web.access import public
from web.cases.papers import kind_words
from web.languages import current_language
from web.platform import current_platform
from workers.documents.store import document_by_check_code

LONGEST_CODE = 60

blueprint = Blueprint("check", __name__)


@blueprint.get("/check")
@public
def page() -> str | Response:
    """The form; a code typed into it goes on to the address that is printed on documents."""
    typed = request.args.get("code", "")
    if code := "".join(each for each in typed if each.isalnum())[:LONGEST_CODE]:
        return redirect(url_for("check.found", code=code))
    return render_template("check.html", code="", found=None)


@blueprint.get("/check/<code>")
@public
def found(code: str) -> str | tuple[str, int]:
    """What is printed on the document: no person, no case. Raises LookupThrottled."""
    platform = current_platform()
    address = request.remote_addr or ""
    admit_lookup(platform.database, address=address, now=platform.clock())
    with platform.database.snapshot() as connection:
        checked = document_by_check_code(connection, platform.vault, code[:LONGEST_CODE])
    if checked is None:
        return render_template("check.html", code=code[:LONGEST_CODE], found=None), 404
    kind = kind_words(checked.kind, current_language())
    return render_template("check.html", code=code, found=checked, kind=kind)
