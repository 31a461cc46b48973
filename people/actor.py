"""Who asks: a person with what they hold today. Every decision about rights starts from this value."""

from __future__ import annotations

from dataclasses import dataclass

from people.roles import Role
from people.values import OfficeKind


@dataclass(frozen=True, kw_only=True)
class Assignment:
    """A role held today; analysts, auditors, administrators and applicants hold theirs in no office."""

    role: Role
    office_id: int | None = None
    office_kind: OfficeKind | None = None
    serves_id: int | None = None  #: the provider a State Corporation branch takes applications for


@dataclass(frozen=True, kw_only=True)
class Actor:
    person_id: str
    name: str
    language: str
    assignments: tuple[Assignment, ...]

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(assignment.role for assignment in self.assignments)

    @property
    def offices(self) -> frozenset[int]:
        return frozenset(
            assignment.office_id
            for assignment in self.assignments
            if assignment.office_id is not None
        )

    def offices_as(self, role: Role) -> frozenset[int]:
        """The offices in which this role is held."""
        return frozenset(
            assignment.office_id
            for assignment in self.assignments
            if assignment.role is role and assignment.office_id is not None
        )
