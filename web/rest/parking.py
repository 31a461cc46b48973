"""Requests that wait until there is something to answer with (long polling)."""

from __future__ import annotations

import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

STEP = 0.5  # seconds between two looks
PLACES = 24  # parked at once in one node: each holds a thread

Found = TypeVar("Found")


@dataclass(frozen=True)
class Parking:
    """pause: lets seconds pass. Who finds no place is answered at once, with nothing."""

    pause: Callable[[float], object] = field(default_factory=lambda: threading.Event().wait)
    places: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(PLACES))

    def wait(
        self,
        look: Callable[[], Sequence[Found]],
        seconds: float,
        is_gone: Callable[[], bool],
    ) -> Sequence[Found]:
        """What a look finds, within these seconds; nothing is looked for once the one who asked is gone."""
        found = look()
        if found or not seconds or not self.places.acquire(blocking=False):
            return found
        try:
            for _ in range(math.ceil(seconds / STEP)):
                self.pause(STEP)
                if is_gone() or (found := look()):
                    break
            return found
        finally:
            self.places.release()
