"""Who may do what: the one table role × action × relation to the case.

Each cell is the weakest relation that suffices; a role that does not stand in a row may not. The relation is looked at
for each assignment on its own: a specialist of one office who also works at a desk of another has at each only what that
post gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from people.actions import Action
from people.actor import Actor, Assignment
from people.roles import Role, roles_of_lane


class Relation(StrEnum):
    """How an actor stands to a case or a user task."""

    OWN_OFFICE = "own_office"  #: the provider's office or the branch that took the case; of a user task: the task's
    FOREIGN_OFFICE = "foreign_office"  #: none of the others; suffices for nothing
    OWN_CASE = "own_case"  #: applicant of the case
    OWN_DOCUMENT = "own_document"  #: of the own case, and published or uploaded by the applicant
    WORKS_ON = "works_on"  #: holds an open task of the case, in the post's office
    OWN_LANE = "own_lane"  #: the user task is for the post's role, in the post's office
    ASSIGNEE = (
        "assignee"  #: the task is theirs or nobody's, and for their post; the applicant's: assigned
    )
    ANY = "any"  #: every case, or no case at all


class Denial(StrEnum):
    HIDE = "hide"  #: 404: whether it exists is not theirs to know
    FORBID = "forbid"  #: 403: theirs to know, not theirs to do


@dataclass(frozen=True, kw_only=True)
class Case:
    """What rights need of a process instance. `applicants`: person ids of those who applied.

    holders: who holds an open task of it; known where the address names the case itself.
    """

    instance_id: str
    office_id: int | None
    partner_office_id: int | None = None
    applicants: frozenset[str] = frozenset()
    holders: frozenset[str] = field(default=frozenset(), compare=False)

    @property
    def offices(self) -> frozenset[int]:
        return frozenset(o for o in (self.office_id, self.partner_office_id) if o is not None)


@dataclass(frozen=True, kw_only=True)
class Task:
    """What rights need of a user task. `candidate_groups`: roles that narrow the lane; empty does not narrow."""

    user_task_id: int
    lane: str
    office_id: int | None
    assignee: str | None = None
    candidate_groups: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Paper:
    """What rights need of a document. `owner`: who uploaded it; `published`: the applicant's cabinet shows it."""

    document_id: str
    owner: str | None = None
    published: bool = False


@dataclass(frozen=True, kw_only=True)
class Subject:
    """What a route is about: each part None where the address names none."""

    case: Case | None = None
    task: Task | None = None
    paper: Paper | None = None


_ANY, _OFFICE, _OWN = Relation.ANY, Relation.OWN_OFFICE, Relation.OWN_CASE
_LANE, _HOLDS, _PAPER = Relation.OWN_LANE, Relation.ASSIGNEE, Relation.OWN_DOCUMENT

_APPLICANT, _WORKER = Role.APPLICANT, Role.STATE_CORPORATION_WORKER
_CHANCELLERY, _HEAD, _SPECIALIST = Role.CHANCELLERY, Role.HEAD, Role.SPECIALIST
_ANALYST, _AUDITOR, _ADMIN = Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR
_SYSTEM = Role.INTEGRATION


def _staff(relation: Relation) -> dict[Role, Relation]:
    return dict.fromkeys((_WORKER, _CHANCELLERY, _HEAD, _SPECIALIST), relation)


