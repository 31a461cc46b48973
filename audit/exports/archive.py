"""A case file from outside, opened with distrust: nothing is extracted, sizes and names are limited."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

import orjson

from audit.exports.case_file import FORMAT, FORMAT_VERSION, payload_name
from engine.errors import EngineError
from engine.expression.iso import InvalidIso, parse_instant
from engine.expression.values import Variables
from engine.history.canonical import canonical
from engine.history.events import Event, EventKind
from engine.replay.replay import Recorded

MOST_ENTRIES = 200_000
MOST_BYTES = 1024 * 1024 * 1024  # of all entries together


class CaseFileUnreadable(EngineError):
    """The file is no case file at all, or breaks a limit of one."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"this is not a case file: {reason}")
        self.reason = reason


class LineBroken(EngineError):
    """A line of events.jsonl is not the canonical form of an event; `seq`: the event that should stand there."""

    def __init__(self, seq: int, reason: str) -> None:
        super().__init__(f"event {seq}: {reason}")
        self.seq, self.reason = seq, reason


class Unfit(EngineError):
    """A check failed."""

    def __init__(self, reason: str, seq: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.seq = reason, seq


@dataclass(frozen=True, kw_only=True)
class CaseFile:
    """Entries by name; the manifest is what the file says of itself, to be checked against the rest."""

    manifest: Variables
    entries: Mapping[str, bytes]

    def forms(self, folder: str = "") -> dict[str, str]:
        """Form key to the text of the form file. folder: of a called model, with its slash; empty for the case's own."""
        place = f"{folder}forms/"
        return {
            name.removeprefix(place).removesuffix(".json"): content.decode()
            for name, content in self.entries.items()
            if name.startswith(place)
        }

    def salted(self, seq: int) -> bytes | None:
        """Salt and payload of an event; None where it was erased."""
        return self.entries.get(payload_name(seq))


def open_case_file(stream: BinaryIO) -> CaseFile:
    """Read a case file whole. Raises CaseFileUnreadable."""
    try:
        with zipfile.ZipFile(stream) as archive:
            entries = _entries(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, RuntimeError, EOFError) as error:
        raise CaseFileUnreadable(str(error)) from error
    return CaseFile(manifest=_manifest(entries), entries=entries)


def read_events(file: CaseFile) -> list[Recorded]:
    """The events in the order of the file, unchecked but for their form. Raises LineBroken, CaseFileUnreadable."""
    content = file.entries.get("events.jsonl")
    if content is None:
        raise CaseFileUnreadable("events.jsonl is missing")
    lines = content.splitlines()
    return [_recorded(file, line, number) for number, line in enumerate(lines, 1)]


def _entries(archive: zipfile.ZipFile) -> dict[str, bytes]:
    found = archive.infolist()
    names = [entry.filename for entry in found]
    if len(found) > MOST_ENTRIES or sum(entry.file_size for entry in found) > MOST_BYTES:
        raise CaseFileUnreadable("it is larger than any case")
    if len(set(names)) != len(names):
        raise CaseFileUnreadable("an entry stands in it twice")
    return {entry.filename: archive.read(entry) for entry in found}


def _manifest(entries: Mapping[str, bytes]) -> dict[str, object]:
    try:
        manifest = orjson.loads(entries["manifest.json"])
        known = (manifest["format"], manifest["format_version"])
    except (KeyError, TypeError, orjson.JSONDecodeError) as error:
        raise CaseFileUnreadable("manifest.json is missing or cannot be read") from error
    if known != (FORMAT, FORMAT_VERSION):
        raise CaseFileUnreadable(f"its format is {known[0]} {known[1]}")
    return dict(manifest)


def _recorded(file: CaseFile, line: bytes, number: int) -> Recorded:
    try:
        data = orjson.loads(line)
        event = _event(data)
        stored = bytes.fromhex(data["hash"])
    except (KeyError, TypeError, ValueError, InvalidIso) as error:
        raise LineBroken(number, f"the line is no event: {error}") from error
    if canonical(event.as_json() | {"hash": stored.hex()}) != line:
        raise LineBroken(number, "the line is not in its canonical form")
    return event, stored, file.salted(event.seq)


def _event(data: Variables) -> Event:
    at: datetime = parse_instant(data["at"])
    return Event(
        seq=data["seq"],
        kind=EventKind(data["kind"]),
        element_id=data["element_id"],
        actor=data["actor"],
        at=at,
        payload_hash=bytes.fromhex(data["payload_hash"]),
        engine_version=data["engine_version"],
    )
