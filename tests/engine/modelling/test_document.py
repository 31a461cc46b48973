"""What the bytes of a draft must hold, and what of them its row says."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.model.findings import ModelRefused
from engine.modelling.document import DraftModel, read_draft
from engine.modelling.tables import LONGEST_FILE_NAME, LONGEST_TITLE
from engine.settings import ROOT
from engine.storage.columns import LONGEST_KEY

HEAD = '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:t">'


def document(inner: str) -> bytes:
    return f"{HEAD}{inner}</definitions>".encode()


def draft(inner: str, file: str = "a.bpmn") -> DraftModel:
    return read_draft(document(inner), file=file)


def refusal(xml: bytes) -> str:
    with pytest.raises(ModelRefused) as refused:
        read_draft(xml, file="a.bpmn")
    return str(refused.value)


def test_a_draft_is_known_by_the_id_and_name_of_its_process() -> None:
    found = draft('<process id="leave" name="Демалыс беру"/>')

    assert (found.key, found.title, found.file) == ("leave", "Демалыс беру", "a.bpmn")


def test_the_real_model_is_a_draft() -> None:
    xml = (ROOT / "bpmn" / "externat.bpmn").read_bytes()
    found = read_draft(xml, file="externat.bpmn")

    assert found.key == "externat"
    assert found.xml == xml
    assert found.sha256 == hashlib.sha256(xml).hexdigest()


def test_a_process_without_a_name_has_that_of_the_file() -> None:
    assert draft('<process id="a" name=" "/>').title == "a.bpmn"


def test_the_title_is_one_line() -> None:
    assert draft('<process id="a" name="one&#10; two"/>').title == "one two"


def test_of_several_processes_the_one_that_runs_gives_the_key() -> None:
    inner = '<process id="a" isExecutable="false"/><process id="b" isExecutable="true"/>'

    assert draft(inner).key == "b"


def test_a_process_that_does_not_run_is_a_draft_all_the_same() -> None:
    assert draft('<process id="a" isExecutable="false"/>').key == "a"


def test_two_processes_that_run_are_a_draft_of_the_first() -> None:
    inner = '<process id="a" isExecutable="true"/><process id="b" isExecutable="true"/>'

    assert draft(inner).key == "a"


@pytest.mark.parametrize(
    "inner",
    ["", "<process/>", '<process id=" "/>', f'<process id="{"a" * (LONGEST_KEY + 1)}"/>'],
    ids=["no process", "no id", "empty id", "long id"],
)
def test_without_a_process_that_can_be_named_there_is_no_draft(inner: str) -> None:
    assert "process" in refusal(document(inner))


@pytest.mark.parametrize("xml", [b"", b"text", b"<html/>", b"<!DOCTYPE a []>" + document("")])
def test_what_is_no_bpmn_is_no_draft(xml: bytes) -> None:
    assert refusal(xml).startswith("a.bpmn, ")


@given(
    name=st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs")), max_size=400),
    file=st.text("абвa. ", min_size=1, max_size=400).map(lambda text: f"a{text}"),
)
def test_everything_fits_into_its_column(name: str, file: str) -> None:
    quoted = name.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    quoted = quoted.replace("\ufffe", "").replace("\uffff", "")
    found = draft(f'<process id="a" name="{quoted}"/>', file)

    assert len(found.title) <= LONGEST_TITLE
    assert len(found.file) <= LONGEST_FILE_NAME
    assert found.title == found.title.strip()
