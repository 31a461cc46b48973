"""What comes from outside is read without help from outside, or refused with a sentence."""

from __future__ import annotations

import gzip
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.check import check_model
from engine.model.findings import ModelRefused
from engine.model.intake import (
    MAX_ATTRIBUTES,
    MAX_BYTES,
    MAX_DEPTH,
    MAX_ELEMENTS,
    MAX_TEXT,
    read_model,
)
from tests.engine.model.models import KNOWN, PLAIN, document
from tests.work import calls


def _without_process(instead: str) -> bytes:
    head, _, rest = document("").decode().partition("<process")
    return f"{head}{instead}{rest.partition('</process>')[2]}".encode()


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
    "xml", [b"", b"   ", b"<a", b"\xff\xfe", "Сәлем".encode(), PLAIN[:-5], PLAIN + b"<a/>"]
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
        b"<other/>",
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


@pytest.mark.parametrize("levels", [300, 10_000])
def test_a_depth_that_the_parser_refuses_is_no_crash(levels: int) -> None:
    assert "Flatten" in str(refusal(nested(levels)))


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


def zipped() -> bytes:
    target = BytesIO()
    with ZipFile(target, "w") as archive:
        archive.writestr("visit.bpmn", PLAIN)
    return target.getvalue()


OTHER_FILES = {
    "zip archive": zipped(),
    "packed by gzip": gzip.compress(PLAIN),
    "is a PDF": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3",
    "is a picture": b"\x89PNG\r\n\x1a\n",
    "a picture": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "is a web page": b"\n<!DOCTYPE html><html><body>Sign in</body></html>",
    "a web page": b'<html><head><meta charset="utf-8"></head></html>',
    "JSON": b'{"id": "visit"}',
    "a model in DMN": b'<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/"/>',
    "a model in CMMN": b'<cmmn:definitions xmlns:cmmn="http://www.omg.org/spec/CMMN/20151109/MODEL"/>',
    "a model in XPDL": b'<Package xmlns="http://www.wfmc.org/2009/XPDL2.2"/>',
    "a model in draw.io": b'<mxfile host="app"><diagram/></mxfile>',
    "a model in ARIS AML": b"<AML/>",
}


@pytest.mark.parametrize(("words", "content"), OTHER_FILES.items(), ids=OTHER_FILES)
def test_another_kind_of_file_is_called_by_its_name(words: str, content: bytes) -> None:
    sentence = str(refusal(content))
    assert words in sentence
    assert sentence.endswith(("BPMN 2.0 XML.", "in it.", "itself."))


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("content", OTHER_FILES.values(), ids=OTHER_FILES)
def test_and_so_it_is_in_the_language_of_the_reader(language: str, content: bytes) -> None:
    (finding,) = refusal(content).findings
    assert finding.text(language) != finding.text("en")


def test_a_character_that_xml_does_not_have_is_refused_with_its_line() -> None:
    damaged = PLAIN.replace(b"<process", b"\n\n\x00<process")
    assert "Line 3 has a NUL character" in str(refusal(damaged))


def test_xml_that_is_not_well_formed_is_refused_with_its_line_and_the_names() -> None:
    sentence = str(refusal(PLAIN.replace(b"</process>", b"\n\n</proces>")))
    assert "process line 1 and proces, line 3" in sentence


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
def test_a_byte_order_mark_is_no_obstacle(encoding: str) -> None:
    assert read_model(PLAIN.decode().encode(encoding)) is not None


def attributes(count: int) -> bytes:
    several = " ".join(f'a{number}="1"' for number in range(count - 1))
    return document(f'<task id="Many" {several}/>')


def test_as_many_attributes_as_allowed_are_read() -> None:
    assert read_model(attributes(MAX_ATTRIBUTES)) is not None


@pytest.mark.parametrize("count", [MAX_ATTRIBUTES + 1, 80_000])
def test_more_attributes_are_refused_with_their_element(count: int) -> None:
    xml, found = attributes(count), []
    made = calls(lambda: found.extend(refusal(xml).findings))
    assert [finding.element_id for finding in found] == ["Many"]
    assert made < 200  # 80,000 took more than half a minute to read one by one


def test_a_million_attributes_are_refused_by_their_size() -> None:
    assert "1,048,576" in str(refusal(attributes(1_000_000)))


def test_ten_megabytes_are_refused_at_once() -> None:
    xml = PLAIN + b" " * 10_000_000
    assert "10,000," in str(refusal(xml))
    assert calls(lambda: refusal(xml)) < 1_000


POOL = '<collaboration id="C"><participant id="P" name="Мектеп"/></collaboration>'


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (_without_process(""), "The file has no process. Draw one"),
        (_without_process(POOL), "The file has no process. Draw one"),
        (_without_process('<process id="p" isExecutable="false"/>'), "Tick «Executable»"),
    ],
    ids=["none", "a pool alone", "none that runs"],
)
def test_at_least_one_process_runs(content: bytes, words: str) -> None:
    verdict = check_model(content, file="visit.bpmn", known=KNOWN)
    assert not verdict.deployable
    assert any(words in finding.message for finding in verdict.findings)
