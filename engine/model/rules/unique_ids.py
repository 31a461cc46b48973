"""Every element, flow and lane has an id, and no id stands twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from engine.model.dialect import BPMN, FLOW_NODE_TAGS, bpmn, local_name, namespace
from engine.model.findings import Finding
from engine.words import said

RULE = "unique-ids"
_NEEDED = (*FLOW_NODE_TAGS, bpmn("process"), bpmn("sequenceFlow"), bpmn("lane"))


def unique_ids(root: etree._Element) -> Iterator[Finding]:
    counts = Counter(
        node.get("id")
        for node in root.iter()
        if namespace(node.tag) == BPMN and node.get("id") is not None
    )
    for element_id, count in counts.items():
        if count > 1:
            message = said(
                "The id stands {count} times in the file. Give each element an id of its own in the properties panel.",
                count=count,
            )
            yield Finding(rule=RULE, element_id=str(element_id), message=message)
    for node in root.iter(*_NEEDED):
        if not node.get("id"):
            name = f"{local_name(node.tag)} «{node.get('name', '')}»"
            message = said(
                "An element has no id ({name}, line {line}). Give it one in the properties panel.",
                name=name,
                line=node.sourceline,
            )
            yield Finding(rule=RULE, element_id="", message=message)
