"""The files themselves: archival, accessible, the same bytes again, and nothing typed is ever markup."""

from __future__ import annotations

import io
import json
from datetime import date, datetime
from typing import Any

import pikepdf
import pytest

from engine.words import Words
from tests.workers.documents.papers import handed_over, made_document, register_line
from tests.workers.pdf import pdf_pages, pdf_text
from tests.workers.samples import DECIDED, NOW, answers
from workers.documents import (
    acceptance_receipt,
    application_print,
    case_cover,
    hand_over_list,
    order,
    order_extract,
    preliminary_notice,
    reasoned_refusal,
    refusal_receipt,
    register_print,
    resolution_card,
)
from workers.documents.making import SIGNED, TITLES, Kind
from workers.documents.render import Frame, render
from workers.editions import edition_of
from workers.registers import Register

CODE = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
URL = f"https://ruqsat.example/check/{CODE}"
UNKEPT = {Kind.RESOLUTION_CARD, Kind.CASE_COVER, Kind.REGISTER}
"""Printed when asked for: there is no stored file by which they could be checked."""


def frame_of(kind: Kind, *, mark: str = "", at: datetime = NOW) -> Frame:
    return Frame(
        title=TITLES[kind],
        edition=edition_of("2016"),
        check_code="" if kind in UNKEPT else CODE,
        check_url="" if kind in UNKEPT else URL,
        made_at=at,
        mark=mark,
    )


def fields_of(kind: Kind, **changed: Any) -> dict[str, Any]:
    given = answers(**changed)
    day = date(2016, 11, 12)
    acceptance = acceptance_receipt.Acceptance(
        number="2016-002-000001", accepted_at=NOW, due_on=day, term_days=15, case_no="2016-000123"
    )
    builders = {
        Kind.APPLICATION_PRINT: lambda: application_print.data(given, filed_at=NOW),
        Kind.ACCEPTANCE_RECEIPT: lambda: acceptance_receipt.data(given, acceptance),
        Kind.REFUSAL_RECEIPT: lambda: refusal_receipt.data(
            given, number="2016-002-000001-Б", refused_at=NOW
        ),
        Kind.ORDER: lambda: order.data(given, number="1-Э/2016", order_date=day),
        Kind.ORDER_EXTRACT: lambda: order_extract.data(
            given, unique_no="2016-001-000001-Ү", order_no="1-Э/2016", order_date=day, formed_at=NOW
        ),
        Kind.REASONED_REFUSAL: lambda: reasoned_refusal.data(
            given, number="1-Б/2016", refusal_date=day, case_no="2016-000123"
        ),
        Kind.PRELIMINARY_NOTICE: lambda: preliminary_notice.data(
            given, case_no="2016-000123", noticed_at=NOW, hearing_until=NOW
        ),
        Kind.HAND_OVER_LIST: lambda: hand_over_list.data(handed_over()),
        Kind.RESOLUTION_CARD: lambda: resolution_card.data(
            answers(**{**DECIDED, **changed}), resolved_on=day
        ),
        Kind.CASE_COVER: lambda: case_cover.data(
            answers(**{**DECIDED, **changed}),
            [made_document("order", number="2-Э/2016")],
            opened_at=NOW,
            closed_at=None,
        ),
        Kind.REGISTER: lambda: register_print.data(
            Register.ORDER,
            [register_line(1), register_line(2, void=True)],
            office=Words(kk="Білім бөлімі", ru="Отдел образования"),
            first=day,
            last=day,
            printed_by="Сәрсенова Баян",
        ),
    }
    return builders[kind]()


def _rendered(kind: Kind, *, mark: str = "", **changed: Any) -> bytes:
    return render(kind.value, frame_of(kind, mark=mark), fields_of(kind, **changed))


@pytest.fixture(scope="module")
def rendered() -> dict[Kind, bytes]:
    return {kind: _rendered(kind) for kind in Kind}


@pytest.mark.parametrize("kind", Kind)
def test_every_document_is_pdf_a_3a_and_pdf_ua_1(rendered: dict[Kind, bytes], kind: Kind) -> None:
    """What can be seen without a validator: the claims, and what they oblige to."""
    with pikepdf.open(io.BytesIO(rendered[kind])) as pdf:
        metadata = bytes(pdf.Root.Metadata.read_bytes()).decode()
        assert "<pdfaid:part>3</pdfaid:part>" in metadata
        assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
        assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
        assert pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert "/StructTreeRoot" in pdf.Root
        assert str(pdf.Root.Lang) == "kk"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle) is True
        assert not pdf.is_encrypted


@pytest.mark.parametrize("kind", Kind)
def test_every_font_is_embedded(rendered: dict[Kind, bytes], kind: Kind) -> None:
    with pikepdf.open(io.BytesIO(rendered[kind])) as pdf:
        descriptors = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/FontDescriptor"
        ]
        assert descriptors
        assert all("/FontFile2" in each or "/FontFile3" in each for each in descriptors)


