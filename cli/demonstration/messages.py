"""What reaches a case from outside: the applicant comes, asks, objects, withdraws."""

from __future__ import annotations

from collections.abc import Mapping

from cli.demonstration.forms import checked_answers
from cli.demonstration.persons import refuse_unlawful
from cli.demonstration.stage import Stage
from cli.demonstration.story import Message, Told
from cli.demonstration.telling import Telling, scope_of, subject_of
from engine.commands.events import correlate_message
from engine.history.events import instant_text
from people.actions import Action
from people.roles import Role

ACTIONS: Mapping[Message, Action] = {
    Message.CAME: Action.COLLECT_RESULT,
    Message.REQUESTED: Action.REQUEST_RESULT,
    Message.OBJECTED: Action.OBJECT_TO_DECISION,
    Message.WITHDRAWN: Action.WITHDRAW_CASE,
}


def give_message(stage: Stage, telling: Telling, act: Told) -> None:
    """By the worker at the desk, or by the applicant on the portal."""
    role = Role.APPLICANT if telling.on_portal else Role.STATE_CORPORATION_WORKER
    person_id = telling.usual_person(role)
    action = ACTIONS[act.message]
    refuse_unlawful(stage, person_id, action, subject_of(stage, telling), act.message)
    correlate_message(
        stage.platform.runtime,
        act.message.value,
        telling.case_no,
        _payload(stage, telling, act),
        actor=person_id,
        now=stage.clock(),
    )


def _payload(stage: Stage, telling: Telling, act: Told) -> dict[str, object]:
    now = instant_text(stage.clock())
    scope = scope_of(stage, telling)
    match act.message:
        case Message.CAME:
            typed = {"receipt_no": scope["receipt_no"], "came_by": scope["applicant_name"]}
            answers = checked_answers("collect", {**typed, **act.says}, scope)
            return {"came_at": now, "came_by": answers["came_by"]}
        case Message.REQUESTED:
            return {"requested_at": now}
        case Message.OBJECTED:
            return checked_answers("objection", act.says, scope)
        case Message.WITHDRAWN:
            return {**checked_answers("withdraw", act.says, scope), "withdrawn_at": now}
