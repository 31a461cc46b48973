from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    boundary,
    catch,
    condition,
    cycle,
    duration,
    each,
    end,
    error,
    escalation,
    flows,
    job,
    message,
    reaction,
    script,
    signal,
    start,
    sub,
    task,
    terminate,
    throw,
    user,
)

T = Table(element="Event sub-process")
PAPER = {"messages": [{"name": "Paper"}]}


def beside(event: str) -> str:
    return reaction(
        "R", start("RS", event, isInterrupting="false"), task("B"), end("RE"), flows("RS > B > RE")
    )


def instead(event: str) -> str:
    return reaction("R", start("RS", event), task("B"), end("RE"), flows("RS > B > RE"))


MAIN = (start(), user("A"), end(), flows("S > A > E"))
STAYS = {"answers": {"A": None}}

T.runs(
    "event_sub_message",
    "message, interrupting, of the process",
    *MAIN,
    instead(message("paper")),
    **PAPER,
    **STAYS,
    trace="S RS B RE R",
)
T.runs(
    "event_sub_message_beside",
    "message, not interrupting, of the process",
    *MAIN,
    beside(message("paper")),
    **PAPER,
    trace="S RS B RE R A E",
)
T.runs(
    "event_sub_message_twice",
    "message, not interrupting, comes twice",
    *MAIN,
    beside(message("paper")),
    messages=[{"name": "Paper"}, {"name": "Paper"}],
    trace="S RS B RE R RS B RE R A E",
)
T.runs(
    "event_sub_signal",
    "signal, interrupting, of the process",
    *MAIN,
    instead(signal("alarm")),
    signals=[{"name": "Alarm"}],
    **STAYS,
    trace="S RS B RE R",
)
T.runs(
    "event_sub_signal_beside",
    "signal, not interrupting, of the process",
    *MAIN,
    beside(signal("alarm")),
    signals=[{"name": "Alarm"}],
    trace="S RS B RE R A E",
)
T.runs(
    "event_sub_condition",
    "condition, interrupting, of the process",
    *MAIN,
    instead(condition("n > 1")),
    answers={"A": None},
    variables={"n": 2},
    trace="S RS B RE R",
)
T.runs(
    "event_sub_never",
    "not triggered, the process ends without it",
    *MAIN,
    instead(message("paper")),
    trace="S A E",
)
T.runs(
    "event_sub_error",
    "error, of the process",
    start(),
    job("A"),
    end(),
    flows("S > A > E"),
    instead(error("lost")),
    jobs={"work": {"bpmn_error": "LOST"}},
    trace="S RS B RE R",
)
T.runs(
    "event_sub_error_end",
    "error thrown by an end event beside it",
    start(),
    task("A"),
    end("E", error("lost")),
    flows("S > A > E"),
    instead(error("lost")),
    trace="S A E RS B RE R",
)
T.runs(
    "event_sub_escalation",
    "escalation, interrupting",
    start(),
    both("F"),
    user("C"),
    end("A", escalation("slow")),
    end(),
    flows("S > F > C > E", "F > A"),
    instead(escalation("slow")),
    answers={"C": None},
    trace="S F A RS B RE R",
)
T.runs(
    "event_sub_escalation_beside",
    "escalation, not interrupting: the thrower goes on",
    start(),
    throw("A", escalation("slow")),
    user("C"),
    end(),
    flows("S > A > C > E"),
    beside(escalation("slow")),
    trace="S A RS B RE R C E",
)
T.runs(
    "event_sub_in_sub_process",
    "message, interrupting, of a sub-process: the process goes on behind it",
    start(),
    sub("Q", start("QS"), user("A"), end("QE"), flows("QS > A > QE"), instead(message("paper"))),
    task("C"),
    end(),
    flows("S > Q > C > E"),
    answers={"A": None},
    messages=[{"name": "Paper", "after": "QS"}],
    trace="S QS RS B RE R Q C E",
)
T.runs(
    "event_sub_in_sub_process_beside",
    "message, not interrupting, of a sub-process",
    start(),
    sub("Q", start("QS"), user("A"), end("QE"), flows("QS > A > QE"), beside(message("paper"))),
    task("C"),
    end(),
    flows("S > Q > C > E"),
    messages=[{"name": "Paper", "after": "QS"}],
    trace="S QS RS B RE R A QE Q C E",
)
T.runs(
    "event_sub_keeps_the_scope_open",
    "the sub-process ends when what was triggered beside it is done",
    start(),
    sub(
        "Q",
        start("QS"),
        user("A"),
        end("QE"),
        flows("QS > A > QE"),
        reaction(
            "R",
            start("RS", message("paper"), isInterrupting="false"),
            user("B"),
            end("RE"),
            flows("RS > B > RE"),
        ),
    ),
    task("C"),
    end(),
    flows("S > Q > C > E"),
    messages=[{"name": "Paper", "after": "QS"}],
    trace="S QS RS A QE B RE R Q C E",
)
T.runs(
    "event_sub_takes_all_ways",
    "interrupting takes every token of its scope, sub-processes too",
    start(),
    both("F"),
    user("A"),
    sub("Q", start("QS"), user("C"), end("QE"), flows("QS > C > QE")),
    end(),
    flows("S > F > A > E", "F > Q > E"),
    instead(message("paper")),
    answers={"A": None, "C": None},
    messages=[{"name": "Paper", "after": "QS"}],
    trace="S F QS RS B RE R",
)
T.runs(
    "event_sub_payload",
    "what the message brings is written to the process",
    *MAIN,
    reaction(
        "R",
        start("RS", message("paper")),
        script("B", "m = n + 1"),
        end("RE"),
        flows("RS > B > RE"),
    ),
    messages=[{"name": "Paper", "payload": {"n": 4}}],
    **STAYS,
    trace="S RS B RE R",
    ends={"n": 4, "m": 5},
)
T.runs(
    "event_sub_two",
    "two of them, one interrupting",
    *MAIN,
    reaction(
        "R", start("RS", message("paper"), isInterrupting="false"), end("RE"), flows("RS > RE")
    ),
    reaction("Q", start("QS", message("recall")), end("QE"), flows("QS > QE")),
    messages=[{"name": "Paper"}, {"name": "Recall", "after": "R"}],
    **STAYS,
    trace="S RS RE R QS QE Q",
)
T.runs(
    "event_sub_interrupts_another",
    "interrupting ends another that runs",
    *MAIN,
    reaction(
        "R",
        start("RS", message("paper"), isInterrupting="false"),
        user("B"),
        end("RE"),
        flows("RS > B > RE"),
    ),
    reaction("Q", start("QS", message("recall")), end("QE"), flows("QS > QE")),
    messages=[{"name": "Paper"}, {"name": "Recall", "after": "RS"}],
    answers={"A": None, "B": None},
    trace="S RS QS QE Q",
)
T.runs(
    "event_sub_terminate_inside",
    "terminate inside of it ends only it",
    start(),
    user("A"),
    end(),
    flows("S > A > E"),
    reaction(
        "R",
        start("RS", message("paper"), isInterrupting="false"),
        both("F"),
        user("B"),
        end("RE", terminate()),
        end("RE2"),
        flows("RS > F > B > RE2", "F > RE"),
    ),
    **PAPER,
    trace="S RS F RE R A E",
)
T.runs(
    "event_sub_error_inside_climbs",
    "an error inside of it climbs past its own scope",
    start(),
    sub(
        "Q",
        start("QS"),
        user("A"),
        end("QE"),
        flows("QS > A > QE"),
        reaction("R", start("RS", message("paper")), end("RE", error("lost")), flows("RS > RE")),
    ),
    boundary("X", "Q", error("lost")),
    end("E1"),
    end("E2"),
    flows("S > Q > E1", "X > E2"),
    messages=[{"name": "Paper", "after": "QS"}],
    answers={"A": None},
    trace="S QS RS RE X E2",
)
T.runs(
    "event_sub_in_multi_instance",
    "in each round of a multi-instance sub-process for itself",
    start(),
    sub(
        "Q",
        each(),
        start("QS"),
        user("A"),
        end("QE"),
        flows("QS > A > QE"),
        beside(message("paper")),
    ),
    end(),
    flows("S > Q > E"),
    variables={"items": [1, 2]},
    messages=[{"name": "Paper", "after": "S"}],
    trace="S QS QS RS B RE R A QE Q A QE Q E",
)
T.runs(
    "event_sub_within_event_sub",
    "an event sub-process inside of another",
    *MAIN,
    reaction(
        "R",
        start("RS", message("paper")),
        user("B"),
        end("RE"),
        reaction("I", start("IS", message("recall")), end("IE"), flows("IS > IE")),
        flows("RS > B > RE"),
    ),
    messages=[{"name": "Paper"}, {"name": "Recall", "after": "RS"}],
    answers={"A": None, "B": None},
    trace="S RS IS IE I R",
)
COMPLETING = (
    start(),
    sub(
        "Q",
        start("QS"),
        user("A"),
        end("QE"),
        flows("QS > A > QE"),
        reaction(
            "R",
            start("RS", message("paper"), isInterrupting="false"),
            user("RU"),
            end("RE"),
            flows("RS > RU > RE"),
        ),
        reaction("R2", start("R2S", message("recall")), end("R2E"), flows("R2S > R2E")),
    ),
    end(),
    flows("S > Q > E"),
)
T.runs(
    "event_sub_not_while_completing",
    "the sub-process is only completing: none begins any more",
    *COMPLETING,
    messages=[{"name": "Paper", "after": "QS"}, {"name": "Paper", "after": "QE"}],
    trace="S QS RS A QE RU RE R Q E",
)
T.runs(
    "event_sub_no_interruption_while_completing",
    "the sub-process is only completing: what runs is not interrupted",
    *COMPLETING,
    messages=[{"name": "Paper", "after": "QS"}, {"name": "Recall", "after": "QE"}],
    trace="S QS RS A QE RU RE R Q E",
)
T.runs(
    "event_sub_process_completing",
    "the process is only completing, not interrupting",
    start(),
    user("A"),
    end(),
    flows("S > A > E"),
    reaction(
        "R",
        start("RS", message("paper"), isInterrupting="false"),
        catch("W", duration("P1D")),
        end("RE"),
        flows("RS > W > RE"),
    ),
    messages=[{"name": "Paper"}, {"name": "Paper", "after": "E"}],
    trace="S RS A E W RE R",
)
T.runs(
    "event_sub_cycle_ends_with_its_scope",
    "a cycle without end is not repeated once the sub-process is completing",
    start(),
    sub(
        "Q",
        start("QS"),
        catch("A", duration("PT90M")),
        end("QE"),
        flows("QS > A > QE"),
        reaction(
            "R",
            start("RS", cycle("R/PT1H"), isInterrupting="false"),
            catch("W", duration("PT90M")),
            end("RE"),
            flows("RS > W > RE"),
        ),
    ),
    end(),
    flows("S > Q > E"),
    advance="P1D",
    trace="S QS RS A QE W RE R Q E",
)
T.runs(
    "event_sub_escalation_while_completing",
    "thrown by what runs still while the sub-process is completing: caught on its boundary",
    start(),
    sub(
        "Q",
        start("QS"),
        user("A"),
        end("QE"),
        flows("QS > A > QE"),
        reaction(
            "R",
            start("RS", message("paper"), isInterrupting="false"),
            user("RU"),
            end("RE", escalation("slow")),
            flows("RS > RU > RE"),
        ),
        reaction(
            "R2",
            start("R2S", escalation("slow"), isInterrupting="false"),
            end("R2E"),
            flows("R2S > R2E"),
        ),
    ),
    boundary("X", "Q", escalation("slow"), interrupting=False),
    end(),
    end("E2"),
    flows("S > Q > E", "X > E2"),
    messages=[{"name": "Paper", "after": "QS"}],
    trace="S QS RS A QE RU RE R Q X E E2",
)
T.refuses(
    "event_sub_plain_start",
    "without a trigger",
    *MAIN,
    reaction("R", start("RS"), end("RE"), flows("RS > RE")),
    at="RS",
    because="without message",
)
T.refuses(
    "event_sub_two_starts",
    "with two start events",
    *MAIN,
    reaction(
        "R",
        start("RS", message("paper")),
        start("RT", message("recall")),
        end("RE"),
        flows("RS > RE", "RT > RE"),
    ),
    at="R",
    because="exactly one",
)
T.refuses(
    "event_sub_flow_into",
    "with a flow into it",
    start(),
    user("A"),
    end(),
    reaction("R", start("RS", message("paper")), end("RE"), flows("RS > RE")),
    flows("S > A > E", "A > R as ar"),
    at="ar",
    because="event sub-process",
)
T.refuses(
    "event_sub_error_beside",
    "an error that does not interrupt",
    *MAIN,
    beside(error("lost")),
    at="RS",
    because="always interrupts",
)
