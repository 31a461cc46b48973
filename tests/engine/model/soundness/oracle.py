"""The token game by the letter of the standard, in every order, without nets and without reductions: small and slow.

Tokens lie on flows into joins, and on all other elements. Written apart from what it tests.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations

Flow = tuple[str, str]
#: Where a token lies: a flow into a join, or an element.
Spot = Flow | str
State = tuple[tuple[Spot, int], ...]
#: One way on: whether conditions choose it, and the state after it.
Way = tuple[bool, State]


@dataclass
class Game:
    flows: list[Flow]
    moves: dict[State, dict[str, list[Way]]] = field(default_factory=dict)
    fired: set[str] = field(default_factory=set)
    crowded: bool = False
    doubled: bool = False

    def into(self, key: str) -> list[Flow]:
        return [flow for flow in self.flows if flow[1] == key]

    def out(self, key: str) -> list[Flow]:
        return [flow for flow in self.flows if flow[0] == key]

    def joins(self, key: str) -> bool:
        return key.startswith(("And", "Or")) and len(self.into(key)) > 1

    def spot(self, flow: Flow) -> Spot:
        return flow if self.joins(flow[1]) else flow[1]

    def ways(self, key: str) -> list[tuple[Flow, ...]]:
        """Choices among flows; the last flow out of a gateway that chooses is its default."""
        out = self.out(key)
        if len(out) < 2 or not key.startswith(("Xor", "Or")):
            return [tuple(out)]
        if key.startswith("Xor"):
            return [(flow,) for flow in out]
        some = [c for n in range(1, len(out)) for c in combinations(out[:-1], n)]
        return [*some, (out[-1],)]

    def behind(self, key: str, stop: str) -> set[Flow]:
        """The flows that a token at an element can still come to without passing `stop`."""
        seen: set[Flow] = set()
        todo = [] if key == stop else [key]
        while todo:
            for flow in self.out(todo.pop()):
                if flow not in seen:
                    seen.add(flow)
                    todo += [] if flow[1] == stop else [flow[1]]
        return seen

    def taken(self, key: str, state: Counter[Spot]) -> list[Spot]:
        """What the element takes if it can go on now, else nothing."""
        if not self.joins(key):
            return [key] if state[key] else []
        held = [flow for flow in self.into(key) if state[flow]]
        empty = {flow for flow in self.into(key) if not state[flow]}
        if key.startswith("And"):
            return list(held) if not empty else []
        for spot in state:
            where = spot if isinstance(spot, str) else spot[1]
            ahead = self.behind(where, key)
            if where != key and ahead & empty and not ahead & set(held):
                return []
        return list(held)

    def after(self, key: str, state: State) -> Iterator[Way]:
        taken = self.taken(key, Counter(dict(state)))
        if taken and key.startswith("Stop"):
            yield False, ()
            return
        ways = self.ways(key) if taken else []
        for way in ways:
            left = Counter(dict(state))
            left.subtract(taken)
            left.update(self.spot(flow) for flow in way)
            for spot in [s for s in left if isinstance(s, str) and s.startswith("End")]:
                left[spot] = min(left[spot], 2)
            yield len(ways) > 1, tuple(sorted(((s, n) for s, n in left.items() if n), key=str))

    def play(self, limit: int = 3000) -> bool:
        """Go through all states. False: there are too many, or too many tokens in one."""
        todo: list[State] = [self.start]
        while todo:
            state = todo.pop()
            if state in self.moves:
                continue
            numbers = [n for _, n in state]
            self.doubled |= max(numbers, default=0) > 1
            self.crowded |= max(numbers, default=0) > 2
            if self.crowded or len(self.moves) > limit:
                return False
            keys = {spot if isinstance(spot, str) else spot[1] for spot, _ in state}
            found = {key: list(self.after(key, state)) for key in keys}
            self.moves[state] = {key: ways for key, ways in found.items() if ways}
            self.fired |= self.moves[state].keys()
            todo += [after for ways in found.values() for _, after in ways]
        return True

    @property
    def start(self) -> State:
        return (("Begin", 1),)

    def stuck(self) -> set[State]:
        return {state for state, moves in self.moves.items() if state and not moves}

    def leading_to(self, targets: set[State]) -> set[State]:
        found = set(targets)
        while True:
            more = {
                state
                for state, moves in self.moves.items()
                if state not in found and any(a in found for w in moves.values() for _, a in w)
            }
            if not more:
                return found
            found |= more

    def doomed(self) -> set[State]:
        return self.moves.keys() - self.leading_to({()})

    def is_sure(self) -> bool:
        """Whether the conditions cannot keep the start from being doomed."""
        lost = self.doomed()
        while True:
            more = {s for s in self.moves if s not in lost and self._is_lost(s, lost)}
            if not more:
                return self.start in lost
            lost |= more

    def _is_lost(self, state: State, lost: set[State]) -> bool:
        return any(all(after in lost for _, after in ways) for ways in self.moves[state].values())
