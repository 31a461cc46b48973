"""Encipherment at rest and the keyed hash for search.

AES-256-GCM with a random 96-bit nonce before the sealed bytes; the context (what the bytes are and whose) is authenticated,
so a value moved to another row does not open. Source: NIST SP 800-38D; keys by HKDF-SHA256 (RFC 5869).
"""

from __future__ import annotations

import hashlib
import hmac
import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from engine.errors import Undecipherable

NONCE = 12  # bytes


class Vault:
    """Seals and opens bytes with keys made from one secret (RUQSAT_DATA_KEY, at least 16 characters)."""

    def __init__(self, secret: str) -> None:
        self._cipher = AESGCM(_derived(secret, b"ruqsat encipherment"))
        self._hash_key = _derived(secret, b"ruqsat search")

    def seal(self, content: bytes, context: str) -> bytes:
        """Encipher; `context` names the place ("state:INSTANCE") and must be given again to open."""
        nonce = os.urandom(NONCE)
        return nonce + self._cipher.encrypt(nonce, content, context.encode())

    def unseal(self, sealed: bytes, context: str) -> bytes:
        """Decipher. Raises Undecipherable where key, context or bytes are not those of `seal`."""
        try:
            return self._cipher.decrypt(sealed[:NONCE], sealed[NONCE:], context.encode())
        except (InvalidTag, ValueError) as error:
            raise Undecipherable(context) from error

    def digest(self, content: str | bytes) -> str:
        """Keyed hash (HMAC-SHA256, 64 hex digits): equal values can be found without being readable."""
        data = content.encode() if isinstance(content, str) else content
        return hmac.new(self._hash_key, data, hashlib.sha256).hexdigest()


def _derived(secret: str, purpose: bytes) -> bytes:
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=purpose).derive(secret.encode())
