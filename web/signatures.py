"""Signing at a user task: the server signs the bytes it keeps, in the name of who is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from engine.errors import EngineError
from engine.history.events import instant_text
from people.values import Person
from signing.port import Outcome, Signed, SignerIdentity
from web.platform import Platform
from workers.documents.store import Document, Signature, document, document_content

SIGNED_AT: Mapping[str, tuple[str, ...]] = {
    "sign-order": ("order_document", "extract_document"),
    "sign-refusal": ("refusal_document",),
}
"""Form key to the variables that hold the ids of what is signed there; the first names the decision itself."""


class SignatureNotValid(EngineError):
    """The adapter's signature does not pass its own verification; nothing is signed."""

    def __init__(self, document_id: str, outcome: str) -> None:
        super().__init__(f"signature of document {document_id} is {outcome}")
        self.document_id, self.outcome = document_id, outcome


class PapersRemade(EngineError):
    """What was to be signed at a task is void: it was made anew since the page showed it. Nothing is signed."""

    def __init__(self, user_task_id: int) -> None:
        super().__init__(f"the papers of user task {user_task_id} were made anew")
        self.user_task_id = user_task_id


class NothingToSign(EngineError):
    """The case holds no document where the form signs one."""

    def __init__(self, form_key: str, variable: str) -> None:
        super().__init__(f"{form_key}: variable {variable} names no document")
        self.form_key, self.variable = form_key, variable


@dataclass(frozen=True, kw_only=True)
class SignedTask:
    """signatures: rows to be kept; variable: `signature` of the data dictionary."""

    signatures: tuple[Signature, ...]
    variable: Mapping[str, object]


def signing_documents(
    platform: Platform, form_key: str, scope: Mapping[str, object]
) -> tuple[Document, ...]:
    """What the task is about to sign; nothing for a form that signs nothing. Raises NothingToSign."""
    ids = [_document_id(form_key, name, scope) for name in SIGNED_AT.get(form_key, ())]
    with platform.database.snapshot() as connection:
        return tuple(document(connection, each) for each in ids)


def signed_task(
    platform: Platform, form_key: str, scope: Mapping[str, object], person: Person, now: datetime
) -> SignedTask:
    """Sign all that the form signs. Raises SignatureNotValid, NothingToSign, UnknownDocument."""
    signer = SignerIdentity(
        person_id=person.id,
        full_name=person.full_name,
        position=person.position_kk or person.position_ru,
    )
    ids = [_document_id(form_key, name, scope) for name in SIGNED_AT[form_key]]
    signatures = [_signature(platform, each, signer, now) for each in ids]
    first = signatures[0]
    return SignedTask(
        signatures=tuple(row for row, _ in signatures),
        variable={
            "signer": signer.person_id,
            "signer_name": signer.full_name,
            "position": signer.position,
            "signed_at": instant_text(now),
            "certificate": first[1].report.certificate,
            "mark": first[1].report.mark,
            "document_id": ids[0],
        },
    )


def _signature(
    platform: Platform, document_id: str, signer: SignerIdentity, now: datetime
) -> tuple[Signature, Signed]:
    with platform.database.snapshot() as connection:
        content = document_content(connection, platform.vault, document_id)
    signed: Signed = platform.signer.sign(content, signer, now)
    if signed.report.outcome is not Outcome.VALID:
        raise SignatureNotValid(document_id, signed.report.outcome)
    row = Signature(
        document_id=document_id,
        signer=signer.person_id,
        signer_name=signer.full_name,
        position=signer.position,
        signed_at=now,
        adapter=signed.report.adapter,
        mark=signed.report.mark,
        signature=signed.signature,
        report=signed.report.to_json(),
    )
    return row, signed


def _document_id(form_key: str, variable: str, scope: Mapping[str, object]) -> str:
    document_id = scope.get(variable)
    if not isinstance(document_id, str):
        raise NothingToSign(form_key, variable)
    return document_id
