"""Files sent with a form: stored at once, so that nothing has to be chosen twice when something else is wrong.

Until the form is accepted a file belongs to who sent it and to no case; `attach_uploads` then gives it to the case.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from forms.controls import Control
from forms.fields import Field
from forms.form import Form
from people.store import Connection
from web.forms.documents import posted_rows
from web.forms.drafts import Posted
from web.forms.view import FileShown
from web.platform import Platform
from workers.documents.store import Document, UnknownDocument, document, void_document
from workers.documents.uploads import Upload, UploadRefused, save_upload

REMOVED = "removed by who uploaded it, before it was handed in"
SCAN = "scan"  # of forms/documents.json: what a file is, where nothing else is said


@dataclass(frozen=True, kw_only=True)
class Uploader:
    """Who sends files, for which case, and when."""

    platform: Platform
    person_id: str
    instance_id: str
    language: str
    now: datetime


@dataclass(frozen=True, kw_only=True)
class Received:
    """posted: with the ids of stored files in it; refused: sentences by posted name; files: by document id."""

    posted: Posted
    refused: Mapping[str, str]
    files: Mapping[str, FileShown]

    @property
    def document_ids(self) -> tuple[str, ...]:
        return tuple(self.files)


def receive_files(
    form: Form, posted: Posted, sent: Iterable[tuple[str, FileStorage]], uploader: Uploader
) -> Received:
    """Store what was sent, drop what is to be removed, and take out ids that are not this person's to use."""
    if not list(_document_fields(form)):
        return Received(posted=posted, refused={}, files={})
    kept, refused = dict(posted), dict[str, str]()
    arrived = {name: file for name, file in sent if file.filename}
    with uploader.platform.database.transaction() as connection:
        for field in _document_fields(form):
            _remove_marked(connection, field, kept, uploader)
            _store_sent(connection, field, kept, arrived, refused, uploader)
        found = dict(_known_files(connection, form, kept, refused, uploader))
    return Received(posted=kept, refused=refused, files=found)


def known_files(form: Form, posted: Posted, uploader: Uploader) -> Received:
    """The same where nothing is sent: what a draft names."""
    kept, refused = dict(posted), dict[str, str]()
    with uploader.platform.database.snapshot() as connection:
        found = dict(_known_files(connection, form, kept, refused, uploader))
    return Received(posted=kept, refused=refused, files=found)


def _document_fields(form: Form) -> Iterator[Field]:
    return (field for field in form.asked if field.control is Control.DOCUMENTS)


def _remove_marked(connection: Connection, field: Field, kept: Posted, uploader: Uploader) -> None:
    """Boxes of the page's own: their names never reach the form."""
    marked = re.compile(rf"({re.escape(field.name)}-[0-9]{{1,3}})-remove")
    for found in [each for name in kept if (each := marked.fullmatch(name))]:
        del kept[found[0]]
        document_id = "".join(kept.pop(f"{found[1]}-document_id", [])[-1:])
        stored = _usable(connection, document_id, uploader)
        if stored is not None and stored.owner == uploader.person_id:
            void_document(
                connection, document_id, reason=REMOVED, by=uploader.person_id, at=uploader.now
            )


def _store_sent(
    connection: Connection,
    field: Field,
    kept: Posted,
    arrived: Mapping[str, FileStorage],
    refused: dict[str, str],
    uploader: Uploader,
) -> None:
    kinds = {each.posted for each in field.options}
    for number, row in posted_rows(field, kept).items():
        prefix = f"{field.name}-{number}"
        file = arrived.get(f"{prefix}-file")
        if file is None or row.get("kind") not in kinds:
            continue
        try:
            document_id = _stored(connection, file, row["kind"], uploader)
        except UploadRefused as refusal:
            refused[f"{prefix}-file"] = refusal.sentence(uploader.language)
            continue
        kept[f"{prefix}-document_id"] = [document_id]
        if not row.get("copy"):
            kept[f"{prefix}-copy"] = [SCAN]


def _stored(connection: Connection, file: FileStorage, kind: str, uploader: Uploader) -> str:
    """Raises UploadRefused."""
    limit = uploader.platform.settings.upload_limit
    upload = Upload(file_name=file.filename or "", content=file.stream.read(limit + 1), kind=kind)
    return save_upload(
        connection,
        uploader.platform.vault,
        upload,
        owner=uploader.person_id,
        now=uploader.now,
        limit=limit,
    )


def _known_files(
    connection: Connection, form: Form, kept: Posted, refused: dict[str, str], uploader: Uploader
) -> Iterator[tuple[str, FileShown]]:
    for field in _document_fields(form):
        for number, row in posted_rows(field, kept).items():
            document_id = row.get("document_id")
            if document_id is None:
                continue
            stored = _usable(connection, document_id, uploader)
            if stored is None:
                _forget_id(kept, field, number)
                refused[f"{field.name}-{number}-file"] = gettext(
                    "This file is not here any more. Choose it again."
                )
            else:
                yield (
                    document_id,
                    FileShown(document_id=document_id, name=stored.file_name, size=stored.size),
                )


def _forget_id(kept: Posted, field: Field, number: int) -> None:
    """However the row's number was written: 7, 07 and 007 are one row."""
    written = re.compile(rf"{re.escape(field.name)}-0*{number}-document_id")
    for name in [each for each in kept if written.fullmatch(each)]:
        del kept[name]


def _usable(connection: Connection, document_id: str, uploader: Uploader) -> Document | None:
    """A file in force that lies in this case, or in none and is this person's own; nobody's else may be named."""
    try:
        stored = document(connection, document_id)
    except UnknownDocument:
        return None
    own = stored.owner == uploader.person_id and stored.instance_id is None
    here = stored.owner is not None and stored.instance_id == uploader.instance_id
    return stored if (own or here) and stored.voided_at is None else None
