"""Documents of a case as values: the caller reads them from its own tables, `audit` shows and packs them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class PaperState(StrEnum):
    VALID = "valid"
    VOID = "void"


@dataclass(frozen=True, kw_only=True)
class PaperSignature:
    """mark: set where the signature has no legal force. signature: bytes as the signer's program made them."""

    signer: str
    signer_name: str
    position: str
    signed_at: datetime
    adapter: str
    mark: str
    signature: bytes


@dataclass(frozen=True, kw_only=True)
class Paper:
    """content: reads the bytes when they are wanted; it may raise Undecipherable."""

    id: str
    kind: str
    media_type: str
    file_name: str
    created_at: datetime
    created_by: str
    content: Callable[[], bytes]
    number: str | None = None
    voided_at: datetime | None = None
    voided_by: str | None = None
    void_reason: str = ""
    signatures: tuple[PaperSignature, ...] = ()


@dataclass(frozen=True, kw_only=True)
class PaperThen:
    """A document as it was at an instant: `signatures` are those that stood on it by then."""

    paper: Paper
    state: PaperState
    signatures: tuple[PaperSignature, ...]


def papers_at(papers: Iterable[Paper], at: datetime) -> tuple[PaperThen, ...]:
    """The documents that were there at an instant, the oldest first; a later voiding does not show yet."""
    return tuple(
        PaperThen(
            paper=paper,
            state=_state(paper, at),
            signatures=tuple(one for one in paper.signatures if one.signed_at <= at),
        )
        for paper in sorted(papers, key=lambda one: (one.created_at, one.id))
        if paper.created_at <= at
    )


def _state(paper: Paper, at: datetime) -> PaperState:
    void = paper.voided_at is not None and paper.voided_at <= at
    return PaperState.VOID if void else PaperState.VALID
