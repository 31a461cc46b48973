"""The merged tree as text: what was not changed in the very characters of the original."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from io import StringIO

from engine.model.dialect import local_name
from engine.model.merging.documents import attributes_of
from engine.model.merging.namespaces import added_namespaces, needed_namespaces
from engine.model.merging.source import Node, Piece, Scope, Source
from engine.model.merging.tags import (
    TEXT,
    VALUE,
    closing,
    declarations,
    escaped,
    kept_attributes,
    opened,
    prefixed,
    tag_name,
)


def written(source: Source, root: Node, *, prefixes: Scope) -> bytes:
    """In the encoding of the original; characters it does not have are written by number.

    prefixes: those of the edit, for namespaces that the original does not have.
    """
    text = _Writer(source, root, prefixes).text()
    return source.bom + text.encode(source.codec, "xmlcharrefreplace")


class _Writer:
    def __init__(self, source: Source, root: Node, prefixes: Scope) -> None:
        self.source, self.root = source, root
        self.out = StringIO()
        self.added: Scope = dict(added_namespaces(source, root, prefixes))

    def text(self) -> str:
        self.out.write(self.source.prolog)
        self._write(self.root, {})
        self.out.write(self.source.epilog)
        return self.out.getvalue()

    def _write(self, node: Node, outer: Scope) -> None:
        piece = self.source.pieces.get(node)
        if not isinstance(node.tag, str):
            self.out.write(piece.start if piece else "")
            return
        declared = self._declared(node, piece, outer)
        scope = (
            {**outer, **(piece.scope if piece else {}), **declared} if declared or piece else outer
        )
        name = self._name(node, piece, scope)
        filled = bool(len(node) or node.text or (piece and piece.end))
        self.out.write(self._start(node, piece, name, scope, declared, filled=filled))
        if not filled:
            return
        self._write_text(piece.inner if piece else "", piece.text if piece else None, node.text)
        for child in node:
            self._write(child, scope)
            found = self.source.pieces.get(child)
            self._write_text(
                found.after if found else "", found.tail if found else None, child.tail
            )
        self.out.write(piece.end if piece and piece.end and piece.tag == node.tag else f"</{name}>")

    def _declared(self, node: Node, piece: Piece | None, outer: Scope) -> dict[str | None, str]:
        """Namespaces to declare here beyond what the start tag says itself."""
        if node is self.root:
            return {**self.added}
        if piece is not None:
            return {} if piece.scope == outer else self._missing(piece, outer)
        return dict(self._unbound(node, outer))

    def _missing(self, piece: Piece, outer: Scope) -> dict[str | None, str]:
        """What an element that was moved had from the elements that were around it."""
        own = set(declarations(piece.start))
        return {
            prefix: uri
            for prefix, uri in piece.scope.items()
            if outer.get(prefix) != uri and prefix not in own
        }

    def _unbound(self, node: Node, outer: Scope) -> Iterator[tuple[str | None, str]]:
        for uri in needed_namespaces(node):
            if uri not in outer.values():
                yield next((each for each, found in node.nsmap.items() if found == uri), None), uri

    def _start(
        self,
        node: Node,
        piece: Piece | None,
        name: str,
        scope: Scope,
        declared: Mapping[str | None, str],
        *,
        filled: bool,
    ) -> str:
        before = piece.attributes if piece else {}
        if piece and not declared and piece.tag == node.tag and attributes_of(node) == before:
            return opened(piece.start) if filled else piece.start
        close = ">" if filled else closing(piece)
        kept, behind = kept_attributes(node, piece) if piece else ([], " ")
        new = [
            f'{behind}xmlns{":" + prefix if prefix else ""}="{escaped(uri, VALUE)}"'
            for prefix, uri in declared.items()
        ]
        new += [
            f'{behind}{prefixed(key, scope, attribute=True)}="{escaped(value, VALUE)}"'
            for key, value in attributes_of(node).items()
            if key not in before
        ]
        return f"<{name}{''.join((*kept, *new))}{close}"

    def _name(self, node: Node, piece: Piece | None, scope: Scope) -> str:
        if piece is None:
            return prefixed(node.tag, scope, attribute=False)
        prefix = tag_name(piece.start).rpartition(":")[0]
        return f"{prefix}:{local_name(node.tag)}" if prefix else local_name(node.tag)

    def _write_text(self, raw: str, before: str | None, now: str | None) -> None:
        if (before or "") == (now or "") and (raw or not now):
            self.out.write(raw)
        elif raw.strip().startswith("<![CDATA[") and "]]>" not in (now or ""):
            self.out.write(f"<![CDATA[{now or ''}]]>".replace("\n", self.source.newline))
        else:
            self.out.write(escaped(now or "", TEXT).replace("\n", self.source.newline))
