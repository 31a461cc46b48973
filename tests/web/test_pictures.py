"""Pictures of models: the part around the tokens, the whole where it is asked for, nothing drawn twice."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from flask import Flask

from engine.diagram import Marks, drawing
from engine.settings import ROOT
from web.pictures import picture

XML = (ROOT / "bpmn" / "externat.bpmn").read_bytes()
HERE = Marks(active=frozenset({"SignOrder"}))


@pytest.fixture(autouse=True)
def asked(app: Flask) -> Iterator[None]:
    with app.test_request_context("/"):
        yield


def boxes(svg: str | None) -> dict[str, list[float]]:
    assert svg is not None
    found = re.findall(r' (viewBox|data-extent)="([^"]*)"', svg[:1000])
    return {name: [float(each) for each in numbers.split()] for name, numbers in found}


def drawn_at(svg: str, element_id: str) -> tuple[float, float]:
    """The middle of its outline."""
    group = svg.partition(f'data-element-id="{element_id}"')[2]
    numbers = re.search(r'<rect x="([^"]*)" y="([^"]*)" width="([^"]*)" height="([^"]*)"', group)
    assert numbers is not None
    x, y, width, height = map(float, numbers.groups())
    return x + width / 2, y + height / 2


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_token_stands_in_the_middle_of_the_part(language: str) -> None:
    svg = picture(XML, HERE, language=language, title="x", around=["SignOrder"])
    x, y, width, height = boxes(svg)["viewBox"]

    assert drawn_at(svg or "", "SignOrder") == pytest.approx((x + width / 2, y + height / 2))
    assert width < boxes(svg)["data-extent"][2]


def test_what_is_called_is_shown_at_its_call_activity() -> None:
    inside = picture(XML, HERE, language="kk", title="x", around=["SignOrder/Check"])

    assert boxes(inside) == boxes(
        picture(XML, HERE, language="kk", title="x", around=["SignOrder"])
    )


def test_a_place_that_is_not_drawn_gives_the_whole() -> None:
    svg = picture(XML, HERE, language="kk", title="x", around=["Gone"])

    assert boxes(svg) == boxes(picture(XML, HERE, language="kk", title="x"))


def test_the_whole_is_a_link_away_where_no_script_runs(app: Flask) -> None:
    with app.test_request_context("/?step=2&view=whole"):
        svg = picture(XML, HERE, language="kk", title="x", around=["SignOrder"])

    assert "data-extent" not in boxes(svg)


def test_what_looks_as_before_is_not_drawn_again(monkeypatch: pytest.MonkeyPatch) -> None:
    """From one step to the next a handful of elements changes; a model is read once."""
    unread = XML + b"<!-- of no other test, whose looks would be kept -->"
    picture(unread, HERE, language="en", title="x")
    shapes: list[str] = []
    draw = drawing.draw_shape

    def counted(group: object, figure: object) -> None:
        shapes.append(figure.shape.element_id)  # type: ignore[attr-defined]
        draw(group, figure)  # type: ignore[arg-type]

    monkeypatch.setattr(drawing, "draw_shape", counted)
    monkeypatch.setattr(drawing, "read_plane", None)
    later = Marks(active=frozenset({"IssueResult"}), done={"SignOrder": 1})
    picture(unread, later, language="en", title="y")

    assert sorted(shapes) == ["IssueResult", "SignOrder"]


def test_a_model_without_a_drawing_has_no_picture() -> None:
    undrawn = re.sub(rb"<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", b"", XML, flags=re.DOTALL)

    assert picture(undrawn, language="kk", title="x") is None


def test_a_drawing_that_cannot_be_read_is_no_picture() -> None:
    spoilt = re.sub(rb'(<dc:Bounds x=)"[^"]*"', rb'\1"nan"', XML, count=1)

    assert spoilt != XML
    assert picture(spoilt, language="kk", title="x") is None
