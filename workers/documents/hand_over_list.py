"""Hand-over list (тапсыру тізімдемесі): what one office gives another on one day, with two signatures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from engine.errors import EngineError
from engine.expression.values import Value
from engine.storage.vault import Vault
from engine.words import Words
from workers.answers import Answers
from workers.documents import store
from workers.documents.kinds import TITLES, Kind
from workers.documents.making import new_check_code, new_document_id
from workers.documents.render import Frame, render
from workers.documents.wording import form_day
from workers.editions import edition_of
from workers.results import result_document

if TYPE_CHECKING:
    from sqlalchemy import Connection

RESULTS: Mapping[str, tuple[Kind, str]] = {
    "granted": (Kind.ORDER_EXTRACT, "extract_no"),
    "refused": (Kind.REASONED_REFUSAL, "refusal_no"),
}


class NothingToHandOver(EngineError):
    """A hand-over list is asked for without any case in it."""

    def __init__(self) -> None:
        super().__init__("no case was chosen for the hand-over list")


@dataclass(frozen=True, kw_only=True)
class HandOverLine:
    """One case. number: of the document; outgoing_no: empty where it goes the other way."""

    case_no: str
    receipt_no: str
    applicant: str
    document: Words
    number: str
    outgoing_no: str


@dataclass(frozen=True, kw_only=True)
class HandOver:
    """giver, receiver: offices; given_by, received_by: persons, the latter empty where it is not known yet."""

    giver: Words
    receiver: Words
    given_by: str
    received_by: str
    day: date
    lines: Sequence[HandOverLine]


def result_line(variables: Mapping[str, object]) -> HandOverLine:
    """The signed result of a case on its way to the State Corporation. Raises AnswerMissing where there is none."""
    answers = Answers(job_type=Kind.HAND_OVER_LIST.value, values=variables)
    result_document(answers)
    kind, number = RESULTS[answers.text("decision")]
    return HandOverLine(
        case_no=answers.text("case_no"),
        receipt_no=answers.text("receipt_no"),
        applicant=answers.text("applicant_name"),
        document=TITLES[kind],
        number=answers.text(number),
        outgoing_no=answers.text("outgoing_no"),
    )


def keep_hand_over_list(
    connection: Connection,
    vault: Vault,
    handed: HandOver,
    *,
    made_by: str,
    rules: str,
    public_url: str,
    now: datetime,
) -> str:
    """Make a list and store it with a check code; its document id. It belongs to no single case.

    made_by: person. Raises NothingToHandOver.
    """
    code, document_id = new_check_code(), new_document_id()
    frame = Frame(
        title=TITLES[Kind.HAND_OVER_LIST],
        edition=edition_of(rules),
        made_at=now,
        check_code=code,
        check_url=f"{public_url}/check/{code}",
    )
    document = store.NewDocument(
        id=document_id,
        kind=Kind.HAND_OVER_LIST.value,
        media_type="application/pdf",
        file_name=f"{Kind.HAND_OVER_LIST.value}-{handed.day.isoformat()}.pdf",
        created_at=now,
        created_by=made_by,
        language="kk,ru",
        check_code=code,
    )
    content = render(Kind.HAND_OVER_LIST.value, frame, data(handed))
    store.add_document(connection, vault, document, content)
    return document_id


def data(handed: HandOver) -> dict[str, Value]:
    """Raises NothingToHandOver."""
    if not handed.lines:
        raise NothingToHandOver
    day = form_day(handed.day)
    return {
        "giver_kk": handed.giver.kk,
        "giver_ru": handed.giver.ru,
        "receiver_kk": handed.receiver.kk,
        "receiver_ru": handed.receiver.ru,
        "given_by": handed.given_by,
        "received_by": handed.received_by,
        "day_kk": day.kk,
        "day_ru": day.ru,
        "lines": [_line(each) for each in handed.lines],
    }


def _line(line: HandOverLine) -> dict[str, str]:
    return {
        "case_no": line.case_no,
        "receipt_no": line.receipt_no,
        "applicant": line.applicant,
        "document_kk": line.document.kk,
        "document_ru": line.document.ru,
        "number": line.number,
        "outgoing_no": line.outgoing_no,
    }
