"""Files of the outbox: one an event, written whole or not at all."""

from __future__ import annotations

import hashlib
import os
import re
from pathlib import Path

from workers.notices.delivery import DeliveryFailed


def write_event_file(folder: Path, event_key: str, suffix: str, content: bytes) -> None:
    """The same event again gives the same file. Raises DeliveryFailed where it cannot be written."""
    target = folder / f"{file_stem(event_key)}{suffix}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        partial = target.with_suffix(f".{os.getpid()}.part")
        partial.write_bytes(content)
        partial.replace(target)
    except OSError as error:
        raise DeliveryFailed(event_key, f"{target.name}: {error.strerror}") from error


def file_stem(event_key: str) -> str:
    """The key as a file name; two keys never share one."""
    plain = re.sub(r"[^A-Za-z0-9_-]", "-", event_key)
    if plain == event_key:
        return plain
    return f"{plain[:100]}-{hashlib.sha256(event_key.encode()).hexdigest()[:12]}"
