"""The drawing of the service, measured: what a careful person would check with a ruler."""

from __future__ import annotations

from itertools import combinations

import pytest

from tests.bpmn.drawing import BPMN, Box, Drawing, Point

TOLERANCE = 1.0
MOST_CROSSINGS = 3
MOST_BENDS = 2


@pytest.fixture(scope="module")
def drawing() -> Drawing:
    return Drawing.of("externat.bpmn")


def test_every_flow_node_has_a_shape_and_no_other(drawing: Drawing) -> None:
    others = {"Pool", "Legend", *drawing.lanes}
    assert set(drawing.shapes) - others == set(drawing.nodes)


def test_every_flow_has_an_edge_and_no_other(drawing: Drawing) -> None:
    assert set(drawing.paths) == set(drawing.flows)


def test_lanes_fill_the_pool_without_gap(drawing: Drawing) -> None:
    pool = drawing.boxes["Pool"]
    lanes = sorted((drawing.boxes[lane] for lane in drawing.lanes), key=lambda box: box.y)
    assert all(pool.holds(lane) for lane in lanes)
    assert sum(lane.height for lane in lanes) == pool.height
    assert [lane.y for lane in lanes[1:]] == [lane.y + lane.height for lane in lanes[:-1]]


def test_every_flow_node_lies_in_exactly_one_lane(drawing: Drawing) -> None:
    members = [member for lane in drawing.lanes.values() for member in drawing.members(lane)]
    assert sorted(members) == sorted(drawing.nodes)


def test_every_shape_lies_inside_its_lane(drawing: Drawing) -> None:
    outside = [
        member
        for lane_id, lane in drawing.lanes.items()
        for member in drawing.members(lane)
        if not drawing.boxes[lane_id].holds(drawing.boxes[member])
    ]
    assert outside == []


def test_every_inner_shape_lies_inside_its_sub_process(drawing: Drawing) -> None:
    inner = [node for node in drawing.nodes if drawing.parent_of(node) in drawing.nodes]
    assert inner
    assert all(drawing.boxes[drawing.parent_of(node)].holds(drawing.boxes[node]) for node in inner)


def test_no_two_shapes_of_one_level_overlap(drawing: Drawing) -> None:
    free = [node for node in drawing.nodes if not drawing.boundary(node)]
    overlapping = [
        (one, other)
        for one, other in combinations(free, 2)
        if drawing.parent_of(one) == drawing.parent_of(other)
        and drawing.boxes[one].meets(drawing.boxes[other])
    ]
    assert overlapping == []


def test_a_boundary_event_sits_on_the_border_of_its_activity(drawing: Drawing) -> None:
    boundary = [node for node in drawing.nodes if drawing.boundary(node)]
    assert boundary
    for node in boundary:
        host = drawing.nodes[node].get("attachedToRef", "")
        assert _on_rectangle(drawing.boxes[host], drawing.boxes[node].centre), node


def test_every_edge_starts_and_ends_on_a_border(drawing: Drawing) -> None:
    loose = []
    for flow_id, flow in drawing.flows.items():
        path = drawing.paths[flow_id]
        for attribute, point in (("sourceRef", path[0]), ("targetRef", path[-1])):
            if not _on_border(drawing, flow.get(attribute, ""), point):
                loose.append((flow_id, attribute))
    assert loose == []


def test_every_edge_is_level_or_upright(drawing: Drawing) -> None:
    slanted = [
        flow_id
        for flow_id in drawing.flows
        for (x1, y1), (x2, y2) in drawing.segments(flow_id)
        if (x1 != x2) == (y1 != y2)
    ]
    assert slanted == []


def test_no_edge_has_more_than_two_bends(drawing: Drawing) -> None:
    crooked = [flow for flow, path in drawing.paths.items() if len(path) - 2 > MOST_BENDS]
    assert crooked == []


def test_no_edge_runs_through_a_shape(drawing: Drawing) -> None:
    through = [
        (flow_id, node)
        for flow_id, flow in drawing.flows.items()
        for node in drawing.nodes
        if node != drawing.parent_of(flow.get("sourceRef", ""))
        and any(drawing.boxes[node].crossed_by(part) for part in drawing.segments(flow_id))
        and not _own_diamond(drawing, flow_id, node)
        and not _leaves_its_boundary(drawing, flow_id, node)
    ]
    assert through == []


def test_hardly_any_edges_cross(drawing: Drawing) -> None:
    crossings = [
        (one, other)
        for one, other in combinations(drawing.flows, 2)
        for first in drawing.segments(one)
        for second in drawing.segments(other)
        if _cross(first, second)
    ]
    assert len(crossings) <= MOST_CROSSINGS, crossings


def test_no_edge_lies_on_another(drawing: Drawing) -> None:
    doubled = [
        (one, other)
        for one, other in combinations(drawing.flows, 2)
        for first in drawing.segments(one)
        for second in drawing.segments(other)
        if _run_together(first, second)
    ]
    assert doubled == []


