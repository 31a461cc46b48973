"""The data of each document: the exact fields of the official forms."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from tests.workers.samples import NOW, PROVIDER, answers
from workers.answers import AnswerMissing
from workers.documents import (
    acceptance_receipt,
    application_print,
    order,
    order_extract,
    preliminary_notice,
    reasoned_refusal,
    refusal_receipt,
)
from workers.documents.acceptance_receipt import Acceptance
from workers.documents.law import REFUSAL_GROUNDS

ACCEPTANCE = Acceptance(
    number="2016-002-000001",
    accepted_at=NOW,
    due_on=date(2016, 11, 24),
    term_days=15,
    case_no="2016-000123",
)


def test_the_extract_has_the_fields_of_annex_1_and_the_pupil() -> None:
    fields = order_extract.data(
        answers(),
        unique_no="2016-001-000001-Ү",
        order_no="1-Э/2016",
        order_date=date(2016, 11, 12),
        formed_at=NOW,
    )
    assert fields == {
        "unique_no": "2016-001-000001-Ү",
        "received_at": "03.11.2016 11:15",
        "leb_name_kk": PROVIDER["name_kk"],
        "leb_name_ru": PROVIDER["name_ru"],
        "citizen_kk": "Ахметова Айгүл Серікқызы, ЖСН 840312499016",
        "citizen_ru": "Ахметова Айгүл Серікқызы, ИИН 840312499016",
        "pupil_kk": "Ахметов Әлихан Дәуренұлы, туған күні 17.05.2010",
        "pupil_ru": "Ахметов Әлихан Дәуренұлы, дата рождения 17.05.2010",
        "applied_on": "03.11.2016",
        "order_kk": "2016 жылғы 12 қарашадағы № 1-Э/2016",
        "order_ru": "№ 1-Э/2016 от 12 ноября 2016 года",
        "signer_kk": "Г. С. Әбенова, Білім бөлімінің басшысы",
        "signer_ru": "Руководитель отдела образования, Г. С. Әбенова",
    }


@pytest.mark.parametrize(
    ("level", "kk", "ru"),
    [
        ("region", "6-бабының 2-тармағы 24-4) тармақшасына", "подпунктом 24-4) пункта 2 статьи 6"),
        ("city", "6-бабының 3-тармағы 25-7) тармақшасына", "подпунктом 25-7) пункта 3 статьи 6"),
        (
            "district",
            "6-бабының 4-тармағы 21-3) тармақшасына",
            "подпунктом 21-3) пункта 4 статьи 6",
        ),
    ],
)
def test_the_basis_follows_from_the_level_of_the_provider(level: str, kk: str, ru: str) -> None:
    provider = {**PROVIDER, "level": level}
    application = application_print.data(answers(provider=provider), filed_at=NOW)
    ordered = order.data(answers(provider=provider), number="1", order_date=date(2016, 11, 12))
    for fields in (application, ordered):
        assert (fields["basis_kk"], fields["basis_ru"]) == (kk, ru)


def test_a_provider_of_no_level_has_no_basis() -> None:
    provider = {**PROVIDER, "level": "planet"}
    with pytest.raises(AnswerMissing, match=r"provider\.level"):
        application_print.data(answers(provider=provider), filed_at=NOW)


def test_the_application_carries_the_union_of_both_annexes() -> None:
    fields = application_print.data(answers(), filed_at=NOW)
    assert fields["head_kk"] == "Білім бөлімінің басшысы Г. С. Әбенова"
    assert fields["from_kk"] == "Ахметова Айгүл Серікқызы, ЖСН 840312499016"
    assert fields["school_kk"] == "№ 27 жалпы білім беретін мектеп, 9-сынып"
    assert fields["school_ru"] == "№ 27 жалпы білім беретін мектеп, 9 класс"
    assert fields["pupil_kk"] == "Ахметов Әлихан Дәуренұлы, туған күні 17.05.2010"
    assert fields["pupil_ru"] == "Ахметов Әлихан Дәуренұлы, дата рождения 17.05.2010"
    assert (fields["day_kk"], fields["day_ru"]) == (
        "«03» қараша 2016 жыл",
        "«03» ноября 2016 года",
    )
    assert fields["contacts"] == "Қарағанды қ., Мұстафин к-сі, 12, +77011234567"
    assert (fields["consent"], fields["portal"]) == (True, False)


def test_consent_is_printed_only_where_it_was_given() -> None:
    assert application_print.data(answers(consent=None), filed_at=NOW)["consent"] is False
    assert application_print.data(answers(consent="yes"), filed_at=NOW)["consent"] is False


def test_the_refusal_receipt_names_missing_documents_in_both_languages() -> None:
    fields = refusal_receipt.data(answers(), number="2016-002-000001-Б", refused_at=NOW)
    assert fields["missing_kk"] == [
        "Дәрігерлік-консультативтік комиссияның 035-1/у нысанындағы қорытындысы",
        "Туу туралы куәліктің көшірмесі (2008 жылға дейін туған жағдайда)",
    ]
    assert fields["missing_ru"] == [
        "Заключение врачебно-консультативной комиссии по форме 035-1/у",
        "Копия свидетельства о рождении (в случае рождения до 2008 года)",
    ]
    assert fields["recipient_name"] == "Ахметова Айгүл Серікқызы"
    assert fields["recipient_address"] == "Қарағанды қ., Мұстафин к-сі, 12"
    assert fields["branch_no"] == "2"
    assert fields["worker"] == "Б. Қ. Сәрсенова"
    assert fields["phone"] == "+77212421414"
    assert fields["day_ru"] == "«03» ноября 2016 года"


def test_the_telephone_is_the_office_where_the_worker_has_none() -> None:
    fields = refusal_receipt.data(answers(worker_phone=None), number="1", refused_at=NOW)
    assert fields["phone"] == "1414"


def test_the_acceptance_receipt_is_receipt_and_talon() -> None:
    fields = acceptance_receipt.data(answers(), ACCEPTANCE)
    assert fields["number"] == "2016-002-000001"
    assert fields["accepted_at"] == "03.11.2016 11:15"
    assert fields["due_on"] == "24.11.2016"
    assert fields["documents_kk"] == [
        "Экстернат нысанында оқытуға өтініш (стандартқа 2-қосымша)",
        "Дәрігерлік-консультативтік комиссияның 035-1/у нысанындағы қорытындысы – түпнұсқа, № 118",
    ]
    assert fields["accepted_by_kk"] == "Б. Қ. Сәрсенова, Мемлекеттік корпорация қызметкері"
    assert fields["accepted_by_ru"] == "Б. Қ. Сәрсенова, работник Государственной корпорации"
    assert fields["term_ru"] == "15 рабочих дней (день приёма не входит)"
    assert fields["place_of_result_ru"].endswith("г. Караганда, ул. Ерубаева, 34")
    assert fields["portal"] is False


def test_the_application_stands_once_in_the_receipt() -> None:
    given = [{"kind": "application", "copy": "original"}, {"kind": "other", "copy": ""}]
    fields = acceptance_receipt.data(answers(documents=given), ACCEPTANCE)
    assert fields["documents_ru"] == [
        "Заявление на обучение в форме экстерната (приложение 2 к стандарту)",
        "Другой документ",
    ]


def test_on_the_portal_the_provider_accepts_and_the_cabinet_gives() -> None:
    fields = acceptance_receipt.data(answers(channel="portal", branch=None), ACCEPTANCE)
    assert fields["org_ru"] == PROVIDER["name_ru"]
    assert fields["place_of_result_kk"] == "порталдағы жеке кабинет"
    assert fields["portal"] is True


def test_a_document_of_unknown_kind_is_not_receipted() -> None:
    with pytest.raises(AnswerMissing, match=r"documents\[0\]\.kind"):
        acceptance_receipt.data(answers(documents=[{"kind": "poem"}]), ACCEPTANCE)


def test_the_order_names_pupil_school_and_head() -> None:
    fields = order.data(answers(), number="1-Э/2016", order_date=date(2016, 11, 12))
    assert fields["pupil_kk"] == (
        "Ахметов Әлихан Дәуренұлы, туған күні 17.05.2010, ЖСН 100517599112"
    )
    assert fields["pupil_ru"] == (
        "Ахметов Әлихан Дәуренұлы, дата рождения 17.05.2010, ИИН 100517599112"
    )
    assert fields["applicant_ru"] == "Ахметова Айгүл Серікқызы, ИИН 840312499016"
    assert (fields["day_kk"], fields["day_ru"]) == (
        "2016 жылғы 12 қараша",
        "12 ноября 2016 года",
    )
    assert fields["filed_ru"] == "от 3 ноября 2016 года"
    assert fields["head_name"] == "Г. С. Әбенова"
    assert fields["head_position_kk"] == "Білім бөлімінің басшысы"


@pytest.mark.parametrize(
    "name", ["applicant_name", "pupil_name", "pupil_iin", "school", "grade", "provider"]
)
def test_an_order_with_a_gap_is_not_made(name: str) -> None:
    with pytest.raises(AnswerMissing, match=name):
        order.data(answers(**{name: None}), number="1", order_date=date(2016, 11, 12))


@pytest.mark.parametrize(("ground", "item"), list(zip(REFUSAL_GROUNDS, "123456", strict=True)))
def test_each_ground_of_article_19_1_is_said_in_words(ground: str, item: str) -> None:
    fields = reasoned_refusal.data(
        answers(refusal_ground=ground),
        number="1-Б/2016",
        refusal_date=date(2016, 11, 12),
        case_no="2016-000123",
    )
    assert fields["item"] == item
    assert fields["ground_kk"] == REFUSAL_GROUNDS[ground].words.kk
    assert fields["ground_ru"] == REFUSAL_GROUNDS[ground].words.ru
    assert fields["unreliable"] is (item == "1")


def test_a_refusal_without_reasons_is_not_made() -> None:
    with pytest.raises(AnswerMissing, match="refusal_reasons"):
        reasoned_refusal.data(
            answers(refusal_reasons=" "), number="1", refusal_date=date(2016, 11, 12), case_no="1"
        )


def test_reasons_given_in_both_languages_stand_each_in_its_own() -> None:
    fields = reasoned_refusal.data(
        answers(refusal_reasons_ru="Заключения нет в реестре"),
        number="1",
        refusal_date=date(2016, 11, 12),
        case_no="1",
    )
    assert fields["reasons_kk"] == "Қорытынды тізілімде табылмады"
    assert fields["reasons_ru"] == "Заключения нет в реестре"
    assert fields["one_language"] is False


def test_the_preliminary_notice_says_until_when_nothing_is_decided() -> None:
    fields = preliminary_notice.data(
        answers(specialist_name="М. Т. Оспанов"),
        case_no="2016-000123",
        noticed_at=NOW,
        hearing_until=datetime(2016, 11, 8, 12, 30, tzinfo=UTC),
    )
    assert fields["hearing_until"] == "08.11.2016 18:30"
    assert fields["signer_kk"] == "М. Т. Оспанов"
    assert fields["reasons_kk"] == fields["reasons_ru"] == "Қорытынды тізілімде табылмады"
    assert fields["one_language"] is True
