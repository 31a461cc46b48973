"""The namespaces that an edit brings along: declared once, at the root."""

from __future__ import annotations

from collections.abc import Iterator
from types import MappingProxyType

from lxml import etree

from engine.model.dialect import BIOC, BPMN, BPMNDI, CAMUNDA, COLOR, DC, DI, XML, XSI, namespace
from engine.model.merging.source import Node, Piece, Scope, Source

_USUAL = MappingProxyType(
    {BPMN: "bpmn", BPMNDI: "bpmndi", DC: "dc", DI: "di", CAMUNDA: "camunda", XSI: "xsi", BIOC: "bioc", COLOR: "color"}
)  # fmt: skip


def added_namespaces(source: Source, root: Node, prefixes: Scope) -> Iterator[tuple[str, str]]:
    """Prefix and address of each namespace that the original does not declare where it is needed now."""
    known = dict(source.pieces[root].scope)
    for node in root.iter(etree.Element):
        around = _scope_around(source, node).values()
        for uri in needed_namespaces(node, source.pieces.get(node)):
            if uri not in around and uri not in known.values():
                prefix = _free_prefix(uri, prefixes, known)
                known[prefix] = uri
                yield prefix, uri


def _scope_around(source: Source, node: Node) -> Scope:
    """What the nearest element of the original declares, this one or one around it."""
    chain = (source.pieces.get(each) for each in (node, *node.iterancestors()))
    return next((piece.scope for piece in chain if piece), {})


def needed_namespaces(node: Node, piece: Piece | None = None) -> Iterator[str]:
    """The namespaces that new names of the element are in."""
    before = piece.attributes if piece else {}
    names = [str(key) for key in node.attrib if key not in before]
    names += [] if piece and piece.tag == node.tag else [node.tag]
    return (uri for name in names if (uri := namespace(name)) and uri != XML)


def _free_prefix(uri: str, prefixes: Scope, known: Scope) -> str:
    hints = [each for each, found in prefixes.items() if found == uri and each]
    wished = next(iter(hints), _USUAL.get(uri, "ns"))
    numbered = (f"{wished}{number}" for number in range(len(known) + 1))
    return wished if wished not in known else next(each for each in numbered if each not in known)
