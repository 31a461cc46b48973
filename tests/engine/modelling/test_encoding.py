"""Models that other tools write in other encodings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.modelling.document import read_draft
from engine.modelling.encoding import as_utf8
from engine.settings import ROOT

TEXT = (
    '<?xml version="1.0" encoding="{}" standalone="no"?>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">'
    '<process id="a" name="Өтініш қабылдау"/></definitions>'
)
RUSSIAN = TEXT.replace("Өтініш қабылдау", "Приём заявления")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_is_read_with_and_without_its_mark(encoding: str) -> None:
    found = as_utf8(TEXT.format("UTF-16").encode(encoding))

    assert found == TEXT.format("UTF-8").encode()
    assert read_draft(found, file="a.bpmn").title == "Өтініш қабылдау"


@pytest.mark.parametrize("encoding", ["windows-1251", "Windows-1251", "KOI8-R", "ISO-8859-5"])
def test_older_encodings_of_cyrillic_are_read(encoding: str) -> None:
    found = as_utf8(RUSSIAN.format(encoding).encode(encoding))

    assert found == RUSSIAN.format("UTF-8").encode()


@pytest.mark.parametrize(
    "xml",
    [
        TEXT.format("UTF-8").encode(),
        b"\xef\xbb\xbf" + TEXT.format("UTF-8").encode(),
        (ROOT / "bpmn" / "externat.bpmn").read_bytes(),
        b"<a/>",
        b"",
        b"\xff\xfe\x00",
        b"PK\x03\x04rest",
    ],
    ids=["utf-8", "with a mark", "the real model", "undeclared", "empty", "half", "zip"],
)
def test_what_is_utf8_or_nothing_known_stays_as_it_is(xml: bytes) -> None:
    assert as_utf8(xml) == xml


@pytest.mark.parametrize("encoding", ["rot13", "zip", "unicode_escape", "utf-7", "nothing"])
def test_encodings_that_no_parser_has_are_left_to_the_parser(encoding: str) -> None:
    xml = TEXT.format(encoding).encode()

    assert as_utf8(xml) == xml


@given(st.binary(max_size=200))
def test_no_bytes_are_a_fault(xml: bytes) -> None:
    assert isinstance(as_utf8(xml), bytes)


@given(st.text(st.characters(codec="utf-8"), max_size=50))
def test_a_document_in_utf8_is_never_touched(text: str) -> None:
    xml = f'<?xml version="1.0" encoding="utf-8"?><a>{text}</a>'.encode()

    assert as_utf8(xml) == xml
