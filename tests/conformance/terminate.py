from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    each,
    end,
    flows,
    message,
    reaction,
    start,
    sub,
    task,
    terminate,
    user,
)

T = Table(element="Terminate end event")
STOP = end("EX", terminate())

T.runs(
    "terminate_process",
    "ends the process with all its tokens",
    start(),
    both("F"),
    user("A"),
    task("B"),
    end(),
    STOP,
    flows("S > F > A > E", "F > B > EX"),
    answers={"A": None},
    trace="S F B EX",
)
T.runs("terminate_alone", "the only token", start(), STOP, flows("S > EX"), trace="S EX")
T.runs(
    "terminate_sub_process",
    "ends its sub-process, the process goes on",
    start(),
    sub(
        "Q", start("QS"), both("F"), user("A"), end("QE"), STOP, flows("QS > F > A > QE", "F > EX")
    ),
    task("C"),
    end(),
    flows("S > Q > C > E"),
    trace="S QS F EX Q C E",
)
T.runs(
    "terminate_takes_sub_processes",
    "ends sub-processes that run beside it",
    start(),
    both("F"),
    sub("Q", start("QS"), user("A"), end("QE"), flows("QS > A > QE")),
    user("B"),
    end(),
    STOP,
    flows("S > F > Q > E", "F > B > EX"),
    answers={"A": None},
    trace="S F QS B EX",
)
T.runs(
    "terminate_one_round",
    "in one round of a multi-instance: the others go on",
    start(),
    sub(
        "Q",
        each(),
        start("QS"),
        both("F"),
        user("A"),
        end("QE"),
        STOP,
        flows("QS > F > A > QE", "F > EX"),
    ),
    end(),
    flows("S > Q > E"),
    variables={"items": [1, 2]},
    trace="S QS QS F F EX Q EX Q E",
)
T.runs(
    "terminate_event_sub_process_waits",
    "event sub-processes are not waited for any more",
    start(),
    both("F"),
    user("A"),
    end(),
    STOP,
    reaction("R", start("RS", message("paper")), end("RE"), flows("RS > RE")),
    flows("S > F > A > E", "F > EX"),
    trace="S F EX",
)
T.refuses(
    "terminate_throw",
    "intermediate throw",
    start(),
    '<intermediateThrowEvent id="A"><terminateEventDefinition/></intermediateThrowEvent>',
    end(),
    flows("S > A > E"),
    at="A",
    because="of kind terminate",
)
