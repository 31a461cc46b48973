"""Free graphs of gateways and tasks against the token game of the standard, played here in its plainest form."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from datetime import timedelta
from random import Random
from typing import Any

import pytest

from engine.tokens.execution import Execution
from tests.engine.tokens.drawing import both, end, flows, model, start, task, xor
from tests.engine.tokens.play import NOW, parsed

KINDS = {"x": xor, "p": both, "t": task}
STEPS = 60
#: A gateway asks whether the clock is before this; the clock answers as the graph has it (there is no function for chance).
FAR = "2025-01-01T00:00:00Z"


class Graph:
    """Nodes `x1`, `p2`, `t3`: exclusive gateways (decided by a script of answers), parallel gateways, tasks."""

    def __init__(self, random: Random) -> None:
        size = random.randint(3, 9)
        self.nodes = [f"{random.choice('xxpt')}{number}" for number in range(size)]
        self.edges: list[tuple[str, str]] = [("S", self.nodes[0])]
        for number, node in enumerate(self.nodes):
            for _ in range(random.choice((1, 1, 2))):
                back = random.random() < 0.2
                others = self.nodes[: number + 1] if back else [*self.nodes[number + 1 :], "E"]
                self.edges.append((node, random.choice(others)))
        self._cut_unreachable()
        self.choices = [random.random() for _ in range(STEPS * 4)]

    def _cut_unreachable(self) -> None:
        reached = {"S"}
        for _ in self.edges:
            reached |= {target for source, target in self.edges if source in reached}
        self.edges = [edge for edge in self.edges if edge[0] in reached]
        self.nodes = [node for node in self.nodes if node in reached]
        self.ends = "E" in reached

    def out(self, node: str) -> list[int]:
        return [number for number, edge in enumerate(self.edges) if edge[0] == node]

    def into(self, node: str) -> list[int]:
        return [number for number, edge in enumerate(self.edges) if edge[1] == node]

    def _element(self, name: str) -> str:
        default = self.out(name)[1:] if name[0] == "x" else []
        return xor(name, default=f"flow{default[0]}") if default else KINDS[name[0]](name)

    def xml(self) -> bytes:
        body = [start(), *map(self._element, self.nodes), *([end()] if self.ends else [])]
        for number, (source, target) in enumerate(self.edges):
            choice = source[0] == "x" and len(self.out(source)) > 1
            first = self.out(source)[0] == number
            condition = f" : now() < '{FAR}'" if choice and first else ""
            body.append(flows(f"{source} > {target} as flow{number}{condition}"))
        return model(*body)


def reference(graph: Graph) -> tuple[list[str], bool]:
    """The trace in order of arrival, and whether no token is left; tokens on flows, joins take one from each."""
    picks = iter(graph.choices)
    waiting: dict[int, int] = {}
    trace: list[str] = []
    queue = deque([("S", -1)])
    while queue and len(trace) < STEPS:
        node, flow = queue.popleft()
        if node[0] == "p" and len(graph.into(node)) > 1:
            waiting[flow] = waiting.get(flow, 0) + 1
            if not all(waiting.get(number) for number in graph.into(node)):
                continue
            for number in graph.into(node):
                waiting[number] -= 1
        trace.append(node)
        taken = graph.out(node)
        if node[0] == "x" and len(taken) > 1:
            taken = [taken[0] if next(picks) < 0.5 else taken[1]]
        queue.extend((graph.edges[number][1], number) for number in taken)
    return trace, not queue and not any(waiting.values())


class Dice:
    """A clock that is early or late by chance, so that a gateway goes one way or the other; stops after `STEPS`."""

    explaining = False

    def __init__(self, graph: Graph) -> None:
        self.now = NOW
        picks = iter(graph.choices)
        self.functions: dict[str, Callable[..., Any]] = {
            "now": lambda: NOW + timedelta(days=-1000 if next(picks) < 0.5 else 0)
        }


def played(graph: Graph) -> tuple[list[str], bool]:
    execution = Execution.start(parsed(graph.xml()), Dice(graph), {})
    execution.run()
    assert not execution.troubles
    assert execution.finished or execution.stuck
    return [done.element_id for done in execution.completions], execution.finished


@pytest.mark.parametrize("seed", range(20))
def test_free_graphs_give_the_trace_of_the_token_game(seed: int) -> None:
    random, ended, dead = Random(seed), 0, 0
    while ended + dead < 40:
        graph = Graph(random)
        trace, ends = reference(graph)
        if len(trace) >= STEPS:
            continue
        assert played(graph) == (trace, ends)
        ended, dead = ended + ends, dead + (not ends)
    assert ended
