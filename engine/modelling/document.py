"""The bytes of a draft: they need not be deployable, but they must be a BPMN document with a process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NoReturn

from engine.model.definition import executable_processes
from engine.model.dialect import bpmn
from engine.model.findings import Finding, ModelRefused
from engine.model.intake import read_model
from engine.modelling.tables import LONGEST_FILE_NAME, LONGEST_TITLE
from engine.storage.columns import LONGEST_KEY
from engine.words import Sentence, said


@dataclass(frozen=True, kw_only=True)
class DraftModel:
    """key: id of the process that would run, of the first one where none would; title: its name, else the file's."""

    file: str
    xml: bytes
    key: str
    title: str

    @property
    def sha256(self) -> str:
        """Of the bytes; 64 hex digits."""
        return digest_of(self.xml)


def digest_of(xml: bytes) -> str:
    return hashlib.sha256(xml).hexdigest()


def read_draft(xml: bytes, *, file: str) -> DraftModel:
    """Look only for what a draft needs: a process with an id. Raises ModelRefused as `read_model` does, and without one."""
    root = read_model(xml, file=file)
    found = [*executable_processes(root), *root.iterchildren(bpmn("process"))]
    if not found:
        _refuse(file, said("The file has no process. Draw one and export the model again."))
    process = found[0]
    key = process.get("id", "").strip()
    if not key:
        _refuse(file, said("The process has no id. Give it one."))
    if len(key) > LONGEST_KEY:
        _refuse(file, said("The process id has more than {most} characters.", most=LONGEST_KEY))
    title = " ".join(process.get("name", "").split()) or file
    return DraftModel(
        file=file[:LONGEST_FILE_NAME], xml=xml, key=key, title=title[:LONGEST_TITLE].rstrip()
    )


def _refuse(file: str, message: Sentence) -> NoReturn:
    raise ModelRefused(file, (Finding(rule="file", element_id="", message=message),))