TABLE: Mapping[Action, Mapping[Role, Relation]] = {
    Action.SEE_OWN_ACCOUNT: dict.fromkeys(set(Role) - {Role.INTEGRATION, Role.PORTAL}, _ANY),
    Action.OPEN_VISIT: {_WORKER: _ANY},
    Action.FIND_CASE: _staff(_ANY) | {_AUDITOR: _ANY},
    Action.SEE_CASE: _staff(_OFFICE) | {_APPLICANT: _OWN, _AUDITOR: _ANY, _SYSTEM: _ANY},
    Action.SEE_HISTORY: _staff(_OFFICE) | {_AUDITOR: _ANY},
    Action.SEE_DOCUMENT: _staff(_OFFICE) | {_APPLICANT: _PAPER, _AUDITOR: _ANY},
    Action.MEET_APPLICANT: {_WORKER: _ANY},
    Action.COLLECT_RESULT: {_WORKER: _OFFICE},
    Action.REQUEST_RESULT: {_WORKER: _OFFICE},
    Action.SUSPEND_CASE: {_ADMIN: _ANY},
    Action.TERMINATE_CASE: {_HEAD: _OFFICE},
    Action.STEER_CASE: {_HEAD: _OFFICE, _ADMIN: _ANY},
    Action.CORRECT_CASE: {_ADMIN: _ANY},
    Action.CORRECT_DATA: _staff(Relation.WORKS_ON),
    Action.MOVE_TOKEN: {_ADMIN: _ANY},
    Action.REOPEN_CASE: {_ADMIN: _ANY},
    Action.SEE_TASK_LIST: _staff(_ANY),
    Action.AWAIT_STEP: _staff(_OFFICE),
    Action.SEE_TASK: _staff(_LANE) | {_APPLICANT: _HOLDS},
    Action.CLAIM_TASK: _staff(_LANE),
    # a colleague who was faster is told who and when: the engine raises UserTaskTaken, UserTaskClosed
    Action.COMPLETE_TASK: _staff(_LANE) | {_APPLICANT: _HOLDS},
    Action.RELEASE_TASK: _staff(_LANE),
    Action.REASSIGN_TASK: {_HEAD: _OFFICE},
    Action.UPLOAD_DOCUMENT: _staff(_HOLDS) | {_APPLICANT: _HOLDS},
    Action.HAND_OVER: {_CHANCELLERY: _ANY, _SPECIALIST: _ANY},
    Action.APPLY: {_APPLICANT: _ANY},
    Action.SEE_OWN_CASES: {_APPLICANT: _ANY},
    Action.WITHDRAW_CASE: {_APPLICANT: _OWN, _WORKER: _OFFICE},
    Action.OBJECT_TO_DECISION: {_APPLICANT: _OWN},
    Action.SEE_DEFINITIONS: {_ANALYST: _ANY, _AUDITOR: _ANY, _ADMIN: _ANY},
    Action.SEE_DEFINITION: {_ANALYST: _ANY, _AUDITOR: _ANY, _ADMIN: _ANY},
    Action.EDIT_MODEL: {_ANALYST: _ANY},
    Action.DEPLOY: {_ANALYST: _ANY},
    Action.MIGRATE: {_ANALYST: _ANY},
    Action.SEE_AUDIT: {_AUDITOR: _ANY},
    Action.REPLAY: {_AUDITOR: _ANY},
    Action.EXPORT_CASE: {_AUDITOR: _ANY},
    Action.SEE_READS: {_AUDITOR: _ANY},
    Action.SEE_FIGURES: {_HEAD: _ANY, _AUDITOR: _ANY, _ADMIN: _ANY},
    Action.SEE_OPERATIONS: {_ADMIN: _ANY},
    Action.SEE_INCIDENTS: {_AUDITOR: _ANY, _ADMIN: _ANY},
    Action.RESOLVE_INCIDENT: {_ADMIN: _ANY},
    Action.SEE_CALENDAR: _staff(_ANY) | {_ANALYST: _ANY, _AUDITOR: _ANY, _ADMIN: _ANY},
    Action.EDIT_CALENDAR: {_ADMIN: _ANY},
    Action.SEE_REGISTERS: _staff(_ANY) | {_AUDITOR: _ANY},
    Action.SEE_PEOPLE: {_AUDITOR: _ANY, _ADMIN: _ANY},
    Action.EDIT_PEOPLE: {_ADMIN: _ANY},
    Action.DO_JOBS: {_SYSTEM: _ANY},
    Action.START_CASE: {_SYSTEM: _ANY, _ADMIN: _ANY},
    Action.SEE_ENGINE: {_SYSTEM: _ANY, _AUDITOR: _ANY, _ADMIN: _ANY},
    Action.SEE_MODELS: dict.fromkeys(set(Role) - {Role.APPLICANT, Role.PORTAL}, _ANY),
}

