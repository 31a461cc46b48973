"""Pools, lanes, data, notes and groups."""

from __future__ import annotations

from lxml import etree

from engine.diagram import icons
from tests.engine.diagram.sketches import (
    Part,
    drawn,
    group,
    model,
    note,
    picture,
    pieces,
    shape,
    words,
)

CATEGORY = '<bpmn:category id="C"><bpmn:categoryValue id="V" value="Мерзім"/></bpmn:category>'
ORDERS = (
    '<bpmn:process id="Other"><bpmn:dataObject id="Orders" isCollection="true"/></bpmn:process>'
)


def single(part: Part) -> etree._Element:
    (only,) = drawn(part).iterchildren("{*}g")
    return only


def test_a_pool_with_a_process_rules_off_the_band_of_its_name() -> None:
    pool = shape("participant", "P", (10, 20), size=(500, 200), processRef="Main", name="ЭҮП")
    (rule,) = pieces(single(pool), "line")
    assert [rule.get(key) for key in ("x1", "y1", "x2", "y2")] == ["40", "20", "40", "220"]


def test_an_upright_pool_has_its_band_on_top() -> None:
    pool = shape(
        "participant",
        "P",
        size=(200, 500),
        processRef="Main",
        name="ЭҮП",
        di='isHorizontal="false"',
    )
    (rule,) = pieces(single(pool), "line")
    assert [rule.get(key) for key in ("x1", "y1", "x2", "y2")] == ["0", "30", "200", "30"]
    assert pieces(single(pool), "text")[0].get("transform") is None


def test_the_name_of_a_lane_reads_upwards_in_its_band() -> None:
    (text,) = pieces(single(shape("lane", "L", size=(500, 200), name="Маман")), "text")
    assert text.get("transform") == "rotate(-90 15 100)"


def test_a_closed_pool_has_its_name_across_and_no_band() -> None:
    pool = single(shape("participant", "P", size=(500, 60), name="Мектеп"))
    assert pieces(pool, "line") == []
    assert pieces(pool, "text")[0].get("transform") is None
    assert pieces(pool, "tspan")[0].get("x") == "250"


def test_a_pool_without_a_name_has_no_text() -> None:
    assert pieces(single(shape("participant", "P", processRef="Main")), "text") == []


def test_a_lane_lets_its_pool_shine_through_unless_it_is_coloured() -> None:
    plain, coloured = (
        pieces(single(shape("lane", "L", di=di)), "rect")[0].get("fill")
        for di in ("", 'bioc:fill="#eeeeee"')
    )
    assert (plain, coloured) == ("none", "#eeeeee")


def test_a_data_object_has_a_folded_corner() -> None:
    (sheet,) = pieces(single(shape("dataObjectReference", "D", size=(36, 50))), "path")
    assert sheet.get("d") == "M0 0H24L36 12V50H0ZM24 0V12H36"


def test_a_collection_has_three_bars() -> None:
    reference = shape("dataObjectReference", "D", size=(36, 50), dataObjectRef="Orders")
    svg = picture(model(reference, more=ORDERS))
    assert pieces(group(svg, "D"), "path")[1].get("d") == icons.MARKERS["parallel"]


def test_the_collection_may_be_marked_at_the_element_itself() -> None:
    assert len(pieces(single(shape("dataInput", "D", isCollection="true")), "path")) == 3


def test_a_reference_to_a_plain_object_has_no_bars() -> None:
    reference = shape("dataObjectReference", "D", size=(36, 50), dataObjectRef="Elsewhere")
    assert len(pieces(single(reference), "path")) == 1


def test_the_arrow_is_empty_for_an_input_and_full_for_an_output() -> None:
    fills = [
        pieces(single(shape(kind, "D", size=(36, 50))), "path")[1].get("fill")
        for kind in ("dataInput", "dataOutput")
    ]
    assert fills[0] == "none"
    assert fills[1] != "none"


def test_a_data_store_stays_within_its_bounds() -> None:
    (cylinder,) = pieces(single(shape("dataStoreReference", "D", size=(50, 48))), "path")
    assert (cylinder.get("d") or "").startswith("M0 6A25 6 0 0 1 50 6V42A25 6 0 0 1 0 42Z")


def test_a_note_has_a_bracket_and_its_text_from_the_left() -> None:
    svg = drawn(shape("textAnnotation", "N", inside=note("Ең ұзағы — 15 минут"), size=(200, 40)))
    assert pieces(group(svg, "N"), "path")[0].get("d") == "M10 0H0V40H10"
    assert pieces(group(svg, "N"), "text")[0].get("text-anchor") == "start"
    assert words(group(svg, "N")) == ["Ең ұзағы — 15 минут"]


def test_an_empty_note_has_no_text() -> None:
    assert words(single(shape("textAnnotation", "N"))) == []


def test_a_group_is_named_by_its_category_and_hides_nothing() -> None:
    svg = picture(model(shape("group", "G", categoryValueRef="V"), more=CATEGORY))
    assert words(group(svg, "G")) == ["Мерзім"]
    assert pieces(group(svg, "G"), "rect")[0].get("fill") == "none"


def test_a_group_without_a_known_category_has_no_name() -> None:
    assert words(single(shape("group", "G", categoryValueRef="Elsewhere"))) == []
