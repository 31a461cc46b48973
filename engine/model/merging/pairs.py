"""Which element of one document is which of another."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from itertools import chain

from lxml import etree

from engine.model.merging.documents import Document, content_of, elements

Node = etree._Element
#: Attributes by which extension elements of one kind are told apart.
_MARKS = ("id", "name", "key", "target", "event", "source")


def paired(left: Document, right: Document) -> dict[Node, Node]:
    """By id wherever they stand; what has none, inside the pair around it, by what it says and by its place."""
    found = {left.root: right.root}
    found |= {node: right.keyed[key] for key, node in left.keyed.items() if key in right.keyed}
    waiting = deque(found.items())
    while waiting:
        one, other = waiting.popleft()
        for pair in _loose_pairs(_loose(left, one), _loose(right, other)):
            found[pair[0]] = pair[1]
            waiting.append(pair)
    return found


def _loose(document: Document, node: Node) -> list[Node]:
    return [child for child in elements(node) if child not in document.key_of]


def _loose_pairs(left: Sequence[Node], right: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """First those that say the same, then those with the same name, then what is left, in order."""
    if len(left) == len(right) == 1 and left[0].tag == right[0].tag:
        yield left[0], right[0]
        return
    for alike in (content_of, _mark, _kind):
        if not left or not right:
            return
        pairs = list(_alike(left, right, alike))
        yield from pairs
        done = set(chain.from_iterable(pairs))
        left = [node for node in left if node not in done]
        right = [node for node in right if node not in done]


def _alike(
    left: Sequence[Node], right: Sequence[Node], alike: Callable[[Node], Hashable]
) -> Iterator[tuple[Node, Node]]:
    waiting: defaultdict[Hashable, deque[Node]] = defaultdict(deque)
    for node in right:
        waiting[alike(node)].append(node)
    for node in left:
        if found := waiting.get(alike(node)):
            yield node, found.popleft()


def _mark(node: Node) -> Hashable:
    name = next((value for mark in _MARKS if (value := node.get(mark))), None)
    return (node.tag, name) if name else node  # itself: like no other


def _kind(node: Node) -> Hashable:
    return node.tag


def longest_rising(numbers: Sequence[int]) -> set[int]:
    """The places of a longest run, gaps allowed, in which each number is greater than the one before it."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for place, number in enumerate(numbers):
        length = bisect_left(tails, number)
        tails[length:] = [number, *tails[length + 1 :]] if length < len(tails) else [number]
        ends[length:] = [place, *ends[length + 1 :]] if length < len(ends) else [place]
        before.append(ends[length - 1] if length else -1)
    chosen: set[int] = set()
    place = ends[-1] if ends else -1
    while place >= 0:
        chosen.add(place)
        place = before[place]
    return chosen
