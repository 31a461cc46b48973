from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import Undecipherable
from engine.storage.vault import Vault

VAULT = Vault("a secret of the tests")


@given(st.binary(max_size=200), st.text(max_size=20))
def test_what_is_sealed_opens_with_the_same_key_and_context(content, context):
    assert VAULT.unseal(VAULT.seal(content, context), context) == content


def test_it_does_not_open_elsewhere():
    with pytest.raises(Undecipherable):
        VAULT.unseal(VAULT.seal(b"a", "payload:1:1"), "payload:1:2")


def test_it_does_not_open_with_another_key():
    with pytest.raises(Undecipherable):
        Vault("another secret").unseal(VAULT.seal(b"a", "x"), "x")


@given(st.integers(0, 40), st.integers(1, 255))
def test_a_changed_byte_is_found(at, change):
    sealed = bytearray(VAULT.seal(b"thirteen bytes", "x"))
    sealed[at % len(sealed)] ^= change

    with pytest.raises(Undecipherable):
        VAULT.unseal(bytes(sealed), "x")


def test_what_is_too_short_is_found():
    with pytest.raises(Undecipherable):
        VAULT.unseal(b"short", "x")


def test_equal_contents_are_sealed_differently_and_hashed_alike():
    assert VAULT.seal(b"a", "x") != VAULT.seal(b"a", "x")
    assert VAULT.digest("090517500009") == VAULT.digest(b"090517500009")


def test_the_hash_needs_the_key():
    assert VAULT.digest("090517500009") != Vault("another secret").digest("090517500009")
