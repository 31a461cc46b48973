"""States of instances and of what they wait for, as rows keep them. Camunda 7 for people, Zeebe for jobs."""

from __future__ import annotations

from enum import StrEnum


class InstanceStatus(StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"  #: nothing moves until it is resumed
    COMPLETED = "completed"  #: every token reached an end
    TERMINATED = "terminated"  #: ended by a person, with a reason


class UserTaskState(StrEnum):
    CREATED = "created"  #: anybody of the lane may claim it
    ASSIGNED = "assigned"  #: `assignee` works on it
    COMPLETED = "completed"
    CANCELED = "canceled"  #: the token left without it (boundary event, withdrawal)


class JobState(StrEnum):
    AVAILABLE = "available"  #: waits for a worker, from `due_at` on
    ACTIVATED = "activated"  #: `worker_id` holds it until `lease_until`
    FAILED = "failed"  #: retries are spent; an incident is open
    COMPLETED = "completed"
    CANCELED = "canceled"


class WaitState(StrEnum):
    WAITING = "waiting"
    DONE = "done"  #: the timer fired, the message came
    CANCELED = "canceled"


class MessageState(StrEnum):
    WAITING = "waiting"  #: kept for who will wait for it
    DELIVERED = "delivered"
    EXPIRED = "expired"  #: nobody waited for it within its time to live


UNFINISHED = (InstanceStatus.ACTIVE, InstanceStatus.SUSPENDED)
OPEN_TASK = (UserTaskState.CREATED, UserTaskState.ASSIGNED)
OPEN_JOB = (JobState.AVAILABLE, JobState.ACTIVATED, JobState.FAILED)
