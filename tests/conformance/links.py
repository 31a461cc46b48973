from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    catch,
    end,
    flows,
    link,
    script,
    start,
    sub,
    task,
    throw,
    xor,
)

T = Table(element="Link event")

T.runs(
    "link_throw_and_catch",
    "intermediate throw and catch",
    start(),
    task("A"),
    throw("L1", link("there")),
    catch("L2", link("there")),
    task("B"),
    end(),
    flows("S > A > L1", "L2 > B > E"),
    trace="S A L1 L2 B E",
)
T.runs(
    "link_many_throws",
    "several throws to one catch",
    start(),
    xor("X", default="xb"),
    throw("L1", link("there")),
    throw("L3", link("there")),
    catch("L2", link("there")),
    end(),
    flows("S > X", "X > L1 : n == 1", "X > L3 as xb", "L2 > E"),
    variables={"n": 2},
    trace="S X L3 L2 E",
)
T.runs(
    "link_back",
    "a loop by link",
    start(),
    catch("L2", link("again")),
    script("A", "n = n + 1"),
    xor("X", default="out"),
    throw("L1", link("again")),
    end(),
    flows("S > A", "L2 > A > X", "X > L1 : n < 3", "X > E as out"),
    variables={"n": 0},
    trace="S A X L1 L2 A X L1 L2 A X E",
)
T.runs(
    "link_on_parallel_ways",
    "two tokens over one link",
    start(),
    both("F"),
    throw("L1", link("there")),
    throw("L3", link("there")),
    catch("L2", link("there")),
    task("A"),
    end(),
    flows("S > F > L1", "F > L3", "L2 > A > E"),
    trace="S F L1 L3 L2 L2 A A E E",
)
T.runs(
    "link_in_sub_process",
    "inside of a sub-process",
    start(),
    sub(
        "Q",
        start("QS"),
        throw("L1", link("there")),
        catch("L2", link("there")),
        end("QE"),
        flows("QS > L1", "L2 > QE"),
    ),
    end(),
    flows("S > Q > E"),
    trace="S QS L1 L2 QE Q E",
)
T.runs(
    "link_two_names",
    "two links of different names",
    start(),
    throw("L1", link("one")),
    catch("L2", link("one")),
    throw("L3", link("two")),
    catch("L4", link("two")),
    end(),
    flows("S > L1", "L2 > L3", "L4 > E"),
    trace="S L1 L2 L3 L4 E",
)
T.refuses(
    "link_without_catch",
    "a throw without catch",
    start(),
    throw("L1", link("there")),
    flows("S > L1"),
    at="L1",
    because="catching",
)
T.refuses(
    "link_two_catches",
    "two catches of one name",
    start(),
    throw("L1", link("there")),
    catch("L2", link("there")),
    catch("L3", link("there")),
    end(),
    flows("S > L1", "L2 > E", "L3 > E"),
    at="L1",
    because="exactly one",
)
T.refuses(
    "link_across_scopes",
    "catch in another sub-process",
    start(),
    throw("L1", link("there")),
    sub("Q", start("QS"), catch("L2", link("there")), end("QE"), flows("QS > QE", "L2 > QE")),
    end(),
    flows("S > Q > E", "Q > L1"),
    at="L1",
    because="exactly one",
)
