"""Events that point to a definition beside the process: as if each had its own (BPMN 2.0, 10.5.1)."""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from engine.model.dialect import EVENT_TAGS, bpmn


def own_definitions(root: etree._Element) -> None:
    """Put a copy of the definition, without its id, in the place of each reference; one to nothing stays as it is."""
    shared = {node.get("id"): node for node in root.iterchildren(*EVENT_TAGS)}
    for reference in list(root.iter(bpmn("eventDefinitionRef"))):
        found = shared.get((reference.text or "").strip().rpartition(":")[2])
        event = reference.getparent()
        if found is None or event is None:
            continue
        copied = deepcopy(found)
        copied.attrib.pop("id", "")
        reference.addprevious(copied)
        copied.tail = reference.tail
        event.remove(reference)
