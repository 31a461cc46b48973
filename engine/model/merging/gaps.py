"""Elements put in and taken out with the white space around them, as somebody who indents by hand would do it."""

from __future__ import annotations

from lxml import etree

Node = etree._Element


def detach(node: Node) -> None:
    """Take an element out of its parent; the line it stood on goes with it."""
    parent = node.getparent()
    if parent is None:
        return
    gap, tail = gap_before(node), node.tail or ""
    left = tail if not gap.strip() else gap + tail
    before = node.getprevious()
    node.tail = None
    parent.remove(node)
    if before is not None:
        before.tail = left
    else:
        parent.text = left if len(parent) or left.strip() else None


def place(parent: Node, node: Node, after: Node | None, unit: str) -> None:
    """Put a detached element into a parent, behind `after` or before everything.

    unit: one step of indentation, for a parent that was empty.
    """
    if not len(parent):
        _place_alone(parent, node, unit)
    elif after is None:
        gap = parent.text or ""
        node.tail = _line(gap) if not gap.strip() else None
        parent.insert(0, node)
    else:
        _place_behind(node, _with_remark(after))


def indentation(root: Node) -> str:
    """One step of it: what stands before the first child of the root; empty where nothing is indented."""
    gap = root.text or ""
    return gap.rpartition("\n")[2] if "\n" in gap and not gap.strip() else ""


def gap_before(node: Node) -> str:
    before, parent = node.getprevious(), node.getparent()
    if before is not None:
        return before.tail or ""
    return "" if parent is None else parent.text or ""


def _place_alone(parent: Node, node: Node, unit: str) -> None:
    outer = _line(gap_before(parent))
    if "\n" in outer and not (parent.text or "").strip():
        parent.text, node.tail = outer + unit, outer
    parent.append(node)


def _place_behind(node: Node, after: Node) -> None:
    gap = gap_before(after)
    tail = after.tail
    after.addnext(node)  # takes the tail along
    after.tail, node.tail = (_line(gap) if not gap.strip() else None), tail


def _with_remark(node: Node) -> Node:
    """The comment on the same line, if there is one: it speaks of the element before it."""
    following = node.getnext()
    if following is None or isinstance(following.tag, str) or "\n" in (node.tail or ""):
        return node
    return following if node.tail and not node.tail.strip() else node


def _line(gap: str) -> str:
    """A line break and the indentation after it, without the empty lines before."""
    return gap[gap.rindex("\n") :] if "\n" in gap else gap
