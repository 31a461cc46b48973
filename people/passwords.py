"""Passwords are kept as argon2id hashes. Source: RFC 9106, section 4, second recommended option."""

from __future__ import annotations

import unicodedata
from functools import cached_property

from argon2 import Parameters, PasswordHasher, profiles
from argon2.exceptions import InvalidHashError, VerificationError

LONGEST = 1024  # characters; longer input costs time and adds nothing


class Hasher:
    """Makes and checks password hashes; the profile says how dear one try is (some 0.3 s by default)."""

    def __init__(self, profile: Parameters = profiles.RFC_9106_LOW_MEMORY) -> None:
        self.profile = profile
        self._argon2 = PasswordHasher.from_parameters(profile)

    @cached_property
    def _nobody(self) -> str:
        """Made when somebody unknown first tries: a command of the terminal need not wait for it."""
        return self._argon2.hash("nobody")

    def hash(self, password: str) -> str:
        return self._argon2.hash(_normal(password))

    def matches(self, password_hash: str | None, password: str) -> bool:
        """Whether the password made this hash. Without a hash: no, after the same time."""
        if len(password) > LONGEST:
            return False
        try:
            fits = self._argon2.verify(password_hash or self._nobody, _normal(password))
        except (VerificationError, InvalidHashError):
            return False
        return fits and password_hash is not None


def _normal(password: str) -> str:
    """One spelling of letters that keyboards compose differently, as й."""
    return unicodedata.normalize("NFC", password)
