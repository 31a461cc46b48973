from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.identifiers import (
    check_digit,
    iin_birth_date,
    is_bin,
    is_iin,
    is_phone,
    normalise_phone,
)

VALID = (
    "090517500009",
    "090517600006",
    "071231500014",
    "080101600012",
    "750615300009",
    "800229400029",
    "000101500001",
    "060302600091",
)
ELEVEN_DIGITS = st.text("0123456789", min_size=11, max_size=11)


@pytest.mark.parametrize("iin", VALID)
def test_vector_is_an_iin(iin: str) -> None:
    assert is_iin(iin)


@pytest.mark.parametrize("iin", VALID)
def test_vector_with_the_next_last_digit_is_no_iin(iin: str) -> None:
    assert not is_iin(iin[:11] + str((int(iin[11]) + 1) % 10))


def test_second_pass_is_taken_where_the_first_gives_ten() -> None:
    assert check_digit("09051750000") == 9


def test_base_whose_passes_both_give_ten_is_unusable() -> None:
    assert check_digit("09051750006") is None
    assert not any(is_iin(f"09051750006{digit}") for digit in range(10))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "09051750000",
        "0905175000090",
        "09051750000x",
        " 090517500009",
        "090517500009\n",
        "٠٩٠٥١٧٥٠٠٠٠٩",
        "०९०५१७५००००९",
        "09051750000９",
    ],
)
def test_anything_but_twelve_ascii_digits_is_no_iin(text: str) -> None:
    assert not is_iin(text)


def test_iin_with_an_impossible_birth_date_is_still_valid() -> None:
    base = "99139900000"
    assert is_iin(f"{base}{check_digit(base)}")


@given(ELEVEN_DIGITS)
def test_at_most_one_check_digit_fits(base: str) -> None:
    fitting = [digit for digit in range(10) if is_iin(f"{base}{digit}")]
    assert fitting == [digit for digit in [check_digit(base)] if digit is not None]


@given(st.text())
def test_any_text_can_be_asked(text: str) -> None:
    assert is_iin(text) in (True, False)
    assert is_bin(text) in (True, False)
    iin_birth_date(text)


@pytest.mark.parametrize(
    ("iin", "born"),
    [
        ("750615300009", date(1975, 6, 15)),
        ("800229400029", date(1980, 2, 29)),
        ("090517500009", date(2009, 5, 17)),
        ("000101500001", date(2000, 1, 1)),
        ("990101100000", date(1899, 1, 1)),
    ],
)
def test_seventh_digit_tells_the_century(iin: str, born: date) -> None:
    assert iin_birth_date(iin) == born


@pytest.mark.parametrize(
    "iin", ["091317500009", "090230500009", "090517000009", "090517700009", "0905175"]
)
def test_digits_that_spell_no_date_give_none(iin: str) -> None:
    assert iin_birth_date(iin) is None


def bin_of(base: str) -> str:
    return f"{base}{check_digit(base)}"


@pytest.mark.parametrize("base", ["16034000001", "99125100023", "05066300177"])
def test_bin_of_each_type_is_valid(base: str) -> None:
    assert is_bin(bin_of(base))


@pytest.mark.parametrize("base", ["16134000001", "16004000001", "16033000001", "16037000001"])
def test_bin_with_a_wrong_month_or_type_is_refused(base: str) -> None:
    assert not is_bin(bin_of(base))


def test_bin_with_a_wrong_check_digit_is_refused() -> None:
    right = bin_of("16034000001")
    assert not is_bin(right[:11] + str((int(right[11]) + 1) % 10))


@pytest.mark.parametrize(
    "written",
    [
        "+77011234567",
        "87011234567",
        "8 701 123 45 67",
        "8 (701) 123-45-67",
        "+7 (701) 123-45-67",
        "7 701 1234567",
        "+7\u00a0701\u00a0123\u00a045\u00a067",
        "8‑701‑123‑45‑67",
    ],
)
def test_ways_of_writing_a_number_become_one(written: str) -> None:
    assert normalise_phone(written) == "+77011234567"


def test_number_of_the_code_six_is_kazakh() -> None:
    assert normalise_phone("8 600 123 45 67") == "+76001234567"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "1414",
        "8 800 080 77 77",
        "+79161234567",
        "7011234567",
        "+7701123456",
        "++77011234567",
        "٨7011234567",
    ],
)
def test_other_numbers_are_refused(written: str) -> None:
    assert normalise_phone(written) is None


@given(st.text())
def test_normalising_gives_a_phone_or_nothing_and_changes_no_phone(text: str) -> None:
    phone = normalise_phone(text)
    assert phone is None or (is_phone(phone) and normalise_phone(phone) == phone)
