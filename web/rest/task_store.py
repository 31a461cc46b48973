"""User tasks that somebody may see, by the filters of the original that we keep."""

from __future__ import annotations

from sqlalchemy import false, or_, select

from engine.step.states import OPEN_TASK
from engine.storage.tables import INSTANCE, TASK
from people.actor import Actor
from people.roles import Role
from web.rest.engine_store import BY_INSTANCE, OF_INSTANCE, WITH_DEFINITION
from web.rest.ids import instance_of, row_of
from web.rest.listing_store import Filter, Listing, Sorts, after, before, equal, flag, like, unequal
from web.tasks.store import post_condition, posts_of

FILTERS: dict[str, Filter] = {
    **BY_INSTANCE,
    "taskId": equal(TASK.c.id, row_of),
    "taskIdIn": equal(TASK.c.id, row_of),
    "processInstanceId": equal(TASK.c.instance_id, instance_of),
    "processInstanceIdIn": equal(TASK.c.instance_id, instance_of),
    "processInstanceBusinessKey": equal(INSTANCE.c.business_key),
    "processInstanceBusinessKeyIn": equal(INSTANCE.c.business_key),
    "processInstanceBusinessKeyLike": like(INSTANCE.c.business_key),
    "assignee": equal(TASK.c.assignee),
    "assigneeIn": equal(TASK.c.assignee),
    "assigneeNotIn": unequal(TASK.c.assignee),
    "assigned": flag(TASK.c.assignee.is_not(None)),
    "unassigned": flag(TASK.c.assignee.is_(None)),
    "taskDefinitionKey": equal(TASK.c.element_id),
    "taskDefinitionKeyIn": equal(TASK.c.element_id),
    "taskDefinitionKeyNotIn": unequal(TASK.c.element_id),
    "taskDefinitionKeyLike": like(TASK.c.element_id),
    "dueAfter": after(TASK.c.due_at),
    "dueBefore": before(TASK.c.due_at),
    "withoutDueDate": flag(TASK.c.due_at.is_(None)),
    "followUpAfter": after(TASK.c.follow_up_at),
    "followUpBefore": before(TASK.c.follow_up_at),
    "createdAfter": after(TASK.c.created_at),
    "createdBefore": before(TASK.c.created_at),
}
SORTS: Sorts = {
    "id": TASK.c.id,
    "instanceId": TASK.c.instance_id,
    "dueDate": TASK.c.due_at,
    "followUpDate": TASK.c.follow_up_at,
    "assignee": TASK.c.assignee,
    "created": TASK.c.created_at,
    "name": TASK.c.element_id,
}
OPEN = (
    select(TASK, *OF_INSTANCE)
    .select_from(TASK.join(WITH_DEFINITION, INSTANCE.c.id == TASK.c.instance_id))
    .where(TASK.c.state.in_(OPEN_TASK))
)


def tasks_of(actor: Actor) -> Listing:
    """Of the lanes in the offices of the actor's posts; an applicant's own."""
    posts = [post_condition(*post) for post in posts_of(actor)]
    if Role.APPLICANT in actor.roles:
        posts.append(TASK.c.assignee == actor.person_id)
    reached = or_(*posts) if posts else false()
    return Listing(query=OPEN.where(reached), key=TASK.c.id, filters=FILTERS, sorts=SORTS)
