"""Who acted: the person with the role and the office in which the step was theirs to take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from audit.film import FilmStep, is_person
from audit.wording import machine_words
from engine.words import LANGUAGES, Words
from people.roles import NAMES, Role, role_of_lane
from people.values import local_day


@dataclass(frozen=True, kw_only=True)
class Post:
    """A role in an office from a day to a day, both included."""

    person_id: str
    role: Role
    office_id: int | None
    office: Words | None
    since: date
    until: date | None

    def held(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, kw_only=True)
class Performer:
    """name: the person's, or the actor's own word for a machine. role, office: None where the person held no post then."""

    actor: str
    name: str
    is_person: bool
    role: Role | None = None
    office: Words | None = None

    def words(self) -> Words:
        """Name, role and office in one line; of a machine what it is called."""
        if not self.is_person:
            return machine_words(self.actor)
        role = NAMES[self.role] if self.role else None
        return Words(
            **{
                language: ", ".join(
                    part
                    for part in (
                        self.name,
                        role[language] if role else "",
                        self.office.text(language) if self.office else "",
                    )
                    if part
                )
                for language in LANGUAGES
            }
        )


def performers(
    steps: Iterable[FilmStep],
    names: Mapping[str, str],
    posts: Sequence[Post],
    offices: frozenset[int],
) -> dict[int, Performer]:
    """Who acted at each step, by its number.

    names: full names by person id. posts: of all these persons. offices: those of the case.
    A person with several posts is shown with the one that the lane asks for, then with one in an office of the case.
    """
    return {step.seq: _performer(step, names, posts, offices) for step in steps}


def actor_ids(steps: Iterable[FilmStep]) -> frozenset[str]:
    """Ids of the persons who acted."""
    return frozenset(step.actor for step in steps if step.by_person)


def named_persons(steps: Iterable[FilmStep]) -> frozenset[str]:
    """Ids of the persons whom the steps name beside those who acted: work was given to them."""
    found = {step.note.get(name) for step in steps for name in ("assignee", "before")}
    found |= {work.assignee for step in steps for work in step.work}
    return frozenset(one for one in found if isinstance(one, str))


def _performer(
    step: FilmStep, names: Mapping[str, str], posts: Sequence[Post], offices: frozenset[int]
) -> Performer:
    if not is_person(step.actor):
        return Performer(actor=step.actor, name=step.actor, is_person=False)
    post = _post(step.actor, step.at, step.lane, posts, offices)
    return Performer(
        actor=step.actor,
        name=names.get(step.actor, step.actor),
        is_person=True,
        role=post.role if post else None,
        office=post.office if post else None,
    )


def _post(
    person_id: str, at: datetime, lane: str, posts: Sequence[Post], offices: frozenset[int]
) -> Post | None:
    day, wanted = local_day(at), role_of_lane(lane)
    held = [post for post in posts if post.person_id == person_id and post.held(day)]
    return min(
        held,
        key=lambda post: (post.role is not wanted, post.office_id not in offices),
        default=None,
    )
