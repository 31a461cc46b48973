from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.words import LANGUAGES
from tests.workers.documents.papers import register_line
from workers.register_csv import register_csv, safe_cell
from workers.register_lines import RegisterLine
from workers.register_words import COLUMNS, REGISTERS, register_title
from workers.registers import Register


def _rows(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))


def _row(line: RegisterLine, language: str = "ru") -> dict[str, str]:
    head, row = _rows(register_csv([line], language))
    return dict(zip(head, row, strict=True))


def test_the_file_begins_with_a_mark_and_ends_its_lines_as_the_rfc_says() -> None:
    content = register_csv([register_line(1), register_line(2)], "kk")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.endswith(b"\r\n")
    assert content.count(b"\n") == content.count(b"\r\n") == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_heads_are_in_the_language_asked_for(language: str) -> None:
    (head,) = _rows(register_csv([], language))
    assert head == [words.text(language) for words in COLUMNS.values()]
    assert len(set(head)) == len(head) == len(COLUMNS)


def test_a_number_in_force_has_its_case_and_local_time() -> None:
    row = _row(register_line(7))
    assert row["Порядковый №"] == "7"
    assert row["Регистрационный номер"] == "7-Э/2016"
    assert row["Дата, время регистрации"] == "03.11.2016 11:15"
    assert row["Номер дела"] == "2016-000007"
    assert row["Услугополучатель"] == "Ахметова Айгүл Серікқызы"
    assert (row["Состояние"], row["Причина"], row["Кем аннулирован"]) == ("действует", "", "")


@pytest.mark.parametrize(
    ("language", "state"), [("kk", "жарамсыз"), ("ru", "аннулирован"), ("en", "void")]
)
def test_a_void_number_says_so_with_reason_and_person(language: str, state: str) -> None:
    row = _row(register_line(7, void=True), language)
    assert row[COLUMNS["state"].text(language)] == state
    assert row[COLUMNS["voided_at"].text(language)] == "04.11.2016 11:15"
    assert row[COLUMNS["voided_by"].text(language)] == "Әбенова Гүлнар Сәкенқызы"
    assert row[COLUMNS["void_reason"].text(language)] == "Сынып қате көрсетілген"


@pytest.mark.parametrize(
    "begin", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", " ="]
)
def test_a_cell_that_would_be_a_formula_is_shown_as_text(begin: str) -> None:
    typed = f"{begin}HYPERLINK(1)"
    row = _row(register_line(1, void=True, void_reason=typed, applicant=typed))
    assert row["Причина"] == row["Услугополучатель"] == f"'{typed}"


@pytest.mark.parametrize("typed", ["", "№ 5", "a=b", "қате - тағы", "'тырнақша", "1-Э/2016"])
def test_an_ordinary_cell_stays_as_it_is(typed: str) -> None:
    assert safe_cell(typed) == typed


@pytest.mark.parametrize("typed", ['"тырнақша", үтір', "екі\nжол", "екі\r\nжол", "a;b"])
def test_quotes_commas_and_lines_come_back_as_they_were(typed: str) -> None:
    assert _row(register_line(1, void=True, void_reason=typed))["Причина"] == typed


@given(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")))
def test_no_text_is_ever_a_formula_and_none_is_lost(typed: str) -> None:
    cell = _row(register_line(1, void=True, void_reason=typed))["Причина"]
    assert cell in (typed, f"'{typed}")
    assert not cell.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_register_has_its_name(language: str) -> None:
    titles = {register_title(each).text(language) for each in (None, *Register)}
    assert len(titles) == len(Register) + 1
    assert set(REGISTERS) == set(Register)
