"""Check a case file: chain, payloads, case, model, re-execution, head. It needs no database and no key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, BinaryIO

import orjson
from lxml import etree

from audit.exports.archive import (
    CaseFile,
    CaseFileUnreadable,
    LineBroken,
    open_case_file,
    read_events,
)
from audit.film import Film
from audit.films import shoot_film
from engine.errors import EngineError, HistoryBroken
from engine.history.canonical import canonical
from engine.history.chain import GENESIS, SALT, link, payload_hash
from engine.history.replay import Recorded
from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.model.lowering import LOWERING_VERSION, lower
from engine.spiff import Model
from engine.tables import InstanceStatus
from engine.version import Version


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was compared. detail: what was found; broken_at: the first event that does not fit, if it is one."""

    name: str
    holds: bool
    detail: str
    broken_at: int | None = None


@dataclass(frozen=True, kw_only=True)
class FileReport:
    """film: of the re-execution; None where it did not come to that."""

    checks: tuple[Check, ...]
    film: Film | None

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)


class Unfit(EngineError):
    """A check failed."""

    def __init__(self, reason: str, seq: int | None = None) -> None:
        super().__init__(reason)
        self.reason, self.seq = reason, seq


def check_case_file(stream: BinaryIO, *, head: str = "", seal: str = "") -> FileReport:
    """Every check in order; one that fails does not keep the others from being made, but for the re-execution.

    head, seal: as `export` printed them, 64 hex digits; without the head a cut-off end with a manifest to match stays unseen.
    Raises CaseFileUnreadable.
    """
    checker = _Checker(open_case_file(stream), head.lower(), seal.lower())
    for name, compare in checker.comparisons().items():
        checker.run(name, compare)
    if checker.holds:
        checker.run("execution", checker.execution)
    return FileReport(checks=tuple(checker.checks), film=checker.film)


def film_of_file(stream: BinaryIO) -> Film:
    """The film of a case file, by replay. Raises CaseFileUnreadable, LineBroken."""
    file = open_case_file(stream)
    return _film(file, read_events(file))


