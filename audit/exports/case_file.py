"""One case as a ZIP that opens and can be checked without the product: docs/auditors.md describes it."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, BinaryIO

import orjson

from audit.actors import actor_ids, named_persons, performers
from audit.called import called_folder
from audit.exports import page_words
from audit.exports.page import PAGES, case_page
from audit.film import Film
from audit.films import shoot_film
from audit.papers import Paper
from audit.queries.definitions import StoredModel, stored_model
from audit.queries.posts import names_of, posts_of
from engine.diagram import DiagramMissing, DiagramUnreadable, Marks, draw_diagram
from engine.expression.values import Value
from engine.history.canonical import canonical
from engine.history.chain import SALT
from engine.history.events import instant_text
from engine.model.intake import read_model
from engine.replay.replay import Recorded
from engine.replay.verify import recorded_events
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import instance_row, version_by_id
from engine.storage.runtime import Runtime
from engine.words import LANGUAGES

if TYPE_CHECKING:
    from sqlalchemy import Connection

FORMAT = "ruqsat-case"
FORMAT_VERSION = 1
OLDEST_TIME = (1980, 1, 1, 0, 0, 0)  # of a ZIP entry: equal cases give equal entries
FIT = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, kw_only=True)
class Sealed:
    """What was exported. head: hash of the last event; seal: SHA-256 of manifest.json, which lists all the rest.

    Keep both apart from the file: with them nothing in it can be changed or cut off unseen.
    """

    instance_id: str
    business_key: str
    events: int
    head: str
    seal: str


def write_case_file(
    stream: BinaryIO,
    runtime: Runtime,
    connection: Connection,
    instance_id: str,
    papers: Iterable[Paper],
    *,
    now: datetime,
    by: str,
) -> Sealed:
    """Write a case file; `by` is who exports. A history that does not hold is exported as it is.

    Raises UnknownInstance, HistoryBroken where a payload does not open, Undecipherable where a document does not.
    """
    row = instance_row(connection, instance_id)
    version = version_by_id(connection, runtime.versions, row.definition_id)
    events = recorded_events(runtime, connection, instance_id)
    film = shoot_film(version, row.id, row.business_key, events, revision=row.revision)
    models = _models(connection, version, events)
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        writer = _Writer(archive)
        writer.add("README.txt", _readme(row.business_key))
        writer.add_events(events)
        for folder, model in models.items():
            writer.add_model(folder, model)
        writer.add_pages(connection, film, version.bound(film.bindings), _offices(row), now)
        documents = [writer.add_paper(paper) for paper in papers]
        head = events[-1][1].hex() if events else "0" * 64
        manifest = _manifest(row, version, len(events), head) | {
            **_called(events),
            "lowering_versions": {
                f"{folder}lowered.bpmn": model.lowering_version for folder, model in models.items()
            },
            "documents": documents,
            "exported_at": instant_text(now),
            "exported_by": by,
            "files": writer.sums,
        }
        seal = writer.add("manifest.json", orjson.dumps(manifest, option=orjson.OPT_INDENT_2))
    return Sealed(
        instance_id=row.id,
        business_key=row.business_key,
        events=len(events),
        head=head,
        seal=seal,
    )


def event_line(event: Recorded) -> bytes:
    """One line of events.jsonl: the canonical bytes of the event's members and its hash."""
    return canonical(event[0].as_json() | {"hash": event[1].hex()}) + b"\n"


def payload_name(seq: int) -> str:
    return f"payloads/{seq:06}.bin"


