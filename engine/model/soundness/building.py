"""From a drawing to its token net, after Dijkman, Dumas and Ouyang 2008.

An element that waits for nothing has one place for all flows into it, a join one place for each. A sub-process is one
element here: its inside is a net of its own.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from engine.model.dialect import ElementKind
from engine.model.soundness.gates import reaches, touched_gates
from engine.model.soundness.net import Cluster, Marking, Net, Step
from engine.model.soundness.roots import Root
from engine.model.soundness.ways import MOST_WAYS, is_partial, ways_out
from engine.model.values import Flow

#: The number of a flow into a join, or what else a token may stand at in an element.
Spot = tuple[str, str]
_CHOICE = "choice"
_ASIDE = "aside"


def net_of(root: Root) -> Net:
    return _Builder(root).net()


class _Builder:
    def __init__(self, root: Root) -> None:
        self.root, self.sheet = root, root.sheet
        self.places: dict[Spot, int] = {}
        self.partial = False
        self.ways_left = MOST_WAYS

    def net(self) -> Net:
        clusters = [cluster for key in self._order() for cluster in self._clusters(key)]
        start = tuple(sorted(self._place(key) for key in self.root.beginning))
        owner = {place: nth for nth, cluster in enumerate(clusters) for place in cluster.inputs}
        reach = reaches(self.root, clusters, self.places)
        return Net(
            start=start,
            clusters=tuple(clusters),
            cluster_of=tuple(owner[place] for place in range(len(self.places))),
            reach=reach,
            touched=touched_gates(clusters, reach),
            partial=self.partial,
        )

    def _order(self) -> list[str]:
        """The elements so that each comes before those it leads to, but for the way back in a circle."""
        order: list[str] = []
        seen: set[str] = set()
        for beginning in self.root.beginning:
            stack = [(beginning, self._leads(beginning))]
            seen.add(beginning)
            while stack:
                key, ahead = stack[-1]
                fresh = next((target for target in ahead if target not in seen), None)
                if fresh is None:
                    order.append(key)
                    stack.pop()
                else:
                    seen.add(fresh)
                    stack.append((fresh, self._leads(fresh)))
        return order[::-1]

    def _leads(self, key: str) -> Iterator[str]:
        return (target for target in self.sheet.next_to(key) if target in self.root.reached)

    def _place(self, element_id: str, what: str = "") -> int:
        return self.places.setdefault((element_id, what), len(self.places))

    def _behind(self, flows: Iterable[Flow]) -> Marking:
        """Where tokens stand after these flows."""
        joins = self.sheet.is_join
        return tuple(
            self._place(flow.target, flow.id if joins(flow.target) else "") for flow in flows
        )

    def _clusters(self, key: str) -> Iterator[Cluster]:
        flows = self.sheet.incoming.get(key, ())
        if not self.sheet.is_join(key):
            yield from self._plain(key)
            return
        yield Cluster(
            element_id=key,
            inputs=tuple(self._place(key, flow.id) for flow in flows),
            steps=tuple(self._steps(key)),
            flows=tuple(flow.id for flow in flows),
            inclusive=self.sheet.elements[key].kind is ElementKind.INCLUSIVE_GATEWAY,
        )

    def _plain(self, key: str) -> Iterator[Cluster]:
        """What interrupts it is a choice of what happens outside, and comes before the choice of its conditions.

        Whether a doubtful event happens is left to the data, as conditions are.
        """
        aside, doubtful = self._aside(key), self.sheet.doubtful
        events = [event.id for event in self.sheet.boundary.get(key, ()) if event.interrupting]
        steps = [
            self._step(key, (self._place(event), *aside), data=event in doubtful)
            for event in events
        ]
        ways = [] if events and key in self.sheet.left_aside else list(self._steps(key, aside))
        if events and len(ways) > 1:
            choice = self._place(key, _CHOICE)
            yield Cluster(element_id=key, inputs=(choice,), steps=tuple(ways))
            ways = [self._step("", (choice,))]
        if not doubtful.isdisjoint(events):
            ways = [replace(way, data=True) for way in ways]
        yield Cluster(element_id=key, inputs=(self._place(key),), steps=(*ways, *steps))
        for event in self.sheet.boundary.get(key, ()):
            if event.id in self.root.joining:
                yield self._maybe(event.id)

    def _aside(self, key: str) -> Marking:
        """A token that may still become one behind a boundary event that does not interrupt: once for each visit."""
        events = self.sheet.boundary.get(key, ())
        return tuple(self._place(e.id, _ASIDE) for e in events if e.id in self.root.joining)

    def _maybe(self, event_id: str) -> Cluster:
        steps = (Step(element_id="", out=(self._place(event_id),)), Step(element_id=""))
        return Cluster(element_id=event_id, inputs=(self._place(event_id, _ASIDE),), steps=steps)

    def _steps(self, key: str, beside: Marking = ()) -> Iterator[Step]:
        element, flows = self.sheet.elements[key], self.sheet.outgoing.get(key, ())
        if key in self.sheet.clearing:
            yield Step(element_id=key, clears=True)
            return
        if element.kind is ElementKind.EVENT_GATEWAY:
            yield from (self._step(key, self._behind((flow,))) for flow in flows)
            return
        ways = ways_out(element.kind, flows, self.ways_left)
        if element.kind is not ElementKind.EXCLUSIVE_GATEWAY:
            self.partial |= is_partial(flows, self.ways_left)
            self.ways_left = max(self.ways_left - len(ways), 0)
        for way in ways:
            yield self._step(key, (*self._behind(way), *beside), data=len(ways) > 1)

    def _step(self, key: str, out: Marking, *, data: bool = False) -> Step:
        return Step(element_id=key, out=tuple(sorted(out)), data=data)
