"""How much work expressions may do: the elements of lists, objects and texts that they touch, counted over one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Final

from engine.expression.errors import ExpressionFailed
from engine.words import said

MOST_WORK: Final = 1_000_000
"""Elements: about half a second."""

CHARACTERS: Final = 100
"""So many characters of a text count for one element."""


@dataclass(slots=True)
class Work:
    """What has been done so far. most: None is no limit."""

    most: int | None
    done: int = 0

    def spend(self, elements: int) -> None:
        """Raises WorkSpent, and from then on each time."""
        self.done += elements
        if self.most is not None and self.done > self.most:
            raise WorkSpent(
                said(
                    "one command may touch {most} elements of lists, objects and texts, and this goes beyond it",
                    most=self.most,
                )
            )


class WorkSpent(ExpressionFailed):
    """The expressions of one command touch more elements than they may."""


WORK: ContextVar[Work | None] = ContextVar("work", default=None)


@contextmanager
def counted(most: int | None = MOST_WORK) -> Iterator[Work]:
    """Count all that is evaluated within, together. The same expressions with the same variables always count the same."""
    work = Work(most)
    before = WORK.set(work)
    try:
        yield work
    finally:
        WORK.reset(before)


def spend(elements: int) -> None:
    """Raises WorkSpent."""
    work = WORK.get()
    if work is not None:
        work.spend(elements)


def touch(value: object) -> None:
    """Go through a list, an object or a text once; what lies within its items counts when they are gone through.

    Raises WorkSpent.
    """
    if isinstance(value, list | dict):
        spend(len(value))
    elif isinstance(value, str) and len(value) >= CHARACTERS:
        spend(len(value) // CHARACTERS)
