from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    boundary,
    end,
    error,
    flows,
    start,
    sub,
    task,
    xor,
)

T = Table(element="What no run comes to")
FAILS = sub("Q", start("QS"), end("QE", error("lost")), flows("QS > QE"))

T.runs(
    "unreached_behind_a_failure",
    "behind a sub-process that always ends in an error",
    start(),
    FAILS,
    boundary("B1", "Q", error("lost")),
    task("A"),
    end(),
    task("Z"),
    end("E2"),
    flows("S > Q > Z > E2", "B1 > A > E"),
    trace="S QS QE B1 A E",
)
T.runs(
    "unreached_task",
    "a task that nothing leads to",
    start(),
    task("A"),
    task("B"),
    end(),
    flows("S > A > E", "B > E"),
    trace="S A E",
)
T.runs(
    "unreached_circle",
    "a circle that nobody enters",
    start(),
    task("A"),
    task("B"),
    task("C"),
    end(),
    flows("S > A > E", "B > C > B"),
    trace="S A E",
)
T.runs(
    "unreached_sub_process",
    "a sub-process that nothing leads to; what is wrong inside of it harms nobody",
    start(),
    end(),
    sub(
        "Q",
        start("QS"),
        xor("QX", default="qd"),
        both("QJ"),
        end("QE"),
        flows("QS > QX", "QX > QJ : a", "QX > QJ as qd", "QJ > QE"),
    ),
    flows("S > E"),
    trace="S E",
)
T.runs(
    "unreached_flow_into_a_merge",
    "one flow into an exclusive merge",
    start(),
    task("A"),
    task("B"),
    xor("X"),
    end(),
    flows("S > A > X > E", "B > X"),
    trace="S A X E",
)
T.refuses(
    "unreached_flow_into_a_join",
    "one flow into a parallel join, which waits for ever",
    start(),
    task("B"),
    both("J"),
    end(),
    flows("S > J > E", "B > J"),
    at="J",
    because="waits for ever",
)
