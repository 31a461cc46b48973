"""Every error the engine raises: one class a cause, fields not prose. `web` and `cli` turn them into pages and sentences."""

from __future__ import annotations

from datetime import datetime

from engine.words import Sentence, verbatim


class EngineError(Exception):
    """Root of all errors of ours."""

    @property
    def words(self) -> Sentence:
        """What analysts read where the error ends in a finding; English where the class says nothing better."""
        return verbatim(str(self))


class BpmnError(EngineError):
    """A business outcome that a worker reports and the model may catch (BPMN 2.0, 10.5.6); never retried."""

    def __init__(self, code: str, message: str = "") -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code, self.message = code, message


class UnknownDefinition(EngineError):
    """No process definition of that key and version is deployed."""

    def __init__(self, key: str, version: int | None = None) -> None:
        super().__init__(
            f"process definition {key}{'' if version is None else f' version {version}'} is not deployed"
        )
        self.key, self.version = key, version


class UnknownInstance(EngineError):
    """No process instance has that id."""

    def __init__(self, instance_id: str) -> None:
        super().__init__(f"process instance {instance_id} does not exist")
        self.instance_id = instance_id


class UnknownUserTask(EngineError):
    """No user task has that id."""

    def __init__(self, user_task_id: int) -> None:
        super().__init__(f"user task {user_task_id} does not exist")
        self.user_task_id = user_task_id


class UserTaskClosed(EngineError):
    """The user task was completed or canceled before; `by` and `at` say by whom and when."""

    def __init__(
        self, user_task_id: int, *, by: str | None, at: datetime | None, state: str
    ) -> None:
        super().__init__(f"user task {user_task_id} was {state} by {by} at {at}")
        self.user_task_id, self.by, self.at, self.state = user_task_id, by, at, state


class UserTaskTaken(EngineError):
    """Another person holds the user task."""

    def __init__(self, user_task_id: int, *, assignee: str) -> None:
        super().__init__(f"user task {user_task_id} is assigned to {assignee}")
        self.user_task_id, self.assignee = user_task_id, assignee


class InstanceNotActive(EngineError):
    """The process instance has ended or is suspended; nothing can be done in it."""

    def __init__(self, instance_id: str, status: str) -> None:
        super().__init__(f"process instance {instance_id} is {status}")
        self.instance_id, self.status = instance_id, status


class StaleRevision(EngineError):
    """Another command changed the instance first; load again and decide anew."""

    def __init__(self, instance_id: str, seen: int) -> None:
        super().__init__(f"process instance {instance_id} has moved on from revision {seen}")
        self.instance_id, self.seen = instance_id, seen


class LeaseLost(EngineError):
    """Another worker holds the job by now; the caller drops its result."""

    def __init__(self, job_id: int, worker_id: str) -> None:
        super().__init__(f"job {job_id} is no longer held by {worker_id}")
        self.job_id, self.worker_id = job_id, worker_id


class UnknownJob(EngineError):
    """No job has that id."""

    def __init__(self, job_id: int) -> None:
        super().__init__(f"job {job_id} does not exist")
        self.job_id = job_id


class UnknownIncident(EngineError):
    """No open incident has that id."""

    def __init__(self, incident_id: int) -> None:
        super().__init__(f"incident {incident_id} is not open")
        self.incident_id = incident_id


class NobodyWaits(EngineError):
    """No process instance waits for that message with that correlation key."""

    def __init__(self, name: str, correlation_key: str) -> None:
        super().__init__(f"nobody waits for message {name} with key {correlation_key}")
        self.name, self.correlation_key = name, correlation_key


class InvalidVariables(EngineError):
    """Variables that have no canonical form (design.md 8): floats, huge integers, keys that are no text, too large."""

    def __init__(self, where: str, reason: str) -> None:
        super().__init__(f"{where}: {reason}")
        self.where, self.reason = where, reason


class DatabaseAway(EngineError):
    """The database is busy, or cannot be reached; nothing was written. The same may well go through a little later."""

    def __init__(self, reason: str) -> None:
        self.reason = " ".join(reason.split())  # drivers speak in several lines
        super().__init__(
            f"the database is busy or does not answer ({self.reason}); nothing was written. "
            "Try again; if it repeats, see whether it runs and RUQSAT_DATABASE_URL is right"
        )


class HistoryBroken(EngineError):
    """The history does not fit: `seq` is the first event that does not."""

    def __init__(self, instance_id: str, seq: int, reason: str) -> None:
        super().__init__(f"process instance {instance_id}, event {seq}: {reason}")
        self.instance_id, self.seq, self.reason = instance_id, seq, reason


class SettingMissing(EngineError):
    """The environment does not hold what the node needs to start; `remedy` says what to set."""

    def __init__(self, name: str, remedy: str) -> None:
        super().__init__(f"{name}: {remedy}")
        self.name, self.remedy = name, remedy


class Undecipherable(EngineError):
    """Enciphered bytes do not open with this key: another RUQSAT_DATA_KEY, or the bytes were changed."""
