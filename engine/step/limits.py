"""What one command and one instance may take up; beyond it the command is refused and an incident says so."""

from __future__ import annotations

from datetime import datetime

from engine.errors import EngineError

MOST_JOBS = 2_000
"""Jobs done within one command. Steps of tokens have a limit of their own (engine/tokens/workflow.py)."""

MOST_BYTES = 5_000_000
"""Of an instance's canonical state: variables and tokens."""


class EndlessJobs(EngineError):
    """A command does one job after another and never comes to wait: the model has an endless loop."""

    def __init__(self, element_id: str) -> None:
        super().__init__(
            f"{element_id}: more than {MOST_JOBS} jobs were done without anything to wait for;"
            " the model has an endless loop"
        )
        self.element_id = element_id


class LimitReached(EngineError):
    """Nothing of the command stands; an incident of the instance is open."""

    def __init__(self, instance_id: str, element_id: str, reason: str, at: datetime) -> None:
        super().__init__(f"process instance {instance_id}: {reason}")
        self.instance_id, self.element_id = instance_id, element_id
        self.reason, self.at = reason, at


def size_reason(size: int) -> str:
    """Why an instance of that many bytes is refused."""
    return (
        f"the case would take up {size} bytes, more than {MOST_BYTES};"
        " keep large texts as documents and correct its variables"
    )
