from __future__ import annotations

import unicodedata

from argon2 import profiles

from people.passwords import LONGEST, Hasher


def test_a_password_matches_its_own_hash(hasher: Hasher) -> None:
    assert hasher.matches(hasher.hash("құпия сөз"), "құпия сөз")


def test_another_password_does_not_match(hasher: Hasher) -> None:
    assert not hasher.matches(hasher.hash("құпия сөз"), "құпия сөз ")


def test_two_hashes_of_one_password_differ(hasher: Hasher) -> None:
    assert hasher.hash("x") != hasher.hash("x")


def test_nobody_has_no_password(hasher: Hasher) -> None:
    assert not hasher.matches(None, "nobody")


def test_a_broken_hash_matches_nothing(hasher: Hasher) -> None:
    assert not hasher.matches("not a hash", "x")


def test_an_endless_password_is_not_computed(hasher: Hasher) -> None:
    endless = "x" * (LONGEST + 1)

    assert not hasher.matches(hasher.hash(endless), endless)


def test_a_letter_composed_otherwise_is_the_same_letter(hasher: Hasher) -> None:
    made = hasher.hash(unicodedata.normalize("NFD", "Айгерім"))

    assert hasher.matches(made, unicodedata.normalize("NFC", "Айгерім"))


def test_the_default_is_the_second_recommendation_of_rfc_9106() -> None:
    profile = Hasher().profile

    assert profile == profiles.RFC_9106_LOW_MEMORY
    assert (profile.memory_cost, profile.time_cost) == (64 * 1024, 3)
