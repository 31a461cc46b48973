from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    element,
    end,
    flows,
    job,
    mapping,
    script,
    start,
    sub,
    task,
    user,
    xor,
)

T = Table(element="Tasks, sub-processes, mappings")
LINE = flows("S > A > E")


def retried(text: str) -> str:
    cycle = f"<camunda:failedJobRetryTimeCycle>{text}</camunda:failedJobRetryTimeCycle>"
    return f"<extensionElements>{cycle}</extensionElements>"


DRAWN = '<dataObject id="Paper1"/><dataObjectReference id="Paper1Ref" dataObjectRef="Paper1"/>'
ARROWS = (
    '<property id="Place" name="__targetRef_placeholder"/>'
    '<dataInputAssociation id="in1"><sourceRef>Paper1Ref</sourceRef><targetRef>Place</targetRef></dataInputAssociation>'
    '<dataOutputAssociation id="out1"><targetRef>Paper1Ref</targetRef></dataOutputAssociation>'
)

T.runs("task_plain", "plain task", start(), task("A"), end(), LINE, trace="S A E")
T.runs(
    "task_manual", "manual task", start(), element("manualTask", "A"), end(), LINE, trace="S A E"
)
T.runs(
    "task_user",
    "user task",
    start(),
    user("A"),
    end(),
    LINE,
    answers={"A": {"n": 1}},
    trace="S A E",
    ends={"n": 1},
)
T.runs(
    "task_user_waits",
    "user task that nobody does",
    start(),
    user("A"),
    end(),
    LINE,
    answers={"A": None},
    status="waiting",
    waiting_at="A",
    trace="S",
)
T.runs(
    "task_service",
    "service task",
    start(),
    job("A"),
    end(),
    LINE,
    jobs={"work": {"variables": {"n": 1}}},
    trace="S A E",
    ends={"n": 1},
)
T.runs(
    "task_script",
    "script task",
    start(),
    script("A", "n = 1", "m = n + 1"),
    end(),
    LINE,
    trace="S A E",
    ends={"n": 1, "m": 2},
)
T.runs(
    "task_script_path",
    "script task that writes into an object",
    start(),
    script("A", "o.a.b = 2"),
    end(),
    LINE,
    variables={"o": {"a": {"b": 1}, "c": 3}},
    trace="S A E",
    ends={"o": {"a": {"b": 2}, "c": 3}},
)
for name, retries, fail, at in (
    ("waits", "PT1M,PT5M", 2, "2016-09-05T04:06:00Z"),
    ("one_wait", "PT1M", 1, "2016-09-05T04:01:00Z"),
    ("at_once", "R3/PT0S", 2, "2016-09-05T04:00:00Z"),
    ("for_ever", "R/PT1M", 9, "2016-09-05T04:09:00Z"),
    ("expression", "${often}", 1, "2016-09-05T05:00:00Z"),
):
    T.runs(
        f"task_retries_{name}",
        f"service task, failedJobRetryTimeCycle «{retries}»",
        start(),
        job("A", retried(retries)),
        script("B", "at = string(now())"),
        end(),
        flows("S > A > B > E"),
        variables={"often": "R2/PT1H"},
        jobs={"work": {"fail": fail}},
        trace="S A B E",
        ends={"at": at},
    )
for name, retries, fail in (("no_more", "R0/PT5M", 1), ("spent", "PT1M", 2), ("odd", "${x}", 0)):
    T.runs(
        f"task_retries_{name}",
        f"service task, failedJobRetryTimeCycle «{retries}»: an incident",
        start(),
        job("A", retried(retries)),
        user("B"),
        end(),
        both("F"),
        both("J"),
        flows("S > F > A > J > E", "F > B > J"),
        variables={"x": "often"},
        answers={"B": None},
        jobs={"work": {"fail": fail}} if fail else {"work": {"fail": 9}},
        status="incident",
        waiting_at="A B",
        trace="S F",
    )
