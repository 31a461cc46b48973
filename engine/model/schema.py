"""Validation against the XML Schema of BPMN 2.0 that SpiffWorkflow's package carries; the package itself is not imported."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from threading import Lock

from lxml import etree

from engine.model.findings import Finding
from engine.model.xml_words import schema_words
from engine.words import Sentence, said

RULE = "schema"
_LOCK = Lock()  # a schema keeps the log of its last validation; threads would mix theirs


def schema_findings(root: etree._Element) -> tuple[Finding, ...]:
    """What the schema of BPMN 2.0 finds wrong; attributes and extensions of other namespaces are free."""
    with _LOCK:
        schema = _bpmn_schema()
        if schema.validate(root):
            return ()
        return tuple(_findings(root, schema))


@cache
def _bpmn_schema() -> etree.XMLSchema:
    spec = find_spec("SpiffWorkflow")
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError("SpiffWorkflow is not installed; its package holds BPMN20.xsd")
    folder = Path(spec.submodule_search_locations[0])
    return etree.XMLSchema(file=str(folder / "bpmn" / "parser" / "schema" / "BPMN20.xsd"))


def _findings(root: etree._Element, schema: etree.XMLSchema) -> Iterator[Finding]:
    # One slip can bring hundreds of followers. The stubs leave the log's type empty.
    for entry in itertools.islice(schema.error_log, 20):  # type: ignore[call-overload]
        node = _node_at(root, entry.path)
        yield Finding(
            rule=RULE, element_id=_nearest_id(node), message=_sentence(entry.message, entry.line)
        )


def _node_at(root: etree._Element, path: str) -> etree._Element | None:
    prefixes = {prefix: uri for prefix, uri in root.nsmap.items() if prefix}
    try:
        found = root.getroottree().xpath(path, namespaces=prefixes)
    except etree.XPathError:  # a prefix that is declared further down
        return None
    return (
        found[0]
        if isinstance(found, list) and found and isinstance(found[0], etree._Element)
        else None
    )


def _nearest_id(node: etree._Element | None) -> str:
    while node is not None and node.get("id") is None:
        node = node.getparent()
    return "" if node is None else node.get("id", "")


def _sentence(message: str, line: int) -> Sentence:
    # names are told without their namespace; what an attribute may be, {'All', 'None'}, stays
    plain = schema_words(re.sub(r"\{(?!')[^{}]*\}", "", message).rstrip("."))
    if "xs:ID" in message:
        plain = said(
            "The id is used twice, or is not a name: a letter first, then letters, digits, `_`, `-`, `.` ({plain})",
            plain=plain,
        )
    return said(
        "Line {line}: {plain}. The XML is not BPMN 2.0: export it again from the modeller, or mend that line.",
        line=line,
        plain=plain,
    )
