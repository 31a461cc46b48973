"""One pass over a small model."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from lxml import etree

from engine.model.lowering import Refused, lower

NS = {"b": "http://www.omg.org/spec/BPMN/20100524/MODEL"}


def after(rewrite: Callable[[etree._Element], None], xml: bytes) -> etree._Element:
    root = etree.fromstring(xml)
    rewrite(root)
    return root


def found(root: etree._Element, path: str) -> list[str]:
    """The values of an XPath with the prefix b for BPMN."""
    values = root.xpath(path, namespaces=NS)
    assert isinstance(values, list)
    return [str(value) for value in values]


def refuses(
    rewrite: Callable[[etree._Element], None], xml: bytes, element_id: str, reason: str
) -> None:
    """The pass refuses the model, and so does the whole lowering, with the same element and reason."""
    with pytest.raises(Refused) as refused:
        rewrite(etree.fromstring(xml))
    assert (refused.value.element_id, reason in refused.value.reason) == (element_id, True), (
        refused.value
    )
    with pytest.raises(Refused, match=r".+"):
        lower(etree.fromstring(xml))
