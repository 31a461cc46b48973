from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    boundary,
    catch,
    cycle,
    date,
    duration,
    end,
    flows,
    job,
    reaction,
    script,
    start,
    sub,
    task,
    user,
    xor,
)

T = Table(element="Timer event")


def waiting(name: str, position: str, timer: str, **more) -> None:
    T.runs(
        name,
        position,
        start(),
        catch("T1", timer),
        end(),
        flows("S > T1 > E"),
        **{"trace": "S T1 E", **more},
    )


NOT_YET = {"status": "waiting", "waiting_at": "T1", "trace": "S"}

waiting(
    "timer_duration",
    "intermediate, ISO duration as modellers write it",
    duration("P1D"),
    advance="P1D",
)
waiting(
    "timer_duration_not_yet",
    "intermediate, before its time",
    duration("P1D"),
    advance="PT23H",
    **NOT_YET,
)
waiting("timer_duration_minutes", "intermediate, minutes", duration("PT15M"), advance="PT15M")
waiting(
    "timer_duration_month",
    "intermediate, a month is a calendar month",
    duration("P1M"),
    advance="P30D",
)
waiting(
    "timer_duration_month_not_yet",
    "intermediate, a month is a calendar month",
    duration("P1M"),
    advance="P29D",
    **NOT_YET,
)
waiting("timer_duration_week", "intermediate, weeks", duration("P2W"), advance="P14D")
waiting("timer_duration_mixed", "intermediate, several units", duration("P1DT12H"), advance="PT36H")
waiting(
    "timer_duration_expression",
    "intermediate, duration from an expression",
    duration("${duration('PT2H')}"),
    advance="PT2H",
)
waiting(
    "timer_duration_variable",
    "intermediate, duration in a variable",
    duration("${term}"),
    advance="P3D",
    variables={"term": "P3D"},
)
waiting("timer_date", "intermediate, date", date("2016-09-06T00:00:00Z"), advance="P1D")
waiting(
    "timer_date_with_zone",
    "intermediate, date with an offset",
    date("2016-09-05T11:00:00+06:00"),
    advance="PT1H",
)
waiting(
    "timer_date_past",
    "intermediate, a date that has passed fires at once",
    date("2001-01-01T00:00:00Z"),
    advance="PT0S",
    trace="S T1 E",
)
waiting(
    "timer_working_days", "intermediate, working days", date("${businessDays(3)}"), advance="P4D"
)
waiting(
    "timer_working_minutes",
    "intermediate, working minutes",
    date("${businessMinutes(15, 'provider')}"),
    advance="PT12H",
)
waiting(
    "timer_date_variable",
    "intermediate, date in a variable",
    date("${until}"),
    advance="P1D",
    variables={"until": "2016-09-06T04:00:00Z"},
)
for name, position, timer, at in (
    ("hour_and_a_half", "duration, a fraction", duration("PT1.5H"), "2016-09-05T05:30:00Z"),
    ("half_a_second", "duration, a comma", duration("PT0,5S"), "2016-09-05T04:00:00.500000Z"),
    ("like_a_date", "duration, as a date", duration("P0000-00-01"), "2016-09-06T04:00:00Z"),
    ("week_date", "date, day of a week", date("2016-W36-2"), "2016-09-05T18:00:00Z"),
    ("day_of_the_year", "date, day of a year", date("2016-250"), "2016-09-05T18:00:00Z"),
    ("basic_format", "date, basic format", date("20160906T0900+06"), "2016-09-06T03:00:00Z"),
):
    T.runs(
        f"timer_{name}",
        f"intermediate, {position}",
        start(),
        catch("T1", timer),
        script("A", "at = string(now())"),
        end(),
        flows("S > T1 > A > E"),
        trace="S T1 A E",
        ends={"at": at},
    )
waiting(
    "timer_wrong_value",
    "intermediate, an expression that gives no time is an incident",
    duration("${term}"),
    variables={"term": "soon"},
    status="incident",
    trace="S",
)

