"""The parts of the check, each by itself."""

from __future__ import annotations

import pytest

from engine.model.soundness.building import net_of
from engine.model.soundness.exploring import Space
from engine.model.soundness.judging import judge
from engine.model.soundness.net import FINAL, Cluster, Net, Step
from engine.model.soundness.paths import leading_to, reached_from
from engine.model.soundness.roots import Root, roots
from engine.model.soundness.running import may_run
from engine.model.soundness.sheets import Sheet, sheets, shortest_way
from engine.model.soundness.ways import MOST_CONDITIONS, is_partial, ways_out
from tests.engine.model.soundness.drawing import (
    boundary,
    draw,
    findings,
    started_by,
    sub_process,
    subject,
)


def sheet_of(process: str) -> Sheet:
    return next(iter(sheets(subject(process))))


def ways(process: str, key: str) -> set[str]:
    sheet = sheet_of(process)
    found = ways_out(sheet.elements[key].kind, sheet.outgoing[key])
    return {" ".join(flow.target for flow in way) for way in found}


def test_ways_out_of_gateways() -> None:
    text = "Begin {0} A; {0} B; {0} C"
    assert ways(draw(text.format("And")), "And") == {"A B C"}
    assert ways(draw(text.format("Xor")), "Xor") == {"A", "B", "C"}
    assert ways(draw(text.format("Or")), "Or") == {"A", "B", "A B", "C"}


def test_ways_out_of_a_task_take_flows_without_condition_always() -> None:
    text = "Begin T A; T B; T C"
    assert ways(draw(text), "T") == {"A B C"}
    assert ways(draw(text, when=["T_A"]), "T") == {"B C", "A B C"}
    assert ways(draw(text, when=["T_A", "T_B", "T_C"]), "T") == {
        "A", "B", "C", "A B", "A C", "B C", "A B C",
    }  # fmt: skip


def test_of_very_many_conditions_each_alone_in_pairs_and_all() -> None:
    targets = [f"T{n}" for n in range(MOST_CONDITIONS + 2)]
    process = draw("Begin Or;" + ";".join(f"Or {target}" for target in targets))
    assert is_partial(sheet_of(process).outgoing["Or"])
    found = ways(process, "Or")
    assert len(found) == 1 + 9 + 36 + 1
    assert {targets[-1], "T0", "T0 T1", " ".join(targets[:-1])} <= found
    (finding,) = findings(process)
    assert finding.message.startswith("Not completely checked")


def test_then_nothing_is_said_to_be_sure_or_dead() -> None:
    targets = [f"T{n}" for n in range(MOST_CONDITIONS + 2)]
    process = draw(
        "Begin Or;" + ";".join(f"Or {t} Or9" for t in targets[:3]) + ";"
        + ";".join(f"Or {t}" for t in targets[3:]) + ";Or9 And9 End; And9 And9"
    )  # fmt: skip
    assert {finding.severity.value for finding in findings(process)} == {"warning"}


SINGLE = Net(
    start=(0,),
    clusters=(Cluster(element_id="A", inputs=(0,), steps=(Step(element_id="A"),)),),
    cluster_of=(0,),
    touched=(frozenset(),),
)


def test_a_net_of_one_element_ends() -> None:
    space = judge(SINGLE, 100).space
    assert space.markings == [(0,), FINAL]
    assert space.complete
    assert not space.is_stuck(1)


@pytest.mark.parametrize("limit", [1, 15, 40, 90])
def test_little_more_is_looked_at_than_allowed(limit: int) -> None:
    (root,) = roots(sheet_of(draw("Begin Or A Or2 End; Or B Or2; Or C Or2; Or D Or2")))
    space = Space(net_of(root))
    space.look_behind([0], limit)
    assert space.size == sum(len(marking) + 5 for marking in space.markings)
    assert space.left
    assert not space.complete
    assert space.size < limit + 80  # the ways out of one element, all at once


def test_a_limit_is_said_and_accuses_nobody() -> None:
    text = "Begin Or A Or9 End; Or B Or9; Or C Or9; Or D Or9"
    (finding,) = findings(draw(text), limit=30)
    assert (finding.element_id, finding.severity.value) == ("visit", "warning")
    assert finding.message.startswith("Not completely checked: ")
    assert findings(draw(text)) == []


