"""States: colour, and always a glyph, a dash pattern or a thickness beside it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest
from lxml import etree

from engine.diagram import Marks, icons
from engine.diagram.marks import LOOKS, State
from tests.engine.diagram.sketches import drawn, flow, group, pieces, shape, tool_tip, words

HERE = frozenset({"T"})
PAPER = "#ffffff"


def marked(marks: Marks, kind: str = "task") -> etree._Element:
    return group(drawn(shape(kind, "T", name="Тексеру"), marks=marks), "T")


def outlines(node: etree._Element) -> list[tuple[str | None, str | None]]:
    """Colour and dash of each outline around the shape."""
    return [
        (piece.get("stroke"), piece.get("stroke-dasharray"))
        for piece in pieces(node, "rect")
        if piece.get("fill") == "none"
    ]


def icon_paths(node: etree._Element) -> list[str | None]:
    return [piece.get("d") for piece in pieces(node, "path")]


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("state", State)
def test_every_state_can_be_read_on_its_tint_and_on_paper(state: State) -> None:
    assert contrast(LOOKS[state].ink, LOOKS[state].tint) >= 4.5
    assert contrast(LOOKS[state].ink, PAPER) >= 4.5
    assert contrast("#14171c", LOOKS[state].tint) >= 7


def test_without_marks_there_is_no_badge() -> None:
    assert icon_paths(marked(Marks())) == []
    assert outlines(marked(Marks())) == []


def test_an_active_element_has_a_token_and_an_unbroken_outline() -> None:
    node = marked(Marks(active=HERE))
    assert outlines(node) == [(LOOKS[State.ACTIVE].ink, None)]
    assert [piece.get("cx") for piece in pieces(node, "circle")] == ["0", "0"]


def test_a_done_element_has_a_tick_and_no_count_at_the_first_visit() -> None:
    node = marked(Marks(done={"T": 1}))
    assert icon_paths(node) == [icons.TICK]
    assert words(node) == ["Тексеру"]


def test_further_visits_are_counted() -> None:
    assert words(marked(Marks(done={"T": 3}))) == ["Тексеру", "×3"]


def test_no_visit_is_no_mark() -> None:
    assert icon_paths(marked(Marks(done={"T": 0}))) == []


def test_trouble_has_an_exclamation_and_a_dashed_outline() -> None:
    node = marked(Marks(troubled=HERE))
    assert icons.EXCLAMATION in icon_paths(node)
    assert outlines(node) == [(LOOKS[State.TROUBLED].ink, "10 5")]


def test_an_overdue_element_has_a_clock_and_a_dotted_outline() -> None:
    node = marked(Marks(overdue=HERE))
    assert icons.CLOCK_HANDS in icon_paths(node)
    assert outlines(node) == [(LOOKS[State.OVERDUE].ink, "2 4")]


def test_outlines_of_several_states_lie_around_each_other() -> None:
    node = marked(Marks(active=HERE, overdue=HERE, troubled=HERE))
    rims = [
        float(piece.get("x", "0")) for piece in pieces(node, "rect") if piece.get("fill") == "none"
    ]
    assert rims == [-4, -8, -12]


def test_the_gravest_state_gives_the_colour() -> None:
    node = marked(Marks(done={"T": 1}, active=HERE, troubled=HERE))
    assert pieces(node, "rect")[0].get("fill") == LOOKS[State.TROUBLED].tint


def test_the_outline_of_an_event_is_round() -> None:
    rim = next(piece for piece in pieces(marked(Marks(active=HERE), "startEvent"), "rect"))
    assert float(rim.get("rx", "0")) * 2 == float(rim.get("width", "0"))


def test_an_open_sub_process_is_outlined_but_not_tinted() -> None:
    part = shape("subProcess", "T", size=(300, 200), di='isExpanded="true"')
    node = group(drawn(part, marks=Marks(active=HERE)), "T")
    assert pieces(node, "rect")[0].get("fill") == PAPER
    assert outlines(node) == [(LOOKS[State.ACTIVE].ink, None)]


def test_a_state_wins_over_the_colours_of_the_model() -> None:
    part = shape("task", "T", di='bioc:fill="#fff9c4" bioc:stroke="#f9a825"')
    box = pieces(group(drawn(part, marks=Marks(done={"T": 1})), "T"), "rect")[0]
    assert (box.get("fill"), box.get("stroke")) == (LOOKS[State.DONE].tint, LOOKS[State.DONE].ink)


def test_the_colours_of_the_model_stand_where_there_is_no_state() -> None:
    part = shape("task", "T", di='bioc:fill="#fff9c4" bioc:stroke="#f9a825"')
    box = pieces(group(drawn(part), "T"), "rect")[0]
    assert (box.get("fill"), box.get("stroke")) == ("#fff9c4", "#f9a825")


def test_a_taken_flow_is_thick_with_a_larger_head() -> None:
    way = flow("F", "T", "T", ((0, 0), (100, 0)))
    plain, taken = (
        group(drawn(shape("task", "T"), way, marks=marks), "F")
        for marks in (Marks(), Marks(taken=frozenset({"F"})))
    )
    widths = [float(pieces(node, "path")[0].get("stroke-width", "0")) for node in (plain, taken)]
    assert widths[1] > 2 * widths[0]
    assert pieces(taken, "polygon")[0].get("points") == "88 6 100 0 88 -6"


@pytest.mark.parametrize(
    ("language", "words_of_states"),
    [
        ("kk", "орындалды ×2, қазір осында, мерзімі өтті, іркіліс бар"),
        ("ru", "выполнено ×2, сейчас здесь, просрочено, сбой"),
        ("en", "done ×2, now here, overdue, incident"),
    ],
)
def test_the_tool_tip_says_the_states_in_words(language: str, words_of_states: str) -> None:
    marks = Marks(done={"T": 2}, active=HERE, overdue=HERE, troubled=HERE)
    svg = drawn(shape("task", "T"), marks=marks, language=language)
    assert tool_tip(svg, "T").endswith(f"({words_of_states})")


def test_marks_on_what_is_not_drawn_change_nothing() -> None:
    marks = Marks(active=frozenset({"Join__1"}), done={"Join__2": 4}, taken=frozenset({"F__1"}))
    plain, other = (drawn(shape("task", "T"), marks=held) for held in (Marks(), marks))
    assert etree.tostring(group(plain, "T")) == etree.tostring(group(other, "T"))


def test_marks_are_values() -> None:
    assert Marks(active=HERE) == Marks(active=frozenset({"T"}))
    with pytest.raises(FrozenInstanceError):
        Marks().active = HERE  # type: ignore[misc]  # what the test is about