@pytest.mark.parametrize("kind", Kind)
def test_the_data_lie_in_the_file_too(rendered: dict[Kind, bytes], kind: Kind) -> None:
    with pikepdf.open(io.BytesIO(rendered[kind])) as pdf:
        attached = pdf.attachments["data.json"].get_file().read_bytes()
    assert json.loads(attached) == fields_of(kind)


@pytest.mark.parametrize("kind", Kind)
def test_the_same_data_give_the_same_bytes(rendered: dict[Kind, bytes], kind: Kind) -> None:
    assert _rendered(kind) == rendered[kind]


@pytest.mark.parametrize("kind", Kind)
def test_each_field_stands_in_the_text(rendered: dict[Kind, bytes], kind: Kind) -> None:
    text = pdf_text(rendered[kind])
    for name, value in fields_of(kind).items():
        for said in value if isinstance(value, list) else [value]:
            if isinstance(said, str) and name not in NOT_PRINTED[kind]:
                assert " ".join(said.split()) in text, name


NOT_PRINTED: dict[Kind, set[str]] = {
    **{kind: set() for kind in Kind},
    Kind.APPLICATION_PRINT: {"filed_at"},  # printed where there is no signature by hand
    Kind.REASONED_REFUSAL: set(),
}


@pytest.mark.parametrize("kind", Kind)
def test_every_page_has_edition_code_and_its_number(
    rendered: dict[Kind, bytes], kind: Kind
) -> None:
    pages = pdf_pages(rendered[kind])
    for number, text in enumerate(pages, 1):
        assert "2016 жылғы редакция (бұйрық 22.01.2016 № 68" in text
        assert "Редакция 2016 года (приказ от 22.01.2016 № 68" in text
        assert f"{number} / {len(pages)} бет · стр." in text
        if kind in UNKEPT:
            assert "Басып шығарылды · Распечатано: 03.11.2016 11:15" in text
        else:
            assert "ABCDE-FGHIJ-KLMNO-PQRST-UVWXYZ" in text


@pytest.mark.parametrize("kind", sorted(SIGNED))
def test_what_is_signed_keeps_a_place_for_emblem_and_stamp_and_names_who_signs(
    rendered: dict[Kind, bytes], kind: Kind
) -> None:
    text = pdf_text(rendered[kind])
    for said in ("Елтаңба Герб", "Мөр орны М. П.", "Электрондық цифрлық қолтаңба"):
        assert said in text
    assert "Г. С. Әбенова, Білім бөлімінің басшысы · Руководитель отдела образования" in text
    assert "Сертификат и время подписания – на странице проверки" in text


def test_an_application_says_once_to_whom(rendered: dict[Kind, bytes]) -> None:
    text = pdf_text(rendered[Kind.APPLICATION_PRINT])
    assert "Кому: Руководитель отдела образования Г. С. Әбенова" in text
    assert text.count("Руководитель") == 1
    assert "Руководителю" not in text


@pytest.mark.parametrize("kind", [Kind.REASONED_REFUSAL, Kind.PRELIMINARY_NOTICE])
def test_reasons_in_one_language_are_marked_as_such(kind: Kind) -> None:
    alone, both = (
        pdf_text(_rendered(kind, refusal_reasons_ru=given)) for given in (None, "Нет в реестре")
    )
    assert "только на одном языке" in alone
    assert "тек бір тілде" in alone
    assert "одном языке" not in both
    assert "Нет в реестре" in both


@pytest.mark.parametrize("kind", sorted(set(Kind) - UNKEPT))
def test_every_kept_document_says_where_it_can_be_checked(
    rendered: dict[Kind, bytes], kind: Kind
) -> None:
    text = pdf_text(rendered[kind])
    assert URL in text
    assert "Құжаттың түпнұсқалығын" in text
    assert "Подлинность документа" in text


@pytest.mark.parametrize("kind", sorted(UNKEPT))
def test_what_is_not_kept_promises_no_check(rendered: dict[Kind, bytes], kind: Kind) -> None:
    assert "Подлинность документа" not in pdf_text(rendered[kind])


@pytest.mark.parametrize("kind", Kind)
def test_the_title_of_the_file_is_in_both_languages(
    rendered: dict[Kind, bytes], kind: Kind
) -> None:
    with pikepdf.open(io.BytesIO(rendered[kind])) as pdf:
        title = str(pdf.docinfo.Title)
    assert title == f"{TITLES[kind].kk} / {TITLES[kind].ru}"


