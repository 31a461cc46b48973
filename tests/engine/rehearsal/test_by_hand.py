from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.rehearsal.actions import (
    Action,
    ActionRefused,
    CompleteJob,
    CompleteTask,
    FailJob,
    MoveClock,
    Refusal,
    SendMessage,
    SendSignal,
    Start,
    ThrowError,
    as_json,
    read_actions,
)
from engine.rehearsal.by_hand import (
    MOST_ACTIONS,
    Tryout,
    tried,
    tried_as_far_as_it_goes,
    without_last,
)
from engine.rehearsal.outcome import BEGINNING
from engine.rehearsal.progress import Progress
from tests.engine.modelling.models import (
    CALENDAR,
    LOOP,
    PARALLEL,
    STARTS,
    TICKING,
    job,
    task,
    tryout_of,
    version_of,
)

VERSION = version_of()


def begun(**variables: Any) -> Tryout:
    """The small case at its first user task."""
    given = {"accepted_at": "2016-09-05T05:00:00Z", "specialist": "her", **variables}
    tryout = tried(VERSION, [Start(variables=given)], calendar=CALENDAR)
    tryout.act(job(tryout.jobs()[0], missing=[]))
    return tryout


def looking() -> Tryout:
    """At the job that may fail."""
    tryout = begun()
    tryout.act(task(tryout.tasks()[0], complete=True))
    tryout.act(task(tryout.tasks()[0]))
    return tryout


def refusal(tryout: Tryout, action: Action) -> Refusal:
    with pytest.raises(ActionRefused) as refused:
        tryout.act(action)
    return refused.value.refusal


def state(tryout: Tryout) -> Any:
    """All that a page could show of it."""
    return (
        tryout.progress,
        tryout.now,
        list(tryout.trace),
        dict(tryout.passed),
        dict(tryout.flows),
        [dict(run.variables) for run in tryout.runs],
        [dict(run.incidents) for run in tryout.runs],
        list(tryout.awaited()),
        tryout.last.path,
        [*tryout.actions],
    )


def test_nothing_has_happened_before_the_start():
    tryout = tryout_of()

    assert (tryout.progress, tryout.trace, list(tryout.awaited())) == (Progress.NEW, [], [])


def test_the_start_brings_the_token_to_the_first_thing_that_waits():
    tryout = tryout_of(Start(variables={"case_no": "1"}))

    assert tryout.trace == ["Begin"]
    assert [each.element for each in tryout.jobs()] == ["Advise"]
    assert tryout.variables["case_no"] == "1"


def test_a_job_waits_for_a_hand():
    tryout = begun()

    assert tryout.variables["missing"] == []
    assert [each.element for each in tryout.tasks()] == ["Check"]


def test_a_completed_task_takes_its_way():
    tryout = begun()
    tryout.act(task(tryout.tasks()[0], complete=False))

    assert tryout.progress is Progress.COMPLETED
    assert tryout.last.path == ["Check", "Fine", "Refused"]


def test_the_reason_of_a_gateway_is_kept():
    tryout = begun()
    tryout.act(task(tryout.tasks()[0], complete=True))
    (decision,) = [one for step in tryout.last.steps for one in step.decisions if one.taken]

    assert [(read.path, read.value) for read in decision.reads] == [("complete", True)]


def test_variables_before_the_last_action_are_kept():
    tryout = begun()

    assert "missing" not in tryout.last.variables


def test_a_condition_without_its_value_is_an_incident():
    tryout = begun()
    tryout.act(task(tryout.tasks()[0]))

    assert tryout.progress is Progress.INCIDENT
    assert [each["element_id"] for each in tryout.incidents()] == ["Fine"]


def test_a_failed_job_waits_for_the_clock():
    tryout = looking()
    awaited = tryout.jobs()[0]
    tryout.act(FailJob(element="Look", token=awaited.opened.token))

    assert tryout.jobs()[0].retry_at == BEGINNING + timedelta(minutes=1)
    assert refusal(tryout, job(awaited)) is Refusal.WAITS_FOR_THE_CLOCK


def test_a_job_may_be_tried_again_when_its_time_has_come():
    tryout = looking()
    awaited = tryout.jobs()[0]
    tryout.act(FailJob(element="Look", token=awaited.opened.token))
    tryout.act(MoveClock())
    tryout.act(job(awaited, found=True))

    assert [each.element for each in tryout.subscriptions()] == ["Came"]


