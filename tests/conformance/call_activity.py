from tests.conformance.rows import Table, process
from tests.engine.tokens.drawing import (
    both,
    boundary,
    call,
    catch,
    compensate,
    duration,
    each,
    end,
    error,
    escalation,
    flows,
    reaction,
    script,
    signal,
    start,
    sub,
    task,
    terminate,
    throw,
    undoes,
    undone,
    user,
    xor,
)

T = Table(element="Call activity")
ASK = {"ask": process(start("QS"), user("A"), end("QE"), flows("QS > A > QE"), name="ask")}
DOUBLE = {
    "double": process(
        start("QS"), script("W", "y = x * 2"), end("QE"), flows("QS > W > QE"), name="double"
    )
}
LINE = flows("S > K > E")

T.runs(
    "call_plain",
    "what is called comes before the call",
    start(),
    call("K", "ask"),
    end(),
    LINE,
    called=ASK,
    trace="S QS A QE K E",
)
T.runs(
    "call_in_and_out",
    "values pass in and out by name",
    start(),
    call("K", "double", "in x = n + 1", "out m = y"),
    end(),
    LINE,
    called=DOUBLE,
    variables={"n": 4},
    trace="S QS W QE K E",
    ends={"n": 4, "m": 10, "x": None, "y": None},
)
T.runs(
    "call_all",
    "all variables pass in and out",
    start(),
    call("K", "double", "in all", "out all"),
    end(),
    LINE,
    called=DOUBLE,
    variables={"x": 3},
    trace="S QS W QE K E",
    ends={"x": 3, "y": 6},
)
T.runs(
    "call_isolated",
    "nothing passes that is not named",
    start(),
    call("K", "ask"),
    end(),
    LINE,
    called=ASK,
    variables={"n": 1},
    answers={"A": {"n": 2}},
    trace="S QS A QE K E",
    ends={"n": 1},
)
T.runs(
    "call_same_ids",
    "elements of both with one id",
    start(),
    user("A"),
    call("K", "ask"),
    end("QE"),
    flows("S > A > K > QE"),
    called=ASK,
    trace="S A QS A QE K QE",
)
T.runs(
    "call_waits",
    "waits for a task of the called process",
    start(),
    call("K", "ask"),
    end(),
    LINE,
    called=ASK,
    answers={"A": None},
    status="waiting",
    waiting_at="A",
    trace="S QS",
)
T.runs(
    "call_rounds_sequential",
    "multi-instance, sequential: results in the order of the items",
    start(),
    call(
        "K", "double", "in x = item", "out z = y", inner=each(sequential=True, out="results of z")
    ),
    end(),
    LINE,
    called=DOUBLE,
    variables={"items": [1, 2]},
    trace="S QS W QE K QS W QE K E",
    ends={"results": [2, 4]},
)
T.runs(
    "call_nested",
    "the called process calls another",
    start(),
    call("K", "middle", "in x = 5", "out r = r"),
    end(),
    LINE,
    called={
        **DOUBLE,
        "middle": process(
            start("MS"),
            call("M", "double", "in x = x + 1", "out r = y"),
            end("ME"),
            flows("MS > M > ME"),
            name="middle",
        ),
    },
    trace="S MS QS W QE M ME K E",
    ends={"r": 12},
)
T.runs(
    "call_error",
    "an error climbs out",
    start(),
    call("K", "fail"),
    boundary("X", "K", error("lost")),
    end("E1"),
    end("E2"),
    flows("S > K > E1", "X > E2"),
    called={"fail": process(start("QS"), end("QE", error("lost")), flows("QS > QE"), name="fail")},
    trace="S QS QE X E2",
)
T.runs(
    "call_error_uncaught",
    "an error that nobody catches is an incident",
    start(),
    call("K", "fail"),
    end(),
    LINE,
    called={"fail": process(start("QS"), end("QE", error("lost")), flows("QS > QE"), name="fail")},
    status="incident",
    trace="S QS",
)
T.runs(
    "call_escalation",
    "an escalation climbs out, the call goes on",
    start(),
    call("K", "tell"),
    boundary("X", "K", escalation("slow"), interrupting=False),
    end("E1"),
    end("E2"),
    flows("S > K > E1", "X > E2"),
    called={
        "tell": process(
            start("QS"),
            throw("W", escalation("slow")),
            user("A"),
            end("QE"),
            flows("QS > W > A > QE"),
            name="tell",
        )
    },
    trace="S QS W X E2 A QE K E1",
)
T.runs(
    "call_timer",
    "a timer on it ends all inside",
    start(),
    call("K", "ask"),
    boundary("X", "K", duration("P1D")),
    end("E1"),
    end("E2"),
    flows("S > K > E1", "X > E2"),
    called=ASK,
    answers={"A": None},
    trace="S QS X E2",
)
T.runs(
    "call_terminate",
    "terminate inside ends only the called process",
    start(),
    call("K", "stop"),
    task("B"),
    end(),
    flows("S > K > B > E"),
    called={
        "stop": process(
            start("QS"),
            both("F"),
            user("A"),
            end("QE", terminate()),
            end("QF"),
            flows("QS > F > A > QF", "F > QE"),
            name="stop",
        )
    },
    trace="S QS F QE K B E",
)
T.runs(
    "call_signal",
    "a signal reaches into it",
    start(),
    both("F"),
    call("K", "hear"),
    user("B"),
    throw("W", signal("alarm")),
    end(),
    flows("S > F > K > E", "F > B > W > E"),
    called={
        "hear": process(
            start("QS"), catch("C1", signal("alarm")), end("QE"), flows("QS > C1 > QE"), name="hear"
        )
    },
    trace="S F QS B W C1 E QE K E",
)
T.runs(
    "call_event_sub_process",
    "an event sub-process of the called process",
    start(),
    call("K", "watch"),
    end(),
    LINE,
    called={
        "watch": process(
            start("QS"),
            user("A"),
            end("QE"),
            flows("QS > A > QE"),
            reaction("R", start("RS", signal("alarm")), end("RE"), flows("RS > RE")),
            name="watch",
        )
    },
    answers={"A": None},
    signals=[{"name": "Alarm", "after": "QS"}],
    trace="S QS RS RE R K E",
)
T.runs(
    "call_compensated",
    "undone by its own handler, not by those inside",
    start(),
    call("K", "do"),
    undone("K", "UK"),
    throw("T1", compensate()),
    end(),
    flows("S > K > T1 > E"),
    undoes("K by UK"),
    called={
        "do": process(
            start("QS"),
            task("A"),
            undone("A", "UA"),
            end("QE"),
            flows("QS > A > QE"),
            undoes("A by UA"),
            name="do",
        )
    },
    trace="S QS A QE K UK T1 E",
)
T.runs(
    "call_version",
    "a version by its number",
    start(),
    call("K", "ask", camunda_calledElementBinding="version", camunda_calledElementVersion="1"),
    end(),
    LINE,
    called=ASK,
    trace="S QS A QE K E",
)
T.runs(
    "call_version_tag",
    "a version by its tag",
    start(),
    call(
        "K",
        "ask",
        camunda_calledElementBinding="versionTag",
        camunda_calledElementVersionTag="spring",
    ),
    end(),
    LINE,
    called={"ask": ASK["ask"].replace(b'id="ask"', b'id="ask" camunda:versionTag="spring"')},
    trace="S QS A QE K E",
)
T.runs(
    "call_in_sub_process",
    "inside of a sub-process",
    start(),
    sub("R", start("RS"), call("K", "ask"), end("RE"), flows("RS > K > RE")),
    end(),
    flows("S > R > E"),
    called=ASK,
    trace="S RS QS A QE K RE R E",
)
T.runs(
    "call_twice",
    "the same process on two ways",
    start(),
    both("F"),
    call("K", "ask"),
    call("K2", "ask"),
    both("J"),
    end(),
    flows("S > F > K > J", "F > K2 > J > E"),
    called=ASK,
    trace="S F QS QS A QE K A QE K2 J E",
)
T.runs(
    "call_decision_on_result",
    "a decision on what came back",
    start(),
    call("K", "double", "in x = 2", "out m = y"),
    xor("X", default="no"),
    end("E1"),
    end("E2"),
    flows("S > K > X", "X > E1 : m == 4", "X > E2 as no"),
    called=DOUBLE,
    trace="S QS W QE K X E1",
)
T.refuses(
    "call_missing",
    "a process that is not there",
    start(),
    call("K", "nothing"),
    end(),
    LINE,
    at="K",
    because="Deploy it first",
)
T.refuses(
    "call_nameless",
    "no process named",
    start(),
    '<callActivity id="K"/>',
    end(),
    LINE,
    at="K",
    because="names no process",
)
T.refuses(
    "call_itself",
    "a process that calls itself",
    start(),
    call("K", "other"),
    end(),
    LINE,
    called={
        "other": process(start(), call("K", "P"), end(), LINE, name="other"),
        "P": process(start(), call("K", "other"), end(), LINE),
    },
    at="K",
    because="lead back",
)
T.refuses(
    "call_message_start",
    "a process that has no plain start event",
    start(),
    call("K", "heard"),
    end(),
    LINE,
    called={
        "heard": process(
            start("QS", '<messageEventDefinition messageRef="paper"/>'),
            end("QE"),
            flows("QS > QE"),
            name="heard",
        )
    },
    at="K",
    because="no plain start",
)
T.refuses(
    "call_deployment_binding",
    "the binding «deployment»",
    start(),
    call("K", "ask", camunda_calledElementBinding="deployment"),
    end(),
    LINE,
    called=ASK,
    at="K",
    because="binding",
)
