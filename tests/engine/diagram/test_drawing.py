"""The picture as a whole: groups, layers, extents, escaping, what a strict page allows."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from engine.diagram import Drawing, Marks, draw_diagram
from tests.engine.diagram.gallery import gallery
from tests.engine.diagram.sketches import (
    SVG,
    drawn,
    flow,
    group,
    model,
    picture,
    pieces,
    shape,
    tool_tip,
    words,
)
from tests.work import calls

MODELS = sorted(Path("bpmn").glob("*.bpmn"))
# Text as XML can carry it: no control characters, no lone surrogates.
NAMES = st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn")), max_size=60)
PLACES = st.floats(min_value=-5000, max_value=5000, allow_nan=False)


def drawn_ids(svg: etree._Element) -> list[str]:
    return [node.get("data-element-id", "") for node in svg.iterchildren(f"{SVG}g")]


def interchange_ids(root: etree._Element) -> list[str]:
    items = [*root.iter("{*}BPMNShape"), *root.iter("{*}BPMNEdge")]
    return [item.get("bpmnElement", "") for item in items]


def test_every_drawn_element_of_the_gallery_has_one_group() -> None:
    root = gallery()
    assert sorted(drawn_ids(picture(root))) == sorted(interchange_ids(root))


@pytest.mark.parametrize("file", MODELS, ids=lambda file: file.stem)
@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_drawn_element_of_a_shipped_model_has_one_group(file: Path, language: str) -> None:
    root = etree.parse(file).getroot()
    svg = picture(root, language=language)
    assert sorted(drawn_ids(svg)) == sorted(interchange_ids(root))


@given(
    kinds=st.lists(
        st.sampled_from(
            ["userTask", "startEvent", "parallelGateway", "subProcess", "group", "choreographyTask"]
        ),
        max_size=8,
    ),
    at=st.tuples(PLACES, PLACES),
)
def test_any_shapes_give_one_group_each(kinds: list[str], at: tuple[float, float]) -> None:
    parts = [shape("task", "T"), *(shape(kind, f"E{i}", at) for i, kind in enumerate(kinds))]
    assert len(drawn_ids(drawn(*parts))) == len(parts)


@given(name=NAMES)
def test_any_name_comes_back_as_text_and_never_as_markup(name: str) -> None:
    svg = drawn(shape("startEvent", "S", name=name))
    assert {node.tag for node in svg.iter()} <= {
        f"{SVG}{tag}" for tag in ("svg", "title", "desc", "g", "circle", "text", "tspan")
    }
    assert tool_tip(svg, "S").startswith("Басталу оқиғасы")


def test_a_script_in_a_name_stays_text() -> None:
    text = draw_diagram(
        model(shape("userTask", "T", name="<script>alert(1)</script>")),
        marks=Marks(),
        language="kk",
        title="</title><script>alert(2)</script>",
    )
    assert "<script" not in text
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in text


def test_control_characters_in_the_title_are_left_out() -> None:
    assert (
        picture(model(shape("task", "T")), title="Экс\x00тернат").findtext(f"{SVG}title")
        == "Экстернат"
    )


def test_nothing_breaks_a_strict_content_security_policy() -> None:
    svg = picture(gallery(), marks=Marks(active=frozenset({"userTask"})))
    assert not [node for node in svg.iter() if node.tag in (f"{SVG}style", f"{SVG}script")]
    names = {str(name) for node in svg.iter() for name in node.attrib}
    assert not {name for name in names if name in ("style", "href") or name.startswith("on")}


def test_a_colour_of_the_model_that_is_an_address_is_left_out() -> None:
    text = draw_diagram(
        model(shape("task", "T", di='bioc:fill="url(//elsewhere/x)" bioc:stroke="red;x"')),
        marks=Marks(),
        language="kk",
        title="",
    )
    assert "elsewhere" not in text
    assert "red;x" not in text


def test_the_picture_says_what_it_is_to_a_screen_reader() -> None:
    svg = picture(model(shape("task", "T")), title="Экстернат, № 2025-000123")
    title, states = (svg.get("aria-labelledby") or "").split()
    assert svg.get("role") == "img"
    assert svg.get("lang") == "kk"
    assert svg.find(f"{SVG}title[@id='{title}']") is not None
    assert svg.find(f"{SVG}desc[@id='{states}']") is not None


def test_pictures_in_different_states_share_no_id() -> None:
    root = model(shape("task", "T", name="Тексеру"))
    before, after = picture(root), picture(root, marks=Marks(done={"T": 1}))
    assert before.get("aria-labelledby") != after.get("aria-labelledby")


def test_the_description_lists_the_states_by_name() -> None:
    marks = Marks(active=frozenset({"A"}), overdue=frozenset({"A"}), done={"B": 1})
    svg = drawn(
        shape("task", "A", name="Бұйрық"), shape("task", "B", (200, 0), name="Тексеру"), marks=marks
    )
    assert (
        svg.findtext(f"{SVG}desc")
        == "мерзімі өтті: Бұйрық; қазір осында: Бұйрық; орындалды: Тексеру"
    )


def test_the_view_box_holds_all_with_room_around() -> None:
    svg = drawn(shape("task", "A", (-50, 20)), shape("task", "B", (400, 300)))
    assert svg.get("viewBox") == "-74 -4 598 408"
    assert (svg.get("width"), svg.get("height")) == ("598", "408")


def test_the_view_box_holds_the_bends_of_a_flow() -> None:
    svg = drawn(shape("task", "A"), flow("F", "A", "A", ((100, 40), (900, -60), (50, 0))))
    assert svg.get("viewBox") == "-24 -84 948 188"


def test_the_view_box_holds_labels_beside_their_shapes() -> None:
    svg = drawn(shape("startEvent", "S", name="Басталуы", label=(-200, 70, 90, 14)))
    left, _, _, _ = map(float, (svg.get("viewBox") or "").split())
    assert left < -170


def test_pools_lie_under_flows_and_boundary_events_over_tasks() -> None:
    svg = drawn(
        shape("boundaryEvent", "Late", (80, 60), attachedToRef="T"),
        flow("F", "T", "T"),
        shape("task", "T"),
        shape("subProcess", "Open", size=(300, 200), di='isExpanded="true"'),
        shape("lane", "L", size=(600, 400)),
        shape("participant", "P", size=(700, 400), processRef="Main"),
    )
    assert drawn_ids(svg) == ["P", "L", "Open", "F", "T", "Late"]


def test_text_is_set_in_the_font_of_the_pages() -> None:
    assert drawn(shape("task", "T")).get("font-family") == "Noto Sans"


def test_a_kind_that_the_engine_does_not_run_is_still_seen() -> None:
    svg = drawn(shape("choreographyTask", "C", name="Бірге"))
    assert len(pieces(group(svg, "C"), "rect")) == 1
    assert words(group(svg, "C")) == ["Бірге"]


def test_an_element_is_drawn_with_some_hundred_calls() -> None:
    root = gallery()
    drawing = lambda: draw_diagram(root, marks=Marks(), language="kk", title="")  # noqa: E731
    drawing()

    assert calls(drawing) < 60 * 500


def framed(*around: str, places: dict[str, tuple[float, float]]) -> list[float]:
    """The viewBox of a picture opened around some of its tasks."""
    root = model(*(shape("task", name, at) for name, at in places.items()))
    svg = Drawing(root).paint(marks=Marks(), language="kk", title="", around=around)
    return [*map(float, (etree.fromstring(svg).get("viewBox") or "").split())]


def test_places_that_lie_close_are_shown_together() -> None:
    x, y, width, height = framed("A", "B", places={"A": (0, 0), "B": (200, 100)})

    assert (x + width / 2, y + height / 2) == (150, 90)


def test_of_places_far_apart_the_first_is_in_the_middle() -> None:
    x, y, width, height = framed("B", "A", places={"A": (0, 0), "B": (5000, 100)})

    assert (x + width / 2, y + height / 2) == (5050, 140)
