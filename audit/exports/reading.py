"""Check a case file: chain, payloads, case, model, re-execution, head. It needs no database and no key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO

import orjson

from audit.exports.archive import (
    CaseFile,
    CaseFileUnreadable,
    LineBroken,
    Unfit,
    open_case_file,
    read_events,
)
from audit.exports.enclosed import model_folders, model_sum, stray_entry, version_of_file
from audit.film import Film
from audit.films import shoot_film
from engine.errors import HistoryBroken
from engine.expression.values import Value
from engine.history.chain import GENESIS, SALT, link, payload_hash
from engine.model.intake import read_model
from engine.model.lowering import LOWERING_VERSION, lower
from engine.replay.replay import Recorded
from engine.step.states import InstanceStatus


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

    def lines(self) -> Iterator[str]:
        """One line a check, with the first event that does not fit."""
        for check in self.checks:
            place = "" if check.broken_at is None else f"event {check.broken_at}: "
            yield f"{'OK' if check.holds else 'BROKEN':6} {check.name}: {place}{check.detail}"


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
            "documents": self.documents,
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
        """The first event names this case, this model, and those that it calls."""
        born, manifest = self._born(), self._file.manifest
        for part in ("instance", "definition", "called"):
            if born.get(part) != manifest.get(part):
                raise Unfit(f"the history is that of another {part}", 1)
        return f"{born['instance']['business_key']}, {born['instance']['id']}"

    def model(self) -> str:
        named = model_folders(self._born())
        for folder, model in named.items():
            if model_sum(self._file, folder) != model["sha256"]:
                reason = f"{folder}model.bpmn and its forms are not those that the history names"
                raise Unfit(reason, 1)
        odd = stray_entry(self._file, named)
        if odd:
            raise Unfit(f"{odd} is of no model that the history names", 1)
        return f"sha-256 {named['']['sha256']}{_more(len(named) - 1)}"

    def lowered(self) -> str:
        """What was executed is what the model gives; only the lowering that made it can tell."""
        made_by, entries = self._file.manifest["lowering_versions"], self._file.entries
        compared = 0
        for folder, model in model_folders(self._born()).items():
            if made_by[f"{folder}lowered.bpmn"] != LOWERING_VERSION:
                continue
            compared += 1
            made = lower(read_model(entries[f"{folder}model.bpmn"]), model["key"])
            if made != entries[f"{folder}lowered.bpmn"]:
                raise Unfit(f"{folder}lowered.bpmn is not what the model gives")
        if compared == len(made_by):
            return f"lowering {LOWERING_VERSION}"
        return f"this is lowering {LOWERING_VERSION}, made by it: {compared} of {len(made_by)}"

    def documents(self) -> str:
        """Each has the sum that stands beside its number; how many of them the history names."""
        entries, documents = self._file.entries, self._file.manifest["documents"]
        for document in documents:
            if hashlib.sha256(entries[document["file"]]).hexdigest() != document["sha256"]:
                raise Unfit(f"{document['file']} was changed")
        told = b"".join(salted for _, _, salted in self._events if salted)
        unnamed = sum(document["id"].encode() not in told for document in documents)
        return f"{len(documents)} documents, {unnamed} of them not named by the history"

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

    def _born(self) -> dict[str, Value]:
        salted = self._file.salted(1)
        if salted is None:
            raise Unfit("the first payload is missing", 1)
        return dict(orjson.loads(salted[SALT:]))


def _film(file: CaseFile, events: list[Recorded]) -> Film:
    instance = file.manifest["instance"]
    return shoot_film(
        version_of_file(file),
        instance["id"],
        instance["business_key"],
        events,
        revision=file.manifest["events"],
    )


def _more(called: int) -> str:
    return f", {called} called models" if called else ""