T.runs(
    "timer_boundary",
    "boundary, interrupting",
    start(),
    user("A"),
    boundary("T1", "A", duration("P1D")),
    task("B"),
    end(),
    flows("S > A > E", "T1 > B > E"),
    answers={"A": None},
    trace="S T1 B E",
)
T.runs(
    "timer_boundary_in_time",
    "boundary, the task is done in time",
    start(),
    user("A"),
    boundary("T1", "A", duration("P1D")),
    task("B"),
    end(),
    flows("S > A > E", "T1 > B > E"),
    trace="S A E",
)
T.runs(
    "timer_boundary_beside",
    "boundary, not interrupting",
    start(),
    user("A"),
    boundary("T1", "A", duration("P1D"), interrupting=False),
    task("B"),
    end("E1"),
    end("E2"),
    flows("S > A > E1", "T1 > B > E2"),
    answers={"A": None},
    status="waiting",
    waiting_at="A",
    trace="S T1 B E2",
)
T.runs(
    "timer_boundary_cycle",
    "boundary, a cycle reminds three times",
    start(),
    user("A"),
    boundary("T1", "A", cycle("R3/P1D"), interrupting=False),
    task("B"),
    end("E1"),
    end("E2"),
    flows("S > A > E1", "T1 > B > E2"),
    answers={"A": None},
    status="waiting",
    waiting_at="A",
    trace="S T1 B E2 T1 B E2 T1 B E2",
)
T.runs(
    "timer_boundary_cycle_unbounded",
    "boundary, a cycle without number goes on",
    start(),
    user("A"),
    boundary("T1", "A", cycle("R/P1D"), interrupting=False),
    end("E1"),
    end("E2"),
    flows("S > A > E1", "T1 > E2"),
    answers={"A": None},
    advance="P4D",
    status="waiting",
    waiting_at="A T1",
    trace="S T1 E2 T1 E2 T1 E2 T1 E2",
)
T.runs(
    "timer_two_on_one_task",
    "boundary, a reminder and a limit",
    start(),
    user("A"),
    boundary("T1", "A", duration("P1D"), interrupting=False),
    boundary("T2", "A", duration("P2D")),
    end("E1"),
    end("E2"),
    end("E3"),
    flows("S > A > E1", "T1 > E2", "T2 > E3"),
    answers={"A": None},
    trace="S T1 E2 T2 E3",
)
T.runs(
    "timer_two_at_one_instant",
    "boundary, two limits in one instant: the first in the document",
    start(),
    user("A"),
    boundary("T1", "A", duration("P1D")),
    boundary("T2", "A", duration("PT24H")),
    end("E1"),
    end("E2"),
    end("E3"),
    flows("S > A > E1", "T1 > E2", "T2 > E3"),
    answers={"A": None},
    trace="S T1 E2",
)
T.runs(
    "timer_boundary_of_job",
    "boundary of a service task that keeps failing",
    start(),
    job("A"),
    boundary("T1", "A", duration("PT1S")),
    end("E1"),
    end("E2"),
    flows("S > A > E1", "T1 > E2"),
    jobs={"work": {"fail": 2}},
    trace="S T1 E2",
)
T.runs(
    "timer_boundary_of_sub_process",
    "boundary of a sub-process: all inside ends",
    start(),
    sub("Q", start("QS"), user("A"), user("B"), end("QE"), flows("QS > A > QE", "QS > B > QE")),
    boundary("T1", "Q", duration("P1D")),
    end("E1"),
    end("E2"),
    flows("S > Q > E1", "T1 > E2"),
    answers={"B": None},
    trace="S QS A QE T1 E2",
)
T.runs(
    "timer_event_sub_process",
    "event sub-process, interrupting",
    start(),
    user("A"),
    reaction("R", start("RS", duration("P1D")), task("B"), end("RE"), flows("RS > B > RE")),
    end(),
    flows("S > A > E"),
    answers={"A": None},
    trace="S RS B RE R",
)
T.runs(
    "timer_event_sub_process_beside",
    "event sub-process, not interrupting, a cycle",
    start(),
    user("A"),
    reaction(
        "R", start("RS", cycle("R2/P1D"), isInterrupting="false"), end("RE"), flows("RS > RE")
    ),
    end(),
    flows("S > A > E"),
    answers={"A": None},
    status="waiting",
    waiting_at="A",
    trace="S RS RE R RS RE R",
)
T.runs(
    "timer_start",
    "start event of the process",
    start("S", cycle("R/P1D")),
    task("A"),
    end(),
    flows("S > A > E"),
    advance="P2D",
    trace="S A E S A E",
)
T.runs(
    "timer_reads_what_came_before",
    "term from what a person answered",
    start(),
    user("A"),
    catch("T1", duration("${term}")),
    end(),
    flows("S > A > T1 > E"),
    answers={"A": {"term": "P2D"}},
    advance="P2D",
    trace="S A T1 E",
)
T.runs(
    "timer_in_loop",
    "in a loop each visit has a term of its own",
    start(),
    script("A", "n = n + 1"),
    catch("T1", duration("P1D")),
    xor("X", default="out"),
    end(),
    flows("S > A > T1 > X", "X > A : n < 3", "X > E as out"),
    variables={"n": 0},
    advance="P3D",
    trace="S A T1 X A T1 X A T1 X E",
)
for name, position, text, stop, times in (
    (
        "start_has_passed",
        "boundary, a cycle whose start has passed",
        "R/2016-09-01T10:30:00+06:00/P1D",
        "P3D",
        ["2016-09-05T04:30:00Z", "2016-09-06T04:30:00Z", "2016-09-07T04:30:00Z"],
    ),
    (
        "on_the_31st",
        "boundary, a cycle on the last day of each month",
        "R6/2016-10-31T12:00:00+06:00/P1M",
        "P1Y",
        [
            "2016-10-31T06:00:00Z",
            "2016-11-30T06:00:00Z",
            "2016-12-31T06:00:00Z",
            "2017-01-31T06:00:00Z",
            "2017-02-28T06:00:00Z",
            "2017-03-31T06:00:00Z",
        ],
    ),
    ("all_passed", "boundary, a cycle that has ended", "R3/2016-01-01/P1M", "P1D", []),
):
    T.runs(
        f"timer_cycle_{name}",
        position,
        start(),
        user("A"),
        boundary("T1", "A", cycle(text), interrupting=False),
        script("N", "times = concat(times, [string(now())])"),
        end("E1"),
        boundary("T2", "A", duration(stop)),
        end("E2"),
        flows("S > A > E", "T1 > N > E1", "T2 > E2"),
        end(),
        variables={"times": []},
        answers={"A": None},
        advance="P2Y",
        trace=f"S {'T1 N E1 ' * len(times)}T2 E2",
        ends={"times": times},
    )