SPOKEN = {
    Kind.ORDER_EXTRACT: (
        "бұйрықтан ҮЗІНДІ",
        "ВЫПИСКА из приказа о разрешении на обучение в форме экстерната",
        "Үзінді жауапты тұлғаның ЭЦҚ-сымен куәландырылды",
        "Выписка удостоверена ЭЦП ответственного лица",
    ),
    Kind.APPLICATION_PRINT: (
        "Экстернат нысанында оқытуға рұқсат беруге өтініш",
        "Заявление на обучение в форме экстерната",
        "20-бабының 2-тармағына сәйкес",
        "с пунктом 2 статьи 20",
    ),
    Kind.REFUSAL_RECEIPT: (
        "Құжаттарды қабылдаудан бас тарту туралы қолхат",
        "Расписка об отказе в приеме документов",
        "Осы қолхат әр тарапқа біреуден екі данада жасалды.",
        "Настоящая расписка составлена в 2-х экземплярах по одному для каждой стороны.",
    ),
    Kind.ACCEPTANCE_RECEIPT: ("қолхат", "Расписка о приеме документов"),
    Kind.ORDER: ("БҰЙЫРАМЫН:", "ПРИКАЗЫВАЮ:"),
    Kind.REASONED_REFUSAL: (
        "Өтінішті қараудан бас тарту туралы хабарлама",
        "Уведомление об отказе в рассмотрении заявления",
        "үш ай ішінде шағым жасауға болады",
        "в течение трёх месяцев",
        "қайта жүгіне алады",
        "вправе обратиться за получением государственной услуги повторно",
    ),
    Kind.PRELIMINARY_NOTICE: ("екі жұмыс күні ішінде", "В течение двух рабочих дней"),
    Kind.HAND_OVER_LIST: (
        "Құжаттарды тапсыру тізімдемесі",
        "Опись передаваемых документов",
        "Тапсырды · Сдал",
        "Қабылдады · Принял",
    ),
    Kind.RESOLUTION_CARD: ("Бұрыштама · Резолюция", "Орындалу мерзімі", "Срок исполнения"),
    Kind.CASE_COVER: ("ІС · ДЕЛО № 2016-000123", "Опись документов дела", "Сақтау мерзімі"),
    Kind.REGISTER: ("Бұйрықтарды тіркеу журналы", "Журнал регистрации приказов"),
}


@pytest.mark.parametrize("kind", Kind)
def test_the_words_of_the_form_stand_in_both_languages(
    rendered: dict[Kind, bytes], kind: Kind
) -> None:
    text = pdf_text(rendered[kind])
    for words in SPOKEN[kind]:
        assert words in text


def test_the_refusal_receipt_is_two_copies(rendered: dict[Kind, bytes]) -> None:
    first, second = pdf_pages(rendered[Kind.REFUSAL_RECEIPT])
    assert "1-дана: көрсетілетін қызметті алушыға" in first
    assert "экземпляр 2: Государственной корпорации" in second


@pytest.mark.parametrize("kind", sorted(set(Kind) - {Kind.REFUSAL_RECEIPT}))
def test_the_other_documents_are_one_page(rendered: dict[Kind, bytes], kind: Kind) -> None:
    assert len(pdf_pages(rendered[kind])) == 1


def test_the_wording_of_unreliable_documents_is_for_that_ground_alone() -> None:
    other = pdf_text(_rendered(Kind.REASONED_REFUSAL, refusal_ground="no_consent"))
    assert "недостоверность следующего" not in other
    assert "подпункт 6) статьи 19-1" in other


@pytest.mark.parametrize("kind", [Kind.ORDER, Kind.ORDER_EXTRACT, Kind.REASONED_REFUSAL])
def test_a_signature_without_force_is_said_so_in_both_languages(kind: Kind) -> None:
    text = pdf_text(_rendered(kind, mark="ТЕСТ"))
    assert "ТЕСТ" in text
    assert "оның заңдық күші жоқ" in text
    assert "не имеет юридической силы" in text


@pytest.mark.parametrize(
    "typed",
    [
        '#include "/etc/passwd"',
        "*қалың* _көлбеу_ $x^2$",
        "= Тақырып",
        "#panic(1)",
        "<b>ru</b> &amp; // comment /* x */",
        "] #read(sys.inputs) [",
        "@label `raw` https://x.example \\u{41}",
    ],
)
def test_what_a_person_typed_is_printed_and_never_run(typed: str) -> None:
    text = pdf_text(_rendered(Kind.APPLICATION_PRINT, applicant_name=typed, school=typed))
    assert text.count(" ".join(typed.split())) >= 4


def test_a_long_list_runs_over_to_a_second_page_that_has_its_foot() -> None:
    many = [{"kind": "other", "copy": "scan", "note": f"№ {number}"} for number in range(40)]
    pages = pdf_pages(_rendered(Kind.ACCEPTANCE_RECEIPT, documents=many))
    assert len(pages) > 1
    assert all("бет · стр." in page for page in pages)


def test_another_time_is_another_file() -> None:
    fields = fields_of(Kind.ORDER)
    earlier = render("order", frame_of(Kind.ORDER, at=NOW.replace(year=2017)), fields)
    assert earlier != render("order", frame_of(Kind.ORDER), fields)
