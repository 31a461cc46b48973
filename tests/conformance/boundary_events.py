from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    again,
    both,
    boundary,
    condition,
    duration,
    each,
    element,
    end,
    error,
    flows,
    job,
    message,
    script,
    signal,
    start,
    sub,
    user,
    xor,
)

T = Table(element="Boundary event")
TWO_ENDS = (end("E1"), end("E2"))
WAYS = flows("S > A > E1", "X > E2")
STAYS = {"answers": {"A": None}}


def on_task(name: str, position: str, event: str, *, interrupting: bool = True, **more) -> None:
    T.runs(
        name,
        position,
        start(),
        user("A"),
        boundary("X", "A", event, interrupting=interrupting),
        *TWO_ENDS,
        WAYS,
        **{**STAYS, **more},
    )


BESIDE = {"interrupting": False, "status": "waiting", "trace": "S X E2"}

on_task(
    "boundary_message",
    "message, interrupting",
    message("paper"),
    messages=[{"name": "Paper"}],
    trace="S X E2",
)
on_task(
    "boundary_message_beside",
    "message, not interrupting",
    message("paper"),
    messages=[{"name": "Paper"}],
    waiting_at="A X",
    **BESIDE,
)
on_task(
    "boundary_message_twice",
    "message, not interrupting, comes twice",
    message("paper"),
    messages=[{"name": "Paper"}, {"name": "Paper"}],
    waiting_at="A X",
    **{**BESIDE, "trace": "S X E2 X E2"},
)
on_task(
    "boundary_signal",
    "signal, interrupting",
    signal("alarm"),
    signals=[{"name": "Alarm"}],
    trace="S X E2",
)
on_task(
    "boundary_signal_beside",
    "signal, not interrupting",
    signal("alarm"),
    signals=[{"name": "Alarm"}],
    waiting_at="A X",
    **BESIDE,
)
on_task(
    "boundary_condition",
    "condition, interrupting, true at once",
    condition("n > 1"),
    variables={"n": 2},
    trace="S X E2",
)
on_task(
    "boundary_condition_beside",
    "condition, not interrupting",
    condition("n > 1"),
    variables={"n": 2},
    waiting_at="A X",
    **BESIDE,
)
on_task(
    "boundary_other_message",
    "another message does nothing",
    message("paper"),
    messages=[{"name": "Recall"}],
    status="waiting",
    waiting_at="A X",
    trace="S",
)