def test_spent_attempts_are_an_incident():
    tryout = looking()
    awaited = tryout.jobs()[0]
    failing = FailJob(element="Look", token=awaited.opened.token)
    tryout.act(failing)
    tryout.act(MoveClock())
    tryout.act(failing)

    assert tryout.progress is Progress.INCIDENT
    assert refusal(tryout, failing) is Refusal.ATTEMPTS_SPENT


def test_a_business_error_is_caught():
    tryout = looking()
    token = tryout.jobs()[0].opened.token
    tryout.act(ThrowError(element="Look", token=token, code="NOT_FOUND"))

    assert tryout.trace[-2:] == ["NotFound", "Unknown"]


def test_a_message_reaches_who_waits_for_it():
    tryout = looking()
    tryout.act(job(tryout.jobs()[0]))
    tryout.act(SendMessage(name="Came", variables={"came_by": "her"}))

    assert (tryout.progress, tryout.variables["came_by"]) == (Progress.COMPLETED, "her")


def test_a_message_with_another_correlation_reaches_nobody():
    tryout = begun(case_no="1")

    message = SendMessage(name="Came", correlation="2")
    assert refusal(tryout, message) is Refusal.NOBODY_WAITS


def test_a_signal_that_nobody_waits_for_is_refused():
    assert refusal(begun(), SendSignal(name="Recall")) is Refusal.NOBODY_WAITS


def test_a_message_starts_an_instance():
    tryout = tryout_of(SendMessage(name="Asked", variables={"who": "her"}), xml=STARTS)

    assert tryout.trace == ["Asked"]
    assert tryout.variables == {"who": "her"}


@pytest.mark.parametrize("event", ["Asked", "Called"])
def test_a_start_event_is_chosen(event):
    tryout = tryout_of(Start(event=event, variables={"a": 1}), xml=STARTS)

    assert (tryout.trace, tryout.variables) == ([event], {"a": 1})


def test_a_start_event_that_is_not_there_is_refused():
    assert refusal(tryout_of(), Start(event="Nowhere")) is Refusal.NO_SUCH_START


def test_the_clock_moves_to_the_next_due_time():
    tryout = begun()
    tryout.act(task(tryout.tasks()[0], complete=True))
    tryout.act(MoveClock())

    assert tryout.now == BEGINNING + timedelta(days=30)
    assert tryout.trace[-2:] == ["TooLong", "Late"]


def test_the_clock_moves_by_a_span_and_what_is_due_on_the_way_happens():
    tryout = begun()
    tryout.act(task(tryout.tasks()[0], complete=True))
    tryout.act(MoveClock(by="P29D"))
    assert tryout.progress is Progress.WAITING
    tryout.act(MoveClock(by="P2D"))

    assert tryout.now == BEGINNING + timedelta(days=31)
    assert tryout.progress is Progress.COMPLETED


def test_where_nothing_is_due_the_clock_has_nowhere_to_go():
    assert refusal(begun(), MoveClock()) is Refusal.NOTHING_DUE


@pytest.mark.parametrize("text", ["tomorrow", "P9999Y", "-P1D"])
def test_a_span_that_is_none_is_refused(text):
    assert refusal(begun(), MoveClock(by=text)) is Refusal.NO_DURATION


def test_a_timer_that_fires_for_ever_is_stopped():
    tryout = tryout_of(Start(), xml=TICKING)

    assert refusal(tryout, MoveClock(by="P1Y")) is Refusal.TOO_MANY


def test_an_action_on_a_token_that_left_is_refused():
    tryout = begun()
    gone = task(tryout.tasks()[0], complete=False)
    tryout.act(gone)

    assert refusal(tryout, gone) is Refusal.GONE


def test_an_action_that_names_another_element_is_refused():
    tryout = begun()
    token = tryout.tasks()[0].opened.token

    assert refusal(tryout, CompleteTask(element="Decide", token=token)) is Refusal.GONE


def test_a_job_is_not_completed_as_a_task():
    tryout = tryout_of(Start())
    token = tryout.jobs()[0].opened.token

    assert refusal(tryout, CompleteTask(element="Advise", token=token)) is Refusal.GONE


def test_nothing_can_be_done_before_the_start():
    assert refusal(tryout_of(), MoveClock()) is Refusal.NOT_STARTED


def test_it_is_started_once():
    assert refusal(begun(), Start()) is Refusal.STARTED_ALREADY