T.runs(
    "task_script_fails",
    "script task that cannot be evaluated is an incident",
    start(),
    script("A", "n = 1 / zero"),
    end(),
    LINE,
    variables={"zero": 0},
    status="incident",
    trace="S",
)
T.runs(
    "task_script_works_too_much",
    "script task that goes through lists too often is an incident",
    start(),
    script(
        "A",
        "l = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']",
        *["l = concat(l, l)"] * 10,
        *["x = " + " and ".join(["not (z in l)"] * 74)] * 12,
    ),
    end(),
    LINE,
    variables={"z": "q"},
    status="incident",
    trace="S",
)
T.runs(
    "task_implicit_start_and_end",
    "sub-process without start and end event",
    start(),
    sub("Q", task("A"), task("B"), flows("A > B")),
    end(),
    flows("S > Q > E"),
    trace="S A B Q E",
)
T.runs(
    "sub_process",
    "sub-process",
    start(),
    sub("Q", start("QS"), task("A"), end("QE"), flows("QS > A > QE")),
    end(),
    flows("S > Q > E"),
    trace="S QS A QE Q E",
)
T.runs(
    "sub_process_three_deep",
    "sub-processes three deep",
    start(),
    sub(
        "Q",
        start("QS"),
        sub(
            "R",
            start("RS"),
            sub("U", start("US"), task("A"), end("UE"), flows("US > A > UE")),
            end("RE"),
            flows("RS > U > RE"),
        ),
        end("QE"),
        flows("QS > R > QE"),
    ),
    end(),
    flows("S > Q > E"),
    trace="S QS RS US A UE U RE R QE Q E",
)
T.runs(
    "sub_process_sees_variables",
    "sub-process reads and writes the variables around it",
    start(),
    sub("Q", start("QS"), script("A", "n = n + 1"), end("QE"), flows("QS > A > QE")),
    end(),
    flows("S > Q > E"),
    variables={"n": 1},
    trace="S QS A QE Q E",
    ends={"n": 2},
)
T.runs(
    "sub_process_in_loop",
    "sub-process in a loop begins anew",
    start(),
    xor("M"),
    sub("Q", start("QS"), script("A", "n = n + 1"), end("QE"), flows("QS > A > QE")),
    xor("X", default="out"),
    end(),
    flows("S > M > Q > X", "X > M : n < 2", "X > E as out"),
    variables={"n": 0},
    trace="S M QS A QE Q X M QS A QE Q X E",
)
T.runs(
    "sub_process_of_two_ends",
    "sub-process with two ends: with the last token",
    start(),
    sub(
        "Q",
        start("QS"),
        both("F"),
        user("A"),
        end("Q1"),
        end("Q2"),
        flows("QS > F > A > Q1", "F > Q2"),
    ),
    task("B"),
    end(),
    flows("S > Q > B > E"),
    trace="S QS F Q2 A Q1 Q B E",
)
T.runs(
    "mapping_in",
    "input mapping",
    start(),
    script("A", "r = twice", inner=mapping("in twice = n * 2")),
    end(),
    LINE,
    variables={"n": 4},
    trace="S A E",
    ends={"r": 8, "twice": None},
)
T.runs(
    "mapping_out",
    "output mapping: results leave through it only",
    start(),
    user("A", mapping("out m = n + 1")),
    end(),
    LINE,
    answers={"A": {"n": 1, "x": 9}},
    trace="S A E",
    ends={"m": 2, "n": None, "x": None},
)
T.runs(
    "mapping_hides",
    "input mapping hides a name, and leaves it as it was",
    start(),
    script("A", "r = n", inner=mapping("in n = 100")),
    end(),
    LINE,
    variables={"n": 1},
    trace="S A E",
    ends={"n": 1, "r": 100},
)
T.runs(
    "mapping_of_sub_process",
    "mapping of a sub-process",
    start(),
    sub(
        "Q",
        mapping("in k = n", "out m = k"),
        start("QS"),
        script("A", "k = k + 1"),
        end("QE"),
        flows("QS > A > QE"),
    ),
    end(),
    flows("S > Q > E"),
    variables={"n": 1},
    trace="S QS A QE Q E",
    ends={"m": 2, "n": 1, "k": None},
)
T.runs(
    "papers",
    "data objects and arrows that are only drawn",
    start(),
    user("A", ARROWS),
    end(),
    DRAWN,
    LINE,
    answers={"A": {"n": 1}},
    trace="S A E",
    ends={"n": 1},
)
T.runs(
    "notes",
    "notes and groups",
    start(),
    task("A"),
    end(),
    LINE,
    '<textAnnotation id="Note"><text>n</text></textAnnotation><association id="as1" sourceRef="A" targetRef="Note"/>',
    trace="S A E",
)
T.runs(
    "no_end_event", "a process without end event", start(), task("A"), flows("S > A"), trace="S A"
)
T.runs("start_only", "a process of two events", start(), end(), flows("S > E"), trace="S E")
T.runs(
    "throw_plain",
    "intermediate throw without definition",
    start(),
    element("intermediateThrowEvent", "A"),
    end(),
    LINE,
    trace="S A E",
)
T.runs(
    "names_of_the_library",
    "elements called as the library's own",
    start("Start"),
    user("End"),
    end("Root"),
    flows("Start > End > Root"),
    trace="Start End Root",
)
