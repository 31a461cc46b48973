"""The text of the original, piece by piece: each element with the very characters it was written in."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from engine.model.merging.documents import MergeUntrusted, attributes_of

Node = etree._Element
Scope = Mapping[str | None, str]
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))  # fmt: skip
#: Of a document that is known to be well-formed; CDATA is text.
_MARKUP = re.compile(
    r"<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|</[^>]*>"
    r"""|<[^!?/][^>"']*(?:(?:"[^"]*"|'[^']*')[^>"']*)*>""",
    re.DOTALL,
)


@dataclass(kw_only=True)
class Piece:
    """start: the start tag, or all of a comment. inner, after: the raw text behind start and end tag.

    tag, attributes, text, tail, scope: what the parser made of it, to see later what has changed.
    """

    start: str
    inner: str = ""
    end: str = ""
    after: str = ""
    tag: object
    attributes: Mapping[str, str]
    text: str | None
    tail: str | None
    scope: Scope


@dataclass(frozen=True, kw_only=True)
class Source:
    """prolog, epilog: all before and behind the root. newline: as the file has it."""

    bom: bytes
    codec: str
    prolog: str
    epilog: str
    pieces: Mapping[Node, Piece]
    newline: str


def read_source(content: bytes, root: Node) -> Source:
    """root: the tree that was parsed from this content, not changed yet. Raises MergeUntrusted."""
    bom, codec = next((each for each in _BOMS if content.startswith(each[0])), (b"", ""))
    codec = codec or root.getroottree().docinfo.encoding or "utf-8"
    text = _decoded(content[len(bom) :], codec)
    begin, end, pieces = _Reader(text, root).read()
    return Source(
        bom=bom,
        codec=codec,
        prolog=text[:begin],
        epilog=text[end:],
        pieces=pieces,
        newline="\r\n" if "\r\n" in text else "\n",
    )


def _decoded(content: bytes, codec: str) -> str:
    try:
        return content.decode(codec)
    except (UnicodeDecodeError, LookupError) as error:
        raise MergeUntrusted("original", f"it cannot be read as {codec}") from error


class _Reader:
    def __init__(self, text: str, root: Node) -> None:
        self.text, self.root = text, root
        self.waiting: Iterator[Node] = root.iter()
        self.pieces: dict[Node, Piece] = {}
        self.open: list[Node] = []
        self.begin = 0

    def read(self) -> tuple[int, int, Mapping[Node, Piece]]:
        """Where the root begins and ends, and the pieces."""
        last, kind, behind = None, "", 0
        for match in _MARKUP.finditer(self.text):
            raw = match.group()
            if raw.startswith("<![") or (not self.pieces and raw.startswith(("<!", "<?"))):
                continue
            if last is not None:
                self._keep_text(last, kind, self.text[behind : match.start()])
            elif raw.startswith("<"):
                self.begin = match.start()
            last, kind = self._take(raw)
            behind = match.end()
            if not self.open:
                break
        if next(self.waiting, None) is not None or self.open:
            raise MergeUntrusted("original", "its text is not as it was parsed")
        return self.begin, behind, self.pieces

    def _keep_text(self, node: Node, kind: str, raw: str) -> None:
        if kind == "start":
            self.pieces[node].inner = raw
        else:
            self.pieces[node].after = raw

    def _take(self, raw: str) -> tuple[Node, str]:
        if raw.startswith("</"):
            node = self.open.pop()
            self.pieces[node].end = raw
            return node, "end"
        node = self._next_node()
        self.pieces[node] = self._piece(node, raw)
        if raw.startswith(("<!", "<?")) or raw.endswith("/>"):
            return node, "end"
        self.open.append(node)
        return node, "start"

    def _next_node(self) -> Node:
        node = next(self.waiting, None)
        if node is None:
            raise MergeUntrusted("original", "its text is not as it was parsed")
        return node

    def _piece(self, node: Node, raw: str) -> Piece:
        declares = self.open and "xmlns" not in raw
        return Piece(
            start=raw,
            tag=node.tag,
            attributes=attributes_of(node),
            text=node.text,
            tail=node.tail,
            scope=self.pieces[self.open[-1]].scope if declares else dict(node.nsmap),
        )
