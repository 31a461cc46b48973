"""What a server took over and the database does not know yet, noted on this machine."""

from __future__ import annotations

import logging
import os
from dataclasses import dataclass
from pathlib import Path

from workers.notices.files import file_stem

LOG = logging.getLogger("ruqsat.notices")


@dataclass(frozen=True)
class AcceptedNotes:
    """One empty file an event in `folder`, from the server's yes until the row is marked.

    It narrows the moment in which a crash sends a letter twice from one commit (which may wait for locks, or for a
    database that is away) to one file on this machine.
    """

    folder: Path

    def holds(self, event_key: str) -> bool:
        return self._path(event_key).exists()

    def add(self, event_key: str) -> None:
        """On the disk when this returns. A note that cannot be written must not undo what was sent: it is logged."""
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            note = os.open(self._path(event_key), os.O_CREAT | os.O_WRONLY, 0o600)
            try:
                os.fsync(note)
            finally:
                os.close(note)
        except OSError:
            LOG.exception("no note that notice %s was accepted", event_key)

    def remove(self, event_key: str) -> None:
        try:
            self._path(event_key).unlink(missing_ok=True)
        except OSError:
            LOG.exception("the note that notice %s was accepted stays", event_key)

    def _path(self, event_key: str) -> Path:
        return self.folder / file_stem(event_key)