for name, text, because in (
    ("timer_bare_p", "P", "cannot be read"),
    ("timer_without_p", "5D", "cannot be read"),
    ("timer_nothing", "PT0S", "cannot be read"),
    ("timer_code", "${__import__('os')}", "cannot be read"),
    ("timer_no_p", "T15M", "begins with P"),
    ("timer_no_t", "P1H", "stand behind a T"),
    ("timer_fraction_first", "P1.5DT1H", "only its last part"),
    ("timer_bare_name", "term", "an expression in braces"),
):
    T.refuses(
        name,
        f"intermediate, «{text}»",
        start(),
        catch("T1", duration(text)),
        end(),
        flows("S > T1 > E"),
        at="T1",
        because=because,
    )
T.runs(
    "timer_cycle_that_interrupts",
    "interrupting boundary, a cycle: its first time",
    start(),
    user("A"),
    boundary("T1", "A", cycle("R3/P1D")),
    end(),
    flows("S > A > E", "T1 > E"),
    answers={"A": None},
    trace="S T1 E",
)
T.runs(
    "timer_cycle_caught",
    "intermediate catch, a cycle: its first time",
    start(),
    catch("T1", cycle("R/P1D")),
    script("A", "at = string(now())"),
    end(),
    flows("S > T1 > A > E"),
    trace="S T1 A E",
    ends={"at": "2016-09-06T04:00:00Z"},
)
T.refuses(
    "timer_without_time",
    "a timer without time",
    start(),
    catch("T1", "<timerEventDefinition/>"),
    end(),
    flows("S > T1 > E"),
    at="T1",
    because="exactly one",
)
