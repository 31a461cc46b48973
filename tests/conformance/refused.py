from tests.conformance.rows import Table
from tests.engine.tokens.drawing import (
    both,
    element,
    end,
    flows,
    message,
    start,
    sub,
    task,
    xor,
)

T = Table(element="Not executed")
LINE = flows("S > A > E")
AROUND = (start(), end(), LINE)

T.refuses(
    "no_business_rule_task",
    "business rule task",
    element("businessRuleTask", "A"),
    *AROUND,
    at="A",
    because="gateway with conditions",
)
T.refuses(
    "no_complex_gateway",
    "complex gateway",
    element("complexGateway", "A"),
    *AROUND,
    at="A",
    because="inclusive gateway",
)
T.refuses(
    "no_ad_hoc",
    "ad-hoc sub-process",
    element("adHocSubProcess", "A", task("B")),
    *AROUND,
    at="A",
    because="order of the tasks",
)
T.refuses(
    "no_copying_arrow",
    "data arrow with an assignment",
    task(
        "A",
        '<dataOutputAssociation id="o1"><targetRef>Paper1</targetRef><assignment><from>a</from><to>b</to></assignment></dataOutputAssociation>',
    ),
    '<dataObject id="Paper1"/>',
    *AROUND,
    at="A",
    because="assignment",
)
T.refuses(
    "no_start_quantity",
    "start quantity",
    task("A", startQuantity="2"),
    *AROUND,
    at="A",
    because="startQuantity",
)
T.refuses(
    "no_completion_quantity",
    "completion quantity",
    task("A", completionQuantity="2"),
    *AROUND,
    at="A",
    because="completionQuantity",
)
T.refuses(
    "no_python",
    "script in Python",
    element("scriptTask", "A", "<script>x = 1</script>", scriptFormat="python"),
    *AROUND,
    at="A",
    because="python",
)
T.refuses(
    "no_class",
    "Java class",
    element("serviceTask", "A", camunda_class="a.B"),
    *AROUND,
    at="A",
    because="camunda:class",
)
T.refuses(
    "no_service_without_type",
    "service task without job type",
    element("serviceTask", "A"),
    *AROUND,
    at="A",
    because="job type",
)
T.refuses(
    "no_two_underscores",
    "two underscores in an id",
    start(),
    task("A__b"),
    end(),
    flows("S > A__b > E"),
    at="A__b",
    because="two underscores",
)
T.refuses(
    "no_start",
    "a process without start event",
    task("A"),
    end(),
    flows("A > E"),
    at="P",
    because="no start event",
)
T.refuses(
    "no_two_starts",
    "two plain start events",
    start(),
    start("S2"),
    task("A"),
    end(),
    flows("S > A > E", "S2 > A"),
    at="S2",
    because="plain start event",
)
T.refuses(
    "no_way_out",
    "a circle without a way out",
    start(),
    task("A"),
    task("B"),
    flows("S > A > B > A"),
    at="S",
    because="No way leads to an end",
)
T.refuses(
    "no_flow_across",
    "a flow across the border of a sub-process",
    start(),
    sub("Q", start("QS"), task("B"), end("QE"), flows("QS > B > QE")),
    end(),
    flows("S > Q > E", "S > B as sb"),
    at="sb",
    because="border",
)
T.refuses(
    "no_deadlock",
    "parallel join behind a choice",
    start(),
    xor("X", default="xb"),
    task("A"),
    task("B"),
    both("J"),
    end(),
    flows("S > X", "X > A : v", "X > B as xb", "A > J", "B > J", "J > E"),
    at="J",
    because="",
)
T.refuses(
    "no_mapping_list",
    "a mapping that is a list",
    task(
        "A",
        '<extensionElements><camunda:inputOutput><camunda:inputParameter name="l"><camunda:list><camunda:value>1</camunda:value></camunda:list></camunda:inputParameter></camunda:inputOutput></extensionElements>',
    ),
    *AROUND,
    at="A",
    because="a list",
)
T.refuses(
    "no_mapping_of_events",
    "a mapping of an event",
    element(
        "intermediateCatchEvent",
        "A",
        '<extensionElements><camunda:inputOutput><camunda:inputParameter name="l">1</camunda:inputParameter></camunda:inputOutput></extensionElements>'
        + message("paper"),
    ),
    *AROUND,
    at="A",
    because="Only activities",
)
T.refuses(
    "no_listener",
    "a listener",
    task(
        "A",
        '<extensionElements><camunda:executionListener class="a.B" event="start"/></extensionElements>',
    ),
    *AROUND,
    at="A",
    because="executionListener",
)
T.refuses(
    "no_global_task",
    "a flow to an element that is not there",
    start(),
    task("A"),
    end(),
    flows("S > A > E", "A > Gone as ag"),
    at="ag",
    because="hangs loose",
)