class _Checker:
    def __init__(self, file: CaseFile, head: str, seal: str) -> None:
        self._file, self._head, self._seal = file, head, seal
        self._events: list[Recorded] = []
        self.checks: list[Check] = []
        self.film: Film | None = None

    @property
    def holds(self) -> bool:
        return all(check.holds for check in self.checks)

    def comparisons(self) -> Mapping[str, Callable[[], str]]:
        return {
            "files": self.files,
            "chain": self.chain,
            "payloads": self.payloads,
            "head": self.head,
            "case": self.case,
            "model": self.model,
            "lowered": self.lowered,
        }

    def run(self, name: str, compare: Callable[[], str]) -> None:
        try:
            check = Check(name=name, holds=True, detail=compare())
        except (Unfit, LineBroken, HistoryBroken) as error:
            check = Check(name=name, holds=False, detail=error.reason, broken_at=error.seq)
        except (KeyError, TypeError, AttributeError, ValueError, CaseFileUnreadable) as error:
            check = Check(name=name, holds=False, detail=f"it cannot be read: {error}")
        self.checks.append(check)

    def files(self) -> str:
        """Every entry is listed with its sum, and nothing else is there."""
        entries, sums = self._file.entries, self._file.manifest["files"]
        seal = hashlib.sha256(entries["manifest.json"]).hexdigest()
        if self._seal and seal != self._seal:
            raise Unfit("manifest.json is not the one that was sealed")
        if entries.keys() - {"manifest.json"} != sums.keys():
            odd = sorted((entries.keys() - {"manifest.json"}) ^ sums.keys())
            raise Unfit(f"listed and present entries differ: {', '.join(odd[:5])}")
        for name, expected in sums.items():
            if hashlib.sha256(entries[name]).hexdigest() != expected:
                raise Unfit(f"{name} was changed")
        return f"{len(sums)} files, seal {seal}"

    def chain(self) -> str:
        self._events = read_events(self._file)
        previous = GENESIS
        for expected, (event, stored, _) in enumerate(self._events, 1):
            if event.seq != expected:
                raise Unfit(f"event {event.seq} stands in its place", expected)
            if link(previous, event) != stored:
                raise Unfit("its hash does not follow from the event before it", expected)
            previous = stored
        return f"{len(self._events)} events, head {previous.hex()}"

    def payloads(self) -> str:
        for event, _, salted in self._events:
            if salted is None:
                raise Unfit("its payload was erased", event.seq)
            if payload_hash(salted[:SALT], salted[SALT:]) != event.payload_hash:
                raise Unfit("its payload is not the one that was hashed", event.seq)
        if sum(name.startswith("payloads/") for name in self._file.entries) != len(self._events):
            raise Unfit("there is a payload of no event", len(self._events) + 1)
        return f"{len(self._events)} payloads"

    def head(self) -> str:
        """The end is where the manifest and, if given, an outside witness have it."""
        last = self._events[-1][1].hex() if self._events else GENESIS.hex()
        manifest = self._file.manifest
        if (len(self._events), last) != (manifest["events"], manifest["head"]):
            raise Unfit("the history does not end where the manifest says", len(self._events) + 1)
        if self._head and last != self._head:
            raise Unfit("the history does not end with the given head", len(self._events) + 1)
        return "as given" if self._head else "as in the manifest; none was given to compare with"

    def case(self) -> str:
        """The first event names this case and this model."""
        born, manifest = self._born(), self._file.manifest
        for part in ("instance", "definition"):
            if born[part] != manifest[part]:
                raise Unfit(f"the history is that of another {part}", 1)
        return f"{born['instance']['business_key']}, {born['instance']['id']}"

    def model(self) -> str:
        found = _model_sum(self._file)
        if found != self._born()["definition"]["sha256"]:
            raise Unfit("model and forms are not those that the history names", 1)
        return f"sha-256 {found}"

    def lowered(self) -> str:
        """What was executed is what the model gives; only the lowering that made it can tell."""
        made_by = self._file.manifest["lowering_version"]
        if made_by != LOWERING_VERSION:
            return f"made by lowering {made_by}, this is {LOWERING_VERSION}: not compared"
        entries = self._file.entries
        if lower(read_model(entries["model.bpmn"])) != entries["lowered.bpmn"]:
            raise Unfit("what was executed is not what the model gives")
        return f"lowering {made_by}"

    def execution(self) -> str:
        """The case is executed anew; every step ends in the recorded state."""
        self.film = _film(self._file, self._events)
        broken = self.film.broken
        if broken is not None:
            raise Unfit(broken.reason, broken.seq)
        last, manifest = self.film.steps[-1], self._file.manifest
        status = InstanceStatus(manifest["status"])
        if status is not last.status:
            raise Unfit(f"the manifest says {status}, the history gives {last.status}", last.seq)
        moves = sum(step.moved for step in self.film.steps)
        return f"{moves} steps executed anew, status {last.status}"

    def _born(self) -> dict[str, Any]:
        salted = self._file.salted(1)
        if salted is None:
            raise Unfit("the first payload is missing", 1)
        return dict(orjson.loads(salted[SALT:]))


def _film(file: CaseFile, events: list[Recorded]) -> Film:
    instance = file.manifest["instance"]
    return shoot_film(
        _version(file),
        instance["id"],
        instance["business_key"],
        events,
        revision=file.manifest["events"],
    )


def _version(file: CaseFile) -> Version:
    """Raises Unfit where the documents cannot be parsed."""
    named, xml = file.manifest["definition"], file.entries["model.bpmn"]
    try:
        return Version(
            id=0,
            key=named["key"],
            number=named["version"],
            sha256=_model_sum(file),
            definition=read_definition(read_model(xml)),
            model=Model.parse(file.entries["lowered.bpmn"], named["key"]),
            xml=xml,
            forms=file.forms,
        )
    except (EngineError, etree.LxmlError) as error:
        raise Unfit(f"the model cannot be parsed: {error}") from error


def _model_sum(file: CaseFile) -> str:
    content = file.entries["model.bpmn"] + b"\x00" + canonical(file.forms)
    return hashlib.sha256(content).hexdigest()
