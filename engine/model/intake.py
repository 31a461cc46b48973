"""Bytes from outside to a tree: the only place where a model's XML is parsed. Nothing in it is fetched or expanded."""

from __future__ import annotations

from typing import NoReturn

from lxml import etree

from engine.errors import ModelRefused
from engine.model.dialect import BPMN, bpmn, local_name
from engine.model.findings import Finding
from engine.model.shared_events import own_definitions

MAX_BYTES = 1024 * 1024
MAX_ELEMENTS = 20_000
MAX_DEPTH = 64
#: Characters in one text or attribute.
MAX_TEXT = 32_768


def read_model(xml: bytes, *, file: str = "model.bpmn") -> etree._Element:
    """Parse a BPMN document with entities, DTDs and network off; comments and processing instructions are dropped.

    Raises ModelRefused where it is too large, not XML, has a DOCTYPE, or its root is not BPMN's `definitions`.
    """
    if len(xml) > MAX_BYTES:
        _refuse(
            file,
            f"The file has {len(xml):,} bytes; a model has at most {MAX_BYTES:,}. Split it by call activities.",
        )
    root = _parsed(xml, file)
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse(file, "The file has a DOCTYPE. Delete that line: a BPMN model has none.")
    if root.tag != bpmn("definitions"):
        _refuse(
            file,
            f"The root is `{local_name(root.tag)}`, not `definitions` of BPMN 2.0 ({BPMN}). Export it as BPMN 2.0 XML.",
        )
    _measure(root, file)
    own_definitions(root)
    return root


def _parsed(xml: bytes, file: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
        remove_pis=True,
        remove_comments=True,
    )
    try:
        return etree.fromstring(xml, parser)
    except etree.XMLSyntaxError as error:
        _refuse(
            file,
            f"The file is not XML: {error.msg or 'it is empty'}. Export it again from the modeller.",
            cause=error,
        )


def _measure(root: etree._Element, file: str) -> None:
    depth, count = 0, 0
    for event, node in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        if event == "end":
            continue
        count += 1
        if depth > MAX_DEPTH:
            _refuse(
                file,
                f"Elements lie more than {MAX_DEPTH} deep in each other. Flatten the sub-processes.",
            )
        if count > MAX_ELEMENTS:
            _refuse(
                file,
                f"The file has more than {MAX_ELEMENTS:,} XML elements. Split it by call activities.",
            )
        _measure_texts(node, file)


def _measure_texts(node: etree._Element, file: str) -> None:
    longest = max(map(len, (node.text or "", node.tail or "", *node.attrib.values())))
    if longest > MAX_TEXT:
        _refuse(
            file,
            f"A text has {longest:,} characters; at most {MAX_TEXT:,} are read. Shorten it.",
            node.get("id"),
        )


def _refuse(
    file: str, message: str, element_id: str | None = None, cause: Exception | None = None
) -> NoReturn:
    finding = Finding(rule="file", element_id=element_id or "", message=message)
    raise ModelRefused(file, (finding,)) from cause
