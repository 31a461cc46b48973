"""Passwords in tests: argon2 with the least memory and one pass."""

from __future__ import annotations

from argon2 import profiles

from people.passwords import Hasher


def cheap_hasher() -> Hasher:
    return Hasher(profiles.CHEAPEST)
