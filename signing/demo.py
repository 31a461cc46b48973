"""Signatures for demonstrations: Ed25519 with a key made from the node's secret. Real arithmetic, no legal force."""

from __future__ import annotations

import base64
import binascii
import hashlib
from datetime import UTC, datetime
from typing import Any

import orjson
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from signing.port import Check, Outcome, Signed, SignerIdentity, VerificationReport

MARK = "ТЕСТ"
ADAPTER = "demo 1"
PURPOSE = b"ruqsat demo signature\x00"
FIELDS = ("sha256", "signer", "signer_name", "position", "signed_at", "certificate")


class DemoSignatures:
    """The same secret gives the same key on every node, and the same content, signer and time the same bytes."""

    def __init__(self, secret: str) -> None:
        seed = hashlib.sha256(PURPOSE + secret.encode()).digest()
        self._key = Ed25519PrivateKey.from_private_bytes(seed)
        raw = self._key.public_key().public_bytes(
            serialization.Encoding.Raw, serialization.PublicFormat.Raw
        )
        self._certificate = hashlib.sha256(raw).hexdigest()

    @property
    def mark(self) -> str:
        return MARK

    def sign(self, content: bytes, signer: SignerIdentity, at: datetime) -> Signed:
        claims = {
            "sha256": hashlib.sha256(content).hexdigest(),
            "signer": signer.person_id,
            "signer_name": signer.full_name,
            "position": signer.position,
            "signed_at": at.astimezone(UTC).isoformat(),
            "certificate": self._certificate,
        }
        value = base64.b64encode(self._key.sign(_signed_bytes(claims))).decode()
        signature = orjson.dumps({"claims": claims, "value": value})
        return Signed(signature=signature, report=self.verify(signature, content=content, at=at))

    def verify(self, signature: bytes, *, content: bytes, at: datetime) -> VerificationReport:
        """Every check is made and reported; all must hold. A signature from after `at` is not valid then."""
        claims, value = _opened(signature)
        if claims is None:
            return _report((_check("form", False),), {})
        checks = (
            _check("form", True),
            _check("key", claims["certificate"] == self._certificate),
            _check("signature", self._is_ours(claims, value)),
            _check("content", claims["sha256"] == hashlib.sha256(content).hexdigest()),
            _check("time", _is_before(claims["signed_at"], at)),
        )
        return _report(checks, claims)

    def _is_ours(self, claims: dict[str, str], value: bytes) -> bool:
        try:
            self._key.public_key().verify(value, _signed_bytes(claims))
        except InvalidSignature:
            return False
        return True


def _signed_bytes(claims: dict[str, str]) -> bytes:
    """The purpose is inside: such a signature can never stand for anything else."""
    return PURPOSE + orjson.dumps(claims, option=orjson.OPT_SORT_KEYS)


def _opened(signature: bytes) -> tuple[dict[str, str] | None, bytes]:
    """Claims and signature value, or None where the bytes are not of our form."""
    try:
        envelope: Any = orjson.loads(signature)
        claims, value = envelope["claims"], base64.b64decode(envelope["value"], validate=True)
    except (orjson.JSONDecodeError, KeyError, TypeError, binascii.Error, ValueError):
        return None, b""
    whole = isinstance(claims, dict) and tuple(claims) == FIELDS
    if not whole or not all(isinstance(each, str) for each in claims.values()):
        return None, b""
    return claims, value


def _check(name: str, holds: bool) -> Check:
    return Check(name=name, outcome=Outcome.VALID if holds else Outcome.INVALID)


def _is_before(signed_at: str, at: datetime) -> bool:
    claimed = _instant(signed_at)
    return claimed is not None and claimed <= at


def _instant(text: str) -> datetime | None:
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        return None
    return instant if instant.tzinfo else None


def _report(checks: tuple[Check, ...], claims: dict[str, str]) -> VerificationReport:
    valid = all(check.outcome is Outcome.VALID for check in checks)
    return VerificationReport(
        outcome=Outcome.VALID if valid else Outcome.INVALID,
        checks=checks,
        signer=claims.get("signer", ""),
        signer_name=claims.get("signer_name", ""),
        position=claims.get("position", ""),
        signed_at=_instant(claims.get("signed_at", "")),
        certificate=claims.get("certificate", ""),
        adapter=ADAPTER,
        mark=MARK,
    )
