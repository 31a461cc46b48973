"""Acting a step out: the right is asked for, the form is answered and checked, the engine's command is given."""

from __future__ import annotations

from cli.demonstration.messages import give_message
from cli.demonstration.opening import apply_on_portal, open_visit
from cli.demonstration.persons import refuse_unlawful
from cli.demonstration.stage import Stage
from cli.demonstration.story import (
    Application,
    Claim,
    Outage,
    Reassignment,
    Step,
    Task,
    Told,
    Visit,
)
from cli.demonstration.tasks import complete_task
from cli.demonstration.telling import Telling, subject_of, waiting_task
from engine.commands.user_tasks import assign_user_task, claim_user_task
from people.actions import Action
from people.roles import Role, role_of_lane


def act_out(stage: Stage, telling: Telling, step: Step) -> None:
    """Do one step now. Raises NotAllowed, StoryStuck, AnswersRefused, and what the engine raises."""
    match step.act:
        case Visit():
            open_visit(stage, telling, step.act, step.by)
        case Application():
            apply_on_portal(stage, telling)
        case Claim(element_id=element_id):
            _claim(stage, telling, element_id, step.by)
        case Task():
            complete_task(stage, telling, step.act, step.by)
        case Told():
            give_message(stage, telling, step.act)
        case Reassignment():
            _reassign(stage, telling, step.act)
        case Outage():
            _switch_gateway(stage, step.act)


def _claim(stage: Stage, telling: Telling, element_id: str, by: str | None) -> None:
    row = waiting_task(stage, telling, element_id)
    person_id = by or telling.usual_person(role_of_lane(row.lane))
    subject = subject_of(stage, telling, row.id)
    refuse_unlawful(stage, person_id, Action.CLAIM_TASK, subject, element_id)
    claim_user_task(stage.platform.runtime, row.id, actor=person_id, now=stage.clock())


def _reassign(stage: Stage, telling: Telling, act: Reassignment) -> None:
    row = waiting_task(stage, telling, act.element_id)
    head = telling.usual_person(Role.HEAD)
    subject = subject_of(stage, telling, row.id)
    refuse_unlawful(stage, head, Action.REASSIGN_TASK, subject, act.element_id)
    assign_user_task(stage.platform.runtime, row.id, act.to, actor=head, now=stage.clock())


def _switch_gateway(stage: Stage, outage: Outage) -> None:
    switch = stage.gateway_switch(connected=outage.connected)
    if outage.down:
        switch.touch()
    else:
        switch.unlink(missing_ok=True)
