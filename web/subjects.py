"""What an address names: each argument of a route that stands for a case, a user task or a document has its loader here."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from engine.storage.database import Database
from people.rights import Subject
from web.store import case_subject, paper_subject, task_subject

LOADERS: Mapping[str, Callable[..., Subject | None]] = {
    "instance_id": case_subject,
    "user_task_id": task_subject,
    "document_id": paper_subject,
}
"""Name of a route's argument to the query of what it names."""


def named_subject(database: Database, arguments: Mapping[str, object]) -> Subject | None:
    """What the arguments of an address name together; None where one names nothing, or they name two cases."""
    subject = Subject()
    with database.snapshot() as connection:
        for name in LOADERS.keys() & arguments.keys():
            found = LOADERS[name](connection, arguments[name])
            if found is None or not _fits(subject, found):
                return None
            subject = _joined(subject, found)
    return subject


def _fits(subject: Subject, found: Subject) -> bool:
    return subject == Subject() or subject.case == found.case


def _joined(subject: Subject, found: Subject) -> Subject:
    return Subject(
        case=found.case, task=subject.task or found.task, paper=subject.paper or found.paper
    )
