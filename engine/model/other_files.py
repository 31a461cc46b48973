"""Files that are no BPMN models, known by how they begin: so that the refusal says what was sent."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.model.dialect import local_name, namespace
from engine.words import Sentence, said

_PICTURE = said("The file is a picture, not a model. Export the model as BPMN 2.0 XML.")
_PAGE = said(
    "The file is a web page, not a model; perhaps the sign-in page of the site that it was to come from. "
    "Save the .bpmn file itself."
)

_BEGINNINGS: Mapping[bytes, Sentence] = MappingProxyType(
    {
        b"PK\x03\x04": said("The file is a zip archive. Unpack it and take the .bpmn file in it."),
        b"\x1f\x8b": said("The file is packed by gzip. Unpack it and take the .bpmn file in it."),
        b"%PDF-": said("The file is a PDF, not a model. Export the model as BPMN 2.0 XML."),
        b"\x89PNG": _PICTURE,
        b"\xff\xd8\xff": _PICTURE,
        b"GIF8": _PICTURE,
        b"{": said("The file is JSON, not XML. Export the model as BPMN 2.0 XML."),
    }
)
_PAGES = (b"<!doctype html", b"<html")
_UTF_16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")

#: A part of the root's namespace or, where it has none, its name → what kind of model that is.
_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "/DMN/": "DMN",
        "/CMMN/": "CMMN",
        "XPDL": "XPDL",
        "/visio/": "Visio",
        "mxfile": "draw.io",
        "mxGraphModel": "draw.io",
        "AML": "ARIS AML",
        "epml": "EPML",
        "adoxml": "ADONIS ADOXML",
        "ADOXML": "ADONIS ADOXML",
    }
)


def other_file(content: bytes) -> Sentence | None:
    """What the bytes are if they are no XML that could be a model; None where the parser may look at them."""
    begin = content[:512].lstrip()
    if begin.lower().startswith(_PAGES):
        return _PAGE
    known = next((what for mark, what in _BEGINNINGS.items() if begin.startswith(mark)), None)
    if known or begin.startswith(_UTF_16):
        return known
    if b"\0" in content:
        line = content.count(b"\n", 0, content.index(b"\0")) + 1
        return said(
            "Line {line} has a NUL character: the file is damaged or is no XML. Export it again from the modeller.",
            line=line,
        )
    return None


def other_model(root: str) -> Sentence | None:
    """What is drawn under this root, in Clark notation, if it is a model of another language."""
    if local_name(root) == "svg":
        return _PICTURE
    where = namespace(root) or local_name(root)
    kind = next((kind for part, kind in _KINDS.items() if part in where), None)
    if kind is None:
        return None
    return said(
        "The file is a model in {kind}; only processes in BPMN 2.0 are run. Export the process as BPMN 2.0 XML.",
        kind=kind,
    )
