"""One model with everything that can be drawn, for the tests that look at all kinds at once."""

from __future__ import annotations

from lxml import etree

from tests.engine.diagram.sketches import Part, definition, flow, labels, model, note, shape

TASKS = (
    "task",
    "userTask",
    "serviceTask",
    "scriptTask",
    "sendTask",
    "receiveTask",
    "businessRuleTask",
    "manualTask",
    "callActivity",
)
CATCHING = ("message", "timer", "signal", "link", "conditional", "error", "escalation")
THROWING = ("message", "signal", "escalation", "link", "compensate")
ENDING = ("message", "error", "signal", "escalation", "terminate", "cancel", "compensate")
GATEWAYS = ("exclusive", "parallel", "inclusive", "eventBased", "complex")
MULTI = "<bpmn:multiInstanceLoopCharacteristics/>"
IN_TURN = '<bpmn:multiInstanceLoopCharacteristics isSequential="true"/>'
AGAIN = "<bpmn:standardLoopCharacteristics/>"
CATEGORY = '<bpmn:category id="C"><bpmn:categoryValue id="V" value="Мерзім"/></bpmn:category>'


def gallery() -> etree._Element:
    """Pools, lanes, every event, task and gateway, sub-processes, data, notes, flows."""
    return model(
        *_pools(),
        *_nodes(),
        *_sub_processes(),
        *_artifacts(),
        *_flows(),
        plane="Joint",
        more=CATEGORY,
    )


def _pools() -> list[Part]:
    return [
        shape("participant", "Pool", (0, 0), size=(1300, 760), name="Экстернат", processRef="Main"),
        shape("lane", "Desk", (30, 0), size=(1270, 360), name="Мемлекеттік корпорация"),
        shape(
            "lane",
            "Office",
            (30, 360),
            size=(1270, 400),
            name="Көрсетілетін қызметті берушінің басшысы",
        ),
        shape(
            "participant", "Outside", (0, 800), size=(1300, 60), name="Көрсетілетін қызметті алушы"
        ),
    ]


def _nodes() -> list[Part]:
    starts = ("", "message", "timer", "signal", "conditional")
    rows = [
        *(_event("startEvent", t, 60 + 70 * i, 20) for i, t in enumerate(starts)),
        *(_event("intermediateCatchEvent", t, 430 + 70 * i, 20) for i, t in enumerate(CATCHING)),
        *(_event("intermediateThrowEvent", t, 920 + 70 * i, 20) for i, t in enumerate(THROWING)),
        *(_event("endEvent", t, 60 + 70 * i, 100) for i, t in enumerate(("", *ENDING))),
    ]
    tasks = [
        shape(kind, kind, (60 + 130 * i, 180), name="Құжаттарды қабылдау және тексеру")
        for i, kind in enumerate(TASKS)
    ]
    gates = [
        shape(
            f"{kind}Gateway",
            kind,
            (680 + 110 * i, 95),
            name="Толық па?",
            di='isMarkerVisible="true"',
        )
        for i, kind in enumerate(GATEWAYS)
    ]
    edge = [
        shape(
            "boundaryEvent",
            "Late",
            (150, 242),
            inside=definition("timer"),
            name="15 минут",
            attachedToRef="userTask",
        ),
        shape(
            "boundaryEvent",
            "Remind",
            (280, 242),
            inside=definition("message"),
            cancelActivity="false",
            attachedToRef="serviceTask",
        ),
    ]
    return [*rows, *tasks, *gates, *edge]


def _event(kind: str, trigger: str, x: float, y: float) -> Part:
    return shape(
        kind,
        f"{kind}-{trigger}",
        (x, y),
        inside=definition(trigger) if trigger else "",
        name=trigger,
    )


def _sub_processes() -> list[Part]:
    return [
        shape(
            "subProcess",
            "Open",
            (60, 380),
            size=(280, 140),
            di='isExpanded="true"',
            name="Тыңдау",
            inside=MULTI,
        ),
        shape(
            "userTask",
            "Within",
            (110, 410),
            name="Пікірді қарау",
            inside=labels(ru="Рассмотреть возражение", en="Consider the objection"),
        ),
        shape(
            "subProcess",
            "Event",
            (370, 380),
            size=(200, 140),
            di='isExpanded="true"',
            triggeredByEvent="true",
            name="Кері қайтару",
        ),
        shape(
            "startEvent",
            "Recall",
            (400, 430),
            inside=definition("message"),
            isInterrupting="false",
            name="Қайтарылды",
        ),
        shape("subProcess", "Closed", (600, 380), name="Шағым", inside=IN_TURN),
        shape("adHocSubProcess", "Free", (730, 380), name="Еркін", inside=AGAIN),
        shape("transaction", "Paid", (860, 380), name="Төлем", inside=MULTI),
        shape("serviceTask", "Undo", (990, 380), isForCompensation="true", name="Болдырмау"),
    ]


def _artifacts() -> list[Part]:
    return [
        shape(
            "dataObjectReference",
            "Order",
            (60, 560),
            size=(36, 50),
            name="Бұйрық",
            dataObjectRef="Orders",
        ),
        shape("dataStoreReference", "Register", (160, 560), size=(50, 50), name="Тізілім"),
        shape("dataInput", "Given", (260, 560), size=(36, 50), name="Өтініш"),
        shape("dataOutput", "Made", (360, 560), size=(36, 50), name="Қолхат"),
        shape(
            "textAnnotation",
            "Note",
            (460, 560),
            size=(160, 60),
            inside=note("Ең ұзақ күту уақыты — 15 минут"),
        ),
        shape("group", "Term", (700, 540), size=(220, 120), categoryValueRef="V"),
    ]


def _flows() -> list[Part]:
    condition = "<bpmn:conditionExpression>ok</bpmn:conditionExpression>"
    return [
        flow("f1", "task", "userTask", ((160, 220), (190, 220))),
        flow("f2", "userTask", "serviceTask", ((290, 220), (320, 220)), inside=condition),
        flow(
            "f3",
            "Late",
            "Closed",
            ((168, 278), (168, 330), (650, 330), (650, 380)),
            name="Мерзімі өтті",
        ),
        flow(
            "m1",
            "Outside",
            "Undo",
            ((1040, 800), (1040, 460)),
            kind="messageFlow",
            name="Хабарлама",
        ),
        flow("a1", "Note", "Register", ((460, 590), (210, 585)), kind="association"),
    ]
