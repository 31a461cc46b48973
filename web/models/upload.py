"""A model as a file of this node: sent by a browser or kept as a draft, with the forms and lanes that it is checked against."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from flask_babel import gettext
from werkzeug.datastructures import FileStorage

from engine.commands.deployments import Model
from engine.model.intake import MAX_BYTES
from engine.modelling.encoding import as_utf8
from engine.modelling.tables import LONGEST_FILE_NAME
from forms.library import form_contents
from people.roles import LANE_NAMES

ZIP = b"PK\x03\x04"


@dataclass(frozen=True, kw_only=True)
class ModelFile:
    name: str
    xml: bytes

    @property
    def sha256(self) -> str:
        """Of the file alone; 64 hex digits."""
        return hashlib.sha256(self.xml).hexdigest()

    def model(self, comment: str = "") -> Model:
        """With the forms and lanes of this node."""
        return Model(
            file=self.name,
            xml=self.xml,
            forms=form_contents(),
            lanes=LANE_NAMES,
            comment=comment,
        )


@dataclass(frozen=True, kw_only=True)
class Objection:
    """Why a file is not looked at any further. status: of HTTP."""

    sentence: str
    status: int = 422


def received(file: FileStorage | None) -> ModelFile | None:
    """What was sent, as far as it may be read, in UTF-8; None where no file was chosen."""
    if file is None or not file.filename:
        return None
    name = " ".join(file.filename.replace("\\", "/").rpartition("/")[2].split())
    with file.stream as content:
        xml = content.read(MAX_BYTES + 1)
    return ModelFile(
        name=name or "model.bpmn",
        xml=xml if len(xml) > MAX_BYTES else as_utf8(xml),
    )


def objection(sent: ModelFile | None) -> Objection | None:
    """What can be said of a file before anything parses it."""
    if sent is None:
        return Objection(sentence=gettext("Choose a .bpmn file."))
    if len(sent.name) > LONGEST_FILE_NAME:
        sentence = gettext(
            "The file name has more than %(most)d characters. Rename the file.",
            most=LONGEST_FILE_NAME,
        )
        return Objection(sentence=sentence)
    if not sent.xml.strip():
        return Objection(sentence=gettext("The file is empty. Export the model again."))
    if len(sent.xml) > MAX_BYTES:
        return too_large()
    if sent.xml.startswith(ZIP):
        return Objection(
            sentence=gettext("This is a zip archive. Unpack it and send the .bpmn file in it.")
        )
    if b"<!DOCTYPE" in sent.xml:
        return Objection(
            sentence=gettext("The file has a DOCTYPE. Delete that line: a BPMN model has none.")
        )
    return None


def too_large() -> Objection:
    limit = f"{MAX_BYTES // 1024} KiB"
    sentence = gettext(
        "The file is too large: a model has at most %(limit)s. Split it by call activities.",
        limit=limit,
    )
    return Objection(sentence=sentence, status=413)