class _Writer:
    """Adds entries and keeps their sums."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self.sums: dict[str, str] = {}

    def add(self, name: str, content: bytes) -> str:
        """SHA-256 of what was added; 64 hex digits."""
        entry = zipfile.ZipInfo(name, date_time=OLDEST_TIME)
        entry.compress_type = zipfile.ZIP_DEFLATED
        entry.external_attr = 0o644 << 16
        self._archive.writestr(entry, content)
        self.sums[name] = hashlib.sha256(content).hexdigest()
        return self.sums[name]

    def add_events(self, events: Sequence[Recorded]) -> None:
        self.add("events.jsonl", b"".join(event_line(event) for event in events))
        for event, _, salted in events:
            if salted is not None:
                self.add(payload_name(event.seq), salted)

    def add_model(self, folder: str, model: StoredModel) -> None:
        self.add(f"{folder}model.bpmn", model.xml)
        self.add(f"{folder}lowered.bpmn", model.lowered)
        for key, text in sorted(model.forms.items()):
            self.add(f"{folder}forms/{key}.json", text.encode())

    def add_pages(
        self,
        connection: Connection,
        film: Film,
        version: Version,
        offices: frozenset[int],
        now: datetime,
    ) -> None:
        persons = actor_ids(film.steps)
        posts = posts_of(connection, persons)
        names = names_of(connection, persons | named_persons(film.steps))
        acted = performers(film.steps, names, posts, offices)
        for language in LANGUAGES:
            page = case_page(
                film,
                version.definition,
                acted,
                language=language,
                exported_at=now,
                names=names,
                diagram=_diagram(film, version, language),
            )
            self.add(PAGES[language], page)

    def add_paper(self, paper: Paper) -> dict[str, object]:
        """What the manifest says of a document and its signatures."""
        name = f"documents/{paper.id[:12]}-{FIT.sub('-', paper.file_name)}"
        signatures = list(self._signatures(paper, name))
        return {
            "id": paper.id,
            "kind": paper.kind,
            "file": name,
            "sha256": self.add(name, paper.content()),
            "media_type": paper.media_type,
            "number": paper.number,
            "created_at": instant_text(paper.created_at),
            "created_by": paper.created_by,
            "voided_at": instant_text(paper.voided_at) if paper.voided_at else None,
            "voided_by": paper.voided_by,
            "void_reason": paper.void_reason,
            "signatures": signatures,
        }

    def _signatures(self, paper: Paper, name: str) -> Iterator[dict[str, object]]:
        for number, signature in enumerate(paper.signatures, 1):
            file = f"{name}.signature-{number}"
            self.add(file, signature.signature)
            yield {
                "file": file,
                "signer": signature.signer,
                "signer_name": signature.signer_name,
                "position": signature.position,
                "signed_at": instant_text(signature.signed_at),
                "adapter": signature.adapter,
                "mark": signature.mark,
            }


def _manifest(row: Record, version: Version, events: int, head: str) -> dict[str, object]:
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "instance": {
            "id": row.id,
            "business_key": row.business_key,
            "office_id": row.office_id,
            "partner_office_id": row.partner_office_id,
        },
        "status": str(row.status),
        "outcome": row.outcome,
        "definition": {"key": version.key, "version": version.number, "sha256": version.sha256},
        "events": events,
        "head": head,
    }


def _models(
    connection: Connection, version: Version, events: Sequence[Recorded]
) -> dict[str, StoredModel]:
    """By folder: the model of the case in the outermost, what it calls in one each; what is not stored any more is left out."""
    named = _called(events).get("called", {}).values()
    wanted = {"": (version.key, version.number)}
    wanted |= {called_folder(one): (one["key"], one["version"]) for one in named}
    found = {folder: stored_model(connection, *meant) for folder, meant in wanted.items()}
    return {folder: model for folder, model in found.items() if model is not None}


def _called(events: Sequence[Recorded]) -> dict[str, Value]:
    """The member `called` of the first payload, if it is there and has one."""
    salted = events[0][2] if events else None
    born = orjson.loads(salted[SALT:]) if salted else {}
    return {"called": born["called"]} if "called" in born else {}


def _offices(row: Record) -> frozenset[int]:
    return frozenset(one for one in (row.office_id, row.partner_office_id) if one is not None)


def _readme(number: str) -> bytes:
    words = page_words.README.filled(number=number)
    return "\n\n".join(words.text(language) for language in LANGUAGES).encode()


def _diagram(film: Film, version: Version, language: str) -> str:
    """The model as it stood at the end; empty where nobody has drawn it."""
    marks = film.steps[-1].marks if film.steps else Marks()
    title = version.definition.label.text(language) or version.key
    try:
        return draw_diagram(read_model(version.xml), marks=marks, language=language, title=title)
    except (DiagramMissing, DiagramUnreadable):
        return ""