def test_a_fault_is_found_within_a_limit_that_is_too_small_for_all() -> None:
    branches = "; ".join(f"And X{n} Xor{n} A{n} And9; Xor{n} B{n} End{n}" for n in range(14))
    told = {
        finding.element_id
        for finding in findings(draw(f"Begin And; {branches}; And9 End"), limit=5000)
    }
    assert told == {"And9", "visit"}


def test_a_place_for_every_flow_into_a_join_and_one_for_anything_else() -> None:
    (root,) = roots(sheet_of(draw("Begin And1 A Xor; And1 B Xor; Xor C And2; And1 And2 End")))
    net = net_of(root)
    inputs = {cluster.element_id: len(cluster.inputs) for cluster in net.clusters}
    assert inputs == {"Begin": 1, "And1": 1, "A": 1, "B": 1, "Xor": 1, "C": 1, "And2": 2, "End": 1}
    assert len(net.cluster_of) == 9


def test_elements_come_in_the_order_of_the_flows() -> None:
    (root,) = roots(sheet_of(draw("Begin Xor A B Xor2 End; Xor2 C Xor")))
    order = [cluster.element_id for cluster in net_of(root).clusters]
    assert order.index("Begin") < order.index("Xor") < order.index("A") < order.index("B")
    assert order.index("B") < order.index("Xor2") < order.index("C")


def beginnings(process: str) -> dict[str, Root]:
    return {" ".join(root.beginning): root for root in roots(sheet_of(process))}


def test_a_way_apart_is_a_root_of_its_own() -> None:
    event = boundary("Late", "A", interrupting=False)
    apart = beginnings(draw("Begin A End; Late B End2", event, known=["Late"]))
    assert apart.keys() == {"Begin", "Late"}
    assert apart["Begin"].reached == {"Begin", "A", "End"}
    assert apart["Late"].reached == {"Late", "B", "End2"}


def test_a_way_that_comes_back_is_not() -> None:
    event = boundary("Late", "A", interrupting=False)
    back = beginnings(draw("Begin A End; Late B End", event, known=["Late"]))
    assert back.keys() == {"Begin"}
    assert back["Begin"].joining == {"Late"}
    assert back["Begin"].reached == {"Begin", "A", "End", "Late", "B"}


def test_a_way_that_comes_back_to_one_that_comes_back_is_not_either() -> None:
    events = boundary("Late", "A", interrupting=False) + boundary("Later", "A", interrupting=False)
    drawn = draw("Begin A End; Late B Xor End; Later C Xor", events, known=["Late", "Later"])
    assert beginnings(drawn)["Begin"].joining == {"Late", "Later"}


def test_each_start_begins_alone() -> None:
    letter = '<startEvent id="Come"><messageEventDefinition messageRef="Letter"/></startEvent>'
    assert beginnings(draw("Begin A End; Come A", letter, known=["Come"])).keys() == {
        "Begin",
        "Come",
    }


def test_an_event_sub_process_is_a_sheet_of_its_own_and_no_element_of_the_outer() -> None:
    event = sub_process("E", started_by("On") + draw("On X EndE", known=["On"]), triggered=True)
    found = {sheet.scope: sheet for sheet in sheets(subject(draw("Begin A End", event)))}
    assert set(found["visit"].elements) == {"Begin", "A", "End"}
    assert found["E"].beginnings == (("On",),)


def test_ways_in_the_drawing() -> None:
    sheet = sheet_of(draw("Begin A B End; A C; Late D", boundary("Late", "B"), known=["Late"]))
    assert shortest_way(sheet, "D") == ("Begin", "A", "B", "Late")
    assert shortest_way(sheet, "Begin") == ()
    assert reached_from(sheet, "B") == {"B", "End", "Late", "D"}
    assert reached_from(sheet, "Begin", stop="B") == {"Begin", "A", "C"}
    assert leading_to(sheet, ["D"]) == {"D", "Late", "B", "A", "Begin"}


@pytest.mark.parametrize(
    ("text", "runs"),
    [
        ("Begin End", False),
        ("Begin Xor End; Xor End2", False),
        ("Begin Tell", True),
        ("Begin A End", True),
    ],
)
def test_what_does_something(text: str, runs: bool) -> None:
    assert may_run(sheet_of(draw(text)), "Begin") is runs
