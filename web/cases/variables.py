"""The variables of a case as one of its user tasks sees them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.step.version import Version
from engine.storage.standing_tokens import variables_seen
from web.platform import Platform


def task_variables(
    platform: Platform, version: Version, instance_id: str, state: bytes, token: int | None
) -> Mapping[str, object]:
    """What an element sees at its token; without one (the task is closed) the variables of the process.

    state: of the instance's row, sealed. Nothing runs. Raises UnknownToken, Undecipherable.
    """
    return variables_seen(
        platform.runtime, version, instance_id, state, token, now=platform.clock()
    )
