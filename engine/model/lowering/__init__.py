"""Lowering: rewrites a model so that what runs is BPMN 2.0 as drawn, or refuses it with element and reason.

The lowered document is what runs: it is stored with the version of the definition, and replay parses the stored one. A
change in `passes` that changes its bytes, or in `tokens` that changes a path or a token's number, raises LOWERING_VERSION.
Made-up elements have `__` in their id, which analysts' ids may not have, and are never shown.
"""

from __future__ import annotations

from copy import deepcopy

from lxml import etree

from engine.model.lowering.document import own
from engine.model.lowering.passes import PASSES
from engine.model.lowering.passes.processes import keep_process
from engine.model.lowering.refusal import Refused

__all__ = ["LOWERING_VERSION", "Refused", "lower"]

LOWERING_VERSION = 2


def lower(root: etree._Element, process_id: str | None = None) -> bytes:
    """Rewrite a copy of the document for one process of it and serialise it; the same always gives the same bytes.

    process_id: None for the only executable one. Raises Refused where an element cannot be executed rightly.
    """
    lowered = deepcopy(root)
    keep_process(lowered, process_id)
    lowered.set(own("lowering"), str(LOWERING_VERSION))
    for rewrite in PASSES:
        rewrite(lowered)
    etree.cleanup_namespaces(lowered)
    return etree.tostring(lowered, encoding="UTF-8")
