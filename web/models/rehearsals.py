"""Scenarios run beside the request that asks for them: bounded in time, counted while they run, kept for the next look."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass

from engine.rehearsal.results import Results

REHEARSALS = "ruqsat-rehearsals"  # of the app's extensions
SECONDS = 10.0  # of one scenario, before it is stopped and reported as such
PATIENCE = 1.0  # how long a page waits: most models are done by then
KEPT = 64

Still = Callable[[int], bool]  # whether the scenario of this number may go on
Work = Callable[[Still], Results]


class Rehearsal:
    """One model with its scenarios, in a thread of its own. done: scenarios that are over."""

    def __init__(self, seconds: float) -> None:
        self.done = 0
        self.ended = threading.Event()
        self._seconds, self._until = seconds, time.monotonic() + seconds
        self._results: Results | None = None
        self._fault: Exception | None = None

    def still(self, number: int) -> bool:
        if number != self.done:
            self.done, self._until = number, time.monotonic() + self._seconds
        return time.monotonic() < self._until

    def run(self, work: Work, turn: threading.Semaphore) -> None:
        with turn:
            self._until = time.monotonic() + self._seconds
            try:
                self._results = work(self.still)
            except Exception as fault:  # noqa: BLE001 - it is raised where the results are asked for
                self._fault = fault
        self.ended.set()

    def results(self) -> Results:
        """Once it has ended. Raises what the work raised."""
        if self._fault is not None:
            raise self._fault
        assert self._results is not None
        return self._results


@dataclass(frozen=True, kw_only=True)
class Running:
    """How far it has come; what a page shows in the place of results."""

    done: int
    total: int
    running: bool = True
    failed: int = 0
    lines: tuple[()] = ()


class Rehearsals:
    """Of one process; one after the other, so that pages keep their share of the machine."""

    def __init__(self, *, seconds: float = SECONDS, patience: float = PATIENCE) -> None:
        self._seconds, self._patience = seconds, patience
        self._kept: OrderedDict[Hashable, Rehearsal] = OrderedDict()
        self._lock, self._turn = threading.Lock(), threading.Semaphore()

    def results(self, key: Hashable, work: Work, *, total: int) -> Results | Running:
        """Of what the key stands for: begun if nobody has asked before, waited for a moment."""
        found = self._found(key, work)
        if not found.ended.wait(self._patience):
            return Running(done=found.done, total=total)
        try:
            return found.results()
        except Exception:
            self._drop(key)
            raise

    def _found(self, key: Hashable, work: Work) -> Rehearsal:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            made = self._kept[key] = Rehearsal(self._seconds)
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)
        threading.Thread(target=made.run, args=(work, self._turn), daemon=True).start()
        return made

    def _drop(self, key: Hashable) -> None:
        with self._lock:
            self._kept.pop(key, None)