T.runs(
    "boundary_payload",
    "what the message brings is seen behind the event",
    start(),
    user("A"),
    boundary("X", "A", message("paper")),
    xor("Y", default="y1"),
    *TWO_ENDS,
    flows("S > A > E1", "X > Y", "Y > E2 : urgent", "Y > E1 as y1"),
    messages=[{"name": "Paper", "payload": {"urgent": True}}],
    **STAYS,
    trace="S X Y E2",
)
T.runs(
    "boundary_back_to_the_task",
    "a flow back into the task begins it anew",
    start(),
    user("A"),
    boundary("X", "A", message("paper")),
    end(),
    flows("S > A > E", "X > A"),
    answers={"A": {}},
    messages=[{"name": "Paper"}],
    trace="S X A E",
)
T.runs(
    "boundary_two_kinds",
    "two events, the first to come",
    start(),
    user("A"),
    boundary("X", "A", message("paper")),
    boundary("Y", "A", duration("P1D")),
    end("E1"),
    end("E2"),
    end("E3"),
    flows("S > A > E1", "X > E2", "Y > E3"),
    **STAYS,
    trace="S Y E3",
)
T.runs(
    "boundary_several_definitions",
    "several definitions: whichever comes",
    start(),
    user("A"),
    boundary("X", "A", message("paper") + signal("alarm") + duration("P5D")),
    *TWO_ENDS,
    WAYS,
    signals=[{"name": "Alarm"}],
    **STAYS,
    trace="S X E2",
)
T.runs(
    "boundary_several_definitions_timer",
    "several definitions: the timer",
    start(),
    user("A"),
    boundary("X", "A", message("paper") + duration("P5D")),
    *TWO_ENDS,
    WAYS,
    **STAYS,
    trace="S X E2",
)
T.runs(
    "boundary_in_parallel",
    "interrupts only its own task, the other way goes on",
    start(),
    both("F"),
    user("A"),
    user("B"),
    boundary("X", "A", message("paper")),
    end("E1"),
    end("E2"),
    end("E3"),
    flows("S > F > A > E1", "F > B > E2", "X > E3"),
    messages=[{"name": "Paper"}],
    **STAYS,
    trace="S F X E3 B E2",
)
T.runs(
    "boundary_of_job",
    "on a service task that is under way",
    start(),
    job("A"),
    boundary("X", "A", message("paper")),
    *TWO_ENDS,
    WAYS,
    messages=[{"name": "Paper"}],
    trace="S X E2",
)
T.runs(
    "boundary_of_receive_task",
    "on a receive task",
    start(),
    element("receiveTask", "A", messageRef="recall"),
    boundary("X", "A", duration("P1D")),
    *TWO_ENDS,
    WAYS,
    trace="S X E2",
)
T.runs(
    "boundary_of_sub_process",
    "on a sub-process: all inside ends",
    start(),
    sub(
        "A",
        start("AS"),
        both("F"),
        user("B"),
        user("C"),
        end("AE"),
        flows("AS > F > B > AE", "F > C > AE"),
    ),
    boundary("X", "A", message("paper")),
    *TWO_ENDS,
    WAYS,
    answers={"B": None, "C": None},
    messages=[{"name": "Paper", "after": "F"}],
    trace="S AS F X E2",
)
T.runs(
    "boundary_of_sub_process_beside",
    "on a sub-process, not interrupting",
    start(),
    sub("A", start("AS"), user("B"), end("AE"), flows("AS > B > AE")),
    boundary("X", "A", message("paper"), interrupting=False),
    *TWO_ENDS,
    WAYS,
    messages=[{"name": "Paper", "after": "S"}],
    trace="S AS X E2 B AE A E1",
)
T.runs(
    "boundary_of_nested_sub_process",
    "on the outer of two sub-processes",
    start(),
    sub(
        "A",
        start("AS"),
        sub("B", start("BS"), user("C"), end("BE"), flows("BS > C > BE")),
        end("AE"),
        flows("AS > B > AE"),
    ),
    boundary("X", "A", duration("P1D")),
    *TWO_ENDS,
    WAYS,
    answers={"C": None},
    trace="S AS BS X E2",
)
T.runs(
    "boundary_of_multi_instance",
    "on a multi-instance task: all rounds end",
    start(),
    user("A", each()),
    boundary("X", "A", duration("P1D")),
    *TWO_ENDS,
    WAYS,
    variables={"items": [1, 2, 3]},
    answers={"A": None},
    trace="S X E2",
)
T.runs(
    "boundary_of_multi_instance_beside",
    "on a multi-instance task, not interrupting: once for the whole",
    start(),
    user("A", each()),
    boundary("X", "A", message("paper"), interrupting=False),
    *TWO_ENDS,
    WAYS,
    variables={"items": [1, 2]},
    messages=[{"name": "Paper"}],
    trace="S X E2 A A E1",
)
T.runs(
    "boundary_of_loop",
    "on a loop task: the rounds that are left do not run",
    start(),
    user("A", again("true", maximum=5)),
    boundary("X", "A", message("paper")),
    *TWO_ENDS,
    WAYS,
    messages=[{"name": "Paper", "after": "A"}],
    trace="S A X E2",
)
T.runs(
    "boundary_gone_with_the_task",
    "after the task its events are not waited for any more",
    start(),
    user("A"),
    boundary("X", "A", message("paper")),
    user("B"),
    *TWO_ENDS,
    flows("S > A > B > E1", "X > E2"),
    messages=[{"name": "Paper", "after": "A"}],
    trace="S A B E1",
)
T.runs(
    "boundary_beside_outlives_the_task",
    "what it began goes on when the task is done",
    start(),
    user("A"),
    boundary("X", "A", message("paper"), interrupting=False),
    user("B"),
    *TWO_ENDS,
    flows("S > A > E1", "X > B > E2"),
    messages=[{"name": "Paper"}],
    trace="S X A E1 B E2",
)
T.runs(
    "boundary_reads_and_writes",
    "what follows it reads what came before the task",
    start(),
    script("W", "n = 4"),
    user("A"),
    boundary("X", "A", duration("P1D")),
    script("B", "n = n + 1"),
    *TWO_ENDS,
    flows("S > W > A > E1", "X > B > E2"),
    **STAYS,
    trace="S W X B E2",
    ends={"n": 5},
)
T.refuses(
    "boundary_on_gateway",
    "on a gateway",
    start(),
    xor("A"),
    boundary("X", "A", message("paper")),
    *TWO_ENDS,
    WAYS,
    at="X",
    because="no activity",
)
T.refuses(
    "boundary_leads_nowhere",
    "without a flow out of it",
    start(),
    user("A"),
    boundary("X", "A", message("paper")),
    end(),
    flows("S > A > E"),
    at="X",
    because="leads nowhere",
)
T.refuses(
    "boundary_flow_into",
    "with a flow into it",
    start(),
    user("A"),
    boundary("X", "A", message("paper")),
    *TWO_ENDS,
    flows("S > A > E1", "X > E2", "S > X as sx"),
    at="sx",
    because="boundary event",
)
T.refuses(
    "boundary_plain",
    "without a definition",
    start(),
    user("A"),
    boundary("X", "A", ""),
    *TWO_ENDS,
    WAYS,
    at="X",
    because="without message",
)
T.refuses(
    "boundary_error_beside",
    "an error that does not interrupt",
    start(),
    job("A"),
    boundary("X", "A", error("lost"), interrupting=False),
    *TWO_ENDS,
    WAYS,
    at="X",
    because="always interrupts",
)
T.refuses(
    "boundary_parallel_multiple",
    "several definitions that are all needed",
    start(),
    user("A"),
    element(
        "boundaryEvent",
        "X",
        message("paper") + signal("alarm"),
        attachedToRef="A",
        parallelMultiple="true",
    ),
    *TWO_ENDS,
    WAYS,
    at="X",
    because="parallelMultiple",
)