def test_variables_that_no_case_would_take_are_refused():
    tryout = begun()

    assert refusal(tryout, task(tryout.tasks()[0], price=1.5)) is Refusal.UNFIT_VARIABLES


def test_a_refused_action_leaves_no_trace():
    tryout = begun()
    before = state(tryout)
    for action in (SendMessage(name="Nobody"), MoveClock(), MoveClock(by="x"), Start()):
        refusal(tryout, action)

    assert state(tryout) == before


def test_the_number_of_actions_has_a_limit():
    tryout = tryout_of(Start())
    tryout.actions *= MOST_ACTIONS

    assert refusal(tryout, MoveClock()) is Refusal.TOO_MANY


def test_what_followed_by_itself_belongs_to_the_last_action():
    tryout = begun()
    tryout.act(task(tryout.tasks()[0], complete=True))
    tryout.act(task(tryout.tasks()[0]))
    own = CompleteJob(element="Look", token=tryout.jobs()[0].opened.token, own=True)
    tryout.act(own)

    assert tryout.last.path == ["Decide", "Look"]


def test_undoing_takes_what_followed_by_itself_along():
    tryout = begun()
    own = CompleteJob(element="Look", token=9, own=True)
    actions = [*tryout.actions, FailJob(element="x", token=1), own, own]

    assert without_last(actions) == tuple(tryout.actions)


def test_undoing_nothing_gives_nothing():
    assert without_last(()) == ()


def test_after_a_change_of_the_model_as_much_is_done_as_still_can_be():
    tryout = looking()
    shorter = version_of(PARALLEL)
    found, refused = tried_as_far_as_it_goes(shorter, tryout.actions, calendar=CALENDAR)

    assert found.trace == ["Begin", "Fork"]
    assert refused is not None
    assert refused.about == "Advise"


@pytest.mark.parametrize(
    "raw",
    [
        None,
        "start",
        {},
        {"do": "dance"},
        {"do": "start", "colour": "red"},
        {"do": "task", "element": "A"},
        {"do": "task", "element": "A", "token": True},
        {"do": "task", "element": "A", "token": "1"},
        {"do": "start", "variables": []},
    ],
)
def test_what_is_no_action_is_refused(raw):
    with pytest.raises(ActionRefused) as refused:
        read_actions([raw])
    assert refused.value.refusal is Refusal.NOT_READABLE


# properties


def possible(tryout: Tryout, draw: Any) -> Action:
    """One of the things that can be done now, chosen by hypothesis."""
    if not tryout.runs:
        return Start(variables={"specialist": "her"})
    choices: list[Action] = [MoveClock(by="P1D")]
    if tryout.next_due() is not None:
        choices.append(MoveClock())
    for each in tryout.tasks():
        flags = {name: draw(st.booleans()) for name in ("complete", "ready", "enough")}
        choices.append(task(each, **flags))
    for each in tryout.jobs():
        if each.retry_at is None and not each.incident:
            where = {"element": each.element, "token": each.opened.token}
            choices += [job(each, found=True), FailJob(**where)]
            choices.append(ThrowError(**where, code=draw(st.sampled_from(["NOT_FOUND", "X"]))))
    for each in tryout.subscriptions():
        choices.append(SendMessage(name=each.opened.name))
    return draw(st.sampled_from(choices))


@pytest.mark.parametrize("xml", [None, LOOP, PARALLEL], ids=["case", "loop", "parallel"])
@settings(deadline=None)
@given(data=st.data())
def test_undoing_the_last_action_gives_the_state_before_it(xml, data):
    version = VERSION if xml is None else version_of(xml)
    tryout = tried(version, [], calendar=CALENDAR)
    for _ in range(data.draw(st.integers(1, 7))):
        before = state(tryout)
        tryout.act(possible(tryout, data.draw))
        undone = tried(version, without_last(tryout.actions), calendar=CALENDAR)
        assert state(undone) == before


@settings(deadline=None)
@given(data=st.data())
def test_the_same_actions_read_from_their_json_give_the_same_state(data):
    tryout = tried(VERSION, [], calendar=CALENDAR)
    for _ in range(data.draw(st.integers(0, 9))):
        tryout.act(possible(tryout, data.draw))
    kept = [as_json(action) for action in tryout.actions]

    assert state(tried(VERSION, read_actions(kept), calendar=CALENDAR)) == state(tryout)
