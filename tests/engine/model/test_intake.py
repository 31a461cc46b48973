"""What comes from outside is read without help from outside, or refused with a sentence."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.errors import ModelRefused
from engine.model.intake import MAX_BYTES, MAX_DEPTH, MAX_ELEMENTS, MAX_TEXT, read_model
from tests.engine.model.models import PLAIN, document


def refusal(xml: bytes) -> ModelRefused:
    with pytest.raises(ModelRefused) as caught:
        read_model(xml, file="visit.bpmn")
    return caught.value


def test_a_model_is_read_to_its_root() -> None:
    assert read_model(PLAIN).tag.endswith("}definitions")


def test_utf_16_is_read_as_well() -> None:
    text = '<?xml version="1.0" encoding="UTF-16"?>' + PLAIN.decode()
    assert read_model(text.encode("utf-16")).find(".//{*}process").get("id") == "visit"  # type: ignore[union-attr]  # it is there


@pytest.mark.parametrize(
    "xml", [b"", b"   ", b"<a", b"PK\x03\x04", b"\xff\xfe", b"{}", PLAIN[:-5], PLAIN + b"<a/>"]
)
def test_what_is_not_xml_is_refused_with_file_and_reason(xml: bytes) -> None:
    assert str(refusal(xml)).startswith("visit.bpmn, The file is not XML: ")


def test_a_doctype_is_refused() -> None:
    assert "DOCTYPE" in str(refusal(b"<!DOCTYPE definitions>" + PLAIN))


def test_an_entity_that_names_a_file_is_not_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("never read")
    head = f'<!DOCTYPE a [<!ENTITY x SYSTEM "file://{secret}">]>'.encode()
    error = refusal(
        head
        + PLAIN.replace(b"<process ", b"<process name='&#65;' ").replace(
            b"</process>", b"&x;</process>"
        )
    )
    assert "DOCTYPE" in str(error)
    assert "never read" not in str(error)


def test_entities_that_multiply_are_refused() -> None:
    rows = [b'<!ENTITY a0 "aaaaaaaaaa">']
    rows += [f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">'.encode() for n in range(1, 12)]
    bomb = b"<!DOCTYPE a [" + b"".join(rows) + b']><a b="&a11;"/>'
    assert refusal(bomb).findings[0].rule == "file"


def test_an_undeclared_entity_is_refused() -> None:
    assert "not XML" in str(refusal(PLAIN.replace(b"</process>", b"&nbsp;</process>")))


@pytest.mark.parametrize(
    "root",
    [
        b"<html/>",
        b"<definitions/>",
        b'<process xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"/>',
    ],
)
def test_another_root_is_refused(root: bytes) -> None:
    assert "BPMN 2.0" in str(refusal(root))


def test_comments_and_processing_instructions_are_dropped() -> None:
    tree = read_model(document("<?run code?><documentation>a<!-- never -->b</documentation>"))
    assert [node.text for node in tree.iter("{*}documentation")] == ["ab"]
    assert all(isinstance(node.tag, str) for node in tree.iter())


def test_a_large_file_is_refused_before_it_is_parsed() -> None:
    assert "1,048,576" in str(refusal(b"<" * (MAX_BYTES + 1)))


def test_many_elements_are_refused() -> None:
    assert "Split it" in str(refusal(document("<task/>" * (MAX_ELEMENTS - 2) + "<task/>")))


def test_as_many_elements_as_allowed_are_read() -> None:
    assert len(list(read_model(document("<task/>" * (MAX_ELEMENTS - 2))).iter())) == MAX_ELEMENTS


def nested(levels: int) -> bytes:
    return document("<subProcess>" * levels + "</subProcess>" * levels)


def test_deep_nesting_is_refused_and_the_allowed_depth_is_not() -> None:
    assert read_model(nested(MAX_DEPTH - 2)) is not None
    assert "Flatten" in str(refusal(nested(MAX_DEPTH - 1)))


@pytest.mark.parametrize("levels", [300, 5_000])
def test_a_depth_that_the_parser_refuses_is_no_crash(levels: int) -> None:
    assert refusal(nested(levels)).findings[0].rule == "file"


@pytest.mark.parametrize(
    "content",
    [
        f'<task id="A" name="{"x" * (MAX_TEXT + 1)}"/>',
        f'<task id="A"><documentation id="A">{"x" * (MAX_TEXT + 1)}</documentation></task>',
    ],
)
def test_a_long_text_is_refused_with_its_element(content: str) -> None:
    assert refusal(document(content)).findings[0].element_id == "A"


def test_a_text_as_long_as_allowed_is_read() -> None:
    assert read_model(document(f"<documentation>{'x' * MAX_TEXT}</documentation>")) is not None


@given(st.binary(max_size=200))
def test_no_bytes_make_it_fail_otherwise(xml: bytes) -> None:
    with pytest.raises(ModelRefused):
        read_model(xml)


@given(st.data())
def test_a_damaged_model_is_read_or_refused(data: st.DataObject) -> None:
    place = data.draw(st.integers(0, len(PLAIN) - 1))
    damaged = (
        PLAIN[:place]
        + data.draw(st.binary(max_size=4))
        + PLAIN[place + data.draw(st.integers(0, 6)) :]
    )
    with suppress(ModelRefused):
        assert read_model(damaged).tag.endswith("}definitions")
