from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    again,
    boundary,
    each,
    end,
    error,
    flows,
    job,
    mapping,
    script,
    start,
    sub,
    task,
    user,
)

T = Table(element="Standard loop")
LINE = flows("S > A > E")

T.runs(
    "loop_while",
    "script task, condition after each round",
    start(),
    script("A", "n = n + 1", inner=again("n < 3")),
    end(),
    LINE,
    variables={"n": 0},
    trace="S A A A E",
    ends={"n": 3},
)
T.runs(
    "loop_at_least_once",
    "condition after: at least one round",
    start(),
    script("A", "n = n + 1", inner=again("n < 0")),
    end(),
    LINE,
    variables={"n": 0},
    trace="S A E",
)
T.runs(
    "loop_test_before",
    "condition before: perhaps no round",
    start(),
    script("A", "n = n + 1", inner=again("n < 0", before=True)),
    end(),
    LINE,
    variables={"n": 0},
    trace="S E",
)
T.runs(
    "loop_test_before_runs",
    "condition before: as long as it is true",
    start(),
    script("A", "n = n + 1", inner=again("n < 2", before=True)),
    end(),
    LINE,
    variables={"n": 0},
    trace="S A A E",
)
T.runs(
    "loop_maximum",
    "a maximum of rounds alone",
    start(),
    task("A", again(maximum=4)),
    end(),
    LINE,
    trace="S A A A A E",
)
T.runs(
    "loop_maximum_and_condition",
    "condition and maximum: whichever comes first",
    start(),
    script("A", "n = n + 1", inner=again("n < 9", maximum=2)),
    end(),
    LINE,
    variables={"n": 0},
    trace="S A A E",
)
T.runs(
    "loop_user_task",
    "user task, on what was answered",
    start(),
    user("A", again("not done")),
    end(),
    LINE,
    answers={"A": [{"done": False}, {"done": True}]},
    trace="S A A E",
)
T.runs(
    "loop_job",
    "service task",
    start(),
    job("A", again("more")),
    end(),
    LINE,
    jobs={"work": [{"variables": {"more": True}}, {"variables": {"more": False}}]},
    trace="S A A E",
)
T.runs(
    "loop_counter",
    "rounds are counted from 0",
    start(),
    script("A", "l = loopCounter", inner=again(maximum=3)),
    end(),
    LINE,
    trace="S A A A E",
    ends={"l": 2},
)
T.runs(
    "loop_sub_process",
    "sub-process",
    start(),
    sub(
        "A", again("n < 2"), start("AS"), script("B", "n = n + 1"), end("AE"), flows("AS > B > AE")
    ),
    end(),
    LINE,
    variables={"n": 0},
    trace="S AS B AE A AS B AE A E",
)
T.runs(
    "loop_in_loop",
    "loop inside of a loop",
    start(),
    sub(
        "A",
        again("n < 4"),
        start("AS"),
        script("B", "n = n + 1", inner=again(maximum=2)),
        end("AE"),
        flows("AS > B > AE"),
    ),
    end(),
    LINE,
    variables={"n": 0},
    trace="S AS B B AE A AS B B AE A E",
)
T.runs(
    "loop_mapping",
    "output mapping in each round",
    start(),
    script("A", "x = 1", inner=mapping("out n = n + x") + again("n < 3")),
    end(),
    LINE,
    variables={"n": 0},
    trace="S A A A E",
    ends={"n": 3, "x": None},
)
T.runs(
    "loop_error",
    "an error ends it",
    start(),
    job("A", again(maximum=5)),
    boundary("X", "A", error("lost")),
    end("E1"),
    end("E2"),
    flows("S > A > E1", "X > E2"),
    jobs={"work": [{"variables": {}}, {"bpmn_error": "LOST"}]},
    trace="S A X E2",
)
T.runs(
    "loop_of_rounds",
    "multi-instance inside of a loop sub-process",
    start(),
    sub("A", again(maximum=2), start("AS"), user("B", each()), end("AE"), flows("AS > B > AE")),
    end(),
    LINE,
    variables={"items": [1, 2]},
    trace="S AS B B AE A AS B B AE A E",
)
T.refuses(
    "loop_endless",
    "neither condition nor maximum",
    start(),
    task("A", "<standardLoopCharacteristics/>"),
    end(),
    LINE,
    at="A",
    because="never ends",
)
T.refuses(
    "loop_maximum_zero",
    "a maximum of 0",
    start(),
    task("A", again(maximum=0)),
    end(),
    LINE,
    at="A",
    because="1 or more",
)
T.refuses(
    "loop_bad_condition",
    "a condition that is code",
    start(),
    task("A", again("open('x')")),
    end(),
    LINE,
    at="A",
    because="cannot be read",
)