def test_every_event_gateway_and_named_flow_has_a_label(drawing: Drawing) -> None:
    small = {
        node
        for node, element in drawing.nodes.items()
        if element.tag.endswith(("Event", "Gateway"))
    }
    named = {flow for flow, element in drawing.flows.items() if element.get("name")}
    assert set(drawing.labels) == small | named


def test_no_label_covers_a_shape(drawing: Drawing) -> None:
    covering = [
        (owner, node)
        for owner, label in drawing.labels.items()
        for node in drawing.nodes
        if drawing.nodes[node].tag != f"{BPMN}subProcess"
        if label.meets(drawing.boxes[node]) and not _beside_a_diamond(drawing, label, node)
    ]
    assert covering == []


def test_no_label_covers_another(drawing: Drawing) -> None:
    labels = drawing.labels
    covering = [pair for pair in combinations(labels, 2) if labels[pair[0]].meets(labels[pair[1]])]
    assert covering == []


def test_no_edge_runs_through_a_label(drawing: Drawing) -> None:
    through = [
        (flow_id, owner)
        for flow_id in drawing.flows
        for owner, label in drawing.labels.items()
        if any(label.crossed_by(part) for part in drawing.segments(flow_id))
    ]
    assert through == []


def test_the_main_path_never_goes_back(drawing: Drawing) -> None:
    back = [
        flow_id
        for flow_id, flow in drawing.flows.items()
        if drawing.boxes[flow.get("targetRef", "")].centre[0]
        < drawing.boxes[flow.get("sourceRef", "")].centre[0]
    ]
    assert all(flow_id.endswith("_BirthCertificateKnown") for flow_id in back), back


def _is_diamond(drawing: Drawing, node: str) -> bool:
    return drawing.nodes[node].tag.endswith("Gateway")


def _on_border(drawing: Drawing, node: str, point: Point) -> bool:
    box = drawing.boxes[node]
    dx, dy = (abs(a - b) for a, b in zip(point, box.centre, strict=True))
    if _is_diamond(drawing, node):
        return abs(dx / (box.width / 2) + dy / (box.height / 2) - 1) * box.width / 2 <= TOLERANCE
    if drawing.nodes[node].tag.endswith("Event"):
        return bool(abs((dx**2 + dy**2) ** 0.5 - box.width / 2) <= TOLERANCE)
    return _on_rectangle(box, point)


def _on_rectangle(box: Box, point: Point) -> bool:
    x, y = point
    left, right, top, bottom = box.x, box.x + box.width, box.y, box.y + box.height
    inside = (
        left - TOLERANCE <= x <= right + TOLERANCE and top - TOLERANCE <= y <= bottom + TOLERANCE
    )
    nearest = min(abs(x - left), abs(x - right), abs(y - top), abs(y - bottom))
    return inside and nearest <= TOLERANCE


def _own_diamond(drawing: Drawing, flow_id: str, node: str) -> bool:
    """A line that ends on a slant of its own gateway enters the rectangle around it, not the gateway."""
    flow = drawing.flows[flow_id]
    return _is_diamond(drawing, node) and node in (flow.get("sourceRef"), flow.get("targetRef"))


def _leaves_its_boundary(drawing: Drawing, flow_id: str, node: str) -> bool:
    """The line of a boundary event starts half inside the activity that bears the event."""
    source = drawing.flows[flow_id].get("sourceRef", "")
    return drawing.boundary(source) and drawing.nodes[source].get("attachedToRef") == node


def _beside_a_diamond(drawing: Drawing, label: Box, node: str) -> bool:
    """A label may use the empty corner of the rectangle around a gateway."""
    if not _is_diamond(drawing, node):
        return False
    box = drawing.boxes[node]
    x, y = box.centre
    dx = max(label.x - x, x - label.x - label.width, 0)
    dy = max(label.y - y, y - label.y - label.height, 0)
    return dx + dy >= box.width / 2


def _cross(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    level, upright = (first, second) if first[0][1] == first[1][1] else (second, first)
    if level[0][1] != level[1][1] or upright[0][0] != upright[1][0]:
        return False
    x, y = upright[0][0], level[0][1]
    (left, right), (top, bottom) = (
        sorted((level[0][0], level[1][0])),
        sorted((upright[0][1], upright[1][1])),
    )
    return left < x < right and top < y < bottom


def _run_together(first: tuple[Point, Point], second: tuple[Point, Point]) -> bool:
    """Whether two parallel segments share more than a point."""
    for along, across in ((0, 1), (1, 0)):
        if len({point[across] for point in (*first, *second)}) == 1:
            low, high = (sorted(point[along] for point in part) for part in (first, second))
            return max(low[0], high[0]) < min(low[1], high[1])
    return False
