"""What came of the stories: where each case stands, and its documents as files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from sqlalchemy import Connection, select

from cli.demonstration.story import Message, Story
from cli.demonstration.telling import Telling
from engine.expression.values import Value
from engine.step.states import WaitState
from engine.storage.queries import instance_row, open_user_tasks
from engine.storage.tables import SUBSCRIPTION, TIMER
from web.platform import Platform
from workers.documents.store import Document, document_content, documents_of


@dataclass(frozen=True, kw_only=True)
class Filed:
    """A document of a case and the copy of it; file: relative to the folder of documents."""

    id: str
    kind: str
    number: str | None
    void: bool
    file: str


@dataclass(frozen=True, kw_only=True)
class Reported:
    """outcome: id of the end event that was reached; waits: ids of the elements where the case waits."""

    story: str
    title: str
    case_no: str
    instance_id: str
    status: str
    outcome: str | None
    waits: tuple[str, ...]
    overdue: bool
    documents: tuple[Filed, ...]

    def as_json(self) -> dict[str, Value]:
        return asdict(self)


def reported(platform: Platform, tellings: Sequence[Telling], folder: Path) -> tuple[Reported, ...]:
    """Look at each case, by number, and write its documents into `folder`, one folder a case."""
    started = [telling for telling in tellings if telling.instance_id]
    with platform.database.snapshot() as connection:
        return tuple(
            _reported(platform, connection, telling, folder)
            for telling in sorted(started, key=lambda each: each.case_no)
        )


def strayed(stories: Sequence[Story], cases: Sequence[Reported]) -> tuple[str, ...]:
    """Names of the stories that should have come to an end, and did not come to theirs."""
    ended = {case.story: case.outcome for case in cases}
    return tuple(
        story.name
        for story in stories
        if story.ends is not None and ended.get(story.name) != story.ends
    )


def _reported(
    platform: Platform, connection: Connection, telling: Telling, folder: Path
) -> Reported:
    row = instance_row(connection, telling.instance_id)
    found = documents_of(connection, telling.instance_id)
    named = zip(found, _file_names(found), strict=True)
    return Reported(
        story=telling.story.name,
        title=telling.story.title,
        case_no=telling.case_no,
        instance_id=telling.instance_id,
        status=str(row.status),
        outcome=row.outcome,
        waits=_waits(connection, telling.instance_id),
        overdue=row.overdue_at is not None,
        documents=tuple(
            _filed(platform, connection, each, folder, f"{telling.case_no}/{name}")
            for each, name in named
        ),
    )


def _filed(
    platform: Platform, connection: Connection, document: Document, folder: Path, file: str
) -> Filed:
    target = folder / file
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(document_content(connection, platform.vault, document.id))
    return Filed(
        id=document.id,
        kind=document.kind,
        number=document.number,
        void=document.voided_at is not None,
        file=file,
    )


def _file_names(documents: Sequence[Document]) -> Iterator[str]:
    """order.pdf, and order-2.pdf for a second one: after a return there are two."""
    seen: dict[str, int] = {}
    for each in documents:
        count = seen[each.kind] = seen.get(each.kind, 0) + 1
        ending = each.media_type.rpartition("/")[2]
        yield f"{each.kind}.{ending}" if count == 1 else f"{each.kind}-{count}.{ending}"


def _waits(connection: Connection, instance_id: str) -> tuple[str, ...]:
    """Tasks, timers and messages; that an applicant may withdraw goes without saying."""
    found = [row.element_id for row in open_user_tasks(connection, instance_id)]
    for table in (TIMER, SUBSCRIPTION):
        query = select(table).where(
            table.c.instance_id == instance_id, table.c.state == WaitState.WAITING
        )
        rows = connection.execute(query.order_by(table.c.id)).all()
        found += [
            row.element_id for row in rows if getattr(row, "name", None) != Message.WITHDRAWN.value
        ]
    return tuple(sorted(found))
