"""The head signs the documents as they are stored: the order with its extract, or the refusal."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from engine.history.events import instant_text
from people.values import Person
from signing.port import Signed, SignerIdentity
from web.platform import Platform
from workers.documents.store import Signature, add_signature, document_content

SIGNED_AT: Mapping[str, tuple[str, ...]] = {
    "SignOrder": ("order_document", "extract_document"),
    "SignRefusal": ("refusal_document",),
}
"""User task to the variables that name what is signed there, the decision itself first."""


def sign_documents(
    platform: Platform, element_id: str, scope: Mapping[str, object], person: Person, now: datetime
) -> dict[str, object]:
    """Sign and store; the variable `signature` of the data dictionary."""
    signer = SignerIdentity(
        person_id=person.id, full_name=person.full_name, position=person.position_kk
    )
    ids = [str(scope[name]) for name in SIGNED_AT[element_id]]
    signed = [_signed(platform, each, signer, now) for each in ids]
    return {
        "signer": signer.person_id,
        "signer_name": signer.full_name,
        "position": signer.position,
        "signed_at": instant_text(now),
        "certificate": signed[0].report.certificate,
        "mark": signed[0].report.mark,
        "document_id": ids[0],
    }


def _signed(platform: Platform, document_id: str, signer: SignerIdentity, now: datetime) -> Signed:
    with platform.database.transaction() as connection:
        content = document_content(connection, platform.vault, document_id)
        signed: Signed = platform.signer.sign(content, signer, now)
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
        add_signature(connection, row)
    return signed
