"""Data that is passed along arrows, and what is drawn or left out without an effect on tokens."""

from __future__ import annotations

from tests.conformance.rows import Table
from tests.engine.tokens.drawing import element, end, flows, script, start, sub, task, user

T = Table(element="Data and drawing")
IN = '<dataInput id="i1" name="asked"/>'
OUT = '<dataOutput id="o1" name="said"/>'
SETS = "<inputSet>{}</inputSet><outputSet>{}</outputSet>"
READS = "<dataInputRefs>i1</dataInputRefs>"
WRITES = "<dataOutputRefs>o1</dataOutputRefs>"
PAPERS = '<dataObject id="question"/><dataObject id="answer"/>'


def arrow(way: str, source: str, target: str) -> str:
    ends = f"<sourceRef>{source}</sourceRef><targetRef>{target}</targetRef>"
    return f'<data{way}Association id="{source}_{target}">{ends}</data{way}Association>'


T.runs(
    "data_input",
    "an input is read under its own name",
    start(),
    PAPERS,
    element(
        "userTask",
        "A",
        f"<ioSpecification>{IN}{OUT}{SETS.format(READS, WRITES)}</ioSpecification>"
        + arrow("Input", "question", "i1")
        + arrow("Output", "o1", "answer"),
    ),
    end(),
    flows("S > A > E"),
    variables={"question": 1},
    answers={"A": {"said": 2, "hidden": 3}},
    trace="S A E",
    ends={"question": 1, "answer": 2},
)
T.runs(
    "data_declared_only",
    "inputs and outputs without arrows",
    start(),
    task("A", f"<ioSpecification>{IN}{SETS.format(READS, '')}</ioSpecification>"),
    end(),
    flows("S > A > E"),
    trace="S A E",
)
T.runs(
    "data_store_drawn",
    "a data store",
    start(),
    '<dataStoreReference id="Store"/>',
    task("A"),
    end(),
    flows("S > A > E"),
    trace="S A E",
)
T.runs(
    "performer_drawn",
    "potential owners and a performer",
    start(),
    user(
        "A",
        "<potentialOwner><resourceAssignmentExpression><formalExpression>group(head)</formalExpression>"
        "</resourceAssignmentExpression></potentialOwner>",
    ),
    end(),
    flows("S > A > E"),
    trace="S A E",
)
T.runs(
    "sub_process_empty",
    "an empty sub-process",
    start(),
    sub("Q"),
    end(),
    flows("S > Q > E"),
    trace="S Q E",
)
T.runs(
    "sub_process_without_start",
    "what has no way in begins",
    start(),
    sub("Q", script("A", "a = 1"), script("B", "b = 1"), end("QE"), flows("A > QE", "B > QE")),
    end(),
    flows("S > Q > E"),
    trace="S A B QE QE Q E",
)
T.runs(
    "flows_without_ids",
    "flows without an id",
    start(),
    task("A"),
    end(),
    '<sequenceFlow sourceRef="S" targetRef="A"/><sequenceFlow sourceRef="A" targetRef="E"/>',
    trace="S A E",
)
