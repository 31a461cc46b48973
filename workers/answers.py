"""Reading the variables of a job: what a document cannot do without is asked for by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from engine.errors import EngineError
from engine.expression.values import Variables
from engine.step.jobs import Job


class AnswerMissing(EngineError):
    """A variable that the job cannot do without has no value, or not one of its kind."""

    def __init__(self, job_type: str, name: str) -> None:
        super().__init__(f"{job_type}: variable {name} has no usable value")
        self.job_type, self.name = job_type, name


@dataclass(frozen=True, kw_only=True)
class Answers:
    """Variables, or one object among them; `path` names it in errors."""

    job_type: str
    values: Variables
    path: str = ""

    def text(self, name: str) -> str:
        """A text that is not empty. Raises AnswerMissing."""
        value = self.values.get(name)
        if not isinstance(value, str) or not value.strip():
            raise self._missing(name)
        return value.strip()

    def choice(self, name: str, choices: Mapping[str, object]) -> str:
        """One of the keys of `choices`. Raises AnswerMissing."""
        value = self.values.get(name)
        if not isinstance(value, str) or value not in choices:
            raise self._missing(name)
        return value

    def optional(self, name: str) -> str:
        """A text, empty where there is none."""
        value = self.values.get(name)
        return value.strip() if isinstance(value, str) else ""

    def day(self, name: str) -> date:
        """A date written as 2025-11-03. Raises AnswerMissing."""
        try:
            return date.fromisoformat(self.text(name))
        except ValueError as error:
            raise self._missing(name) from error

    def instant(self, name: str) -> datetime:
        """An instant with its zone, in ISO 8601. Raises AnswerMissing."""
        try:
            instant = datetime.fromisoformat(self.text(name))
        except ValueError as error:
            raise self._missing(name) from error
        if instant.tzinfo is None:
            raise self._missing(name)
        return instant

    def group(self, name: str) -> Answers:
        """An object among the variables. Raises AnswerMissing."""
        value = self.values.get(name)
        if not isinstance(value, Mapping):
            raise self._missing(name)
        return Answers(job_type=self.job_type, values=value, path=f"{self.path}{name}.")

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts, empty where there is none; other things in it are left out."""
        value = self.values.get(name)
        return (
            tuple(each for each in value if isinstance(each, str))
            if isinstance(value, list)
            else ()
        )

    def groups(self, name: str) -> tuple[Answers, ...]:
        """A list of objects, empty where there is none."""
        value = self.values.get(name)
        if not isinstance(value, list):
            return ()
        return tuple(
            Answers(job_type=self.job_type, values=each, path=f"{self.path}{name}[{at}].")
            for at, each in enumerate(value)
            if isinstance(each, Mapping)
        )

    def _missing(self, name: str) -> AnswerMissing:
        return AnswerMissing(self.job_type, f"{self.path}{name}")


def answers_of(job: Job) -> Answers:
    return Answers(job_type=job.type, values=job.variables)