EVERYWHERE = frozenset({_AUDITOR, _ADMIN, _SYSTEM})
"""Roles that meet cases of every office in their lists; what they may not do is forbidden, not hidden."""

DENIALS: Mapping[Relation, Denial] = {
    Relation.FOREIGN_OFFICE: Denial.HIDE,
    Relation.OWN_OFFICE: Denial.FORBID,
    Relation.OWN_CASE: Denial.FORBID,
    Relation.ANY: Denial.FORBID,
}


def may(
    actor: Actor,
    action: Action,
    case: Case | None = None,
    task: Task | None = None,
    paper: Paper | None = None,
) -> bool:
    """Whether one of the actor's posts suffices. Without the case or task that a cell asks about: no.

    A document that lies in no case yet is its uploader's alone.
    """
    cells = TABLE[action]
    if paper is not None and case is None:
        return actor.person_id == paper.owner and not actor.roles.isdisjoint(cells)
    subject = Subject(case=case, task=task, paper=paper)
    return any(
        _HOLDING[cells[post.role]](actor, post, subject)
        for post in actor.assignments
        if post.role in cells
    )


def relation(actor: Actor, case: Case) -> Relation:
    """How the actor stands to a case, the nearest first."""
    if _applied(actor, case):
        return Relation.OWN_CASE
    if actor.offices & case.offices:
        return Relation.OWN_OFFICE
    return Relation.ANY if actor.roles & EVERYWHERE else Relation.FOREIGN_OFFICE


def denial(actor: Actor, case: Case | None, paper: Paper | None = None) -> Denial:
    """What to answer where `may` says no."""
    if case is None:
        return Denial.FORBID if paper is None else Denial.HIDE
    return DENIALS[relation(actor, case)]


def concerns_case(action: Action) -> bool:
    """Whether some role needs a case, task or document for this action: its routes must name one."""
    return any(cell is not Relation.ANY for cell in TABLE[action].values())


def _applied(actor: Actor, case: Case) -> bool:
    return Role.APPLICANT in actor.roles and actor.person_id in case.applicants


def _own_office(actor: Actor, post: Assignment, subject: Subject) -> bool:
    if subject.case is None or post.office_id not in subject.case.offices:
        return False
    return subject.task is None or subject.task.office_id == post.office_id


def _works_on(actor: Actor, post: Assignment, subject: Subject) -> bool:
    case = subject.case
    return (
        case is not None and actor.person_id in case.holders and _own_office(actor, post, subject)
    )


def _own_case(actor: Actor, post: Assignment, subject: Subject) -> bool:
    return subject.case is not None and _applied(actor, subject.case)


def _own_document(actor: Actor, post: Assignment, subject: Subject) -> bool:
    paper = subject.paper
    if paper is None or not _own_case(actor, post, subject):
        return False
    return paper.published or paper.owner == actor.person_id


def _own_lane(actor: Actor, post: Assignment, subject: Subject) -> bool:
    task = subject.task
    if task is None or not _own_office(actor, post, subject):
        return False
    narrowed = not task.candidate_groups or post.role in task.candidate_groups
    return post.role in roles_of_lane(task.lane) and narrowed


def _holds_task(actor: Actor, post: Assignment, subject: Subject) -> bool:
    if subject.task is None:
        return False
    mine = subject.task.assignee == actor.person_id
    if post.role is Role.APPLICANT:
        return mine and _own_case(actor, post, subject)
    return (mine or subject.task.assignee is None) and _own_lane(actor, post, subject)


_HOLDING: Mapping[Relation, Callable[[Actor, Assignment, Subject], bool]] = {
    Relation.ANY: lambda actor, post, subject: True,
    Relation.OWN_OFFICE: _own_office,
    Relation.OWN_CASE: _own_case,
    Relation.OWN_DOCUMENT: _own_document,
    Relation.WORKS_ON: _works_on,
    Relation.OWN_LANE: _own_lane,
    Relation.ASSIGNEE: _holds_task,
}
