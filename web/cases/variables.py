"""The variables of a case as one of its user tasks sees them."""

from __future__ import annotations

from collections.abc import Mapping

from engine.step.answers import Live
from engine.step.version import Version
from engine.storage.tables import state_context
from engine.tokens.execution import Execution
from web.platform import Platform


def task_variables(
    platform: Platform, version: Version, instance_id: str, state: bytes, token: int | None
) -> Mapping[str, object]:
    """What an element sees at its token; without one (the task is closed) the variables of the process.

    state: of the instance's row, sealed. Nothing runs. Raises UnknownToken, Undecipherable.
    """
    outside = Live(
        now=platform.clock(),
        calendar=platform.runtime.calendar,
        run=lambda _: {},
        pure=lambda _: False,
    )
    plain = platform.vault.unseal(state, state_context(instance_id))
    execution = Execution.load(version.model, outside, plain)
    return execution.variables if token is None else execution.view(token)
