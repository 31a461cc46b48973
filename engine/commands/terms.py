"""Open terms of one instance counted anew after the working calendar has changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property, partial

from sqlalchemy import Connection, select, update

from engine.calendar.working import WorkingCalendar
from engine.commands.context import Act
from engine.commands.stepping import Deferred, carried_out
from engine.commands.writing import write_terms
from engine.errors import HistoryBroken
from engine.expression import compile_expression
from engine.expression.values import Value
from engine.history.events import EventKind
from engine.replay.replay import Frame
from engine.replay.verify import frames_of
from engine.step.advance import advance
from engine.step.answers import Playback
from engine.step.states import OPEN_TASK, UNFINISHED, WaitState
from engine.step.terms import MovedTerm, TermOf, counted_anew
from engine.step.values import Input, Standing
from engine.step.version import Version
from engine.storage.columns import Record
from engine.storage.queries import (
    HeldInstance,
    instance_row,
    locked_instance,
    open_user_tasks,
    running_version,
)
from engine.storage.runtime import Runtime
from engine.storage.tables import TASK, TIMER, state_context
from engine.tokens.execution import Execution


def recompute_terms(
    runtime: Runtime, instance_id: str, *, reason: str, actor: str, now: datetime
) -> int:
    """Count the open terms of an instance anew by the calendar as it is now; how many have moved.

    One event for all of them; none where nothing has moved, so that doing it again changes nothing. `reason` stays in the
    history. Raises UnknownInstance; HistoryBroken, Undecipherable, UnknownToken where what is stored of it does not fit.
    """
    with runtime.database.snapshot() as connection:
        row = instance_row(connection, instance_id)
        if not _Open(runtime=runtime, connection=connection, row=row).moved(runtime.calendar):
            return 0

    def command(connection: Connection, _: Deferred) -> int:
        row = locked_instance(connection, instance_id)
        calendar = runtime.calendar
        terms = _Open(runtime=runtime, connection=connection, row=row).moved(calendar)
        if terms:
            data = {
                "reason": reason,
                "calendar": calendar.version,
                "terms": [term.as_data() for term in terms],
            }
            given = Input(kind=EventKind.TERMS_RECOMPUTED, data=data)
            act = Act(
                runtime=runtime, connection=connection, row=row, given=given, actor=actor, now=now
            )
            _write(act, terms)
        return len(terms)

    return carried_out(runtime, command)


@dataclass(frozen=True)  # not slotted: what is found out is kept
class _Open:
    """What an instance waits for, with the terms that were given to it."""

    runtime: Runtime
    connection: Connection
    row: Record | HeldInstance

    def moved(self, calendar: WorkingCalendar) -> tuple[MovedTerm, ...]:
        """Terms that this calendar ends at another time; none of an instance that has ended."""
        if self.row.status not in UNFINISHED or not self.row.revision:
            return ()
        found = (*self.case(calendar), *self.tasks(calendar), *self.timers(calendar))
        return tuple(term for term in found if term.due_at != term.before)

    def case(self, calendar: WorkingCalendar) -> Iterator[MovedTerm]:
        source = self.version.definition.due_date
        if not source or self.row.due_at is None:
            return
        scope = self.execution.variables
        expression = compile_expression(source)
        due = counted_anew(expression, scope, began=self.case_began, calendar=calendar)
        if due is not None:
            yield MovedTerm(
                of=TermOf.CASE, token=0, element_id="", before=self.row.due_at, due_at=due
            )

    def tasks(self, calendar: WorkingCalendar) -> Iterator[MovedTerm]:
        for task in open_user_tasks(self.connection, self.row.id):
            source = self.version.definition.elements[task.element_id].due_date
            if not source or task.due_at is None:
                continue
            due = counted_anew(
                compile_expression(source),
                self.execution.view(task.token),
                began=partial(_since, task.created_at),
                calendar=calendar,
            )
            if due is not None:
                yield _moved(TermOf.USER_TASK, task, due)

    def timers(self, calendar: WorkingCalendar) -> Iterator[MovedTerm]:
        query = select(TIMER).where(
            TIMER.c.instance_id == self.row.id, TIMER.c.state == WaitState.WAITING
        )
        for timer in self.connection.execute(query.order_by(TIMER.c.token)):
            found = self.execution.timer_expression(timer.token)
            if found is None:
                continue
            began = partial(self.timer_began, timer.token)
            due = counted_anew(*found, began=began, calendar=calendar)
            if due is not None:
                yield _moved(TermOf.TIMER, timer, due)

    def case_began(self) -> datetime:
        """When the case got its term, after it was reopened the last time; only a replay knows."""
        kinds = [frame.event.kind for frame in self.frames]
        again = [nth for nth, kind in enumerate(kinds) if kind is EventKind.INSTANCE_REOPENED]
        since = self.frames[again[-1] if again else 0 :]
        return self._first(frame for frame in since if frame.standing.due_at is not None)

    def timer_began(self, token: int) -> datetime:
        """When the timer's token arrived; only a replay knows."""
        return self._first(
            frame
            for frame in self.frames
            if frame.step and any(opened.token == token for opened in frame.step.opened)
        )

    def _first(self, fitting: Iterator[Frame]) -> datetime:
        found = next(fitting, None)
        if found is None:
            raise HistoryBroken(self.row.id, self.row.revision, "it does not say when a term began")
        return found.event.at

    @cached_property
    def version(self) -> Version:
        return running_version(self.connection, self.runtime.versions, self.row.definition_id)

    @cached_property
    def execution(self) -> Execution:
        state = self.runtime.vault.unseal(self.row.state, state_context(self.row.id))
        nobody = Playback(self.row.started_at, [], explaining=False)
        return Execution.load(self.version.model, nobody, state)

    @cached_property
    def frames(self) -> list[Frame]:
        return list(frames_of(self.runtime, self.connection, self.row))


def _since(began: datetime) -> datetime:
    return began


def _moved(of: TermOf, row: Record, due: datetime) -> MovedTerm:
    return MovedTerm(
        of=of, token=row.token, element_id=row.element_id, before=row.due_at, due_at=due
    )


def _write(act: Act, terms: tuple[MovedTerm, ...]) -> None:
    """What was told to be overdue and is not any more will be told again when its new term passes."""
    row, runtime = act.row, act.runtime
    version = running_version(act.connection, runtime.versions, row.definition_id)
    standing = Standing(
        business_key=row.business_key,
        state=runtime.vault.unseal(row.state, state_context(row.id)),
        due_at=row.due_at,
    )
    step = advance(version, standing, act.given, Playback(act.now, [], explaining=False))
    case_due = step.standing.due_at
    ahead = case_due is not None and case_due > act.now
    write_terms(act, step, overdue_at=None if ahead else row.overdue_at)
    for term in terms:
        if term.of is TermOf.USER_TASK:
            _move_task(act, term)


def _move_task(act: Act, term: MovedTerm) -> None:
    values: dict[str, Value] = {"due_at": term.due_at}
    if term.due_at > act.now:
        values["overdue_at"] = None
    act.connection.execute(
        update(TASK)
        .where(
            TASK.c.instance_id == act.row.id,
            TASK.c.token == term.token,
            TASK.c.state.in_(OPEN_TASK),
        )
        .values(values)
    )
