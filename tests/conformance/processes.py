"""Several executable processes of one file, and processes that nobody starts: by message, signal or time."""

from __future__ import annotations

from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    call,
    catch,
    condition,
    cycle,
    date,
    duration,
    end,
    flows,
    message,
    script,
    signal,
    start,
    task,
    throw,
    user,
)

T = Table(element="Processes and what starts them")

T.runs(
    "process_called_in_the_same_file",
    "one calls the other",
    start(),
    call("C", "Q"),
    end(),
    flows("S > C > E"),
    beside={"Q": start("QS") + script("QT", "a = 1") + end("QE") + flows("QS > QT > QE")},
    trace="S QS QT QE C E",
)
T.runs(
    "process_called_that_calls_another",
    "the called one calls a third",
    start(),
    call("C", "Q"),
    end(),
    flows("S > C > E"),
    beside={
        "Q": start("QS") + call("QC", "R") + end("QE") + flows("QS > QC > QE"),
        "R": start("RS") + end("RE") + flows("RS > RE"),
    },
    trace="S QS RS RE QC QE C E",
)
T.runs(
    "process_started_by_message",
    "a message there and one back",
    start(),
    throw("A", message("paper")),
    catch("B", message("recall")),
    end(),
    flows("S > A > B > E"),
    beside={
        "Q": start("QS", message("paper"))
        + task("QT")
        + end("QE", message("recall"))
        + flows("QS > QT > QE")
    },
    trace="S A QS QT QE B E",
)
T.runs(
    "process_first_in_the_file_started_by_message",
    "the first of the file is the one that is started",
    start("S", message("paper")),
    end(),
    flows("S > E"),
    beside={"Q": start("QS") + end("QE", message("paper")) + flows("QS > QE")},
    trace="QS QE S E",
)
T.runs(
    "process_started_by_signal",
    "a signal reaches who waits and starts another",
    start(),
    catch("C", signal("alarm")),
    end(),
    flows("S > C > E"),
    beside={
        "Q": start("QS") + throw("QA", signal("alarm")) + end("QE") + flows("QS > QA > QE"),
        "R": start("RS", signal("alarm")) + end("RE") + flows("RS > RE"),
    },
    trace="S QS QA QE C E RS RE",
)
T.runs(
    "process_pools_that_both_begin",
    "two plain starts, nobody calls",
    start(),
    user("A"),
    end(),
    flows("S > A > E"),
    beside={"Q": start("QS") + user("QA") + end("QE") + flows("QS > QA > QE")},
    trace="S QS A E QA QE",
)
T.runs(
    "process_another_with_the_same_key",
    "a message with the key of who sent it",
    start(),
    throw("A", message("paper")),
    catch("B", message("recall")),
    end(),
    flows("S > A > B > E"),
    beside={"Q": start("QS", message("paper")) + end("QE", message("recall")) + flows("QS > QE")},
    variables={"case_no": "7"},
    trace="S A QS QE B E",
)
T.runs(
    "process_message_start_waits",
    "a message start, nothing sent",
    start("S", message("paper")),
    end(),
    flows("S > E"),
    status="waiting",
    waiting_at="S",
    trace="",
)
T.runs(
    "process_timer_start_date",
    "a timer start at a date",
    start("S", date("2016-10-01T09:00:00+06:00")),
    script("A", "at = string(now())"),
    end(),
    flows("S > A > E"),
    trace="S A E",
    ends={"at": "2016-10-01T03:00:00Z"},
)
T.runs(
    "process_timer_start_date_beyond",
    "a timer start beyond the clock",
    start("S", date("2018-10-01T09:00:00+06:00")),
    end(),
    flows("S > E"),
    status="waiting",
    waiting_at="S",
    trace="",
)
T.runs(
    "process_timer_start_duration",
    "a timer start after a duration",
    start("S", duration("P3D")),
    script("A", "at = string(now())"),
    end(),
    flows("S > A > E"),
    trace="S A E",
    ends={"at": "2016-09-08T04:00:00Z"},
)
T.runs(
    "process_timer_start_cycle",
    "a timer start three times",
    start("S", cycle("R3/P1D")),
    task("A"),
    end(),
    flows("S > A > E"),
    trace="S A E S A E S A E",
)
T.runs(
    "process_timer_start_working_days",
    "a timer start in working days",
    start("S", date("${businessDays(1)}")),
    task("A"),
    end(),
    flows("S > A > E"),
    trace="S A E",
)
T.runs(
    "process_condition_start",
    "a start condition that is true of what is given",
    start("S", condition("n > 1")),
    end(),
    flows("S > E"),
    variables={"n": 2},
    trace="S E",
)
T.runs(
    "process_condition_start_not_true",
    "a start condition that is not",
    start("S", condition("n > 1")),
    end(),
    flows("S > E"),
    status="waiting",
    waiting_at="S",
    trace="",
)
T.refuses(
    "process_timer_start_reads_variables",
    "a timer start that reads variables",
    start("S", date("${day}")),
    end(),
    flows("S > E"),
    at="S",
    because="no variables yet",
)
T.runs(
    "process_several_starts_without_a_plain_one",
    "a message start and a timer start: each when it comes",
    start("S", message("paper")),
    start("T", duration("P1D")),
    end(),
    flows("S > E", "T > E"),
    messages=[{"name": "Paper"}],
    trace="S E T E",
)
