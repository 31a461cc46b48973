"""Ids of elements that have none (the schema lets them): by their place, the same each time."""

from __future__ import annotations

from collections import Counter

from lxml import etree

from engine.model.dialect import FLOW_NODE_TAGS, bpmn, local_name

_GIVEN = (*FLOW_NODE_TAGS, bpmn("sequenceFlow"), bpmn("lane"))


def give_ids(root: etree._Element) -> None:
    """`task_2` is the second task of the file, whether the first has an id or not."""
    taken = {node.get("id") for node in root.iter() if node.get("id")}
    numbers: Counter[str] = Counter()
    for node in root.iter(*_GIVEN):
        name = local_name(node.tag)
        numbers[name] += 1
        if not node.get("id"):
            made = f"{name}_{numbers[name]}"
            while made in taken:
                made += "_"
            taken.add(made)
            node.set("id", made)
