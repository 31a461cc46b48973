"""Bytes from outside to a tree: the only place where a model's XML is parsed. Nothing in it is fetched or expanded."""

from __future__ import annotations

from typing import NoReturn

from lxml import etree

from engine.model.dialect import BPMN, bpmn, local_name
from engine.model.findings import Finding, ModelRefused
from engine.model.other_files import other_file, other_model
from engine.model.places import give_ids
from engine.model.shared_events import own_definitions
from engine.model.xml_words import parser_words
from engine.words import Sentence, said

MAX_BYTES = 1024 * 1024
MAX_ELEMENTS = 20_000
MAX_DEPTH = 64
#: Of one element; the time to read them grows with their square.
MAX_ATTRIBUTES = 256
#: Characters in one text or attribute.
MAX_TEXT = 32_768


def read_model(xml: bytes, *, file: str = "model.bpmn") -> etree._Element:
    """Parse a BPMN document with entities, DTDs and network off; comments and processing instructions are dropped.

    Raises ModelRefused where it is too large, not XML, has a DOCTYPE, or its root is not BPMN's `definitions`.
    """
    if len(xml) > MAX_BYTES:
        _refuse(
            file,
            said(
                "The file has {count:,} bytes; a model has at most {most:,}. Split it by call activities.",
                count=len(xml),
                most=MAX_BYTES,
            ),
        )
    if other := other_file(xml):
        _refuse(file, other)
    root = _parsed(xml, file)
    if root.getroottree().docinfo.internalDTD is not None:
        _refuse(file, said("The file has a DOCTYPE. Delete that line: a BPMN model has none."))
    if root.tag != bpmn("definitions"):
        _refuse(
            file,
            other_model(root.tag)
            or said(
                "The root is `{root}`, not `definitions` of BPMN 2.0 ({namespace}). Export it as BPMN 2.0 XML.",
                root=local_name(root.tag),
                namespace=BPMN,
            ),
        )
    _measure(root, file)
    own_definitions(root)
    give_ids(root)
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
        if "Excessive depth" in (error.msg or ""):
            _refuse(file, _too_deep(), cause=error)
        _refuse(
            file,
            said(
                "The file is not XML: {reason}. Export it again from the modeller.",
                reason=parser_words(error.msg) if error.msg else said("it is empty"),
            ),
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
            _refuse(file, _too_deep())
        if count > MAX_ELEMENTS:
            _refuse(
                file,
                said(
                    "The file has more than {most:,} XML elements. Split it by call activities.",
                    most=MAX_ELEMENTS,
                ),
            )
        _measure_attributes(node, file)
        _measure_texts(node, file)


def _too_deep() -> Sentence:
    return said(
        "Elements lie more than {most} deep in each other. Flatten the sub-processes.",
        most=MAX_DEPTH,
    )


def _measure_attributes(node: etree._Element, file: str) -> None:
    if len(node.attrib) > MAX_ATTRIBUTES:
        _refuse(
            file,
            said(
                "An element has {count:,} attributes; at most {most} are read. Delete what no modeller wrote.",
                count=len(node.attrib),
                most=MAX_ATTRIBUTES,
            ),
            node.get("id"),
        )


def _measure_texts(node: etree._Element, file: str) -> None:
    longest = max(map(len, (node.text or "", node.tail or "", *node.attrib.values())))
    if longest > MAX_TEXT:
        _refuse(
            file,
            said(
                "A text has {count:,} characters; at most {most:,} are read. Shorten it.",
                count=longest,
                most=MAX_TEXT,
            ),
            node.get("id"),
        )


def _refuse(
    file: str, message: Sentence, element_id: str | None = None, cause: Exception | None = None
) -> NoReturn:
    finding = Finding(rule="file", element_id=element_id or "", message=message)
    raise ModelRefused(file, (finding,)) from cause
