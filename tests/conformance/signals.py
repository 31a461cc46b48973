from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    boundary,
    catch,
    element,
    end,
    flows,
    message,
    signal,
    start,
    sub,
    task,
    throw,
    user,
)

T = Table(element="Signal event")
GO = {"signals": [{"name": "Alarm"}]}

T.runs(
    "signal_catch",
    "intermediate catch",
    start(),
    catch("C1", signal("alarm")),
    end(),
    flows("S > C1 > E"),
    **GO,
    trace="S C1 E",
)
T.runs(
    "signal_catch_waits",
    "intermediate catch, nothing sent",
    start(),
    catch("C1", signal("alarm")),
    end(),
    flows("S > C1 > E"),
    status="waiting",
    waiting_at="C1",
    trace="S",
)
T.runs(
    "signal_other",
    "intermediate catch, another signal",
    start(),
    catch("C1", signal("alarm")),
    end(),
    flows("S > C1 > E"),
    signals=[{"name": "Calm"}],
    status="waiting",
    waiting_at="C1",
    trace="S",
)
T.runs(
    "signal_throw_and_catch",
    "throw reaches a catch of the same instance",
    start(),
    both("F"),
    catch("C1", signal("alarm")),
    throw("T1", signal("alarm")),
    end(),
    flows("S > F > C1 > E", "F > T1 > E"),
    trace="S F T1 C1 E E",
)
T.runs(
    "signal_throw_reaches_all",
    "throw reaches all that wait",
    start(),
    both("F"),
    catch("C1", signal("alarm")),
    catch("C2", signal("alarm")),
    throw("T1", signal("alarm")),
    end(),
    flows("S > F > C1 > E", "F > C2 > E", "F > T1 > E"),
    trace="S F T1 C1 C2 E E E",
)
T.runs(
    "signal_throw_too_early",
    "a catch that is reached later has not heard it",
    start(),
    throw("T1", signal("alarm")),
    catch("C1", signal("alarm")),
    end(),
    flows("S > T1 > C1 > E"),
    status="waiting",
    waiting_at="C1",
    trace="S T1",
)
T.runs(
    "signal_end",
    "end event throws",
    start(),
    both("F"),
    catch("C1", signal("alarm")),
    task("A"),
    end("E1"),
    end("E2", signal("alarm")),
    flows("S > F > C1 > E1", "F > A > E2"),
    trace="S F A E2 C1 E1",
)
T.runs(
    "signal_into_sub_process",
    "reaches into sub-processes",
    start(),
    both("F"),
    sub("Q", start("QS"), catch("C1", signal("alarm")), end("QE"), flows("QS > C1 > QE")),
    user("A"),
    throw("T1", signal("alarm")),
    end(),
    flows("S > F > Q > E", "F > A > T1 > E"),
    trace="S F QS A T1 C1 E QE Q E",
)
T.runs(
    "signal_start",
    "start event",
    start("S", signal("alarm")),
    task("A"),
    end(),
    flows("S > A > E"),
    **GO,
    trace="S A E",
)
T.runs(
    "signal_start_payload",
    "start event with what the signal brings",
    start("S", signal("alarm")),
    task("A"),
    end(),
    flows("S > A > E"),
    signals=[{"name": "Alarm", "payload": {"n": 1}}],
    trace="S A E",
    ends={"n": 1},
)
T.runs(
    "signal_end_starts_another_instance",
    "end event starts another instance",
    start("S1"),
    task("A"),
    end("E1", signal("alarm")),
    start("S2", signal("alarm")),
    task("B"),
    end("E2"),
    flows("S1 > A > E1", "S2 > B > E2"),
    trace="S1 A E1 S2 B E2",
)
T.runs(
    "signal_broadcast_to_instances",
    "reaches a waiting instance and starts another",
    start("S1"),
    catch("C1", signal("alarm")),
    end("E1"),
    start("S2", signal("alarm")),
    end("E2"),
    flows("S1 > C1 > E1", "S2 > E2"),
    **GO,
    trace="S1 C1 E1 S2 E2",
)
T.runs(
    "signal_after",
    "sent after an element",
    start(),
    both("F"),
    catch("C1", signal("alarm")),
    user("A"),
    end(),
    flows("S > F > C1 > E", "F > A > E"),
    signals=[{"name": "Alarm", "after": "A"}],
    trace="S F A E C1 E",
)
T.runs(
    "signal_interrupts_itself",
    "throw interrupts the sub-process it is thrown in",
    start(),
    sub(
        "Q",
        start("QS"),
        throw("T1", signal("alarm")),
        user("A"),
        end("QE"),
        flows("QS > T1 > A > QE"),
    ),
    boundary("X", "Q", signal("alarm")),
    end("E1"),
    end("E2"),
    flows("S > Q > E1", "X > E2"),
    trace="S QS T1 X E2",
)
T.runs(
    "signal_and_message_thrown",
    "one event that throws a signal and a message",
    start(),
    both("F"),
    throw("A", signal("alarm") + message("paper")),
    catch("B", signal("alarm")),
    catch("C", message("paper")),
    end(),
    flows("S > F", "F > B > E", "F > C > E", "F > A > E"),
    trace="S F A B E E C E",
)
T.runs(
    "catch_of_all_together",
    "a catch that waits for a message and a signal",
    start(),
    element(
        "intermediateCatchEvent", "C", message("paper") + signal("alarm"), parallelMultiple="true"
    ),
    end(),
    flows("S > C > E"),
    messages=[{"name": "Paper"}],
    signals=[{"name": "Alarm"}],
    trace="S C E",
)
T.runs(
    "catch_of_all_together_one_missing",
    "a catch that waits for a message and a signal, one came",
    start(),
    element(
        "intermediateCatchEvent", "C", message("paper") + signal("alarm"), parallelMultiple="true"
    ),
    end(),
    flows("S > C > E"),
    messages=[{"name": "Paper"}],
    status="waiting",
    waiting_at="C",
    trace="S",
)
T.runs(
    "several_thrown_at_the_end",
    "an end event that throws two signals",
    start(),
    end("E", signal("alarm") + signal("calm")),
    start("S2", signal("alarm")),
    end("E2"),
    start("S3", signal("calm")),
    end("E3"),
    flows("S > E", "S2 > E2", "S3 > E3"),
    trace="S E S2 E2 S3 E3",
)
T.refuses(
    "signal_without_name",
    "a catch that names none",
    start(),
    catch("C1", "<signalEventDefinition/>"),
    end(),
    flows("S > C1 > E"),
    at="C1",
    because="signal",
)
