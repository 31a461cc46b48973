"""Drawings made of blocks are sound; with one gateway of the wrong kind that very gateway is told."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import count

from hypothesis import given, settings
from hypothesis import strategies as st

from engine.model.findings import Severity
from tests.engine.model.soundness.drawing import draw, findings


@dataclass(frozen=True)
class Block:
    """kind: Task, Row, Loop, or a gateway; parts: one after the other in a row and a loop, side by side else."""

    kind: str
    parts: tuple[Block, ...] = ()


def _grown(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    several = st.lists(inner, min_size=2, max_size=3).map(tuple)
    return st.one_of(
        st.builds(Block, st.just("Row"), several),
        st.builds(Block, st.just("Loop"), st.tuples(inner, inner)),
        st.builds(Block, st.sampled_from(["And", "Xor", "Or"]), several),
    )


BLOCKS = st.recursive(st.just(Block("Task")), _grown, max_leaves=9)


class Drawing:
    """The flows of a block between a start and a task before the end."""

    def __init__(self, block: Block) -> None:
        self.flows: list[tuple[str, str]] = []
        self.joins: list[tuple[str, int]] = []
        self.numbers = count(1)
        self._link(self._place(block, "Begin"), "Last")
        self.flows.append(("Last", "End"))

    def text(self, renamed: tuple[str, str] = ("", "")) -> str:
        """renamed: a gateway, and the id that makes another kind of it."""
        names = dict([renamed])
        return ";".join(f"{names.get(s, s)} {names.get(t, t)}" for s, t in self.flows)

    def _link(self, source: str, target: str) -> str:
        self.flows.append((source, target))
        return target

    def _place(self, block: Block, source: str) -> str:
        """Draw the block behind the source; the id of its last element."""
        number = next(self.numbers)
        if block.kind == "Task":
            return self._link(source, f"T{number}")
        if block.kind == "Row":
            for part in block.parts:
                source = self._place(part, source)
            return source
        if block.kind == "Loop":
            return self._loop(block, source, number)
        split, join = f"{block.kind}{number}a", f"{block.kind}{number}z"
        self._link(source, split)
        for part in block.parts:
            self._link(self._place(part, split), join)
        self.joins.append((join, len(block.parts)))
        return join

    def _loop(self, block: Block, source: str, number: int) -> str:
        merge = self._link(source, f"Xor{number}m")
        choice = self._link(self._place(block.parts[0], merge), f"Xor{number}c")
        self._link(self._place(block.parts[1], choice), merge)
        return choice


@given(BLOCKS)
@settings(deadline=None)
def test_what_is_made_of_blocks_is_sound(block: Block) -> None:
    assert findings(draw(Drawing(block).text())) == []


@given(BLOCKS, st.data())
@settings(deadline=None)
def test_an_inclusive_join_fits_every_block(block: Block, data: st.DataObject) -> None:
    drawing = Drawing(block)
    if drawing.joins:
        join, _ = data.draw(st.sampled_from(drawing.joins))
        assert findings(draw(drawing.text((join, f"Or9{join}")))) == []


@given(BLOCKS, st.data())
@settings(deadline=None)
def test_an_exclusive_join_of_parallel_branches_is_told(block: Block, data: st.DataObject) -> None:
    drawing = Drawing(block)
    joins = [join for join, _ in drawing.joins if join.startswith("And")]
    if joins:
        wrong = f"Xor9{data.draw(st.sampled_from(joins))}"
        told = {f.element_id: f for f in findings(draw(drawing.text((wrong[4:], wrong))))}
        assert told[wrong].severity is Severity.WARNING
        assert told[wrong].message.startswith("A second token can come here")


@given(BLOCKS, st.data())
@settings(deadline=None)
def test_a_parallel_join_of_a_choice_never_opens(block: Block, data: st.DataObject) -> None:
    drawing = Drawing(block)
    joins = [join for join, _ in drawing.joins if not join.startswith("And")]
    if joins:
        wrong = f"And9{data.draw(st.sampled_from(joins))}"
        told = {f.element_id: f for f in findings(draw(drawing.text((wrong[4:], wrong))))}
        assert told[wrong].severity is Severity.ERROR
        assert told[wrong].message.startswith("The gateway waits for ever")


@given(BLOCKS)
@settings(deadline=None)
def test_the_same_drawing_gives_the_same_findings(block: Block) -> None:
    text = Drawing(block).text().replace("Xor", "And")
    assert findings(draw(text)) == findings(draw(text))
