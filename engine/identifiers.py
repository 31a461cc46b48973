"""Identification numbers and telephone numbers of Kazakhstan: arithmetic only, nothing is looked up."""

from __future__ import annotations

import re
from datetime import date

IIN_PATTERN = re.compile(r"[0-9]{12}")
BIN_PATTERN = re.compile(r"[0-9]{2}(0[1-9]|1[0-2])[4-6][0-9]{7}")
PHONE_PATTERN = re.compile(r"\+7[67][0-9]{9}")

FIRST_WEIGHTS = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}


def check_digit(base: str) -> int | None:
    """The twelfth digit for the first eleven, or None where both passes give 10: such a number is not used.

    Source: decree of the Government of 22.05.2007 No 406; the BIN uses the same weights.
    """
    for weights in (FIRST_WEIGHTS, SECOND_WEIGHTS):
        remainder = (
            sum(int(digit) * weight for digit, weight in zip(base, weights, strict=True)) % 11
        )
        if remainder < 10:
            return remainder
    return None


def is_iin(text: str) -> bool:
    """Whether `text` is twelve ASCII digits with the right check digit.

    The digits of birth date and sex are not looked at: since decree of 26.08.2013 No 853 they bind nobody.
    """
    return IIN_PATTERN.fullmatch(text) is not None and check_digit(text[:11]) == int(text[11])


def is_bin(text: str) -> bool:
    """Whether `text` has the form of a business identification number and the right check digit."""
    return BIN_PATTERN.fullmatch(text) is not None and check_digit(text[:11]) == int(text[11])


def iin_birth_date(iin: str) -> date | None:
    """The birth date that the first seven digits spell, or None where they spell none.

    A hint for a person, never a ground: a valid IIN may spell another date than its bearer's (decree No 853).
    """
    if IIN_PATTERN.fullmatch(iin) is None or iin[6] not in CENTURIES:
        return None
    try:
        return date(CENTURIES[iin[6]] + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    except ValueError:
        return None


def spells_birth_date(iin: str, born: date) -> bool:
    """Whether an IIN begins with this birth date; where the seventh digit is 0 it says nothing of the century.

    Where it does not, who has seen the document decides: such numbers are valid (decree No 853).
    """
    if iin[6:7] == "0":
        return iin[:6] == f"{born:%y%m%d}"
    return iin_birth_date(iin) == born


def normalise_phone(text: str) -> str | None:
    """The number as `+7…` in the form of E.164, or None where it is no number of Kazakhstan.

    Accepts `8 7XX…`, `7 7XX…` and `+7 7XX…` with spaces, brackets and dashes.
    Source: in zone 7 the codes 6XX and 7XX belong to Kazakhstan alone.
    """
    digits = re.sub(r"[\s()\-‐‑–.]", "", text)
    candidate = re.sub(r"^(?:\+7|8|7)(?=[67][0-9]{9}$)", "+7", digits)
    return candidate if is_phone(candidate) else None


def is_phone(text: str) -> bool:
    """Whether `text` is a number of Kazakhstan already written as `+7…`."""
    return PHONE_PATTERN.fullmatch(text) is not None
