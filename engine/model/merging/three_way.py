"""The three-way merge: what differs between baseline and edit is done to the tree of the original."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from engine.model.dialect import BPMN, BPMNDI, XSI, namespace
from engine.model.merging.documents import Document, attributes_of, elements, same_content, text_of
from engine.model.merging.gaps import detach, indentation, place
from engine.model.merging.pairs import longest_rising, paired

Node = etree._Element
_LABEL = f"{{{BPMNDI}}}BPMNLabel"
_TYPE = f"{{{XSI}}}type"


def merge_trees(own: Document, base: Document, edit: Document) -> None:
    """Change the tree of `own`; the others stay as they are."""
    _Merge(own, base, edit).run()


class _Merge:
    def __init__(self, own: Document, base: Document, edit: Document) -> None:
        self.base, self.edit = base, edit
        self.base_of: Mapping[Node, Node] = paired(edit, base)
        self.own_of: Mapping[Node, Node] = paired(base, own)
        self.root = own.root
        self.unit = indentation(own.root)
        self.prefixes = {uri: prefix for prefix, uri in reversed(list(own.root.nsmap.items()))}

    def run(self) -> None:
        kept = set(self.base_of.values())
        for node in self.base.nodes:
            if node not in kept and node in self.own_of:
                detach(self.own_of[node])
        self._merge(self.root, self.base.root, self.edit.root)

    def _merge(self, own: Node, base: Node, edit: Node) -> None:
        if base.tag != edit.tag:
            own.tag = edit.tag
        for name in dict.fromkeys([*base.attrib, *edit.attrib]):
            if base.get(name) != edit.get(name):
                self._write_attribute(own, edit, str(name))
        if text_of(base) != text_of(edit):
            _write_text(own, text_of(edit))
        self._merge_children(own, base, edit)

    def _merge_children(self, own: Node, base: Node, edit: Node) -> None:
        staying, anchor = self._staying(base, edit), None
        for child in elements(edit):
            if self._says_nothing(child):
                continue
            if child in staying and self._settled(child):
                found = self.own_of.get(self.base_of[child])
                anchor = found if found is not None and found.getparent() is own else anchor
            else:
                anchor = self._put(own, child, anchor)

    def _staying(self, base: Node, edit: Node) -> set[Node]:
        """The children that stand in the baseline's element too; of a list in an extension as many as keep their order."""
        order = {child: number for number, child in enumerate(elements(base))}
        shared = [child for child in elements(edit) if self.base_of.get(child) in order]
        free = {child for child in shared if self._stands_anywhere(child)}
        listed = [child for child in shared if child not in free]
        kept = longest_rising([order[self.base_of[child]] for child in listed])
        return free | {child for number, child in enumerate(listed) if number in kept}

    def _stands_anywhere(self, edit: Node) -> bool:
        """The drawing program puts what was moved on the drawing last; its place in the file says nothing."""
        return edit in self.edit.key_of or namespace(edit.tag) == BPMN

    def _says_nothing(self, edit: Node) -> bool:
        """Whether it is the empty label that the drawing program adds to whatever is renamed."""
        empty = edit.tag == _LABEL and not len(edit) and not edit.attrib
        return empty and edit not in self.base_of

    def _settled(self, edit: Node) -> bool:
        """Merge an element that stays; False where it has to be put in, because only the drawing program had it."""
        base = self.base_of[edit]
        own = self.own_of.get(base)
        if own is not None:
            self._merge(own, base, edit)
            return True
        if same_content(base, edit):
            return True
        return self._same_frame(base, edit) and all(map(self._settled, elements(edit)))

    def _same_frame(self, base: Node, edit: Node) -> bool:
        """Whether two elements differ in nothing but what is inside their children."""
        inside = [self.base_of.get(child) for child in elements(edit)]
        alike = base.tag == edit.tag and attributes_of(base) == attributes_of(edit)
        return alike and text_of(base) == text_of(edit) and inside == elements(base)

    def _put(self, parent: Node, edit: Node, after: Node | None) -> Node:
        """Put an element where the edit has it: the original's own one if there is one, else a new one."""
        base = self.base_of.get(edit)
        own = None if base is None else self.own_of.get(base)
        node = self._new(edit) if own is None else own
        detach(node)
        place(parent, node, after, self.unit)
        if own is not None and base is not None:
            self._merge(own, base, edit)
        else:
            self._fill(node, edit)
        return node

    def _fill(self, node: Node, edit: Node) -> None:
        anchor = None
        for child in elements(edit):
            if not self._says_nothing(child):
                anchor = self._put(node, child, anchor)

    def _new(self, edit: Node) -> Node:
        node = etree.Element(edit.tag, nsmap=edit.nsmap)  # type: ignore[arg-type]  # the stubs know no default namespace
        for name in edit.attrib:
            self._write_attribute(node, edit, str(name))
        node.text = None if elements(edit) else edit.text
        return node

    def _write_attribute(self, own: Node, edit: Node, name: str) -> None:
        value = edit.get(name)
        if value is None and name in own.attrib:
            del own.attrib[name]
        elif value is not None:
            own.set(name, self._type(edit, value) if name == _TYPE else value)

    def _type(self, edit: Node, value: str) -> str:
        """A type is written with a prefix: that of the original for the same namespace."""
        prefix, _, local = value.rpartition(":")
        uri = edit.nsmap.get(prefix or None)
        if uri not in self.prefixes:
            return value
        own = self.prefixes[uri]
        return f"{own}:{local}" if own else local


def _write_text(own: Node, text: str) -> None:
    """The comments inside stay; the text between them is the new one's."""
    own.text = text or None
    for child in own:
        if not isinstance(child.tag, str):
            child.tail = None
