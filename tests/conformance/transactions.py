from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    boundary,
    cancel,
    compensate,
    duration,
    each,
    element,
    end,
    error,
    flows,
    job,
    start,
    sub,
    task,
    throw,
    transaction,
    undoes,
    undone,
    user,
    xor,
)

T = Table(element="Transaction")
A = task("A") + undone("A", "UA")
B = task("B") + undone("B", "UB")
BOTH = undoes("A by UA", "B by UB")
AROUND = (boundary("X", "Q", cancel()), end("E1"), end("E2"), flows("S > Q > E1", "X > E2"))


def pay(*body: str, path: str, more: str = "", pairs: str = BOTH) -> str:
    return transaction("Q", start("QS"), *body, end("QC", cancel()), flows(path), more, pairs)


T.runs(
    "transaction_completed",
    "not cancelled: a sub-process",
    start(),
    transaction("Q", start("QS"), A, end("QE"), flows("QS > A > QE"), undoes("A by UA")),
    end(),
    flows("S > Q > E"),
    trace="S QS A QE Q E",
)
T.runs(
    "transaction_cancelled",
    "cancel end event: undone, then the boundary event",
    start(),
    pay(A, B, path="QS > A > B > QC"),
    *AROUND,
    trace="S QS A B UB UA QC X E2",
)
T.runs(
    "transaction_either_way",
    "cancelled or not, as was decided",
    start(),
    transaction(
        "Q",
        start("QS"),
        A,
        user("B"),
        xor("Y", default="yc"),
        end("QE"),
        end("QC", cancel()),
        flows("QS > A > B > Y", "Y > QE : ok", "Y > QC as yc"),
        undoes("A by UA"),
    ),
    *AROUND,
    answers={"B": {"ok": True}},
    trace="S QS A B Y QE Q E1",
)
T.runs(
    "transaction_running_ways_end",
    "what still runs ends first",
    start(),
    transaction(
        "Q",
        start("QS"),
        A,
        both("F"),
        user("W"),
        end("QE"),
        end("QC", cancel()),
        flows("QS > A > F > W > QE", "F > QC"),
        undoes("A by UA"),
    ),
    *AROUND,
    answers={"W": None},
    trace="S QS A F UA QC X E2",
)
T.runs(
    "transaction_nested_running",
    "what was done in a sub-process that still runs is undone too",
    start(),
    transaction(
        "Q",
        start("QS"),
        A,
        both("F"),
        sub("R", start("RS"), B, user("W"), end("RE"), flows("RS > B > W > RE"), undoes("B by UB")),
        user("V"),
        end("QE"),
        end("QC", cancel()),
        flows("QS > A > F > R > QE", "F > V > QC"),
        undoes("A by UA"),
    ),
    *AROUND,
    answers={"W": None},
    trace="S QS A F RS B V UB UA QC X E2",
)
T.runs(
    "transaction_nothing_to_undo",
    "nothing to undo",
    start(),
    transaction("Q", start("QS"), task("A"), end("QC", cancel()), flows("QS > A > QC")),
    *AROUND,
    trace="S QS A QC X E2",
)
T.runs(
    "transaction_hazard",
    "an error ends it without undoing",
    start(),
    transaction(
        "Q",
        start("QS"),
        A,
        job("B"),
        end("QC", cancel()),
        flows("QS > A > B > QC"),
        undoes("A by UA"),
    ),
    boundary("X", "Q", cancel()),
    boundary("Y", "Q", error("lost")),
    end("E1"),
    end("E2"),
    end("E3"),
    flows("S > Q > E1", "X > E2", "Y > E3"),
    jobs={"work": {"bpmn_error": "LOST"}},
    trace="S QS A Y E3",
)
T.runs(
    "transaction_timer",
    "a timer ends it without undoing",
    start(),
    transaction(
        "Q",
        start("QS"),
        A,
        user("B"),
        end("QC", cancel()),
        flows("QS > A > B > QC"),
        undoes("A by UA"),
    ),
    boundary("X", "Q", cancel()),
    boundary("Y", "Q", duration("P1D")),
    end("E1"),
    end("E2"),
    end("E3"),
    flows("S > Q > E1", "X > E2", "Y > E3"),
    answers={"B": None},
    trace="S QS A Y E3",
)
T.runs(
    "transaction_undone_later",
    "a completed one undone from outside",
    start(),
    transaction("Q", start("QS"), A, B, end("QE"), flows("QS > A > B > QE"), BOTH),
    throw("T1", compensate()),
    end(),
    flows("S > Q > T1 > E"),
    trace="S QS A B QE Q UB UA T1 E",
)
T.runs(
    "transaction_in_transaction",
    "the inner one is cancelled, the outer one goes on",
    start(),
    transaction(
        "Q",
        start("QS"),
        A,
        transaction(
            "R", start("RS"), B, end("RC", cancel()), flows("RS > B > RC"), undoes("B by UB")
        ),
        boundary("Y", "R", cancel()),
        end("QE"),
        flows("QS > A > R > QE", "Y > QE"),
        undoes("A by UA"),
    ),
    end(),
    flows("S > Q > E"),
    trace="S QS A RS B UB RC Y QE Q E",
)
T.runs(
    "transaction_people_undo",
    "undone by a person",
    start(),
    transaction(
        "Q",
        start("QS"),
        task("A"),
        undone("A", "UA", "userTask"),
        end("QC", cancel()),
        flows("QS > A > QC"),
        undoes("A by UA"),
    ),
    *AROUND,
    trace="S QS A UA QC X E2",
)
T.runs(
    "transaction_tried_again",
    "cancelled and tried again",
    start(),
    transaction(
        "Q",
        start("QS"),
        A,
        user("B"),
        xor("Y", default="yc"),
        end("QE"),
        end("QC", cancel()),
        flows("QS > A > B > Y", "Y > QE : ok", "Y > QC as yc"),
        undoes("A by UA"),
    ),
    boundary("X", "Q", cancel()),
    end(),
    flows("S > Q > E", "X > Q"),
    answers={"B": [{"ok": False}, {"ok": True}]},
    trace="S QS A B Y UA QC X QS A B Y QE Q E",
)
T.runs(
    "transaction_rounds",
    "in one round of a multi-instance: all rounds end",
    start(),
    transaction(
        "Q",
        each(),
        start("QS"),
        user("A"),
        undone("A", "UA"),
        end("QC", cancel()),
        flows("QS > A > QC"),
        undoes("A by UA"),
    ),
    *AROUND,
    variables={"items": [1, 2]},
    trace="S QS QS A UA QC X E2",
)
T.refuses(
    "transaction_not_caught",
    "cancelled without cancel event on its boundary",
    start(),
    pay(A, path="QS > A > QC", pairs=undoes("A by UA")),
    end(),
    flows("S > Q > E"),
    at="Q",
    because="cancel events",
)
T.refuses(
    "transaction_cancel_elsewhere",
    "cancel end event outside of a transaction",
    start(),
    end("E", cancel()),
    flows("S > E"),
    at="E",
    because="of kind cancel",
)
T.refuses(
    "transaction_cancel_deeper",
    "cancel end event in a sub-process of it",
    start(),
    transaction(
        "Q",
        start("QS"),
        sub("R", start("RS"), end("RC", cancel()), flows("RS > RC")),
        end("QE"),
        flows("QS > R > QE"),
    ),
    end(),
    flows("S > Q > E"),
    at="RC",
    because="of kind cancel",
)
T.refuses(
    "transaction_cancel_on_sub_process",
    "cancel event on a sub-process",
    start(),
    sub("Q", start("QS"), end("QE"), flows("QS > QE")),
    boundary("X", "Q", cancel()),
    end(),
    flows("S > Q > E", "X > E"),
    at="X",
    because="of kind cancel",
)
T.refuses(
    "transaction_cancel_beside",
    "cancel event that does not interrupt",
    start(),
    pay(path="QS > QC", pairs=""),
    boundary("X", "Q", cancel(), interrupting=False),
    end(),
    flows("S > Q > E", "X > E"),
    at="X",
    because="interrupting",
)
T.refuses(
    "transaction_store",
    "another method than compensation",
    start(),
    element("transaction", "Q", start("QS") + end("QE") + flows("QS > QE"), method="##Store"),
    end(),
    flows("S > Q > E"),
    at="Q",
    because="method",
)
