"""What the drawing program wrote, put into the model as it came, so that nothing is changed but what was edited.

bpmn-js writes a whole new document whenever it saves: other prefixes, another order, no comments. `baseline` is what it
wrote straight after opening the original, so that only what differs between `baseline` and `edited` was meant.
"""

from __future__ import annotations

from engine.model.merging.documents import (
    Document,
    MergeUntrusted,
    parsed_documents,
    same_canonical,
    same_content,
    trust_documents,
    unchanged,
)
from engine.model.merging.source import Source, read_source
from engine.model.merging.three_way import merge_trees
from engine.model.merging.writing import written

__all__ = ["MergeUntrusted", "merge_edit", "merge_trusted"]


def merge_edit(original: bytes, baseline: bytes, edited: bytes) -> bytes:
    """The original with what was edited, and not a byte else; the original itself where nothing was.

    baseline, edited: what the drawing program saved straight after opening the original, and saved now.
    Where the merge cannot be trusted (see merge_trusted) the edited bytes come back as they are: the model is then
    what the analyst sees, at the price of what the drawing program drops. Never raises.
    """
    try:
        return merge_trusted(original, baseline, edited)
    except MergeUntrusted:
        return edited


def merge_trusted(original: bytes, baseline: bytes, edited: bytes) -> bytes:
    """As merge_edit. Raises MergeUntrusted, with the reason, where

    a document is not XML, has a DOCTYPE, is nested too deep or carries an id twice; where the baseline is not of this
    original; or where the result, read again, is not what was merged.
    """
    if unchanged(baseline, edited):
        return original
    own, base, edit = parsed_documents(original, baseline, edited)
    trust_documents(own, base, edit)
    source = read_source(original, own.root)
    merge_trees(own, base, edit)
    return _proven(source, own, edit)


def _proven(source: Source, own: Document, edit: Document) -> bytes:
    """The bytes of the merged tree, once they are known to say the same."""
    result = written(source, own.root, prefixes=edit.root.nsmap)
    (again,) = parsed_documents(result)
    roots = again.root, own.root
    if not same_canonical(*roots) and not same_content(*roots):
        raise MergeUntrusted("result", "read again, it is not what was merged")
    return result
