"""Events, gateways and activities: their outlines and signs."""

from __future__ import annotations

import pytest
from lxml import etree

from engine.diagram import icons
from tests.engine.diagram.sketches import Part, definition, drawn, group, pieces, shape, words

MULTI = "<bpmn:multiInstanceLoopCharacteristics/>"
IN_TURN = '<bpmn:multiInstanceLoopCharacteristics isSequential="true"/>'
AGAIN = "<bpmn:standardLoopCharacteristics/>"


def single(part: Part) -> etree._Element:
    """The group of the only element of a model."""
    (only,) = drawn(part).iterchildren("{*}g")
    return only


def paths(part: Part) -> list[str]:
    return [piece.get("d", "") for piece in pieces(single(part), "path")]


def test_a_start_event_has_one_thin_ring() -> None:
    (ring,) = pieces(single(shape("startEvent", "S")), "circle")
    assert (ring.get("stroke-width"), ring.get("r")) == ("1.6", "18")


def test_an_end_event_has_one_thick_ring() -> None:
    (ring,) = pieces(single(shape("endEvent", "E")), "circle")
    assert ring.get("stroke-width") == "4"


@pytest.mark.parametrize(
    "kind", ["intermediateCatchEvent", "intermediateThrowEvent", "boundaryEvent"]
)
def test_an_event_in_between_has_two_rings(kind: str) -> None:
    rings = pieces(single(shape(kind, "E")), "circle")
    assert [ring.get("r") for ring in rings] == ["18", "14.5"]


@pytest.mark.parametrize(
    "part",
    [
        shape("boundaryEvent", "E", cancelActivity="false"),
        shape("startEvent", "E", isInterrupting="false"),
    ],
    ids=["boundary", "start of an event sub-process"],
)
def test_an_event_that_interrupts_nothing_is_dashed(part: Part) -> None:
    assert {ring.get("stroke-dasharray") for ring in pieces(single(part), "circle")} == {"4 3"}


@pytest.mark.parametrize("kind", ["boundaryEvent", "startEvent"])
def test_an_interrupting_event_is_not_dashed(kind: str) -> None:
    assert {
        ring.get("stroke-dasharray") for ring in pieces(single(shape(kind, "E")), "circle")
    } == {None}


@pytest.mark.parametrize(
    "trigger",
    [
        "message",
        "timer",
        "signal",
        "error",
        "escalation",
        "terminate",
        "link",
        "conditional",
        "compensate",
        "cancel",
    ],
)
def test_every_trigger_has_its_own_sign(trigger: str) -> None:
    part = shape("intermediateCatchEvent", "E", inside=definition(trigger))
    assert paths(part)[0] == icons.EVENTS[trigger][0]


def test_no_two_triggers_look_the_same() -> None:
    assert len(set(icons.EVENTS.values())) == len(icons.EVENTS)


def test_an_event_without_trigger_has_no_sign() -> None:
    assert paths(shape("startEvent", "S")) == []


@pytest.mark.parametrize(
    ("all_needed", "sign"), [("false", "multiple"), ("true", "parallelMultiple")]
)
def test_several_triggers_share_one_sign(all_needed: str, sign: str) -> None:
    both = definition("message") + definition("timer")
    assert paths(shape("startEvent", "S", inside=both, parallelMultiple=all_needed)) == [
        icons.EVENTS[sign][0]
    ]


def test_a_throwing_event_is_filled_and_a_catching_one_is_not() -> None:
    sign = definition("message")
    thrown = pieces(single(shape("intermediateThrowEvent", "E", inside=sign)), "path")[0]
    caught = pieces(single(shape("intermediateCatchEvent", "E", inside=sign)), "path")[0]
    assert (thrown.get("fill"), caught.get("fill")) == (thrown.get("stroke"), "none")


def test_the_sign_of_a_small_event_is_small() -> None:
    part = shape("startEvent", "S", size=(18, 18), inside=definition("timer"))
    assert pieces(single(part), "path")[0].get("transform") == "translate(9 9) scale(0.5)"


@pytest.mark.parametrize("kind", ["exclusive", "parallel", "inclusive", "complex"])
def test_every_gateway_has_its_own_sign(kind: str) -> None:
    assert paths(shape(f"{kind}Gateway", "G")) == [icons.GATEWAYS[f"{kind}Gateway"]]


def test_an_exclusive_gateway_hides_its_sign_where_the_diagram_says_so() -> None:
    assert paths(shape("exclusiveGateway", "G", di='isMarkerVisible="false"')) == []


