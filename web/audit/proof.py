"""What an auditor takes away from a case: its proof, its file, and who looked at it."""

from __future__ import annotations

import io
from collections.abc import Mapping
from typing import BinaryIO

from flask import Blueprint, Response, render_template, send_file
from flask_babel import lazy_gettext as _

from audit.exports.case_file import Sealed, write_case_file
from audit.proof import Proof, prove_case
from audit.queries.posts import names_of
from audit.shelf import stored_papers
from engine.errors import HistoryBroken
from engine.storage.queries import instance_row
from people import store
from people.actions import Action
from people.store import Connection
from web.access import access, note_read, signed_in
from web.audit.film import case_of_page
from web.languages import current_language
from web.platform import current_platform
from workers.documents import store as documents

SHOWN = 500  # looks on a page
LOOKS: Mapping[str, object] = {
    Action.FIND_CASE: _("found it in a list"),
    Action.SEE_CASE: _("opened the case"),
    Action.SEE_HISTORY: _("read the history"),
    Action.SEE_DOCUMENT: _("opened a document"),
    Action.SEE_TASK: _("opened a task"),
    Action.SEE_REGISTERS: _("saw it in a register"),
    Action.REPLAY: _("replayed or proved the case"),
    Action.EXPORT_CASE: _("took the case file"),
}

blueprint = Blueprint("audit_proof", __name__)


@blueprint.post("/audit/<instance_id>/proof")
@access(Action.REPLAY)
def prove(instance_id: str) -> str:
    """Execute the case anew, from the stored history and not from a film that is kept, and say what was compared."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        return _proof_page(prove_case(platform.runtime, connection, instance_id))


@blueprint.get("/audit/<instance_id>/export.zip")
@access(Action.EXPORT_CASE)
def download(instance_id: str) -> Response | tuple[str, int]:
    """The case file; 409 with the proof where its payloads do not open and there is nothing to pack.

    Head and seal are kept in the log of reads, apart from the file, so that it can be held against them.
    """
    stream = io.BytesIO()  # not a temporary file: personal data goes to no disk in the clear
    platform = current_platform()
    with platform.database.snapshot() as connection:
        try:
            sealed = _packed(connection, stream, instance_id)
        except HistoryBroken:
            return _proof_page(prove_case(platform.runtime, connection, instance_id)), 409
    note_read(Action.EXPORT_CASE, case_of_page(), seal_words(sealed))
    stream.seek(0)
    name = f"case-{sealed.business_key}.zip"
    answer = send_file(stream, mimetype="application/zip", as_attachment=True, download_name=name)
    answer.headers["Cache-Control"] = "no-store"
    return answer


@blueprint.get("/audit/<instance_id>/reads")
@access(Action.SEE_READS)
def reads(instance_id: str) -> str:
    """Who was shown personal data of the case, the latest first. Source: law 94-V, art. 22."""
    with current_platform().database.snapshot() as connection:
        row = instance_row(connection, instance_id)
        entries = store.reads_of(connection, instance_id)
        names = names_of(connection, {entry.person_id for entry in entries})
    return render_template(
        "audit/reads.html",
        row=row,
        entries=entries[:SHOWN],
        left_out=max(0, len(entries) - SHOWN),
        names=names,
        looks=LOOKS,
    )


def seal_words(sealed: Sealed) -> str:
    """What the log of reads keeps of an export."""
    return f"head={sealed.head} seal={sealed.seal}"


def _packed(connection: Connection, stream: BinaryIO, instance_id: str) -> Sealed:
    platform = current_platform()
    return write_case_file(
        stream,
        platform.runtime,
        connection,
        instance_id,
        stored_papers(documents, connection, platform.vault, instance_id),
        now=platform.clock(),
        by=signed_in().person_id,
    )


def _proof_page(proof: Proof) -> str:
    language = current_language()
    return render_template(
        "audit/proof.html",
        proof=proof,
        compared=[words.text(language) for words in proof.compared],
        fault=proof.fault.text(language) if proof.fault else "",
        at=current_platform().clock(),
    )
