"""The page of the real service: drawn, in three languages."""

from __future__ import annotations

import pytest
from lxml import etree, html

from audit.exports.page import case_page
from audit.film import Film
from engine.diagram import Marks, draw_diagram
from engine.model.definition import read_definition
from engine.model.intake import read_model
from engine.settings import ROOT
from tests.conftest import NOW

MODEL = read_model((ROOT / "bpmn" / "externat.bpmn").read_bytes())
EMPTY = Film(
    instance_id="f" * 32,
    business_key="2016-000001",
    definition_id=1,
    key="externat",
    version=1,
    rules="2016",
    revision=0,
    steps=(),
    persons=(),
    incidents=(),
)


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_diagram_stands_in_the_page(language):
    svg = draw_diagram(MODEL, marks=Marks(), language=language, title="externat")
    content = case_page(
        EMPTY, read_definition(MODEL), {}, language=language, exported_at=NOW, diagram=svg
    )
    found = html.fromstring(content)

    assert content.startswith(b"<!DOCTYPE html>")
    assert [node.get("lang") for node in found.iter("svg")] == [language]
    assert found.xpath("//*[@data-element-id='CheckPackage']")


def test_the_diagram_is_not_changed_by_the_page():
    svg = draw_diagram(MODEL, marks=Marks(), language="kk", title="externat")
    content = case_page(
        EMPTY, read_definition(MODEL), {}, language="kk", exported_at=NOW, diagram=svg
    ).decode()
    start, end = content.index("<svg"), content.index("</svg>") + 6

    assert etree.tostring(etree.fromstring(content[start:end]), method="c14n") == etree.tostring(
        etree.fromstring(svg), method="c14n"
    )


def test_a_page_without_diagram_names_the_service_in_words():
    definition = read_definition(MODEL)
    content = case_page(EMPTY, definition, {}, language="ru", exported_at=NOW)

    assert b"<svg" not in content
    assert definition.label.ru in html.fromstring(content.decode()).text_content()