def test_only_the_exclusive_gateway_can_hide_its_sign() -> None:
    assert paths(shape("parallelGateway", "G", di='isMarkerVisible="false"')) != []


def test_an_event_based_gateway_is_a_pentagon_in_two_rings() -> None:
    part = shape("eventBasedGateway", "G")
    assert paths(part) == [icons.EVENTS["multiple"][0]]
    assert len(pieces(single(part), "circle")) == 2


def test_an_event_based_gateway_that_starts_the_process_has_one_ring_and_may_be_parallel() -> None:
    part = shape("eventBasedGateway", "G", instantiate="true", eventGatewayType="Parallel")
    assert paths(part) == [icons.EVENTS["parallelMultiple"][0]]
    assert len(pieces(single(part), "circle")) == 1


def test_a_gateway_is_a_diamond_within_its_bounds() -> None:
    (diamond,) = pieces(single(shape("parallelGateway", "G", (10, 20))), "polygon")
    assert diamond.get("points") == "35,20 60,45 35,70 10,45"


@pytest.mark.parametrize("kind", sorted(icons.TASKS))
def test_every_kind_of_task_has_its_own_icon(kind: str) -> None:
    assert paths(shape(kind, "T"))[0] == icons.TASKS[kind]


def test_a_plain_task_has_no_icon() -> None:
    assert paths(shape("task", "T")) == []


def test_a_call_activity_has_a_thick_border_and_a_plus() -> None:
    part = shape("callActivity", "C")
    assert pieces(single(part), "rect")[0].get("stroke-width") == "4"
    assert paths(part) == [icons.MARKERS["collapsed"]]


def test_a_transaction_has_two_borders() -> None:
    part = shape("transaction", "T", di='isExpanded="true"')
    assert len(pieces(single(part), "rect")) == 2


def test_an_event_sub_process_is_dotted() -> None:
    part = shape("subProcess", "S", di='isExpanded="true"', triggeredByEvent="true")
    assert pieces(single(part), "rect")[0].get("stroke-dasharray") == "0 5.5"


@pytest.mark.parametrize(
    ("part", "markers"),
    [
        (shape("userTask", "T", inside=AGAIN), ["loop"]),
        (shape("userTask", "T", inside=MULTI), ["parallel"]),
        (shape("userTask", "T", inside=IN_TURN), ["sequential"]),
        (shape("userTask", "T", isForCompensation="true"), ["compensation"]),
        (shape("subProcess", "T"), ["collapsed"]),
        (shape("subProcess", "T", inside=MULTI), ["parallel", "collapsed"]),
        (shape("adHocSubProcess", "T", di='isExpanded="true"'), ["adhoc"]),
        (shape("subProcess", "T", di='isExpanded="true"'), []),
    ],
)
def test_markers_stand_in_order_at_the_lower_edge(part: Part, markers: list[str]) -> None:
    drawn_markers = [path for path in paths(part) if path in icons.MARKERS.values()]
    assert drawn_markers == [icons.MARKERS[marker] for marker in markers]


def test_two_markers_stand_side_by_side_around_the_middle() -> None:
    signs = pieces(single(shape("subProcess", "T", inside=MULTI)), "path")
    assert [sign.get("transform") for sign in signs] == ["translate(41 69)", "translate(59 69)"]


def test_the_name_of_a_task_stands_inside_it() -> None:
    svg = drawn(shape("userTask", "T", name="Қабылдау"))
    (line,) = pieces(group(svg, "T"), "tspan")
    assert (line.text, line.get("x")) == ("Қабылдау", "50")
    assert 0 < float(line.get("y", "0")) < 80


def test_a_long_name_keeps_clear_of_the_icon() -> None:
    svg = drawn(shape("userTask", "T", name="Өтініштің дұрыс толтырылуын тексеру, қолхат беру"))
    first = pieces(group(svg, "T"), "text")[0]
    top = float(pieces(first, "tspan")[0].get("y", "0")) - float(first.get("font-size", "0"))
    assert top >= 20


def test_the_name_of_an_open_sub_process_stands_at_its_top() -> None:
    svg = drawn(shape("subProcess", "S", size=(300, 200), di='isExpanded="true"', name="Тыңдау"))
    (line,) = pieces(group(svg, "S"), "tspan")
    assert float(line.get("y", "0")) < 34


def test_a_name_that_no_size_can_hold_ends_in_dots_and_stands_whole_in_the_tool_tip() -> None:
    name = "Құжаттарды " * 40
    svg = drawn(shape("task", "T", name=name))
    assert words(group(svg, "T"))[-1].endswith("…")
    assert name in (group(svg, "T").findtext("{*}title") or "")
