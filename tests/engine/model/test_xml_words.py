"""What libxml2 says of a file, in the language of the analyst."""

from __future__ import annotations

import pytest

from engine.model.findings import ModelRefused
from engine.model.intake import read_model
from engine.model.schema import schema_findings
from engine.model.xml_words import parser_words, schema_words
from tests.engine.model.models import document


def reason(xml: bytes, language: str = "ru") -> str:
    with pytest.raises(ModelRefused) as refused:
        read_model(xml)
    return refused.value.findings[0].message.text(language)


def objection(process: str, language: str = "ru") -> str:
    return schema_findings(read_model(document(process)))[0].message.text(language)


@pytest.mark.parametrize(
    ("xml", "said"),
    [
        (b"", "документ пуст, строка 1, знак 1"),
        (b"x", "в начале ожидался знак '<', его нет, строка 1, знак 1"),
        (b"<a>", "файл оборван: не закрыт элемент a, открытый в строке 1, строка 1, знак 4"),
        (b"<a></b>", "в строке 1 открыт элемент a, а закрывается b, строка 1, знак 8"),
        (b"<a/><b/>", "после конца документа есть лишнее содержимое, строка 1, знак 5"),
        (b"<q:a/>", "не определён префикс q у элемента a, строка 1, знак 5"),
        (b"<a b:c='1'/>", "не определён префикс b атрибута c у элемента a, строка 1, знак 11"),
    ],
)
def test_it_says_why_the_file_is_no_xml(xml: bytes, said: str) -> None:
    assert reason(xml) == (
        f"Файл не является XML: {said}. Экспортируйте модель из редактора заново."
    )


@pytest.mark.parametrize(
    ("process", "said"),
    [
        (
            '<startEvent id="A" wrong="1"/>',
            "у элемента 'startEvent' не бывает атрибута 'wrong'",
        ),
        (
            '<sequenceFlow id="F" sourceRef="A"/>',
            "у элемента 'sequenceFlow' нет обязательного атрибута 'targetRef'",
        ),
        (
            '<userTask id="T"><multiInstanceLoopCharacteristics behavior="Odd"/></userTask>',
            "значение 'Odd' атрибута 'behavior' у элемента 'multiInstanceLoopCharacteristics' "
            "не допускается; допустимы: {'None', 'One', 'All', 'Complex'}",
        ),
        (
            "text",
            "внутри элемента 'process' не бывает текста, только элементы",
        ),
        (
            '<event id="E"/>',
            "элемент 'event' сам по себе не применяется: нужно выбрать его конкретный вид",
        ),
    ],
)
def test_it_says_what_the_schema_objects_to(process: str, said: str) -> None:
    assert said in objection(process)


def test_kazakh_is_spoken_too() -> None:
    assert reason(b"", "kk").startswith("Бұл файл XML емес: құжат бос, 1-жол, 1-таңба.")
    assert "'startEvent' элементінде 'wrong' атрибуты болмайды" in objection(
        '<startEvent id="A" wrong="1"/>', "kk"
    )


@pytest.mark.parametrize("text", ["", "something new", "something new, line 1, column 2"])
def test_what_is_not_known_is_passed_on(text: str) -> None:
    assert schema_words(text) == text
    assert parser_words(text) == text


def test_the_place_is_translated_even_where_the_reason_is_not() -> None:
    assert parser_words("something new, line 1, column 2").text("kk") == (
        "something new, 1-жол, 2-таңба"
    )
