"""Three documents with the keys by which their elements are known to be the same."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from engine.errors import EngineError
from engine.model.dialect import (
    BPMN,
    BPMNDI,
    FLOW_NODE_TAGS,
    bpmn,
    local_name,
    namespace,
    reference,
)

MAX_DEPTH = 100
Key = tuple[str, str]

_ALWAYS_KEPT = frozenset({*FLOW_NODE_TAGS, bpmn("process"), bpmn("lane")})


class MergeUntrusted(EngineError):
    """The edit is not merged; `document` says of which one `reason` is said."""

    def __init__(self, document: str, reason: str) -> None:
        super().__init__(f"{document}: {reason}")
        self.document, self.reason = document, reason


@dataclass(frozen=True, kw_only=True)
class Document:
    """nodes: all elements in document order (held, so that lxml's proxies stay the same objects)."""

    root: etree._Element
    nodes: tuple[etree._Element, ...]
    keyed: Mapping[Key, etree._Element]
    key_of: Mapping[etree._Element, Key]


def parsed_documents(*contents: bytes) -> tuple[Document, ...]:
    """What is drawn twice in one of them is known by its own id in all. Raises MergeUntrusted."""
    names = ("original", "baseline", "edited") if len(contents) > 1 else ("result",)
    roots = [_root(content, name) for name, content in zip(names, contents, strict=True)]
    twice = frozenset(mark for root in roots for mark in _drawn_twice(root))
    return tuple(_document(root, name, twice) for name, root in zip(names, roots, strict=True))


def elements(node: etree._Element) -> list[etree._Element]:
    """The children without comments and processing instructions."""
    return list(node.iterchildren(etree.Element)) if len(node) else []


def attributes_of(node: etree._Element) -> dict[str, str]:
    """By name in Clark notation; a copy."""
    return {str(name): str(value) for name, value in node.attrib.items()}


def text_of(node: etree._Element) -> str:
    """The text of a leaf; what stands between elements is layout."""
    text = node.text or ""
    if len(node) and not elements(node):  # comments inside the text
        text += "".join(child.tail or "" for child in node)
    return text if text and not text.isspace() else ""


def content_of(node: etree._Element) -> tuple[object, ...]:
    """A value that is equal where two elements say the same, however they are written."""
    below = tuple(content_of(child) for child in elements(node))
    return node.tag, frozenset(node.attrib.items()), text_of(node), below


def same_content(one: etree._Element, other: etree._Element) -> bool:
    """However they are written: prefixes, order of attributes and layout do not count."""
    return content_of(one) == content_of(other)


def unchanged(baseline: bytes, edited: bytes) -> bool:
    """Whether nothing was edited. Raises MergeUntrusted where one of them is not XML."""
    return baseline == edited or same_canonical(
        _root(baseline, "baseline"), _root(edited, "edited")
    )


def same_canonical(one: etree._Element, other: etree._Element) -> bool:
    """Whether the canonical XML is one; prefixes and layout count. Ten times as fast as same_content."""
    texts = (etree.tostring(root, method="c14n", exclusive=True) for root in (one, other))
    return next(texts) == next(texts)


def trust_documents(own: Document, base: Document, edit: Document) -> None:
    """Raises MergeUntrusted where the baseline cannot have been made of the original, or the edit of the baseline."""
    if not own.root.tag == base.root.tag == edit.root.tag:
        raise MergeUntrusted("edited", "the root is another one")
    for key, node in base.keyed.items():
        if namespace(node.tag) == BPMN:
            _trust_pair(own.keyed.get(key), node)
    for key, node in own.keyed.items():
        if node.tag in _ALWAYS_KEPT and key not in base.keyed:
            raise MergeUntrusted("baseline", f"{key[1]} of the original is not in it")


def _trust_pair(own: etree._Element | None, base: etree._Element) -> None:
    element_id = base.get("id")
    if own is None:
        raise MergeUntrusted("baseline", f"{element_id} is not in the original")
    if own.tag != base.tag or own.get("name") != base.get("name"):
        raise MergeUntrusted("baseline", f"{element_id} is not as in the original")


def _root(content: bytes, name: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        attribute_defaults=False,
        huge_tree=False,
    )
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise MergeUntrusted(name, "it is not XML") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise MergeUntrusted(name, "it has a DOCTYPE")
    return root


def _document(root: etree._Element, name: str, twice: frozenset[Key]) -> Document:
    key_of = {node: key for node in _known(root, name) if (key := _key(node, twice))}
    keyed = {key: node for node, key in key_of.items()}
    if len(keyed) < len(key_of):
        again = next(key for key, count in Counter(key_of.values()).items() if count > 1)
        raise MergeUntrusted(name, f"the id {again[1]} is used twice")
    return Document(root=root, nodes=tuple(root.iter(etree.Element)), keyed=keyed, key_of=key_of)


def _known(root: etree._Element, name: str) -> Iterator[etree._Element]:
    """The elements whose ids are the document's; inside extensions ids are whatever another tool means by them."""
    waiting = [(root, 1, False)]
    while waiting:
        node, depth, foreign = waiting.pop()
        if depth > MAX_DEPTH:
            raise MergeUntrusted(name, f"elements lie more than {MAX_DEPTH} deep in each other")
        foreign = foreign or node.tag == bpmn("extensionElements")
        if not foreign:
            yield node
        waiting += [(child, depth + 1, foreign) for child in elements(node)]


def _key(node: etree._Element, twice: frozenset[Key]) -> Key | None:
    mark, element_id = _drawn(node), node.get("id")
    if mark is not None and mark not in twice:
        return mark
    uri = namespace(node.tag) if element_id else ""
    return (f"id of {uri}", element_id) if element_id and uri in (BPMN, BPMNDI) else None


def _drawn(node: etree._Element) -> Key | None:
    """What a shape, an edge or a plane is of."""
    drawn = reference(node, "bpmnElement")
    return (local_name(node.tag), drawn) if drawn and namespace(node.tag) == BPMNDI else None


def _drawn_twice(root: etree._Element) -> Iterator[Key]:
    counts = Counter(_drawn(node) for node in root.iter(f"{{{BPMNDI}}}*"))
    return (mark for mark, count in counts.items() if mark is not None and count > 1)
