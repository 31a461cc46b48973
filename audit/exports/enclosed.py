"""The models that lie in a case file: the one of the case, and those that it calls."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from lxml import etree

from audit.called import called_folder
from audit.exports.archive import CaseFile, Unfit
from engine.errors import EngineError
from engine.expression.values import Variables
from engine.history.canonical import canonical
from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.step.version import Version
from engine.tokens.execution import Model


def version_of_file(file: CaseFile) -> Version:
    """The model of the case with those that it calls. Raises Unfit where a document cannot be parsed."""
    models = {
        folder: _one(file, folder, named) for folder, named in model_folders(file.manifest).items()
    }
    own = models.pop("")
    return own.with_library(models.values()) if models else own


def _one(file: CaseFile, folder: str, named: Variables) -> Version:
    xml = file.entries[f"{folder}model.bpmn"]
    try:
        return Version(
            id=0,
            key=named["key"],
            number=named["version"],
            sha256=model_sum(file, folder),
            definition=read_definition(read_model(xml), named["key"]),
            model=Model.parse(file.entries[f"{folder}lowered.bpmn"], named["key"]),
            xml=xml,
            forms=file.forms(folder),
        )
    except (EngineError, etree.LxmlError) as error:
        raise Unfit(f"{folder}model.bpmn cannot be parsed: {error}") from error


def model_folders(born: Variables) -> dict[str, Variables]:
    """Where the model of a case and those that it calls lie. born: the first payload, or the manifest."""
    called = born.get("called", {}).values()
    return {"": born["definition"], **{called_folder(named): named for named in called}}


def stray_entry(file: CaseFile, named: Iterable[str]) -> str:
    """The first entry beside the models that the history names; empty where there is none."""
    folders = tuple(filter(None, named))
    found = (name for name in file.entries if name.startswith("called/"))
    return next((name for name in found if not name.startswith(folders)), "")


def model_sum(file: CaseFile, folder: str) -> str:
    content = file.entries[f"{folder}model.bpmn"] + b"\x00" + canonical(file.forms(folder))
    return hashlib.sha256(content).hexdigest()
