"""What can be done to a case by hand: who may, when, what is said before, and the command that does it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _

from engine.commands.instances import terminate_instance
from engine.commands.life import resume_instance, suspend_instance
from engine.commands.tokens import ENDED, move_token, reopen_instance
from engine.step.states import UNFINISHED, InstanceStatus
from engine.storage.runtime import Runtime
from people.actions import Action
from web.operations.life_view import Steered


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What was sent. seen: the revision that was shown; place: a token's number; errors: by field."""

    seen: int
    reason: str
    place: str
    target: str
    confirmed: bool

    @property
    def token(self) -> int:
        return int(self.place)


Command = Callable[..., None]
Says = Callable[[Steered, Asked, tuple[str, ...]], list[str]]


@dataclass(frozen=True, kw_only=True)
class Act:
    """says: what follows, for the confirmation, given the names of what is canceled. fields: beside the reason."""

    name: str
    action: Action
    statuses: tuple[InstanceStatus, ...]
    title: object
    done: Any
    says: Says
    command: Command
    fields: tuple[str, ...] = ()
    grave: bool = False


def _suspended(found: Steered, asked: Asked, gone: tuple[str, ...]) -> list[str]:
    return [
        gettext("Nobody can work on the case until it is resumed; its timers and messages wait."),
        gettext("Its terms run on."),
    ]


def _resumed(found: Steered, asked: Asked, gone: tuple[str, ...]) -> list[str]:
    return [gettext("Work on the case goes on; what became due meanwhile follows within a minute.")]


def _terminated(found: Steered, asked: Asked, gone: tuple[str, ...]) -> list[str]:
    places = "; ".join(choice.words for choice in found.places())
    said = [gettext("The case ends at once; the applicant gets no result.")]
    said += [gettext("These steps are taken away: %(places)s.", places=places)] if places else []
    return said + _kept(found)


def _moved(found: Steered, asked: Asked, gone: tuple[str, ...]) -> list[str]:
    target = found.label(asked.target)
    said = [
        gettext("The case leaves «%(place)s».", place=found.place_words(asked.place)),
        gettext("It goes on before «%(target)s».", target=target),
    ]
    if gone:
        said.append(gettext("Nobody waits any more for: %(places)s.", places="; ".join(gone)))
    if found.status is InstanceStatus.SUSPENDED:
        said.append(gettext("The case is suspended: it goes on there once it is resumed."))
    said.append(gettext("What is done stays in the history; documents and numbers stay as well."))
    said.append(
        gettext("Whether the rest of the process fits after that the system does not check.")
    )
    return said


def _reopened(found: Steered, asked: Asked, gone: tuple[str, ...]) -> list[str]:
    target = found.label(asked.target)
    return [
        gettext("The case goes on before «%(target)s» with its data as at the end.", target=target),
        gettext("Its term is counted anew and may have passed already."),
        *_kept(found),
    ]


def _kept(found: Steered) -> list[str]:
    if not found.kept:
        return [gettext("The case has no numbers in the registers.")]
    numbers = "; ".join(found.kept)
    return [gettext("These numbers stay in the registers: %(numbers)s.", numbers=numbers)]


def _plain(command: Callable[..., None]) -> Command:
    def carry_out(runtime: Runtime, instance_id: str, asked: Asked, **by: object) -> None:
        command(runtime, instance_id, reason=asked.reason, seen=asked.seen, **by)

    return carry_out


def _move(runtime: Runtime, instance_id: str, asked: Asked, *, actor: str, now: datetime) -> None:
    move_token(
        runtime,
        instance_id,
        asked.token,
        asked.target,
        reason=asked.reason,
        actor=actor,
        now=now,
        seen=asked.seen,
    )


def _reopen(runtime: Runtime, instance_id: str, asked: Asked, *, actor: str, now: datetime) -> None:
    reopen_instance(
        runtime,
        instance_id,
        asked.target,
        reason=asked.reason,
        actor=actor,
        now=now,
        seen=asked.seen,
    )


ACTS: Mapping[str, Act] = MappingProxyType(
    {
        act.name: act
        for act in (
            Act(
                name="suspend",
                action=Action.SUSPEND_CASE,
                statuses=(InstanceStatus.ACTIVE,),
                title=_("Suspend the case"),
                done=_("The case is suspended."),
                says=_suspended,
                command=_plain(suspend_instance),
            ),
            Act(
                name="resume",
                action=Action.SUSPEND_CASE,
                statuses=(InstanceStatus.SUSPENDED,),
                title=_("Resume the case"),
                done=_("The case is resumed."),
                says=_resumed,
                command=_plain(resume_instance),
            ),
            Act(
                name="move",
                action=Action.MOVE_TOKEN,
                statuses=UNFINISHED,
                title=_("Move the case to another step"),
                done=_("The case was moved to another step."),
                says=_moved,
                command=_move,
                fields=("place", "target"),
            ),
            Act(
                name="reopen",
                action=Action.REOPEN_CASE,
                statuses=ENDED,
                title=_("Reopen the case"),
                done=_("The case is reopened."),
                says=_reopened,
                command=_reopen,
                fields=("target",),
            ),
            Act(
                name="terminate",
                action=Action.TERMINATE_CASE,
                statuses=UNFINISHED,
                title=_("Terminate the case"),
                done=_("The case is terminated."),
                says=_terminated,
                command=_plain(terminate_instance),
                grave=True,
            ),
        )
    }
)
"""In the order in which the page shows them."""
