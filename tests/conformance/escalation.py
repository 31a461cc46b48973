from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    boundary,
    end,
    escalation,
    flows,
    reaction,
    start,
    sub,
    task,
    throw,
    user,
)

T = Table(element="Escalation event")
TWO = (end("E1"), end("E2"))


def inside(*body: str, path: str) -> str:
    return sub("Q", start("QS"), *body, end("QE"), flows(path))


T.runs(
    "escalation_interrupting",
    "throw in a sub-process, caught on its boundary, interrupting",
    start(),
    inside(user("B"), end("A", escalation("slow")), both("F"), path="QS > F > B > QE").replace(
        "</subProcess>", flows("F > A") + "</subProcess>"
    ),
    boundary("X", "Q", escalation("slow")),
    *TWO,
    flows("S > Q > E1", "X > E2"),
    answers={"B": None},
    trace="S QS F A X E2",
)
T.runs(
    "escalation_beside",
    "throw in a sub-process, caught on its boundary, not interrupting",
    start(),
    inside(throw("A", escalation("slow")), user("B"), path="QS > A > B > QE"),
    boundary("X", "Q", escalation("slow"), interrupting=False),
    *TWO,
    flows("S > Q > E1", "X > E2"),
    trace="S QS A X E2 B QE Q E1",
)
T.runs(
    "escalation_uncaught",
    "nobody catches: nothing happens",
    start(),
    throw("A", escalation("slow")),
    task("B"),
    end(),
    flows("S > A > B > E"),
    trace="S A B E",
)
T.runs(
    "escalation_uncaught_end",
    "end event that nobody catches",
    start(),
    end("E", escalation("slow")),
    flows("S > E"),
    trace="S E",
)
T.runs(
    "escalation_other_code",
    "another code is not caught",
    start(),
    inside(throw("A", escalation("slow")), path="QS > A > QE"),
    boundary("X", "Q", escalation("dear"), interrupting=False),
    *TWO,
    flows("S > Q > E1", "X > E2"),
    trace="S QS A QE Q E1",
)
T.runs(
    "escalation_any_code",
    "a boundary event without code catches any",
    start(),
    inside(throw("A", escalation("slow")), user("B"), path="QS > A > B > QE"),
    boundary("X", "Q", escalation(), interrupting=False),
    *TWO,
    flows("S > Q > E1", "X > E2"),
    trace="S QS A X E2 B QE Q E1",
)
T.runs(
    "escalation_twice",
    "twice, not interrupting: caught twice",
    start(),
    inside(
        throw("A", escalation("slow")),
        user("B"),
        throw("C", escalation("slow")),
        user("B2"),
        path="QS > A > B > C > B2 > QE",
    ),
    boundary("X", "Q", escalation("slow"), interrupting=False),
    *TWO,
    flows("S > Q > E1", "X > E2"),
    trace="S QS A X E2 B C X E2 B2 QE Q E1",
)
T.runs(
    "escalation_climbs",
    "climbs past a sub-process",
    start(),
    inside(
        sub(
            "R",
            start("RS"),
            throw("A", escalation("slow")),
            user("B"),
            end("RE"),
            flows("RS > A > B > RE"),
        ),
        path="QS > R > QE",
    ),
    boundary("X", "Q", escalation("slow"), interrupting=False),
    *TWO,
    flows("S > Q > E1", "X > E2"),
    trace="S QS RS A X E2 B RE R QE Q E1",
)
T.runs(
    "escalation_code_variable",
    "the code goes into the variable named",
    start(),
    inside(throw("A", escalation("slow")), path="QS > A > QE"),
    boundary(
        "X",
        "Q",
        escalation().replace("/>", ' camunda:escalationCodeVariable="code"/>'),
        interrupting=False,
    ),
    *TWO,
    flows("S > Q > E1", "X > E2"),
    trace="S QS A QE Q X E1 E2",
    ends={"code": "SLOW"},
)
T.runs(
    "escalation_event_sub_process",
    "event sub-process of the sub-process it is thrown in",
    start(),
    sub(
        "Q",
        start("QS"),
        throw("A", escalation("slow")),
        user("B"),
        end("QE"),
        reaction(
            "R",
            start("RS", escalation("slow"), isInterrupting="false"),
            end("RE"),
            flows("RS > RE"),
        ),
        flows("QS > A > B > QE"),
    ),
    end(),
    flows("S > Q > E"),
    trace="S QS A RS RE R B QE Q E",
)
T.runs(
    "escalation_of_an_event_sub_process_to_itself",
    "what an event sub-process throws does not start it again, but goes on outwards",
    start(),
    sub(
        "Q",
        start("QS"),
        throw("T", escalation("slow")),
        user("A"),
        end("QE"),
        flows("QS > T > A > QE"),
        reaction(
            "R",
            start("RS", escalation("slow"), isInterrupting="false"),
            end("RE", escalation("slow")),
            flows("RS > RE"),
        ),
    ),
    boundary("X", "Q", escalation("slow"), interrupting=False),
    end("E"),
    end("E2"),
    flows("S > Q > E", "X > E2"),
    trace="S QS T RS RE R X E2 A QE Q E",
)
T.refuses(
    "escalation_start",
    "start event of the process",
    start("S", escalation("slow")),
    end(),
    flows("S > E"),
    at="S",
    because="of kind escalation",
)
T.refuses(
    "escalation_without_reference",
    "throw that names none",
    start(),
    throw("A", escalation()),
    end(),
    flows("S > A > E"),
    at="A",
    because="escalation",
)
