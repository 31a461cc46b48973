"""Random block-structured models: a drawing as nodes with what follows them, and its XML.

Kinds of nodes: start, end, error-end, stop-end, user, plain, count (a script that counts rounds), split and join of xor, and,
or, back (the exclusive gateway of a loop), race (event gateway), catch, sub, reaction (event sub-process).
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from tests.conformance.rows import process
from tests.engine.tokens import drawing
from tests.engine.tokens.drawing import element, flows


@dataclass(eq=False)
class Watch:
    """A boundary event, or the start of an event sub-process. trigger: message, timer, error, or true: a condition that is so all along.

    days: of a timer.
    """

    id: str
    trigger: str
    interrupting: bool
    days: int = 0
    next: list[Node] = field(default_factory=list)


@dataclass(eq=False)
class Node:
    """taken: which ways a split takes, by number; the last one is the default. rounds: of a loop or of a repetition."""

    id: str
    kind: str
    next: list[Node] = field(default_factory=list)
    taken: list[int] = field(default_factory=list)
    rounds: int = 0
    repeat: str = ""  #: parallel, sequential, loop
    watches: list[Watch] = field(default_factory=list)
    inside: Drawing | None = None
    trigger: Watch | None = None  #: of an event sub-process and of a catch event


@dataclass(eq=False)
class Drawing:
    """One process or sub-process: its start, all its nodes, its event sub-processes."""

    start: Node
    nodes: list[Node] = field(default_factory=list)
    reactions: list[Node] = field(default_factory=list)


Ends = tuple[Node, Node]


class Maker:
    """size: about how many blocks are left to draw."""

    def __init__(self, random: Random, size: int) -> None:
        self.random, self.left, self.count = random, size, 0

    def drawing(self, depth: int, *, error: bool = False) -> Drawing:
        start = self._node("start")
        drawing = Drawing(start=start, nodes=[start])
        first, last = self._sequence(drawing, depth)
        start.next.append(first)
        kind = "error-end" if error else self.random.choice(["end"] * 6 + ["stop-end"])
        end = self._add(drawing, kind)
        last.next.append(end)
        if self.random.random() < 0.2:
            drawing.reactions.append(self._reaction(depth))
        return drawing

    def _node(self, kind: str) -> Node:
        self.count += 1
        return Node(id=f"{kind.replace('-', '')}{self.count}", kind=kind)

    def _add(self, drawing: Drawing, kind: str) -> Node:
        node = self._node(kind)
        drawing.nodes.append(node)
        return node

    def _sequence(self, drawing: Drawing, depth: int) -> Ends:
        blocks = [self._block(drawing, depth) for _ in range(self.random.randint(1, 3))]
        for (_, last), (first, _) in itertools.pairwise(blocks):
            last.next.append(first)
        return blocks[0][0], blocks[-1][1]

    def _block(self, drawing: Drawing, depth: int) -> Ends:
        self.left -= 1
        draw = self.random.choice([self._task] * 3 + [self._choice] * 2 + _DEEP(self) * 4)
        return draw(drawing, depth - 1) if depth > 0 and self.left > 0 else self._task(drawing, 0)

    def _task(self, drawing: Drawing, depth: int) -> Ends:
        node = self._add(drawing, self.random.choice(["user", "user", "plain"]))
        if depth > 0 and node.kind == "user" and self.random.random() < 0.3:
            node.repeat, node.rounds = self.random.choice(["parallel", "sequential"]), 2
        return self._watched(drawing, node, error=False)

    def _choice(self, drawing: Drawing, depth: int) -> Ends:
        kind = self.random.choice(["xor", "and", "or", "or"])
        split, join = self._add(drawing, f"{kind}-split"), self._add(drawing, f"{kind}-join")
        ways = self.random.randint(2, 3)
        for _ in range(ways):
            first, last = self._sequence(drawing, depth)
            split.next.append(first)
            last.next.append(join)
        if kind == "and":
            split.taken = list(range(ways))
        else:
            true = [way for way in range(ways - 1) if self.random.random() < 0.5]
            split.taken = (true if kind == "or" else true[:1]) or [ways - 1]
        return split, join

    def _loop(self, drawing: Drawing, depth: int) -> Ends:
        merge, count = self._add(drawing, "xor-join"), self._add(drawing, "count")
        back = self._add(drawing, "back")
        first, last = self._sequence(drawing, depth)
        merge.next.append(first)
        last.next.append(count)
        count.next.append(back)
        back.next.append(merge)
        back.rounds = self.random.randint(1, 3)
        back.taken = [self.count]
        count.taken = back.taken
        return merge, back

    def _race(self, drawing: Drawing, depth: int) -> Ends:
        race, join = self._add(drawing, "race"), self._add(drawing, "xor-join")
        for trigger in ("message", self.random.choice(["message", "timer", "true"])):
            catch = self._add(drawing, "catch")
            catch.trigger = Watch(catch.id, trigger, True, self.random.randint(1, 3))
            task, last = self._task(drawing, 0)
            race.next.append(catch)
            catch.next.append(task)
            last.next.append(join)
        return race, join

    def _sub(self, drawing: Drawing, depth: int) -> Ends:
        node = self._add(drawing, "sub")
        fails = self.random.random() < 0.2
        node.inside = self.drawing(depth, error=fails)
        if self.random.random() < 0.4:
            node.repeat = self.random.choice(["parallel", "sequential", "loop"])
            node.rounds = self.random.randint(0 if node.repeat != "loop" else 1, 3)
        return self._watched(drawing, node, error=fails)

    def _watched(self, drawing: Drawing, node: Node, *, error: bool) -> Ends:
        """With boundary events: the ways of those that interrupt come back behind the activity, the others end."""
        if node.kind == "plain":
            return node, node
        kinds = ["error"] if error else []
        kinds += self.random.choices(
            ["message", "message", "timer", "timer", "true"], k=self.random.choice([0, 0, 0, 1, 2])
        )
        if not kinds:
            return node, node
        join = self._add(drawing, "xor-join")
        node.next.append(join)
        for trigger in kinds:
            interrupting = trigger == "error" or self.random.random() < 0.5
            self.count += 1
            days = self.random.randint(1, 3)
            watch = Watch(f"{trigger}{self.count}", trigger, interrupting, days)
            node.watches.append(watch)
            handler = self._add(drawing, self.random.choice(["user", "plain"]))
            watch.next.append(handler)
            handler.next.append(join if interrupting else self._add(drawing, "end"))
        return node, join

    def _reaction(self, depth: int) -> Node:
        node = self._node("reaction")
        self.count += 1
        start = Node(id=f"start{self.count}", kind="start")
        node.inside = Drawing(start=start, nodes=[start])
        task = self._add(node.inside, "user")
        end = self._add(node.inside, "end")
        start.next.append(task)
        task.next.append(end)
        trigger = self.random.choice(["message", "timer", "true"])
        node.trigger = Watch(start.id, trigger, self.random.random() < 0.4, 2)
        return node


def _DEEP(maker: Maker) -> list:
    return [maker._loop, maker._race, maker._sub, maker._sub]


def xml_of(drawing: Drawing) -> bytes:
    return process(*_written(drawing))


def _written(drawing_: Drawing) -> Iterator[str]:
    ways: list[str] = []
    for node in drawing_.nodes:
        yield _element(node)
        for watch in node.watches:
            yield drawing.boundary(
                watch.id, node.id, _definition(watch), interrupting=watch.interrupting
            )
            ways += [flows(f"{watch.id} > {target.id}") for target in watch.next]
        ways += list(_ways(node))
    for reaction in drawing_.reactions:
        yield _element(reaction)
    yield from ways


def _ways(node: Node) -> Iterator[str]:
    last = len(node.next) - 1
    for number, target in enumerate(node.next):
        name = f"{node.id}_{number}"
        condition = ""
        if node.kind == "back":
            condition = f" : n{node.taken[0]} < {node.rounds}" if number == 0 else ""
        elif node.kind in ("xor-split", "or-split") and number != last:
            condition = f" : {str(number in node.taken).lower()}"
        yield flows(f"{node.id} > {target.id} as {name}{condition}")


def _definition(watch: Watch) -> str:
    if watch.trigger == "error":
        return drawing.error("lost")
    if watch.trigger == "message":
        return drawing.message("paper")
    if watch.trigger == "true":
        return drawing.condition("yes")
    return drawing.duration(f"P{watch.days}D")


_KINDS = {
    "end": "endEvent",
    "error-end": "endEvent",
    "stop-end": "endEvent",
    "user": "userTask",
    "plain": "task",
    "xor-split": "exclusiveGateway",
    "xor-join": "exclusiveGateway",
    "back": "exclusiveGateway",
    "and-split": "parallelGateway",
    "and-join": "parallelGateway",
    "or-split": "inclusiveGateway",
    "or-join": "inclusiveGateway",
    "race": "eventBasedGateway",
}


def _element(node: Node) -> str:
    match node.kind:
        case "start":
            return element("startEvent", node.id)
        case "count":
            name = f"n{node.taken[0]}"
            return drawing.script(node.id, f"{name} = {name} + 1")
        case "catch":
            assert node.trigger is not None
            return drawing.catch(node.id, _definition(node.trigger))
        case "sub" | "reaction":
            return _sub_process(node)
    inner = {"error-end": drawing.error("lost"), "stop-end": drawing.terminate()}.get(node.kind, "")
    defaults = node.kind in ("xor-split", "or-split", "back")
    more = {"default": f"{node.id}_{len(node.next) - 1}"} if defaults else {}
    return element(_KINDS[node.kind], node.id, inner + _repetition(node), **more)


def _sub_process(node: Node) -> str:
    assert node.inside is not None
    body = "".join(_written(node.inside))
    if node.kind == "sub":
        return drawing.sub(node.id, _repetition(node), body)
    assert node.trigger is not None
    plain = element("startEvent", node.inside.start.id)
    begin = element(
        "startEvent",
        node.inside.start.id,
        _definition(node.trigger),
        isInterrupting=str(node.trigger.interrupting).lower(),
    )
    return drawing.reaction(node.id, body.replace(plain, begin, 1))


def _repetition(node: Node) -> str:
    if not node.repeat:
        return ""
    if node.repeat == "loop":
        return drawing.again(maximum=node.rounds)
    return drawing.times(str(node.rounds), sequential=node.repeat == "sequential")


def counters(drawing: Drawing) -> dict[str, int]:
    """The variables that count the rounds of loops."""
    found: dict[str, int] = {}
    for node in [*drawing.nodes, *drawing.reactions]:
        if node.kind == "count":
            found[f"n{node.taken[0]}"] = 0
        if node.inside is not None:
            found |= counters(node.inside)
    return found
