"""Captions: numbers at elements and flows, clear of everything else; heat says by colour and width what they say as text."""

from __future__ import annotations

import pytest
from lxml import etree

from engine.diagram import Marks
from engine.diagram.captions import placed_captions
from engine.diagram.figures import figure_of
from engine.diagram.interchange import Bounds, read_plane
from engine.diagram.marks import HEATS, heat_tint
from engine.diagram.text import Block
from tests.engine.diagram.sketches import drawn, flow, group, model, pieces, shape, tool_tip, words
from tests.engine.diagram.test_marks import contrast

PARTS = (
    shape("startEvent", "Begin", (0, 40), name="Басы"),
    shape("task", "Work", (100, 20), name="Жұмыс"),
    flow("Way", "Begin", "Work", ((36, 58), (100, 58))),
)


def captioned(**captions: str) -> etree._Element:
    return drawn(*PARTS, marks=Marks(captions=captions))


def places(*parts: object, names: tuple[Block, ...] = (), **captions: str) -> dict[str, Bounds]:
    plane = read_plane(model(*parts))
    figures = [figure_of(one, marks=Marks(), language="kk") for one in plane.shapes]
    found = placed_captions(captions, figures, plane.edges, names)
    return {element_id: caption.place for element_id, caption in found.items()}


def apart(one: Bounds, other: Bounds) -> bool:
    return (
        one.right <= other.x
        or other.right <= one.x
        or one.bottom <= other.y
        or other.bottom <= one.y
    )


@pytest.mark.parametrize("element_id", ["Begin", "Work", "Way"])
def test_a_caption_is_text_in_the_group_of_its_element(element_id: str) -> None:
    picture = captioned(**{element_id: "×24 · 5 мин"})

    assert "×24 · 5 мин" in words(group(picture, element_id))


def test_the_tool_tip_says_it_too() -> None:
    assert tool_tip(captioned(Work="×24"), "Work").endswith("(×24)")


def test_what_has_no_caption_has_none() -> None:
    assert "×24" not in words(group(captioned(Work="×24"), "Begin"))


def test_an_empty_caption_is_not_drawn() -> None:
    assert etree.tostring(captioned(Work="")) == etree.tostring(captioned())


def test_a_caption_stands_above_its_shape() -> None:
    place = places(*PARTS, Work="×1")["Work"]

    assert place.bottom < 20
    assert place.middle[0] == 150


def test_a_caption_gives_way_to_a_name_that_stands_above() -> None:
    name = Block(lines=("Жоғарыда",), size=11, x=150, top=2)
    place = places(*PARTS, names=(name,), Work="×1")["Work"]

    assert apart(place, name.bounds)
    assert place.y > 20


def test_no_caption_covers_a_shape_or_another_caption() -> None:
    tasks = [shape("task", f"T{n}", (n * 110, 100)) for n in range(4)]
    found = places(*tasks, **{f"T{n}": "×12345 · 12 мин" for n in range(4)})
    slips = list(found.values())

    assert all(apart(one, other) for one in slips for other in slips if one is not other)
    assert all(
        apart(place, Bounds(x=n * 110, y=100, width=100, height=80))
        for place in slips
        for n in range(4)
    )


def test_the_number_of_a_flow_stands_beside_its_longest_stretch() -> None:
    way = flow("Way", "Begin", "Work", ((0, 0), (10, 0), (10, 500)))
    place = places(way, Way="7")["Way"]

    assert place.y < 250 < place.bottom
    assert place.right < 10


def test_the_picture_is_wide_enough_for_its_captions() -> None:
    wide = "×123456789 · 123456789 күн"
    picture = drawn(shape("task", "T"), marks=Marks(captions={"T": wide}))
    left, _, width, _ = map(float, picture.get("viewBox", "").split())
    slip = pieces(group(picture, "T"), "rect")[-1]

    assert left < float(slip.get("x", "0"))
    assert float(slip.get("x", "0")) + float(slip.get("width", "0")) < left + width


def test_pools_and_lanes_have_no_caption() -> None:
    lane = shape("lane", "L", size=(400, 200), name="Бөлім")

    assert places(lane, L="×1") == {}


# --- heat


@pytest.mark.parametrize("tint", HEATS)
def test_text_can_be_read_on_every_tint(tint: str) -> None:
    assert contrast("#14171c", tint) >= 7


def test_the_tints_grow_darker() -> None:
    steps = [contrast("#ffffff", tint) for tint in HEATS]

    assert steps == sorted(set(steps))


def test_anything_at_all_has_another_tint_than_nothing() -> None:
    assert (heat_tint(0), heat_tint(0.001), heat_tint(1)) == (HEATS[0], HEATS[1], HEATS[-1])


def test_heat_fills_the_shape_in_place_of_the_colour_of_the_model() -> None:
    task = shape("task", "T", di='bioc:fill="#ff0000"')
    heat = {"T": 1.0}

    assert (
        pieces(group(drawn(task, marks=Marks(heat=heat)), "T"), "rect")[0].get("fill") == HEATS[-1]
    )
    other = drawn(task, marks=Marks(heat={"Other": 1.0}))
    assert pieces(group(other, "T"), "rect")[0].get("fill") == HEATS[0]


def test_a_flow_is_the_wider_the_more_often_it_was_taken() -> None:
    widths = []
    for heat in (0.0, 0.5, 1.0):
        picture = drawn(*PARTS, marks=Marks(heat={"Way": heat}))
        widths.append(float(pieces(group(picture, "Way"), "path")[0].get("stroke-width", "0")))

    assert widths == sorted(set(widths))
