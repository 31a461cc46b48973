"""A token that a person puts before an element: one that stands elsewhere, or one for an instance that has ended.

What is left behind goes as it does when a boundary event interrupts it. The token arrives over no flow, as with Camunda's
`startBeforeActivity`: at a join it stands for the first flow over which none has come yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from engine.errors import EngineError
from engine.tokens.catching import end_race
from engine.tokens.kinds import Node, Scope, Token
from engine.tokens.workflow import TokenWorkflow


class WhyNot(StrEnum):
    NOTHING_THERE = "no token stands there that can be moved"
    SEVERAL = "several tokens stand there: name one by its number"
    UNDOES = "what was done is being undone there, which ends by itself"
    UNKNOWN = "there is no such element that a token can be put before"
    BESIDE = "a token gets there only by what it waits for: put it before an element that a flow leads to"
    ELSEWHERE = (
        "it lies neither in the process or sub-process in which the token stands nor around it"
    )
    ROUND = "it lies in one round of an activity that runs several times: put the token before the activity"
    NOT_ENDED = "the instance has not ended: move a token instead"


class CannotPlace(EngineError):
    """The token cannot be taken away there, or not be put there; `element_id` may be the number of a token."""

    def __init__(self, element_id: str, why: WhyNot) -> None:
        super().__init__(f"{element_id}: {why.value}")
        self.element_id, self.why = element_id, why


@dataclass(frozen=True, kw_only=True)
class Stand:
    """A token that can be moved. element_ids: where it stands; several behind an event gateway, where the first event counts."""

    token: int
    element_ids: tuple[str, ...]


Key = tuple[int, bool]
"""A token, or (True) the event gateway behind which events wait as one."""


@dataclass(frozen=True)
class ByHand:
    """What a person may do to the tokens of an instance."""

    top: TokenWorkflow

    def stands(self) -> tuple[Stand, ...]:
        """Tokens that can be moved, in the order in which they came; all rounds of an activity are one."""
        return tuple(self._stands().values())

    def stand_at(self, place: int | str) -> Stand:
        """The token of that number, or the only one at that element. Raises CannotPlace."""
        every = self._stands()
        if isinstance(place, int):
            found = [every.get(_key(_movable(self.top, place)))]
        else:
            found = [stand for stand in every.values() if place in stand.element_ids]
        stand = found[0] if len(found) == 1 else None
        if stand is None:
            raise CannotPlace(str(place), WhyNot.SEVERAL if found[1:] else WhyNot.NOTHING_THERE)
        return stand

    def _stands(self) -> dict[Key, Stand]:
        found: dict[Key, Stand] = {}
        for number in sorted(self.top.index):
            token = self.top.index[number]
            if token.task_spec.watches or _is_around(token) or _undoes(token):
                continue
            whole = _whole(token)
            before = found.get(_key(whole), Stand(token=whole.id, element_ids=()))
            names = dict.fromkeys((*before.element_ids, shown_id(whole)))
            found[_key(whole)] = Stand(token=before.token, element_ids=tuple(names))
        return found

    def targets(self, number: int) -> tuple[str, ...]:
        """Elements that this token may be put before: those of its own scope first, then those around it.

        Raises CannotPlace.
        """
        token = _movable(self.top, number)
        return tuple(
            shown
            for scope in _outwards(token)
            if not _in_round(scope) and _undone_below(token, scope) is None
            for shown in _entries(scope)
        )

    def entries(self) -> tuple[str, ...]:
        """Elements of the process itself that a token may be put before."""
        return tuple(_entries(self.top))

    def move(self, number: int, target: str) -> None:
        """Take a token away, with all below the scope of the target, and put one before the target. Raises CannotPlace."""
        token = _movable(self.top, number)
        scope, node = _target(self.top, token, target)
        undone = _undone_below(token, scope)
        if undone is not None:
            raise CannotPlace(shown_id(undone), WhyNot.UNDOES)
        left = _below(token, scope)
        end_race(left)
        left.cancel()
        if _stood_alone(left, scope):
            _watch_again(scope)
        _place(scope, node)

    def reopen(self, target: str) -> None:
        """Put a token before an element of the process of an instance that has ended. Raises CannotPlace.

        The variables, and what can be undone, are there as at the end; event sub-processes wait anew.
        """
        top = self.top
        if top.tasks:
            raise CannotPlace(target, WhyNot.NOT_ENDED)
        node = _node(top, target)
        if node is None:
            raise CannotPlace(target, _why_not(top, top, target))
        top.record.ends.clear()
        _watch_again(top)
        _place(top, node)


def shown_id(token: Token) -> str:
    """The analyst's id; that of the event for the gateway that the lowering puts before an event with several triggers."""
    return token.element_id.partition("__")[0]


