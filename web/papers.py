"""Documents: what we made is shown in the browser, what people uploaded is only ever saved to disk."""

from __future__ import annotations

import io
import unicodedata

from flask import Blueprint, Response, send_file

from people.actions import Action
from web.access import access
from web.headers import FRAMED
from web.platform import current_platform
from workers.documents.store import Document, document, document_content

PDF = "application/pdf"

blueprint = Blueprint("papers", __name__)


@blueprint.get("/documents/<document_id>")
@access(Action.SEE_DOCUMENT)
def page(document_id: str) -> Response:
    """The bytes as they were stored. Raises UnknownDocument, Undecipherable."""
    platform = current_platform()
    with platform.database.snapshot() as connection:
        found = document(connection, document_id)
        content = document_content(connection, platform.vault, document_id)
    answer = send_file(
        io.BytesIO(content),
        mimetype=found.media_type,
        as_attachment=not is_ours(found),
        download_name=safe_name(found.file_name),
        max_age=0,
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if is_ours(found):  # it is read beside the button that signs it
        answer.headers.update(FRAMED)
    return answer


def is_ours(found: Document) -> bool:
    """A PDF that this system made: nobody else wrote what is in it."""
    return found.owner is None and found.media_type == PDF


def safe_name(file_name: str) -> str:
    """The last part of a path, without control characters and marks that turn the direction of writing."""
    last = file_name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(each for each in last if unicodedata.category(each)[0] != "C")
    return kept.strip(". ") or "document"
