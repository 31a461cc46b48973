"""What the product asks of a signature adapter. `content` is always the server's own bytes, never the signer's."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

import orjson


class Outcome(StrEnum):
    VALID = "valid"
    INVALID = "invalid"
    INDETERMINATE = "indeterminate"  #: could not be decided now; never taken for valid


@dataclass(frozen=True, kw_only=True)
class SignerIdentity:
    """Who signs, as the system knows them on that day."""

    person_id: str
    full_name: str
    position: str


@dataclass(frozen=True, kw_only=True)
class Check:
    """One of the checks behind an outcome."""

    name: str
    outcome: Outcome
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class VerificationReport:
    """mark: shown wherever the signature is shown, empty where it has legal force.

    certificate: fingerprint (sha-256, hex) of the certificate or key; adapter: name and version.
    """

    outcome: Outcome
    checks: tuple[Check, ...]
    signer: str
    signer_name: str
    position: str
    signed_at: datetime | None
    certificate: str
    adapter: str
    mark: str

    def to_json(self) -> str:
        return orjson.dumps(asdict(self), option=orjson.OPT_SORT_KEYS).decode()


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A signature detached from its content, and the report of its verification at once."""

    signature: bytes
    report: VerificationReport


class Signer(Protocol):
    def sign(self, content: bytes, signer: SignerIdentity, at: datetime) -> Signed:
        """Sign the bytes. at: aware, UTC."""


class SignatureVerifier(Protocol):
    def verify(self, signature: bytes, *, content: bytes, at: datetime) -> VerificationReport:
        """Judge a detached signature over `content` at `at`; bad input gives an invalid report, no error."""


class Signatures(Signer, SignatureVerifier, Protocol):
    """An adapter that does both."""

    @property
    def mark(self) -> str:
        """Printed on what is signed; empty where signatures have legal force."""
