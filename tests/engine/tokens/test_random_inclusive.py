"""Free graphs with inclusive gateways against the rule of BPMN 2.0, 13.4.3, read here from the flows themselves."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from random import Random

import pytest

from engine.tokens.execution import Execution
from tests.engine.tokens.drawing import both, end, flows, model, some, start, task, xor
from tests.engine.tokens.play import Outside, parsed

KINDS = {"x": xor, "p": both, "t": task, "o": some}
STEPS = 60


class Graph:
    """Nodes `o1` (inclusive), `p2`, `x3`, `t4`; each flow out of o and x has a fixed truth, the last one is the default."""

    def __init__(self, random: Random) -> None:
        names = [f"{random.choice('ooppxt')}{number}" for number in range(random.randint(4, 10))]
        self.edges: list[tuple[str, str]] = [("S", names[0])]
        for number, node in enumerate(names):
            for _ in range(random.choice((1, 2, 2, 3))):
                back = random.random() < 0.1 and node[0] in "ox"
                others = names[: number + 1] if back else [*names[number + 1 :], "E"]
                self.edges.append((node, random.choice(others)))
        reached = {"S"}
        for _ in self.edges:
            reached |= {target for source, target in self.edges if source in reached}
        self.edges = [edge for edge in self.edges if edge[0] in reached]
        self.nodes = [name for name in names if name in reached]
        self.ends = "E" in reached
        self.truth = [random.random() < 0.5 for _ in self.edges]

    def out(self, node: str) -> list[int]:
        return [number for number, edge in enumerate(self.edges) if edge[0] == node]

    def into(self, node: str) -> list[int]:
        return [number for number, edge in enumerate(self.edges) if edge[1] == node]

    def taken(self, node: str) -> list[int]:
        leaving = self.out(node)
        if node[0] not in "ox" or len(leaving) < 2:
            return leaving
        true = [number for number in leaving[:-1] if self.truth[number]] or leaving[-1:]
        return true if node[0] == "o" else true[:1]

    def reaches(self, start: str, flow: int, without: str) -> bool:
        """Whether flows lead from a node to this flow without passing another node."""
        seen, todo = {start}, [start] if start != without else []
        while todo:
            node = todo.pop()
            if node == self.edges[flow][0]:
                return True
            for number in self.out(node):
                following = self.edges[number][1]
                if following not in seen and following != without:
                    seen.add(following)
                    todo.append(following)
        return False

    def xml(self) -> bytes:
        body = [start()]
        for name in self.nodes:
            leaving = self.out(name)
            chooses = name[0] in "ox" and len(leaving) > 1
            body.append(
                KINDS[name[0]](name, default=f"flow{leaving[-1]}")
                if chooses
                else KINDS[name[0]](name)
            )
            for number in leaving:
                condition = (
                    f" : {str(self.truth[number]).lower()}"
                    if chooses and number != leaving[-1]
                    else ""
                )
                body.append(flows(f"{name} > {self.edges[number][1]} as flow{number}{condition}"))
        return model(*body, *([end()] if self.ends else []), flows(f"S > {self.nodes[0]}"))


@dataclass(order=True)
class Mark:
    number: int
    node: str
    flow: int


class Reference:
    def __init__(self, graph: Graph) -> None:
        self.graph, self.count, self.trace = graph, 0, list[str]()
        self.running: list[Mark] = []
        self.waiting: list[Mark] = []
        self.passed: set[int] = set()
        self.arrive("S", -1)

    def arrive(self, node: str, flow: int) -> None:
        self.count += 1
        heappush(self.running, Mark(self.count, node, flow))

    def play(self) -> tuple[list[str], bool]:
        while self.running and len(self.trace) < STEPS:
            self.step(heappop(self.running))
            self.open_one()
        return self.trace, not self.running and not self.waiting

    def step(self, mark: Mark) -> None:
        joins = mark.node[0] in "po" and len(self.graph.into(mark.node)) > 1
        if joins and mark.number not in self.passed:
            self.waiting.append(mark)
            if mark.node[0] == "o" or {m.flow for m in self.at(mark.node)} != set(
                self.graph.into(mark.node)
            ):
                return
            self.consume({**self.oldest(mark.node), mark.flow: mark})
        self.trace.append(mark.node)
        for flow in self.graph.taken(mark.node):
            self.arrive(self.graph.edges[flow][1], flow)

    def at(self, node: str) -> list[Mark]:
        return [mark for mark in self.waiting if mark.node == node]

    def oldest(self, node: str) -> dict[int, Mark]:
        first: dict[int, Mark] = {}
        for mark in self.at(node):
            first.setdefault(mark.flow, mark)
        return first

    def consume(self, marks: dict[int, Mark]) -> None:
        self.waiting = [mark for mark in self.waiting if mark not in marks.values()]

    def open_one(self) -> None:
        for mark in sorted(self.waiting):
            if mark.node[0] == "o" and not any(self.blockers(mark.node)):
                first = self.oldest(mark.node)
                self.consume(first)
                newest = max(first.values())
                self.passed.add(newest.number)
                heappush(self.running, newest)
                return

    def blockers(self, gate: str) -> Iterator[bool]:
        """For each other token: can it come over an empty flow, and over none that has a token already?"""
        full = {mark.flow for mark in self.at(gate)}
        for mark in [*self.running, *self.waiting]:
            if mark.node == gate:
                yield mark in self.running and (mark.number in self.passed or mark.flow not in full)
                continue
            reached = {
                flow for flow in self.graph.into(gate) if self.graph.reaches(mark.node, flow, gate)
            }
            yield bool(reached) and not reached & full


def played(graph: Graph) -> tuple[list[str], bool]:
    execution = Execution.start(parsed(graph.xml()), Outside(), {})
    execution.run()
    assert not execution.troubles
    assert execution.finished or execution.stuck
    return [done.element_id for done in execution.completions], execution.finished


@pytest.mark.parametrize("seed", range(10))
def test_free_graphs_with_inclusive_gateways_follow_the_rule(seed: int) -> None:
    random, ended, dead = Random(seed), 0, 0
    while ended + dead < 40:
        graph = Graph(random)
        trace, ends = Reference(graph).play()
        if len(trace) >= STEPS:
            continue
        assert played(graph) == (trace, ends)
        ended, dead = ended + ends, dead + (not ends)
    assert ended
