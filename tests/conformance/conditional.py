from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    boundary,
    catch,
    condition,
    end,
    flows,
    job,
    reaction,
    script,
    start,
    user,
)

T = Table(element="Conditional event")
WAIT = (start(), catch("C1", condition("n > 1")), end(), flows("S > C1 > E"))
BESIDE = (
    start(),
    both("F"),
    catch("C1", condition("n > 1")),
    user("A"),
    end("E1"),
    end("E2"),
    flows("S > F > C1 > E1", "F > A > E2"),
)

T.runs(
    "condition_true_at_once",
    "intermediate, true on arrival",
    *WAIT,
    variables={"n": 2},
    trace="S C1 E",
)
T.runs(
    "condition_false",
    "intermediate, false: waits",
    *WAIT,
    variables={"n": 1},
    status="waiting",
    waiting_at="C1",
    trace="S",
)
T.runs(
    "condition_without_value",
    "intermediate, a name without value: waits",
    *WAIT,
    status="waiting",
    waiting_at="C1",
    trace="S",
)
T.runs(
    "condition_becomes_true",
    "intermediate, true by what a person answers",
    *BESIDE,
    variables={"n": 0},
    answers={"A": {"n": 5}},
    trace="S F A E2 C1 E1",
)
T.runs(
    "condition_stays_false",
    "intermediate, another answer leaves it waiting",
    *BESIDE,
    variables={"n": 0},
    answers={"A": {"n": 1}},
    status="waiting",
    waiting_at="C1",
    trace="S F A E2",
)
T.runs(
    "condition_by_script",
    "intermediate, true by a script",
    start(),
    both("F"),
    catch("C1", condition("n > 1")),
    script("A", "n = 2"),
    end(),
    flows("S > F > C1 > E", "F > A > E"),
    variables={"n": 0},
    trace="S F A E C1 E",
)
T.runs(
    "condition_by_worker",
    "intermediate, true by a worker",
    start(),
    both("F"),
    catch("C1", condition("done")),
    job("A"),
    end(),
    flows("S > F > C1 > E", "F > A > E"),
    jobs={"work": {"variables": {"done": True}}},
    trace="S F A E C1 E",
)
T.runs(
    "condition_boundary",
    "boundary, interrupting",
    start(),
    both("F"),
    user("A"),
    boundary("X", "A", condition("stop")),
    user("B"),
    end("E1"),
    end("E2"),
    end("E3"),
    flows("S > F > A > E1", "X > E2", "F > B > E3"),
    answers={"A": None, "B": {"stop": True}},
    trace="S F B E3 X E2",
)
T.runs(
    "condition_boundary_beside",
    "boundary, not interrupting: once each time it becomes true",
    start(),
    both("F"),
    user("A"),
    boundary("X", "A", condition("n == 1"), interrupting=False),
    user("B"),
    user("B2"),
    user("B3"),
    end("E1"),
    end("E2"),
    end("E3"),
    flows("S > F > A > E1", "X > E2", "F > B > B2 > B3 > E3"),
    answers={"A": None, "B": {"n": 1}, "B2": {"n": 2}, "B3": {"n": 1}},
    status="waiting",
    waiting_at="A X",
    trace="S F B X E2 B2 B3 E3 X E2",
)
T.runs(
    "condition_event_sub_process",
    "event sub-process, interrupting",
    start(),
    user("A"),
    user("B"),
    end(),
    flows("S > A > B > E"),
    reaction("R", start("RS", condition("stop")), end("RE"), flows("RS > RE")),
    answers={"A": {"stop": True}, "B": None},
    trace="S A RS RE R",
)
T.runs(
    "condition_event_sub_process_beside",
    "event sub-process, not interrupting",
    start(),
    user("A"),
    user("B"),
    end(),
    flows("S > A > B > E"),
    reaction(
        "R", start("RS", condition("n > 1"), isInterrupting="false"), end("RE"), flows("RS > RE")
    ),
    answers={"A": {"n": 2}},
    trace="S A RS RE R B E",
)
T.runs(
    "condition_two",
    "two that become true together, in the order of arrival",
    start(),
    both("F"),
    catch("C1", condition("n > 1")),
    catch("C2", condition("n > 2")),
    user("A"),
    end(),
    flows("S > F > C1 > E", "F > C2 > E", "F > A > E"),
    answers={"A": {"n": 3}},
    trace="S F A E C1 C2 E E",
)
T.runs(
    "condition_chain",
    "one makes the other true",
    start(),
    both("F"),
    catch("C1", condition("a")),
    script("B", "b = true"),
    catch("C2", condition("b")),
    user("A"),
    end(),
    flows("S > F > C1 > B > E", "F > C2 > E", "F > A > E"),
    answers={"A": {"a": True}},
    trace="S F A E C1 B E C2 E",
)
T.refuses(
    "condition_start",
    "start event of the process",
    start("S", condition("n > 1")),
    end(),
    flows("S > E"),
    at="S",
    because="of kind conditional",
)
T.refuses(
    "condition_missing",
    "without a condition",
    start(),
    catch("C1", "<conditionalEventDefinition/>"),
    end(),
    flows("S > C1 > E"),
    at="C1",
    because="condition",
)
T.refuses(
    "condition_code",
    "a condition that is code",
    start(),
    catch("C1", condition("__import__('os')")),
    end(),
    flows("S > C1 > E"),
    at="C1",
    because="cannot be read",
)
