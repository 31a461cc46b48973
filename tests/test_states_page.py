"""docs/states.md draws every state of every row, and no other."""

from __future__ import annotations

import re
from enum import StrEnum

import pytest

import engine.storage.tables
from engine.commands.mailing import LIFE_OF_THROWN
from engine.settings import ROOT
from engine.step import limits
from engine.step.states import (
    InstanceStatus,
    JobState,
    MessageState,
    UserTaskState,
    WaitState,
)
from engine.tokens.workflow import MOST_STEPS

PAGE = (ROOT / "docs" / "states.md").read_text()
MACHINES: dict[str, type[StrEnum]] = {
    "Instance": InstanceStatus,
    "User task": UserTaskState,
    "Job": JobState,
    "Timer and subscription": WaitState,
    "Buffered message": MessageState,
}
OUTSIDE = "[*]"


def arrows(title: str) -> list[tuple[str, str]]:
    """From and to of each arrow in the diagram under a heading."""
    section = PAGE.split(f"\n## {title}\n")[1].split("\n## ")[0]
    diagram = re.search(r"```mermaid\nstateDiagram-v2\n(.*?)```", section, re.DOTALL)
    assert diagram is not None
    return re.findall(r"^ +(\S+) --> ([^\s:]+)", diagram[1], re.MULTILINE)


@pytest.mark.parametrize("title", MACHINES)
def test_every_state_is_drawn_and_no_other(title):
    drawn = {state for arrow in arrows(title) for state in arrow} - {OUTSIDE}

    assert drawn == {state.value for state in MACHINES[title]}


@pytest.mark.parametrize("title", [*MACHINES, "Incident"])
def test_every_state_is_reached_and_left(title):
    sources, targets = (set(states) for states in zip(*arrows(title), strict=True))

    assert sources == targets


def test_every_state_of_the_tables_has_a_page():
    kinds = {
        kind
        for kind in vars(engine.storage.tables).values()
        if isinstance(kind, type) and issubclass(kind, StrEnum) and kind is not StrEnum
    }
    assert kinds == set(MACHINES.values())


def test_the_limits_are_those_of_the_code():
    for number in (limits.MOST_BYTES, limits.MOST_JOBS, MOST_STEPS):
        assert f"{number:,}".replace(",", " ") in PAGE
    assert f"for {LIFE_OF_THROWN.days} days" in " ".join(PAGE.split())
