"""Whether two files hold the same model: what modellers and exporters write differently, and nobody reads, does not count."""

from __future__ import annotations

from itertools import zip_longest

from lxml import etree

from engine.model.dialect import bpmn, local_name
from engine.model.intake import read_model

_ROOT_ONLY = ("exporter", "exporterVersion")


def is_same_model(xml: bytes, other: bytes) -> bool:
    """Whether they differ in white space, encoding, prefixes, order of attributes and comments alone.

    Both have been read before: raises ModelRefused where one cannot be.
    """
    pairs = zip_longest(read_model(xml).iter(), read_model(other).iter())
    return all(
        one is not None and two is not None and _shape(one) == _shape(two) for one, two in pairs
    )


def _shape(node: etree._Element) -> tuple[object, ...]:
    told = {str(name): value for name, value in node.attrib.items()}
    if node.tag == bpmn("definitions"):
        told = {name: value for name, value in told.items() if local_name(name) not in _ROOT_ONLY}
    text = (node.text or "").strip()
    tail = (node.tail or "").strip()
    return node.tag, told, len(node), text, tail
