"""Resolution card and case cover: pure functions of the variables of a case."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from tests.workers.documents.papers import made_document
from tests.workers.pdf import pdf_pages, pdf_text
from tests.workers.samples import DECIDED, NOW, answers, variables
from workers.answers import AnswerMissing
from workers.documents.case_cover import data as cover_data
from workers.documents.case_cover import render_case_cover
from workers.documents.resolution_card import render_resolution_card

DAY = date(2016, 11, 3)


def _card(**changed: Any) -> bytes:
    given = variables(**{**DECIDED, **changed})
    return render_resolution_card(given, resolved_on=DAY, rules="2016", at=NOW)


def _cover(made: list[Any] | None = None, /, **changed: Any) -> dict[str, Any]:
    return cover_data(answers(**changed), made or [], opened_at=NOW, closed_at=None)


def test_the_card_has_who_what_and_until_when() -> None:
    text = pdf_text(_card())
    for said in (
        "Ж. Т. Оспанов",
        "Құжаттарды тексеріп, бұйрық жобасын дайындаңыз.",
        "24.11.2016",
        "№ 1-К/2016, 03.11.2016 12:00",
        "Г. С. Әбенова",
        "«03» қараша 2016 жыл",
        "«03» ноября 2016 года",
    ):
        assert said in text


def test_the_card_is_half_a_sheet_even_with_a_long_resolution() -> None:
    assert len(pdf_pages(_card(resolution="Құжаттарды тексеріңіз. " * 12))) == 1


def test_a_resolution_of_a_thousand_signs_runs_over_and_is_not_cut() -> None:
    text = pdf_text(_card(resolution="Тексеріңіз " * 90 + "соңы"))
    assert text.count("Тексеріңіз") == 90
    assert "соңы" in text


@pytest.mark.parametrize("name", ["resolution", "specialist_name", "due_on", "incoming_no"])
def test_without_a_resolution_there_is_no_card(name: str) -> None:
    with pytest.raises(AnswerMissing, match=name):
        _card(**{name: None})


def test_what_is_typed_into_a_resolution_is_no_markup() -> None:
    assert '#read("/etc/passwd") *x*' in pdf_text(_card(resolution='#read("/etc/passwd") *x*'))


def test_the_cover_of_a_decided_case_has_its_numbers_and_days() -> None:
    fields = _cover(**DECIDED)
    assert fields["receipt_no"] == "2016-002-000001, 03.11.2016"
    assert fields["incoming_no"] == "1-К/2016, 03.11.2016"
    assert fields["order_no"] == "2-Э/2016, 16.11.2016"
    assert fields["outgoing_no"] == "1-Ш/2016, 17.11.2016"
    assert (fields["due_on"], fields["decision_ru"]) == ("24.11.2016", "Разрешено")
    assert (fields["refusal_no"], fields["refusal_receipt_no"]) == ("", "")


def test_the_cover_of_a_young_case_leaves_out_what_is_not_yet() -> None:
    fields = _cover(decision=None)
    empty = ("receipt_no", "incoming_no", "order_no", "outgoing_no", "due_on", "decision_kk")
    assert {fields[name] for name in empty} == {""}
    text = pdf_text(
        render_case_cover(
            variables(decision=None), [], opened_at=NOW, closed_at=None, rules="2016", at=NOW
        )
    )
    assert "Исходящий №" not in text
    assert "Дело начато 03.11.2016" in text


def test_a_case_refused_at_intake_has_the_number_of_its_receipt() -> None:
    fields = _cover(refusal_receipt_no="2016-002-000001-Б", decision=None)
    assert fields["refusal_receipt_no"] == "2016-002-000001-Б"


def test_the_cover_names_applicant_pupil_and_ground_in_both_languages() -> None:
    fields = _cover()
    assert fields["applicant_kk"] == "Ахметова Айгүл Серікқызы, ЖСН 840312499016"
    assert "ИИН 100517599112" in fields["pupil_ru"]
    assert fields["ground_kk"].startswith("Денсаулық жағдайына")
    assert fields["ground_ru"].startswith("Не может посещать")


def test_the_cover_lists_the_package_and_what_was_made() -> None:
    documents = [
        made_document("application-print"),
        made_document("medical-conclusion"),
        made_document("order", number="1-Э/2016", voided_at=NOW + timedelta(days=1)),
        made_document("order", number="2-Э/2016"),
    ]
    listed = _cover(documents)["papers"]
    assert [(each["number"], each["note_ru"]) for each in listed] == [
        ("", ""),
        ("№ 118", "оригинал"),
        ("1-Э/2016", "аннулирован"),
        ("2-Э/2016", ""),
    ]
    assert "өтініш" in listed[0]["kk"]
    assert listed[3]["day"] == "03.11.2016"


def test_an_application_that_was_ticked_stands_once() -> None:
    given = [{"kind": "application", "copy": "original"}, {"kind": "other", "copy": "ксерокс"}]
    fields = cover_data(answers(documents=given), [], opened_at=NOW, closed_at=None)
    assert [each["note_kk"] for each in fields["papers"]] == ["", ""]


def test_a_closed_case_has_its_last_day() -> None:
    closed = cover_data(answers(), [], opened_at=NOW, closed_at=NOW + timedelta(days=14, hours=13))
    assert (closed["opened_on"], closed["closed_on"]) == ("03.11.2016", "18.11.2016")


@pytest.mark.parametrize("name", ["applicant_name", "pupil_iin", "ground", "case_no", "provider"])
def test_a_case_without_its_application_has_no_cover(name: str) -> None:
    with pytest.raises(AnswerMissing, match=name):
        _cover(**{name: None})
