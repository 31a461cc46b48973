"""A .bpmn file as a browser sends it, and the analyst's copy of it that is not deployed yet."""

from __future__ import annotations

import hashlib
from base64 import b64decode, b64encode
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from engine.commands.deployments import Model
from engine.model.intake import MAX_BYTES
from forms.library import form_contents
from people.roles import LANE_NAMES
from people.store import Connection
from web.forms.drafts import kept_draft, save_draft
from web.platform import Platform

LONGEST_FILE_NAME = 200  # as `process_definition.file` holds it
LONGEST_KEY = 90  # so that `model:KEY` fits where drafts are kept
ZIP = b"PK\x03\x04"


@dataclass(frozen=True, kw_only=True)
class Upload:
    """saved_at: None for one that is not kept."""

    file: str
    xml: bytes
    saved_at: datetime | None = None

    @property
    def sha256(self) -> str:
        """Of the file alone; 64 hex digits."""
        return hashlib.sha256(self.xml).hexdigest()

    def model(self, comment: str = "") -> Model:
        """With the forms and lanes of this node."""
        return Model(
            file=self.file,
            xml=self.xml,
            forms=form_contents(),
            lanes=LANE_NAMES,
            comment=comment,
        )


def received(file: FileStorage | None) -> Upload | None:
    """What was sent, as far as it may be read; None where no file was chosen."""
    if file is None or not file.filename:
        return None
    name = " ".join(file.filename.replace("\\", "/").rpartition("/")[2].split())
    with file.stream as content:
        xml = content.read(MAX_BYTES + 1)
    return Upload(file=name[:LONGEST_FILE_NAME] or "model.bpmn", xml=xml)


def objection(upload: Upload | None) -> str | None:
    """Why a file is not looked at any further, before anything parses it."""
    if upload is None:
        return str(gettext("Choose a .bpmn file."))
    if not upload.xml.strip():
        return str(gettext("The file is empty. Export the model again."))
    if len(upload.xml) > MAX_BYTES:
        limit = f"{MAX_BYTES // 1024} KiB"
        return str(
            gettext(
                "The file is too large: a model has at most %(limit)s. "
                "Split it by call activities.",
                limit=limit,
            )
        )
    if upload.xml.startswith(ZIP):
        return str(gettext("This is a zip archive. Unpack it and send the .bpmn file in it."))
    if b"<!DOCTYPE" in upload.xml:
        return str(gettext("The file has a DOCTYPE. Delete that line: a BPMN model has none."))
    return None


def draft_subject(key: str) -> str:
    return f"model:{key}"


def keep_upload(
    platform: Platform, connection: Connection, upload: Upload, *, key: str, person_id: str
) -> None:
    """In the place of the person's earlier one of the same process."""
    posted = {"file": [upload.file], "xml": [b64encode(upload.xml).decode("ascii")]}
    save_draft(
        connection,
        platform.vault,
        posted,
        person_id=person_id,
        subject=draft_subject(key),
        now=platform.clock(),
    )


def kept_upload(
    platform: Platform, connection: Connection, *, key: str, person_id: str
) -> Upload | None:
    """This person's, if there is one. Raises Undecipherable."""
    subject = draft_subject(key)
    draft = kept_draft(connection, platform.vault, person_id=person_id, subject=subject)
    if draft is None:
        return None
    (file,), (xml,) = draft.posted["file"], draft.posted["xml"]
    return Upload(file=file, xml=b64decode(xml), saved_at=draft.saved_at)
