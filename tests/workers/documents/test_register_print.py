from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date

import pikepdf
import pytest

from engine.words import Words
from tests.workers.documents.papers import register_line
from tests.workers.pdf import pdf_pages, pdf_text
from tests.workers.samples import NOW
from workers.documents.register_print import render_register
from workers.register_lines import RegisterLine
from workers.register_words import register_title
from workers.registers import Register

OFFICE = Words(kk="Қарағанды қаласының білім бөлімі", ru="Отдел образования города Караганды")


def _print(register: Register | None, lines: Sequence[RegisterLine]) -> bytes:
    return render_register(
        register,
        lines,
        office=OFFICE,
        first=date(2016, 11, 1),
        last=date(2016, 11, 30),
        printed_by="Сәрсенова Баян Қайратқызы",
        at=NOW,
    )


@pytest.mark.parametrize("register", [None, *Register])
def test_every_register_is_printed_in_both_languages(register: Register | None) -> None:
    text = pdf_text(_print(register, [register_line(1, void=True)]))
    title = register_title(register)
    for said in (title.kk, title.ru, OFFICE.kk, OFFICE.ru, "01.11.2016 – 30.11.2016"):
        assert said in text
    assert "Сәрсенова Баян Қайратқызы" in text


def test_the_sheet_lies_across() -> None:
    with pikepdf.open(io.BytesIO(_print(Register.ORDER, [register_line(1)]))) as pdf:
        _, _, width, height = pdf.pages[0].mediabox
    assert width > height


def test_a_line_has_number_time_case_and_applicant() -> None:
    text = pdf_text(_print(Register.ORDER, [register_line(3)]))
    for said in ("3-Э/2016", "03.11.2016 11:15", "2016-000003", "Ахметова Айгүл Серікқызы"):
        assert said in text


def test_a_void_number_says_so_in_words_in_its_place() -> None:
    lines = [register_line(1), register_line(2, void=True), register_line(3)]
    text = pdf_text(_print(Register.ORDER, lines))
    assert text.index("1-Э/2016") < text.index("2-Э/2016") < text.index("3-Э/2016")
    said = "жарамсыз / аннулирован 04.11.2016 11:15: Сынып қате көрсетілген"
    assert said in text
    assert "(Әбенова Гүлнар Сәкенқызы)" in text


def test_the_totals_stand_under_the_table() -> None:
    lines = [register_line(number, void=number == 2) for number in range(1, 6)]
    text = pdf_text(_print(Register.ORDER, lines))
    assert "Всего зарегистрировано: 5, жарамды · действует: 4, жарамсыз · аннулировано: 1" in text


def test_the_void_numbers_come_with_their_register() -> None:
    lines = [register_line(2, void=True), register_line(1, void=True, register=Register.REFUSAL)]
    text = pdf_text(_print(None, lines))
    assert "Журнал регистрации приказов" in text
    assert "Журнал регистрации мотивированных отказов" in text
    assert "Всего аннулировано: 2" in text


@pytest.mark.parametrize("register", [None, Register.INCOMING])
def test_an_empty_period_is_said_to_be_empty(register: Register | None) -> None:
    text = pdf_text(_print(register, []))
    assert "Осы кезеңде жазба жоқ." in text
    assert "За этот период записей нет." in text


def test_a_long_register_has_its_head_and_page_number_on_every_page() -> None:
    pages = pdf_pages(_print(Register.ORDER, [register_line(n) for n in range(1, 101)]))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert "Тіркеу нөмірі" in page
        assert f"{number} / {len(pages)} бет · стр." in page
    assert sum(page.count("-Э/2016") for page in pages) == 100


def test_what_is_typed_as_a_reason_is_no_markup() -> None:
    typed = '#panic("x") *y* <z>'
    assert typed in pdf_text(
        _print(Register.ORDER, [register_line(1, void=True, void_reason=typed)])
    )
