from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    again,
    both,
    catch,
    each,
    element,
    end,
    flows,
    mapping,
    message,
    script,
    start,
    sub,
    task,
    throw,
    user,
    xor,
)

T = Table(element="Message event")
SENT = {"messages": [{"name": "Paper"}]}
KEY = '<extensionElements><camunda:properties><camunda:property name="correlationKey" value="number"/></camunda:properties></extensionElements>'


def receive(name: str, ref: str, **attributes: str) -> str:
    return element("receiveTask", name, messageRef=ref, **attributes)


def send(name: str, ref: str, inner: str = "") -> str:
    return element("sendTask", name, inner, messageRef=ref)


T.runs(
    "message_catch",
    "intermediate catch",
    start(),
    catch("C1", message("paper")),
    end(),
    flows("S > C1 > E"),
    **SENT,
    trace="S C1 E",
)
T.runs(
    "message_catch_waits",
    "intermediate catch, nothing sent",
    start(),
    catch("C1", message("paper")),
    end(),
    flows("S > C1 > E"),
    status="waiting",
    waiting_at="C1",
    trace="S",
)
T.runs(
    "message_buffered",
    "sent before anybody waits: kept",
    start(),
    user("A"),
    catch("C1", message("paper")),
    end(),
    flows("S > A > C1 > E"),
    **SENT,
    trace="S A C1 E",
)
T.runs(
    "message_payload",
    "what it brings is written to the process",
    start(),
    catch("C1", message("paper")),
    script("A", "m = n * 2"),
    end(),
    flows("S > C1 > A > E"),
    messages=[{"name": "Paper", "payload": {"n": 4}}],
    trace="S C1 A E",
    ends={"n": 4, "m": 8},
)
T.runs(
    "message_to_one_only",
    "of two that wait the first gets it",
    start(),
    both("F"),
    catch("C1", message("paper")),
    catch("C2", message("paper")),
    end(),
    flows("S > F > C1 > E", "F > C2 > E"),
    **SENT,
    status="waiting",
    waiting_at="C2",
    trace="S F C1 E",
)
T.runs(
    "message_twice_in_a_row",
    "two messages, two catches",
    start(),
    catch("C1", message("paper")),
    catch("C2", message("paper")),
    end(),
    flows("S > C1 > C2 > E"),
    messages=[{"name": "Paper"}, {"name": "Paper"}],
    trace="S C1 C2 E",
)
T.runs(
    "message_correlation_key",
    "correlation by the business key",
    start(),
    catch("C1", message("paper")),
    end(),
    flows("S > C1 > E"),
    variables={"case_no": "7"},
    messages=[{"name": "Paper", "correlation": "7"}],
    trace="S C1 E",
)
T.runs(
    "message_wrong_key",
    "correlation by another business key",
    start(),
    catch("C1", message("paper")),
    end(),
    flows("S > C1 > E"),
    variables={"case_no": "7"},
    messages=[{"name": "Paper", "correlation": "8"}],
    status="waiting",
    waiting_at="C1",
    trace="S",
)
T.runs(
    "message_own_key",
    "correlation by the property correlationKey",
    start(),
    catch("C1", KEY + message("paper")),
    end(),
    flows("S > C1 > E"),
    variables={"number": "N5"},
    messages=[{"name": "Paper", "correlation": "N5"}],
    trace="S C1 E",
)
T.runs(
    "message_receive_task",
    "receive task",
    start(),
    receive("A", "paper"),
    end(),
    flows("S > A > E"),
    **SENT,
    trace="S A E",
)
T.runs(
    "message_receive_task_payload",
    "receive task, what it brings",
    start(),
    receive("A", "paper"),
    end(),
    flows("S > A > E"),
    messages=[{"name": "Paper", "payload": {"n": 1}}],
    trace="S A E",
    ends={"n": 1},
)
T.runs(
    "message_start",
    "start event",
    start("S", message("paper")),
    task("A"),
    end(),
    flows("S > A > E"),
    **SENT,
    trace="S A E",
)
T.runs(
    "message_two_starts",
    "two start events: the one of the message",
    start("S", message("paper")),
    start("S2", message("recall")),
    task("A"),
    task("B"),
    end(),
    flows("S > A > E", "S2 > B > E"),
    messages=[{"name": "Recall"}],
    trace="S2 B E",
)
T.runs(
    "message_plain_and_message_start",
    "a plain start and a message start: two instances",
    start(),
    start("S2", message("paper")),
    task("A"),
    task("B"),
    end(),
    flows("S > A > E", "S2 > B > E"),
    messages=[{"name": "Paper", "after": "A"}],
    trace="S A E S2 B E",
)
T.runs(
    "message_start_several_definitions",
    "a start event with message and signal",
    start("S", message("paper") + '<signalEventDefinition signalRef="alarm"/>'),
    task("A"),
    end(),
    flows("S > A > E"),
    **SENT,
    trace="S A E",
)
T.runs(
    "message_instantiating_receive",
    "a receive task that starts the process",
    receive("A", "paper", instantiate="true"),
    task("B"),
    end(),
    flows("A > B > E"),
    messages=[{"name": "Paper", "payload": {"n": 3}}],
    trace="A B E",
    ends={"n": 3},
)
T.runs(
    "message_shared_definition",
    "a definition that stands beside the process",
    start(),
    element("intermediateCatchEvent", "C1", "<eventDefinitionRef>came</eventDefinitionRef>"),
    end(),
    flows("S > C1 > E"),
    **SENT,
    trace="S C1 E",
)
T.runs(
    "message_catch_several",
    "intermediate catch with message and timer: whichever comes",
    start(),
    catch(
        "C1",
        message("paper")
        + "<timerEventDefinition><timeDuration>P1D</timeDuration></timerEventDefinition>",
    ),
    task("A"),
    end(),
    flows("S > C1 > A > E"),
    trace="S C1 A E",
)
T.runs(
    "message_throw_to_catch",
    "throw reaches a catch of the same instance",
    start(),
    both("F"),
    catch("C1", message("paper")),
    throw("T1", message("paper")),
    end(),
    flows("S > F > C1 > E", "F > T1 > E"),
    trace="S F T1 E C1 E",
)
T.runs(
    "message_throw_kept",
    "throw before anybody waits: kept",
    start(),
    throw("T1", message("paper")),
    user("A"),
    catch("C1", message("paper")),
    end(),
    flows("S > T1 > A > C1 > E"),
    trace="S T1 A C1 E",
)
T.runs(
    "message_throw_payload",
    "throw with what it carries",
    start(),
    throw("T1", mapping("in n = a + 1") + message("paper")),
    catch("C1", message("paper")),
    end(),
    flows("S > T1 > C1 > E"),
    variables={"a": 1},
    trace="S T1 C1 E",
    ends={"a": 1, "n": 2},
)
T.runs(
    "message_throw_starts_another",
    "throw starts another instance of the file",
    start("S1"),
    throw("T1", mapping("in n = 5") + message("paper")),
    end("E1"),
    start("S2", message("paper")),
    script("B", "m = n"),
    end("E2"),
    flows("S1 > T1 > E1", "S2 > B > E2"),
    trace="S1 T1 E1 S2 B E2",
)
T.runs(
    "message_end_starts_another",
    "end event starts another instance of the file",
    start("S1"),
    end("E1", message("paper")),
    start("S2", message("paper")),
    end("E2"),
    flows("S1 > E1", "S2 > E2"),
    trace="S1 E1 S2 E2",
)
T.runs(
    "message_ask_and_answer",
    "one instance asks another, which answers",
    start("S1"),
    throw("T1", message("paper")),
    catch("C1", message("recall")),
    end("E1"),
    start("S2", message("paper")),
    task("B"),
    end("E2", message("recall")),
    flows("S1 > T1 > C1 > E1", "S2 > B > E2"),
    variables={"case_no": "7"},
    trace="S1 T1 S2 B E2 C1 E1",
)
T.runs(
    "message_throw_key",
    "throw for whom its correlationKey names",
    start("S1"),
    throw("T1", KEY + message("paper")),
    catch("C1", KEY.replace('"number"', '"other"') + message("paper")),
    end("E1"),
    flows("S1 > T1 > C1 > E1"),
    variables={"number": "A", "other": "B"},
    status="waiting",
    waiting_at="C1",
    trace="S1 T1",
)
T.runs(
    "message_send_task",
    "send task inside the engine",
    start(),
    send("A", "paper", mapping("in n = 2")),
    catch("C1", message("paper")),
    end(),
    flows("S > A > C1 > E"),
    trace="S A C1 E",
    ends={"n": 2},
)
T.runs(
    "message_send_task_external",
    "send task that a worker does",
    start(),
    element("sendTask", "A", camunda_type="external", camunda_topic="work"),
    end(),
    flows("S > A > E"),
    jobs={"work": {"fail": 1}},
    trace="S A E",
)
T.runs(
    "message_throw_external",
    "throw that a worker does",
    start(),
    throw("T1", '<messageEventDefinition camunda:type="external" camunda:topic="work"/>'),
    end(),
    flows("S > T1 > E"),
    trace="S T1 E",
)
T.runs(
    "message_end_external",
    "end event that a worker does",
    start(),
    end("E", '<messageEventDefinition camunda:type="external" camunda:topic="work"/>'),
    flows("S > E"),
    trace="S E",
)
T.runs(
    "message_in_loop",
    "in a loop each visit takes one",
    start(),
    catch("C1", message("paper")),
    xor("X", default="out"),
    end(),
    flows("S > C1 > X", "X > C1 : more", "X > E as out"),
    messages=[
        {"name": "Paper", "payload": {"more": True}},
        {"name": "Paper", "payload": {"more": False}},
    ],
    trace="S C1 X C1 X E",
)
T.runs(
    "send_task_sequential",
    "send task for each item, one after the other",
    start(),
    send("A", "paper", each(sequential=True)),
    end(),
    flows("S > A > E"),
    variables={"items": [1, 2, 3]},
    trace="S A A A E",
)
T.runs(
    "send_task_parallel",
    "send task for each item, side by side",
    start(),
    send("A", "paper", each()),
    end(),
    flows("S > A > E"),
    variables={"items": [1, 2, 3]},
    trace="S A A A E",
)
T.runs(
    "send_task_loop",
    "send task in a standard loop",
    start(),
    send("A", "paper", again(maximum=3)),
    end(),
    flows("S > A > E"),
    trace="S A A A E",
)
T.runs(
    "send_task_until",
    "send task for each item until a condition",
    start(),
    send("A", "paper", each(sequential=True, until="nrOfCompletedInstances == 2")),
    end(),
    flows("S > A > E"),
    variables={"items": [1, 2, 3, 4]},
    trace="S A A E",
)
T.refuses(
    "message_without_name",
    "a catch that names none",
    start(),
    catch("C1", "<messageEventDefinition/>"),
    end(),
    flows("S > C1 > E"),
    at="C1",
    because="message",
)
T.refuses(
    "message_in_sub_process_start",
    "start event of a sub-process",
    start(),
    sub("Q", start("QS", message("paper")), end("QE"), flows("QS > QE")),
    end(),
    flows("S > Q > E"),
    at="QS",
    because="plain start",
)
T.refuses(
    "message_receive_without_message",
    "a receive task that names none",
    start(),
    element("receiveTask", "A"),
    end(),
    flows("S > A > E"),
    at="A",
    because="message",
)
T.refuses(
    "message_reference_to_nothing",
    "a reference to no event definition",
    start(),
    element("intermediateCatchEvent", "C1", "<eventDefinitionRef>nothing</eventDefinitionRef>"),
    end(),
    flows("S > C1 > E"),
    at="C1",
    because="eventDefinitionRef",
)
