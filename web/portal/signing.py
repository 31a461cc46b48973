"""The applicant's certificate: what signing in leaves in the case, and the signature under the application."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime

from engine.history.canonical import canonical
from engine.history.events import instant_text
from people.values import Person
from signing.port import Outcome, Signed, SignerIdentity
from web.platform import Platform
from web.portal.draft import FORM_KEY
from web.signatures import SignatureNotValid


def sign_in_certificate(
    platform: Platform, person: Person, iin: str, now: datetime
) -> dict[str, object]:
    """`sign_in_certificate` of the data dictionary: whose certificate was shown, and that it has no legal force.

    The adapter signs the words of the sign-in, so that the certificate named is one that it used.
    Raises SignatureNotValid.
    """
    shown = {"sign_in": person.id, "iin": iin, "at": instant_text(now)}
    signed = _signed(platform, canonical(shown), person, now, subject="sign-in")
    return {
        "iin": iin,
        "certificate": signed.report.certificate,
        "adapter": signed.report.adapter,
        "mark": signed.report.mark,
        "signed_in_at": instant_text(now),
    }


def signed_content(case_no: str, answers: Mapping[str, object]) -> bytes:
    """The bytes that the applicant signs: RFC 8785 of the answers as they go into the case."""
    return canonical({"case_no": case_no, "form": FORM_KEY, "answers": dict(answers)})


def application_signature(
    platform: Platform, person: Person, case_no: str, answers: Mapping[str, object], now: datetime
) -> dict[str, object]:
    """`application_signature` of the data dictionary. Raises SignatureNotValid."""
    content = signed_content(case_no, answers)
    signed = _signed(platform, content, person, now, subject=case_no)
    return {
        "signer": person.id,
        "signer_name": person.full_name,
        "signed_at": instant_text(now),
        "certificate": signed.report.certificate,
        "adapter": signed.report.adapter,
        "mark": signed.report.mark,
        "sha256": hashlib.sha256(content).hexdigest(),
        "signature": signed.signature.hex(),
    }


def _signed(
    platform: Platform, content: bytes, person: Person, now: datetime, *, subject: str
) -> Signed:
    identity = SignerIdentity(person_id=person.id, full_name=person.full_name, position="")
    signed: Signed = platform.signer.sign(content, identity, now)
    if signed.report.outcome is not Outcome.VALID:
        raise SignatureNotValid(subject, signed.report.outcome)
    return signed
