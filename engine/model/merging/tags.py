"""Start tags as text: kept as they stand, but for the attributes that were changed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from engine.model.dialect import XML, local_name, namespace
from engine.model.merging.source import Node, Piece, Scope

_ATTRIBUTE = re.compile(r"""(\s+)([^\s=]+)(\s*=\s*)("[^"]*"|'[^']*')""")
TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
VALUE = {**TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


def prefixed(name: str, scope: Scope, *, attribute: bool) -> str:
    uri = namespace(name)
    if not uri:
        return name
    if uri == XML:
        return f"xml:{local_name(name)}"
    fitting = [each for each, found in scope.items() if found == uri and (each or not attribute)]
    prefix = fitting[0] if fitting else None
    return f"{prefix}:{local_name(name)}" if prefix else local_name(name)


def kept_attributes(node: Node, piece: Piece) -> tuple[list[str], str]:
    """The attributes of a start tag as they stand, less those that are gone; and what stands before a new one."""
    kept, space = [], " "
    for space, name, equals, raw in _ATTRIBUTE.findall(piece.start):
        value = _value_now(node, piece, name)
        if value is None:
            continue
        if name.partition(":")[0] != "xmlns" and value != piece.attributes[_clark(name, piece)]:
            raw = _quoted(value, raw[0])
        kept.append(f"{space}{name}{equals}{raw}")
    return kept, space


def _value_now(node: Node, piece: Piece, name: str) -> str | None:
    return "" if name.partition(":")[0] == "xmlns" else node.get(_clark(name, piece))


def _clark(name: str, piece: Piece) -> str:
    prefix, _, local = name.rpartition(":")
    uri = XML if prefix == "xml" else piece.scope.get(prefix, "")
    return f"{{{uri}}}{local}" if prefix else local


def _quoted(value: str, quote: str) -> str:
    marks = VALUE if quote == '"' else {**VALUE, '"': '"', "'": "&apos;"}
    return f"{quote}{escaped(value, marks)}{quote}"


def declarations(start: str) -> Iterator[str | None]:
    for _, name, _, _ in _ATTRIBUTE.findall(start):
        if name == "xmlns" or name.startswith("xmlns:"):
            yield name.partition(":")[2] or None


def tag_name(start: str) -> str:
    return re.split(r"[\s/>]", start[1:], maxsplit=1)[0]


def opened(start: str) -> str:
    return f"{start[:-2].rstrip()}>" if start.endswith("/>") else start


def closing(piece: Piece | None) -> str:
    """As the original closes an empty tag there: with or without a space."""
    return " />" if piece is None or piece.start.endswith(" />") else "/>"


def escaped(text: str, marks: Mapping[str, str]) -> str:
    return "".join(marks.get(char, char) for char in text)
