"""What can happen to an instance: one event a command, in the past tense."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

REPLAY_VERSION = 1
"""Raised only when the same inputs could give another path; tests/histories/ keeps histories of every version."""


class EventKind(StrEnum):
    INSTANCE_STARTED = "instance_started"
    USER_TASK_CLAIMED = "user_task_claimed"
    USER_TASK_RELEASED = "user_task_released"
    USER_TASK_ASSIGNED = "user_task_assigned"  #: by another person, the head for one
    USER_TASK_COMPLETED = "user_task_completed"
    USER_TASK_ESCALATED = "user_task_escalated"  #: its due time passed
    JOB_COMPLETED = "job_completed"
    JOB_FAILED = "job_failed"  #: technical: retried, then an incident
    ERROR_THROWN = "error_thrown"  #: business: caught by the model
    TIMER_FIRED = "timer_fired"
    MESSAGE_CORRELATED = "message_correlated"
    SIGNAL_RECEIVED = "signal_received"
    INCIDENT_RESOLVED = "incident_resolved"
    INSTANCE_ESCALATED = "instance_escalated"  #: the term of the case passed
    INSTANCE_TERMINATED = "instance_terminated"
    TERMS_RECOMPUTED = "terms_recomputed"  #: the working calendar changed; moves terms, no token
    INSTANCE_SUSPENDED = "instance_suspended"  #: nothing moves until it is resumed
    INSTANCE_RESUMED = "instance_resumed"
    VARIABLES_CORRECTED = "variables_corrected"  #: by a person, with a reason
    TOKEN_MOVED = "token_moved"  # noqa: S105 - by a person, with a reason; what it leaves is canceled
    INSTANCE_REOPENED = "instance_reopened"  #: by a person, with a reason, after it had ended


STILL = frozenset(
    {
        EventKind.USER_TASK_CLAIMED,
        EventKind.USER_TASK_RELEASED,
        EventKind.USER_TASK_ASSIGNED,
        EventKind.USER_TASK_ESCALATED,
        EventKind.JOB_FAILED,
        EventKind.INSTANCE_ESCALATED,
        EventKind.INSTANCE_SUSPENDED,
    }
)
"""Kinds that move no token."""

BY_HAND = frozenset(
    {
        EventKind.INSTANCE_RESUMED,
        EventKind.VARIABLES_CORRECTED,
        EventKind.TOKEN_MOVED,
        EventKind.INSTANCE_REOPENED,
    }
)
"""Kinds by which a person changes what an instance is or has, other than by ending it."""


@dataclass(frozen=True, kw_only=True)
class Event:
    """One row of the history, without its payload.

    seq: 1 for the first; without gaps.
    element_id: the element meant, empty for the instance as a whole.
    actor: a person's id, or `system:…` for what the engine did by itself.
    """

    seq: int
    kind: EventKind
    element_id: str
    actor: str
    at: datetime
    payload_hash: bytes
    engine_version: int = REPLAY_VERSION

    def as_json(self) -> dict[str, object]:
        """The members that the hash covers, in the form that docs/history-format.md gives them."""
        return {
            "actor": self.actor,
            "at": instant_text(self.at),
            "element_id": self.element_id,
            "engine_version": self.engine_version,
            "kind": self.kind.value,
            "payload_hash": self.payload_hash.hex(),
            "seq": self.seq,
        }


def instant_text(instant: datetime) -> str:
    """2016-09-05T05:00:00.000000Z: UTC, always six digits, so that equal times are equal bytes."""
    return instant.astimezone(UTC).isoformat(timespec="microseconds")[:-6] + "Z"
