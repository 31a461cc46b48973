"""A small interpreter of block-structured models, written from the standard and not from the engine.

A split gives its tokens a frame that counts how many must come to the join: block structure says so, no search is needed
(13.4.1, 13.4.3). Tokens run in the order of their arrival.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from heapq import heappop, heappush

from tests.conformance.blocks import Drawing, Node, Watch, counters


@dataclass(eq=False)
class Frame:
    left: int
    newest: int = 0


@dataclass(eq=False)
class Place:
    """The process, or the inside of one running sub-process."""

    drawing: Drawing
    holder: Mark | None = None
    marks: list[Mark] = field(default_factory=list)


@dataclass(eq=False)
class Mark:
    """A token. watching: what it waits for beside the others. host: of a boundary event the activity, of a round the whole."""

    number: int
    node: Node | None
    place: Place
    frames: tuple[Frame, ...] = ()
    watching: Watch | None = None
    host: Mark | None = None
    inner: Place | None = None
    state: str = "ready"
    due: int | None = None
    done: int = 0  #: 1 when it may go on; of a whole, the rounds that are over, below 0
    race: int = 0
    is_round: bool = False
    gone: bool = False


class Reference:
    """trace: what has completed; day: of the clock."""

    def __init__(self, drawing: Drawing) -> None:
        self.trace: list[str] = []
        self.counts = counters(drawing)
        self.day = 0
        self.last = 0
        self.heap: list[tuple[int, Mark]] = []
        self.marks: list[Mark] = []
        self.top = Place(drawing)
        self._begin(self.top)
        self.run()

    # what is awaited, and what comes

    def waiting(self) -> list[tuple[int, str, str]]:
        """Number, element and kind of what waits, in order of arrival."""
        found = []
        for mark in sorted(self.marks, key=lambda mark: mark.number):
            if mark.state != "waiting" or mark.gone:
                continue
            if mark.watching is not None and mark.watching.trigger != "error":
                found.append((mark.number, mark.watching.id, mark.watching.trigger))
            elif mark.watching is None and mark.node is not None and mark.node.kind == "user":
                found.append((mark.number, mark.node.id, "user"))
        return found

    @property
    def finished(self) -> bool:
        return not self.top.marks

    def answer(self, number: int) -> None:
        self._leave(self._mark(number))
        self.run()

    def send(self, number: int) -> None:
        self._fire(self._mark(number))
        self.run()

    def next_day(self) -> int:
        """The next day on which a term ends."""
        return min(mark.due for mark in self.marks if not mark.gone and mark.due is not None)

    def wait(self, day: int) -> None:
        """Let time pass until that day; each term with all that follows from it before the next."""
        self.day = day
        while True:
            due = [m for m in self.marks if not m.gone and m.due is not None and m.due <= day]
            if not due:
                return
            self._fire(min(due, key=lambda mark: (mark.due, mark.number)))
            self.run()

    def _mark(self, number: int) -> Mark:
        return next(mark for mark in self.marks if mark.number == number and not mark.gone)

    # tokens

    def run(self) -> None:
        while self.heap:
            _, mark = heappop(self.heap)
            if not mark.gone and mark.state == "ready":
                self._step(mark)

    def _place(self, node: Node | None, place: Place, frames: tuple[Frame, ...] = ()) -> Mark:
        self.last += 1
        mark = Mark(self.last, node, place, frames)
        place.marks.append(mark)
        self.marks.append(mark)
        return mark

    def _arrive(self, node: Node, place: Place, frames: tuple[Frame, ...] = ()) -> Mark:
        mark = self._place(node, place, frames)
        heappush(self.heap, (mark.number, mark))
        return mark

    def _begin(self, place: Place) -> None:
        for reaction in place.drawing.reactions:
            assert reaction.trigger is not None
            self._watch(reaction.trigger, place).node = reaction
        self._arrive(place.drawing.start, place)

    def _watch(self, watch: Watch, place: Place, host: Mark | None = None) -> Mark:
        mark = self._place(None, place)
        mark.watching, mark.host, mark.state = watch, host, "waiting"
        if watch.trigger == "timer":
            mark.due = self.day + watch.days
        return mark

    def _forget(self, mark: Mark) -> None:
        mark.gone = True
        mark.place.marks.remove(mark)
        self.marks.remove(mark)
        for other in list(mark.place.marks):
            if other.host is mark and not other.gone:
                self._cancel(other)

    def _cancel(self, mark: Mark) -> None:
        if mark.inner is not None:
            for inside in list(mark.inner.marks):
                if not inside.gone:
                    self._cancel(inside)
        self._forget(mark)

    def _close(self, place: Place) -> None:
        """A scope ends when no token is left in it but those that wait for event sub-processes.

        While event sub-processes run in it still, none begins any more (13.3.2).
        """
        running = [m for m in place.marks if m.watching is None or m.state == "ready" or m.race]
        if any(m.node is None or m.node.kind != "reaction" for m in running):
            return
        if running:
            for mark in [m for m in place.marks if m not in running]:
                self._cancel(mark)
            return
        for mark in list(place.marks):
            self._cancel(mark)
        if place.holder is not None and not place.holder.gone and place.holder.inner is place:
            place.holder.inner = None
            self._leave(place.holder)

    def _leave(self, mark: Mark) -> None:
        mark.state, mark.due, mark.done = "ready", None, 1
        heappush(self.heap, (mark.number, mark))

    # steps

    def _step(self, mark: Mark) -> None:
        if mark.watching is not None:
            self._complete(mark, mark.watching.id, mark.watching.next)
            return
        node = mark.node
        assert node is not None
        if mark.done:
            self._completed(mark, node)
        elif node.repeat and not mark.is_round:
            self._repeat(mark, node)
        else:
            self._enter(mark, node)

    def _enter(self, mark: Mark, node: Node) -> None:
        match node.kind:
            case "user" | "sub" | "reaction" if not mark.is_round and not self._guard(mark, node):
                pass
            case "user":
                mark.state = "waiting"
            case "sub" | "reaction":
                mark.state = "holding"
                assert node.inside is not None
                mark.inner = Place(node.inside, holder=mark)
                self._begin(mark.inner)
            case "and-join" | "or-join":
                self._join(mark, node)
            case "race":
                self._race(mark, node)
            case "catch":
                assert node.trigger is not None
                mark.watching, mark.state = node.trigger, "waiting"
                mark.watching.next = node.next
                mark.node = None
                if node.trigger.trigger == "timer":
                    mark.due = self.day + node.trigger.days
                elif node.trigger.trigger == "true":
                    self._fire(mark)
            case _:
                self._completed(mark, node)

    def _guard(self, mark: Mark, node: Node) -> bool:
        """Whether the activity begins: no condition that is true already has interrupted it."""
        for watch in node.watches:
            watching = self._watch(watch, mark.place, host=mark)
            if watch.trigger == "true":
                self._fire(watching)
            if mark.gone:
                return False
        return True

    def _look(self, place: Place) -> None:
        """Once its start event is done the conditions that start something in a scope are looked at."""
        for mark in [m for m in place.marks if m.watching is not None and m.node is not None]:
            if mark.watching is not None and mark.watching.trigger == "true":
                self._fire(mark)

    def _repeat(self, mark: Mark, node: Node) -> None:
        if not node.rounds:
            self._complete(mark, None, node.next)
            return
        if not self._guard(mark, node):
            return
        mark.state = "holding"
        for _ in range(node.rounds if node.repeat == "parallel" else 1):
            self._round(mark, node)

    def _round(self, whole: Mark, node: Node) -> None:
        mark = self._arrive(node, whole.place)
        mark.is_round, mark.host = True, whole

    def _completed(self, mark: Mark, node: Node) -> None:
        if mark.is_round:
            self._round_done(mark, node)
            return
        if node.repeat:
            self._complete(mark, None, node.next)
            return
        if node.kind == "count":
            self.counts[f"n{node.taken[0]}"] += 1
        if node.kind == "error-end":
            self._throw(mark, node)
        elif node.kind == "stop-end":
            self._stop(mark, node)
        elif node.kind in ("and-split", "or-split"):
            frame = Frame(len(node.taken))
            self._complete(mark, node.id, [node.next[n] for n in node.taken], frame)
        else:
            self._complete(mark, node.id, self._following(node))
        if node.kind == "start":
            self._look(mark.place)

    def _following(self, node: Node) -> list[Node]:
        if node.kind == "xor-split":
            return [node.next[n] for n in node.taken]
        if node.kind == "back":
            again = self.counts[f"n{node.taken[0]}"] < node.rounds
            return [node.next[0 if again else 1]]
        return node.next

    def _complete(
        self, mark: Mark, shown: str | None, following: list[Node], frame: Frame | None = None
    ) -> None:
        if shown is not None:
            self.trace.append(shown)
        frames = (*mark.frames, frame) if frame is not None else mark.frames
        self._forget(mark)
        for node in following:
            self._arrive(node, mark.place, frames)
        if not following:
            self._close(mark.place)

    def _round_done(self, mark: Mark, node: Node) -> None:
        whole = mark.host
        assert whole is not None
        assert mark.node is not None
        self.trace.append(node.id)
        self._forget(mark)
        left = [m for m in mark.place.marks if m.host is whole and m.is_round]
        whole.done -= 1
        if -whole.done == node.rounds:
            whole.done = 0
            self._leave(whole)
        elif node.repeat != "parallel" and not left:
            self._round(whole, node)

    def _join(self, mark: Mark, node: Node) -> None:
        """The last of the tokens that the split has made goes on; of an inclusive one the one that arrived last."""
        frame = mark.frames[-1]
        frame.left -= 1
        frame.newest = max(frame.newest, mark.number)
        mark.state = "holding"
        if frame.left:
            return
        waiting = [m for m in mark.place.marks if m.node is node and m.frames[-1:] == (frame,)]
        survivor = mark
        if node.kind == "or-join":
            survivor = max(waiting, key=lambda m: m.number)
        for other in waiting:
            if other is not survivor:
                self._forget(other)
        survivor.frames = survivor.frames[:-1]
        if node.kind == "or-join":
            self._leave(survivor)
        else:
            self._completed(survivor, node)

    def _race(self, mark: Mark, node: Node) -> None:
        self.trace.append(node.id)
        self._forget(mark)
        for catch in node.next:
            runner = self._arrive(catch, mark.place, mark.frames)
            runner.race = mark.number

    # events

    def _fire(self, mark: Mark) -> None:
        watch = mark.watching
        assert watch is not None
        mark.due = None
        if mark.race:
            for other in list(mark.place.marks):
                if other.race == mark.race and other is not mark:
                    self._cancel(other)
            mark.race = 0
            self._leave(mark)
        elif mark.node is not None:
            self._start_reaction(mark, mark.node, watch)
        elif watch.interrupting:
            host = mark.host
            assert host is not None
            mark.host, mark.frames = None, host.frames
            self._cancel(host)
            self._leave(mark)
        else:
            beside = self._place(None, mark.place)
            beside.watching = watch
            self._leave(beside)
            if watch.trigger == "timer":
                self._forget(mark)

    def _start_reaction(self, mark: Mark, reaction: Node, watch: Watch) -> None:
        if watch.interrupting:
            for other in list(mark.place.marks):
                if other is not mark and not other.gone:
                    self._cancel(other)
        self._arrive(reaction, mark.place)
        if watch.interrupting or watch.trigger == "timer":
            self._forget(mark)

    def _throw(self, mark: Mark, node: Node) -> None:
        """The boundary event of the sub-process that the error end lies in."""
        self.trace.append(node.id)
        holder = mark.place.holder
        assert holder is not None
        activity = holder.host if holder.is_round else holder
        self._forget(mark)
        catcher = next(
            m
            for m in activity.place.marks
            if m.host is activity and m.watching is not None and m.watching.trigger == "error"
        )
        self._fire(catcher)

    def _stop(self, mark: Mark, node: Node) -> None:
        self.trace.append(node.id)
        place = mark.place
        for other in list(place.marks):
            if not other.gone:
                self._cancel(other)
        self._close(place)
