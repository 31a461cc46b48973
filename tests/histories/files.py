"""Stored histories and stored models as files: what is written, and what is read back.

A history: v<replay version>-<story>.json; a model: v<replay version>-<definition>.{bpmn,lowered.xml,forms.json}.
Nothing is enciphered in them and nobody in them exists. They must replay for ever: none is ever written anew.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from engine.history.canonical import canonical
from engine.history.chain import SALT
from engine.history.events import Event, EventKind
from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.replay.replay import Recorded
from engine.step.version import Version
from engine.tokens.execution import Model

FOLDER = Path(__file__).parent


@dataclass(frozen=True, kw_only=True)
class StoredHistory:
    """expected: status, outcome, trace, waits, variables and head hash as they were when it was stored."""

    model: str
    instance_id: str
    business_key: str
    events: tuple[Recorded, ...]
    expected: Mapping[str, Any]


def stored_files(folder: Path = FOLDER) -> list[Path]:
    return sorted(path for path in folder.glob("v*.json") if not path.name.endswith(".forms.json"))


def read_history(path: Path) -> StoredHistory:
    content = json.loads(path.read_text(encoding="utf-8"))
    return StoredHistory(
        model=content["model"],
        instance_id=content["instance_id"],
        business_key=content["business_key"],
        events=tuple(_read_event(row) for row in content["events"]),
        expected=content["expected"],
    )


def write_history(path: Path, history: StoredHistory) -> None:
    content = {
        "model": history.model,
        "instance_id": history.instance_id,
        "business_key": history.business_key,
        "events": [_event_row(each) for each in history.events],
        "expected": history.expected,
    }
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def read_version(name: str, folder: Path = FOLDER) -> Version:
    """A stored model; what runs is the stored lowered document, not one lowered today."""
    xml = (folder / f"{name}.bpmn").read_bytes()
    forms = json.loads((folder / f"{name}.forms.json").read_text(encoding="utf-8"))
    definition = read_definition(read_model(xml, file=f"{name}.bpmn"))
    lowered = (folder / f"{name}.lowered.xml").read_bytes()
    return Version(
        id=1,
        key=definition.process_id,
        number=1,
        sha256=hashlib.sha256(xml + b"\x00" + canonical(forms)).hexdigest(),
        definition=definition,
        model=Model.parse(lowered, definition.process_id),
        xml=xml,
        forms=forms,
    )


def write_version(name: str, row: Any, folder: Path = FOLDER) -> None:
    """row: of process_definition."""
    (folder / f"{name}.bpmn").write_bytes(row.xml)
    (folder / f"{name}.lowered.xml").write_bytes(row.lowered)
    forms = json.dumps(json.loads(row.forms), ensure_ascii=False, indent=1)
    (folder / f"{name}.forms.json").write_text(forms + "\n", encoding="utf-8")


def _event_row(recorded: Recorded) -> dict[str, Any]:
    event, stored, salted = recorded
    assert salted is not None, "a complete history has all its payloads"
    salt, payload = salted[:SALT].hex(), salted[SALT:].hex()
    return {**event.as_json(), "hash": stored.hex(), "salt": salt, "payload": payload}


def _read_event(row: Mapping[str, Any]) -> Recorded:
    event = Event(
        seq=row["seq"],
        kind=EventKind(row["kind"]),
        element_id=row["element_id"],
        actor=row["actor"],
        at=datetime.fromisoformat(row["at"]),
        payload_hash=bytes.fromhex(row["payload_hash"]),
        engine_version=row["engine_version"],
    )
    salted = bytes.fromhex(row["salt"]) + bytes.fromhex(row["payload"])
    return event, bytes.fromhex(row["hash"]), salted
