"""Which versions a case calls: the first event fixes them, and every later step, form and label is theirs."""

from __future__ import annotations

from collections.abc import Mapping

from engine.replay.replay import Frame
from engine.step.version import Version
from engine.tokens.execution import Bindings


def bindings_of(frame: Frame) -> Bindings:
    """References of called processes to numbers of versions, as the first event holds them."""
    return dict(frame.data["input"]["data"].get("called", {}))


def version_within(version: Version, bindings: Bindings, element_id: str) -> Version:
    """The version that an element belongs to: `Pay/Check` is one of what the call activity `Pay` calls."""
    around = version.definition.elements.get(element_id.rpartition("/")[0])
    if around is None or around.called is None:
        return version
    number = bindings.get(around.called.reference, 0)
    return version.library.get((around.called.key, number), version)


def called_folder(named: Mapping[str, object]) -> str:
    """Where a case file keeps a called model. named: as the first event names it."""
    return f"called/{named['key']}-{named['version']}/"
