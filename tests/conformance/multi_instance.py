from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    boundary,
    each,
    end,
    error,
    flows,
    job,
    mapping,
    script,
    start,
    sub,
    task,
    times,
    user,
    xor,
)

T = Table(element="Multi-instance")
LINE = flows("S > A > E")
ITEMS = {"variables": {"items": [10, 20, 30]}}


def one(name: str, position: str, activity: str, **more) -> None:
    T.runs(
        name, position, start(), activity, end(), LINE, **{"trace": "S A A A E", **ITEMS, **more}
    )


one("multi_parallel_task", "parallel, user task", user("A", each()))
one("multi_sequential_task", "sequential, user task", user("A", each(sequential=True)))
one("multi_parallel_script", "parallel, script task", script("A", "x = 1", inner=each()))
one("multi_parallel_job", "parallel, service task", job("A", each()))
one("multi_sequential_job", "sequential, service task", job("A", each(sequential=True)))
one("multi_cardinality", "parallel, number of rounds", user("A", times("3")))
one(
    "multi_empty",
    "empty collection: no round",
    user("A", each()),
    variables={"items": []},
    trace="S E",
)
one("multi_zero", "cardinality 0: no round", user("A", times("0")), trace="S E")
one(
    "multi_results_in_input_order",
    "parallel: results in the order of the items, whoever is done first",
    job("A", each(out="results of answer")),
    jobs={
        "work": [
            {"fail": 2},
            {"variables": {"answer": "second"}},
            {"variables": {"answer": "third"}},
        ]
    },
    variables={"items": [1, 2, 3]},
    ends={"results": [None, "second", "third"]},
)
one(
    "multi_results_sequential",
    "sequential: results in the order of the items",
    user("A", each(sequential=True, out="results of answer")),
    answers={"A": [{"answer": 1}, {"answer": 2}, {"answer": 3}]},
    ends={"results": [1, 2, 3]},
)
one(
    "multi_results_empty",
    "results of no round are an empty list",
    user("A", each(out="results of answer")),
    variables={"items": []},
    trace="S E",
    ends={"results": []},
)
one(
    "multi_element_variable",
    "each round sees its element and its number",
    script("A", "r = item + loopCounter", inner=each(out="results of r")),
    ends={"results": [10, 21, 32]},
)
one(
    "multi_element_stays_inside",
    "element, number and counts are not seen behind it",
    script("A", "x = nrOfInstances", inner=each()),
    ends={"items": [10, 20, 30], "x": 3, "item": None, "loopCounter": None, "nrOfInstances": None},
)
one(
    "multi_completion_parallel",
    "parallel: completion condition ends the other rounds",
    user("A", each(until="nrOfCompletedInstances >= 2")),
    trace="S A A E",
)
one(
    "multi_completion_sequential",
    "sequential: completion condition, no further round",
    user("A", each(sequential=True, until="nrOfCompletedInstances >= 2")),
    trace="S A A E",
)
one(
    "multi_completion_on_answer",
    "completion condition on what was answered",
    user("A", each(sequential=True, until="enough")),
    answers={"A": [{"enough": False}, {"enough": True}]},
    trace="S A A E",
)
one(
    "multi_completion_keeps_order",
    "completion condition: results of the rounds that were done, in order",
    user("A", each(until="nrOfCompletedInstances == 2", out="results of answer")),
    answers={"A": [{"answer": "a"}, {"answer": "b"}]},
    trace="S A A E",
    ends={"results": ["a", "b"]},
)
one(
    "multi_collection_is_read_once",
    "the collection is read on arrival: later changes make no round more",
    script("A", "items = [1]", inner=each(sequential=True)),
    ends={"items": [1]},
)
one(
    "multi_no_collection",
    "a collection that is none is an incident",
    user("A", each()),
    variables={"items": 5},
    status="incident",
    trace="S",
)
one(
    "multi_input_mapping",
    "input mapping in each round",
    script(
        "A",
        "r = twice",
        inner=mapping("in twice = item * 2").replace("</extensionElements>", "</extensionElements>")
        + each(out="results of r"),
    ),
    ends={"results": [20, 40, 60]},
)
one(
    "multi_output_mapping",
    "an output parameter is given by each round as it completes",
    script("A", "x = item", inner=mapping("out total = total + item") + each(sequential=True)),
    variables={"items": [1, 2, 3], "total": 0},
    ends={"total": 6, "x": None},
)
one(
    "multi_output_mapping_into_results",
    "an output parameter of the name of the result goes into the list",
    user("A", mapping("out r = answer * 2") + each(out="results of r")),
    answers={"A": [{"answer": 1}, {"answer": 2}, {"answer": 3}]},
    ends={"results": [2, 4, 6]},
)
T.runs(
    "multi_standard_attributes",
    "collection and element named as the standard does",
    start(),
    script(
        "A",
        "r = one * 2",
        inner='<multiInstanceLoopCharacteristics isSequential="true"><loopDataInputRef>items</loopDataInputRef><loopDataOutputRef>results</loopDataOutputRef><inputDataItem id="in1" name="one"/><outputDataItem id="out1" name="r"/></multiInstanceLoopCharacteristics>',
    ),
    end(),
    LINE,
    **ITEMS,
    trace="S A A A E",
    ends={"results": [20, 40, 60]},
)
T.runs(
    "multi_collection_as_paper",
    "collection drawn as a data object: its id is the variable",
    start(),
    '<dataObject id="items" isCollection="true"/><dataObjectReference id="Papers" dataObjectRef="items"/>',
    user(
        "A",
        '<multiInstanceLoopCharacteristics><loopDataInputRef>Papers</loopDataInputRef><inputDataItem id="one" name="one"/></multiInstanceLoopCharacteristics>',
    ),
    end(),
    LINE,
    **ITEMS,
    trace="S A A A E",
)
T.runs(
    "multi_sub_process_parallel",
    "parallel, sub-process: once for each round, after its content",
    start(),
    sub("A", each(), start("AS"), end("AE"), flows("AS > AE")),
    end(),
    LINE,
    variables={"items": [1, 2]},
    trace="S AS AS AE A AE A E",
)
T.runs(
    "multi_sub_process_sequential",
    "sequential, sub-process",
    start(),
    sub("A", each(sequential=True), start("AS"), user("B"), end("AE"), flows("AS > B > AE")),
    end(),
    LINE,
    variables={"items": [1, 2]},
    trace="S AS B AE A AS B AE A E",
)
T.runs(
    "multi_sub_process_results_one_by_one",
    "sequential sub-process: what a task inside gives goes into the list",
    start(),
    sub(
        "A",
        each(sequential=True, out="results of r"),
        start("AS"),
        script("B", "r = item * item"),
        end("AE"),
        flows("AS > B > AE"),
    ),
    end(),
    LINE,
    variables={"items": [2, 3]},
    trace="S AS B AE A AS B AE A E",
    ends={"results": [4, 9], "r": None},
)
T.runs(
    "multi_in_multi",
    "multi-instance inside of a multi-instance sub-process",
    start(),
    sub(
        "A",
        each("rows", "row", sequential=True),
        start("AS"),
        user("B", each("row", "cell", sequential=True)),
        end("AE"),
        flows("AS > B > AE"),
    ),
    end(),
    LINE,
    variables={"rows": [[1, 2], [3]]},
    trace="S AS B B AE A AS B AE A E",
)
T.runs(
    "multi_in_parallel",
    "on one way of a parallel split",
    start(),
    both("F"),
    user("A", each()),
    task("B"),
    both("J"),
    end(),
    flows("S > F > A > J", "F > B > J > E"),
    variables={"items": [1, 2]},
    trace="S F B A A J E",
)
T.runs(
    "multi_in_loop",
    "in a loop: anew on each visit",
    start(),
    xor("M"),
    user("A", each()),
    script("B", "n = n + 1"),
    xor("X", default="out"),
    end(),
    flows("S > M > A > B > X", "X > M : n < 2", "X > E as out"),
    variables={"items": [1, 2], "n": 0},
    trace="S M A A B X M A A B X E",
)
T.runs(
    "multi_error_in_one_round",
    "an error in one round ends all",
    start(),
    job("A", each()),
    boundary("X", "A", error("lost")),
    end("E1"),
    end("E2"),
    flows("S > A > E1", "X > E2"),
    variables={"items": [1, 2, 3]},
    jobs={"work": [{"variables": {}}, {"bpmn_error": "LOST"}]},
    trace="S A X E2",
)
T.runs(
    "multi_manual_task",
    "plain task",
    start(),
    task("A", each()),
    end(),
    LINE,
    **ITEMS,
    trace="S A A A E",
)
T.runs(
    "multi_waits_for_all",
    "goes on when every round is done",
    start(),
    user("A", each()),
    end(),
    LINE,
    **ITEMS,
    answers={"A": None},
    status="waiting",
    waiting_at="A",
    trace="S",
)
T.refuses(
    "multi_behavior",
    "behaviour other than All",
    start(),
    user("A", each().replace("isSequential", 'behavior="One" isSequential')),
    end(),
    LINE,
    at="A",
    because="behaviour",
)
T.refuses(
    "multi_both",
    "collection and cardinality",
    start(),
    user(
        "A",
        times("3").replace(
            "isSequential", 'camunda:collection="items" camunda:elementVariable="item" isSequential'
        ),
    ),
    end(),
    LINE,
    at="A",
    because="one of them",
)
T.refuses(
    "multi_neither",
    "neither collection nor cardinality",
    start(),
    user("A", "<multiInstanceLoopCharacteristics/>"),
    end(),
    LINE,
    at="A",
    because="number of rounds",
)
T.refuses(
    "multi_without_element_variable",
    "a collection without element variable",
    start(),
    user("A", '<multiInstanceLoopCharacteristics camunda:collection="items"/>'),
    end(),
    LINE,
    at="A",
    because="element variable",
)
T.refuses(
    "multi_negative",
    "a negative number of rounds",
    start(),
    user("A", times("-1")),
    end(),
    LINE,
    at="A",
    because="negative",
)