def _place(scope: Scope, node: Node) -> None:
    node.came(scope.place(node), None)


def _watch_again(scope: Scope) -> None:
    """Let the event sub-processes of the scope wait as on its entry, those that do not wait yet."""
    there = {token.task_spec for token in scope.tasks.values()}
    for watcher in scope.spec.event_starts:
        if watcher not in there:
            scope.top_workflow.step(scope.place(watcher))


def _stood_alone(left: Token, scope: Scope) -> bool:
    """Whether what is left is an event sub-process beside which nothing of the scope itself ran any more.

    It has taken the others away, or they have ended: the scope begins to live again.
    """
    others = (token.task_spec for token in scope.tasks.values())
    return left.task_spec.triggered and all(spec.watches or spec.triggered for spec in others)


def _movable(top: TokenWorkflow, number: int) -> Token:
    token = top.index.get(number)
    if token is None or token.task_spec.watches:
        raise CannotPlace(str(number), WhyNot.NOTHING_THERE)
    if _undoes(token):
        raise CannotPlace(shown_id(token), WhyNot.UNDOES)
    return _whole(token)


def _key(token: Token) -> Key:
    race: int | None = token.internal_data.get("race")
    return (token.id, False) if race is None else (race, True)


def _whole(token: Token) -> Token:
    """The activity of which this is a round; else the token itself."""
    return token.parent if token.is_round else token


def _is_around(token: Token) -> bool:
    """Whether it only holds what stands inside of it."""
    inner = token.top.subprocesses
    return token.id in inner or any(child.id in inner for child in token.children)


def _undoes(token: Token) -> bool:
    return "undoes" in token.internal_data or "undo" in token.internal_data


def _undone_below(token: Token, scope: Scope) -> Token | None:
    """What stands in the way of leaving: a sub-process between the token and the scope in which things are undone."""
    while True:
        if _undoes(token):
            return token
        if token.workflow is scope:
            return None
        token = token.top.index[token.workflow.parent_task_id]


def _below(token: Token, scope: Scope) -> Token:
    """What of this scope holds the token: the token itself, or a sub-process around it with all its rounds."""
    while token.workflow is not scope:
        token = token.top.index[token.workflow.parent_task_id]
    return _whole(token)


def _outwards(token: Token) -> Iterator[Scope]:
    """The scope of the token, and those around it."""
    scope = token.workflow
    while True:
        yield scope
        if scope.parent_task_id is None:
            return
        scope = token.top.index[scope.parent_task_id].workflow


def _target(top: TokenWorkflow, token: Token, target: str) -> tuple[Scope, Node]:
    for scope in _outwards(token):
        node = _node(scope, target)
        if node is None:
            continue
        if _in_round(scope):
            raise CannotPlace(target, WhyNot.ROUND)
        return scope, node
    raise CannotPlace(target, _why_not(top, token.workflow, target))


def _in_round(scope: Scope) -> bool:
    """Whether it is one of several that are alike."""
    while scope.parent_task_id is not None:
        holder = scope.top_workflow.index[scope.parent_task_id]
        if holder.is_round:
            return True
        scope = holder.workflow
    return False


def _node(scope: Scope, target: str) -> Node | None:
    """Where a token arrives that comes to an element of this scope."""
    if not target.startswith(scope.path):
        return None
    name, specs = target[len(scope.path) :], scope.spec.task_specs
    node: Node | None = specs.get(f"{name}__any") or specs.get(name)
    return None if node is None or _is_beside(scope, node) else node


def _is_beside(scope: Scope, node: Node) -> bool:
    """Boundary events, event sub-processes with their starts, and what undoes another activity."""
    if node.watches or node.triggered:
        return True
    if any(getattr(other, "body", other).undo is node for other in scope.spec.nodes):
        return True
    held = scope.parent_task_id is not None
    triggered = held and scope.top_workflow.index[scope.parent_task_id].task_spec.triggered
    return triggered and node in scope.spec.starts


def _entries(scope: Scope) -> Iterator[str]:
    told: set[str] = set()
    for node in scope.spec.nodes:
        name = scope.path + (node.element_id or "")
        if node.element_id and name not in told and _node(scope, name) is not None:
            told.add(name)
            yield name


def _why_not(top: TokenWorkflow, scope: Scope, target: str) -> WhyNot:
    """Why no token can be put before an element that is not one of those around."""
    around = (scope.spec, top.spec)
    own = target.rpartition("/")[2]
    if any(node.element_id == own for spec in around for node in spec.nodes):
        return WhyNot.BESIDE
    inside = [top.model, *top.model.called.values()]
    every = [spec for model in inside for spec in (model.process, *model.inner.values())]
    known = any(node.element_id == own for spec in every for node in spec.nodes)
    return WhyNot.ELSEWHERE if known else WhyNot.UNKNOWN
