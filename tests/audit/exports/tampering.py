"""What somebody with the file in hands can do to it, and do well: sums and manifest are put right afterwards."""

from __future__ import annotations

import hashlib
import importlib.util
import io
import json
import warnings
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from audit.exports.reading import Check, check_case_file
from engine.settings import ROOT

VERIFIER = ROOT / "docs" / "verifier" / "verify.py"


@dataclass
class Forged:
    """A case file open for changes; `lines` are the events, `payloads` go with them by number."""

    entries: dict[str, bytes]
    manifest: dict[str, Any] = field(init=False)
    lines: list[dict[str, Any]] = field(init=False)

    def __post_init__(self) -> None:
        self.manifest = json.loads(self.entries["manifest.json"])
        self.lines = [json.loads(line) for line in self.entries["events.jsonl"].splitlines()]

    def payload(self, seq: int) -> bytes:
        return self.entries[payload_name(seq)]

    def set_payload(self, seq: int, content: bytes | None) -> None:
        if content is None:
            del self.entries[payload_name(seq)]
        else:
            self.entries[payload_name(seq)] = content

    def renumber(self) -> None:
        for number, line in enumerate(self.lines, 1):
            line["seq"] = number

    def rehash(self) -> None:
        """Compute payload hashes and the whole chain anew, as somebody who knows the format can."""
        previous = bytes(32)
        for line in self.lines:
            payload = self.payload(line["seq"])
            line["payload_hash"] = hashlib.sha256(b"\x02" + payload).hexdigest()
            event = {name: value for name, value in line.items() if name != "hash"}
            line["hash"] = hashlib.sha256(b"\x01" + previous + plain(event)).hexdigest()
            previous = bytes.fromhex(line["hash"])

    def reseal(self) -> bytes:
        """The file with a manifest that fits its entries."""
        self.entries["events.jsonl"] = b"".join(plain(line) + b"\n" for line in self.lines)
        self.manifest["events"] = len(self.lines)
        self.manifest["head"] = self.lines[-1]["hash"] if self.lines else "0" * 64
        return packed(self.entries, self.manifest)


def forged(content: bytes) -> Forged:
    return Forged(unpacked(content))


def plain(value: Any) -> bytes:
    """Canonical for the plain values of these tests."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def payload_name(seq: int) -> str:
    return f"payloads/{seq:06}.bin"


def unpacked(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(entries: dict[str, bytes], manifest: dict[str, Any]) -> bytes:
    rest = {name: content for name, content in entries.items() if name != "manifest.json"}
    sums = {name: hashlib.sha256(content).hexdigest() for name, content in rest.items()}
    return zipped(rest | {"manifest.json": json.dumps(manifest | {"files": sums}).encode()})


def zipped(entries: dict[str, bytes], *twice: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for name in (*entries, *twice):
            archive.writestr(name, entries[name])
    return stream.getvalue()


# --- both verifiers


def second_verifier() -> Any:
    spec = importlib.util.spec_from_file_location("second_verifier", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def first_says(content: bytes, **given: str) -> dict[str, Check]:
    """Checks of `verify --file` that failed, by name."""
    report = check_case_file(io.BytesIO(content), **given)
    return {check.name: check for check in report.checks if not check.holds}


def second_says(folder: Path, capsys: Any, content: bytes, *arguments: str) -> dict[str, str]:
    """Checks of the second verifier that failed, by name, with what it printed."""
    path = folder / "case.zip"
    path.write_bytes(content)
    capsys.readouterr()
    status = second_verifier().main([str(path), *arguments])
    lines = capsys.readouterr().out.splitlines()
    failed = dict(line[7:].split(": ", 1) for line in lines if line.startswith("BROKEN"))
    assert status == (1 if failed else 0)
    assert len(lines) >= 1
    return failed
