"""On random drawings the check says what the slow token game of `oracle.py` says."""

from __future__ import annotations

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine.model.soundness.building import net_of
from engine.model.soundness.dead import dead_elements
from engine.model.soundness.judging import Judgement, judge
from engine.model.soundness.paths import reached_from
from engine.model.soundness.roots import Root, roots
from engine.model.soundness.sheets import Sheet, sheets
from tests.engine.model.soundness.drawing import draw, findings, subject
from tests.engine.model.soundness.oracle import Flow, Game

INNER = ["And1", "And2", "Xor1", "Xor2", "Or1", "Or2", "A", "B"]


@st.composite
def drawings(
    draw_: st.DrawFn, *, circles: bool = True, kinds: str = "And Xor Or A B"
) -> list[Flow]:
    """Flows among a few gateways and tasks; all are come to from the start, and lead to the end where they lead nowhere."""
    names = [name for name in INNER if name.rstrip("12") in kinds.split()]
    used = draw_(st.lists(st.sampled_from(names), min_size=2, max_size=6, unique=True))
    flows = [("Begin", used[0])]
    for nth, name in enumerate(used[1:], 1):
        flows.append((draw_(st.sampled_from(used[:nth])), name))
    spots = st.integers(0, len(used) - 1)
    for source, target in draw_(st.sets(st.tuples(spots, spots), max_size=6)):
        if source < target or (circles and source != target):
            flows.append((used[source], used[target]))
    for name in used:
        ends = draw_(st.sampled_from([[], ["End"], ["End"], ["Stop"]]))
        if not ends and not any(source == name for source, _ in flows):
            ends = ["End"]
        flows += [(name, end) for end in ends]
    return list(dict.fromkeys(flows))


def text(flows: list[Flow]) -> str:
    return ";".join(f"{source} {target}" for source, target in flows)


def judged(flows: list[Flow]) -> tuple[Sheet, Root, Judgement]:
    (sheet,) = sheets(subject(draw(text(flows))))
    (root,) = roots(sheet)
    return sheet, root, judge(net_of(root), 100_000)


@settings(max_examples=150, deadline=None)
@given(drawings())
def test_the_same_drawings_are_doomed(flows: list[Flow]) -> None:
    game = Game(flows)
    assume(game.play())
    _, _, judgement = judged(flows)
    space = judgement.space
    assert not space.unknown
    assert any(map(space.is_stuck, space.edges)) == bool(game.stuck())
    assert bool(judgement.doomed) == bool(game.doomed())
    assert bool(judgement.sure) == game.is_sure()


@settings(max_examples=150, deadline=None)
@given(drawings())
def test_the_same_states_are_stuck(flows: list[Flow]) -> None:
    game = Game(flows)
    assume(game.play())
    _, _, judgement = judged(flows)
    net = judgement.space.net
    stuck = {
        tuple(sorted(net.clusters[net.cluster_of[place]].element_id for place in marking))
        for number, marking in enumerate(judgement.space.markings)
        if judgement.space.is_stuck(number)
    }
    assert stuck == {
        tuple(sorted(spot[1] for spot, n in state for _ in range(n))) for state in game.stuck()
    }


@settings(max_examples=150, deadline=None)
@given(drawings())
def test_the_same_elements_are_dead(flows: list[Flow]) -> None:
    game = Game(flows)
    assume(game.play())
    sheet, root, judgement = judged(flows)
    assume(
        game.leading_to({s for s, moves in game.moves.items() if not moves}) == game.moves.keys()
    )
    found = dead_elements(sheet, [(root, judgement)])
    dead = set(found).union(*(each.behind for each in found.values()))
    assert dead == sheet.elements.keys() - game.fired


@settings(max_examples=150, deadline=None)
@given(drawings(circles=False, kinds="And Xor A B"))
def test_the_same_drawings_have_two_tokens_in_one_place(flows: list[Flow]) -> None:
    game = Game(flows)
    assume(game.play())
    _, _, judgement = judged(flows)
    assert bool(judgement.space.doubled) == game.doubled


@settings(max_examples=100, deadline=None)
@given(drawings())
def test_two_tokens_are_never_told_where_there_are_none(flows: list[Flow]) -> None:
    game = Game(flows)
    assume(game.play() and not game.doubled)
    assert not judged(flows)[2].space.doubled


@settings(max_examples=100, deadline=None)
@given(drawings())
def test_the_way_told_follows_the_drawing(flows: list[Flow]) -> None:
    (sheet,) = sheets(subject(draw(text(flows))))
    for finding in findings(draw(text(flows))):
        if "The way there: " in finding.message:
            way = finding.message.split("The way there: ")[1].split(".")[0].split(", ")
            assert way[0] == "Begin"
            assert set(way) <= reached_from(sheet, "Begin")


@settings(max_examples=100, deadline=None)
@given(drawings())
def test_what_is_doomed_or_dead_is_told(flows: list[Flow]) -> None:
    game = Game(flows)
    assume(game.play())
    told = findings(draw(text(flows)))
    dead = {key for flow in flows for key in flow} - game.fired
    if game.doomed() or dead:
        assert told
    elif not game.doubled:
        assert told == []


def test_an_inclusive_gateway_may_open_before_a_token_that_could_come_either_way() -> None:
    flows = [
        ("Begin", "And0"), ("And0", "A"), ("A", "Xor2"), ("Xor2", "Or9"), ("Or9", "Z"), ("Z", "And9"), ("And9", "End"),
        ("And0", "Xor1"), ("Xor1", "Xor2"), ("Xor1", "C"), ("C", "Or9"), ("And0", "D"), ("D", "And9"),
    ]  # fmt: skip
    game = Game(flows)
    assert game.play()
    assert game.is_sure()
    assert judged(flows)[2].sure


def test_a_terminate_end_is_not_put_off_for_ever() -> None:
    flows = [
        ("Begin", "And3"), ("And3", "And2"), ("And3", "Or3"), ("And3", "Xor1"), ("And2", "And1"), ("Or3", "Xor2"),
        ("Xor2", "Or3"), ("And2", "End"), ("Xor1", "End"), ("And1", "Stop"),
    ]  # fmt: skip
    game = Game(flows)
    assert game.play()
    assert not game.doomed()
    assert not judged(flows)[2].doomed
