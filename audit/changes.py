"""What a step did to the variables."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from engine.expression.values import Value


class ChangeKind(StrEnum):
    ADDED = "added"
    CHANGED = "changed"
    REMOVED = "removed"


@dataclass(frozen=True, kw_only=True)
class Change:
    """`before` is None for what was added, `after` for what was removed."""

    name: str
    kind: ChangeKind
    before: object = None
    after: Value = None


def changes(before: Mapping[str, object], after: Mapping[str, object]) -> tuple[Change, ...]:
    """Differences by name; values are compared with their types, so `1` is not `true`."""
    return tuple(
        change
        for name in sorted({*before, *after})
        if (change := _change(name, before, after)) is not None
    )


def _change(name: str, before: Mapping[str, object], after: Mapping[str, object]) -> Change | None:
    if name not in before:
        return Change(name=name, kind=ChangeKind.ADDED, after=after[name])
    if name not in after:
        return Change(name=name, kind=ChangeKind.REMOVED, before=before[name])
    if _same(before[name], after[name]):
        return None
    return Change(name=name, kind=ChangeKind.CHANGED, before=before[name], after=after[name])


def _same(left: Value, right: Value) -> bool:
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return left.keys() == right.keys() and all(_same(left[key], right[key]) for key in left)
    if isinstance(left, list):
        return len(left) == len(right) and all(map(_same, left, right))
    return bool(left == right)
