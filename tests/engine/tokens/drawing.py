"""Models written briefly: each function gives the XML of one element."""

from __future__ import annotations

from itertools import count, pairwise

_NAMESPACES = (
    'xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" '
    'xmlns:camunda="http://camunda.org/schema/1.0/bpmn" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)


def document(*body: str, shared: str = "", process: str = 'id="P" isExecutable="true"') -> bytes:
    return (
        f'<definitions {_NAMESPACES} id="D" targetNamespace="urn:t">{shared}'
        f"<process {process}>{''.join(body)}</process></definitions>"
    ).encode()


def element(kind: str, name: str, inner: str = "", **attributes: str) -> str:
    written = "".join(
        f' {key.replace("camunda_", "camunda:")}="{value}"' for key, value in attributes.items()
    )
    return f'<{kind} id="{name}"{written}>{inner}</{kind}>'


def start(name: str = "S", inner: str = "", **attributes: str) -> str:
    return element("startEvent", name, inner, **attributes)


def end(name: str = "E", inner: str = "") -> str:
    return element("endEvent", name, inner)


def user(name: str, inner: str = "", **attributes: str) -> str:
    return element("userTask", name, inner, **attributes)


def task(name: str, inner: str = "", **attributes: str) -> str:
    return element("task", name, inner, **attributes)


def job(name: str, inner: str = "", topic: str = "work") -> str:
    return element("serviceTask", name, inner, camunda_type="external", camunda_topic=topic)


def script(name: str, *lines: str, inner: str = "") -> str:
    text = "\n".join(lines).replace("&", "&amp;").replace("<", "&lt;")
    return element("scriptTask", name, f"{inner}<script>{text}</script>", scriptFormat="ruqsat")


def sub(name: str, *body: str, **attributes: str) -> str:
    return element("subProcess", name, "".join(body), **attributes)


def reaction(name: str, *body: str) -> str:
    """An event sub-process."""
    return sub(name, *body, triggeredByEvent="true")


def xor(name: str, **attributes: str) -> str:
    return element("exclusiveGateway", name, **attributes)


def both(name: str, **attributes: str) -> str:
    return element("parallelGateway", name, **attributes)


def some(name: str, **attributes: str) -> str:
    return element("inclusiveGateway", name, **attributes)


def race(name: str) -> str:
    return element("eventBasedGateway", name)


def catch(name: str, inner: str) -> str:
    return element("intermediateCatchEvent", name, inner)


def throw(name: str, inner: str = "") -> str:
    return element("intermediateThrowEvent", name, inner)


def boundary(name: str, host: str, inner: str, *, interrupting: bool = True) -> str:
    return element(
        "boundaryEvent", name, inner, attachedToRef=host, cancelActivity=str(interrupting).lower()
    )


def message(name: str = "M") -> str:
    return f'<messageEventDefinition messageRef="{name}"/>'


def signal(name: str = "G") -> str:
    return f'<signalEventDefinition signalRef="{name}"/>'


def error(name: str = "") -> str:
    return f'<errorEventDefinition errorRef="{name}"/>' if name else "<errorEventDefinition/>"


def escalation(name: str = "") -> str:
    return (
        f'<escalationEventDefinition escalationRef="{name}"/>'
        if name
        else "<escalationEventDefinition/>"
    )


def terminate() -> str:
    return "<terminateEventDefinition/>"


def compensate(activity: str = "") -> str:
    return f'<compensateEventDefinition activityRef="{activity}"/>' if activity else _COMPENSATE


_COMPENSATE = "<compensateEventDefinition/>"


def cancel() -> str:
    return "<cancelEventDefinition/>"


def undone(host: str, by: str, kind: str = "task", inner: str = "", **attributes: str) -> str:
    """What undoes an activity, with its compensation boundary event; the association stands in `undoes`."""
    handler = element(kind, by, inner, isForCompensation="true", **attributes)
    return boundary(f"{host}_undo", host, _COMPENSATE) + handler


def undoes(*pairs: str) -> str:
    """`A by B` each; BPMN has associations behind all elements and flows of a scope."""
    written = []
    for pair in pairs:
        host, _, by = pair.partition(" by ")
        ends = f'sourceRef="{host}_undo" targetRef="{by}"'
        written.append(f'<association id="{host}_{by}" {ends}/>')
    return "".join(written)


def transaction(name: str, *body: str, **attributes: str) -> str:
    return element("transaction", name, "".join(body), **attributes)


def call(name: str, called: str, *passing: str, inner: str = "", **attributes: str) -> str:
    """`in all`, `out a = b` each: camunda:in and camunda:out."""
    written = []
    for item in passing:
        way, _, what = item.partition(" ")
        target, _, source = what.partition(" = ")
        given = (
            'variables="all"'
            if what == "all"
            else f'sourceExpression="${{{source}}}" target="{target}"'
        )
        written.append(f"<camunda:{way} {given}/>")
    extension = f"<extensionElements>{''.join(written)}</extensionElements>" if written else ""
    return element("callActivity", name, extension + inner, calledElement=called, **attributes)


def link(name: str) -> str:
    return f'<linkEventDefinition name="{name}"/>'


def duration(text: str) -> str:
    return f"<timerEventDefinition><timeDuration>{text}</timeDuration></timerEventDefinition>"


def date(text: str) -> str:
    return f"<timerEventDefinition><timeDate>{text}</timeDate></timerEventDefinition>"


def cycle(text: str) -> str:
    return f"<timerEventDefinition><timeCycle>{text}</timeCycle></timerEventDefinition>"


def condition(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    return (
        f"<conditionalEventDefinition><condition>{escaped}</condition></conditionalEventDefinition>"
    )


def mapping(*parameters: str) -> str:
    """`in name = expression` or `out name = expression` each."""
    written = []
    for parameter in parameters:
        kind, _, rest = parameter.partition(" ")
        name, _, value = rest.partition(" = ")
        written.append(
            f'<camunda:{kind}putParameter name="{name}">${{{value}}}</camunda:{kind}putParameter>'
        )
    return f"<extensionElements><camunda:inputOutput>{''.join(written)}</camunda:inputOutput></extensionElements>"


def each(
    collection: str = "items",
    name: str = "item",
    *,
    sequential: bool = False,
    until: str = "",
    out: str = "",
) -> str:
    """Multi-instance; out: `results of answer`."""
    inner = ""
    if out:
        results, _, answer = out.partition(" of ")
        item = f'<outputDataItem id="{results}_item" name="{answer}"/>'
        inner += f"<loopDataOutputRef>{results}</loopDataOutputRef>{item}"
    escaped = until.replace("&", "&amp;").replace("<", "&lt;")
    inner += f"<completionCondition>{escaped}</completionCondition>" if until else ""
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}" '
        f'camunda:collection="{collection}" camunda:elementVariable="{name}">{inner}'
        "</multiInstanceLoopCharacteristics>"
    )


def times(cardinality: str, *, sequential: bool = False, until: str = "") -> str:
    done = f"<completionCondition>{until}</completionCondition>" if until else ""
    return (
        f'<multiInstanceLoopCharacteristics isSequential="{str(sequential).lower()}">'
        f"<loopCardinality>{cardinality}</loopCardinality>{done}</multiInstanceLoopCharacteristics>"
    )


def again(text: str = "", *, before: bool = False, maximum: int | None = None) -> str:
    """A standard loop."""
    escaped = text.replace("&", "&amp;").replace("<", "&lt;")
    most = "" if maximum is None else f' loopMaximum="{maximum}"'
    inner = f"<loopCondition>{escaped}</loopCondition>" if text else ""
    return (
        f'<standardLoopCharacteristics testBefore="{str(before).lower()}"{most}>{inner}'
        "</standardLoopCharacteristics>"
    )


_numbers = count(1)


def flows(*paths: str) -> str:
    """`S > A > B` chains; `X > A : channel == 'portal'` with a condition; `X > A as f1` with an id."""
    return "".join(_path(path) for path in paths)


def _path(path: str) -> str:
    path, _, condition = path.partition(" : ")
    path, _, name = path.partition(" as ")
    nodes = path.split(" > ")
    return "".join(
        _flow(source, target, condition.strip(), name or f"f{next(_numbers)}")
        for source, target in pairwise(nodes)
    )


def _flow(source: str, target: str, condition: str, name: str) -> str:
    escaped = condition.replace("&", "&amp;").replace("<", "&lt;")
    inner = f"<conditionExpression>{escaped}</conditionExpression>" if condition else ""
    return f'<sequenceFlow id="{name}" sourceRef="{source}" targetRef="{target}">{inner}</sequenceFlow>'


SHARED = (
    '<message id="M" name="Paper"/><message id="N" name="Recall"/>'
    '<signal id="G" name="Alarm"/><signal id="H" name="Calm"/>'
    '<error id="X" name="lost" errorCode="LOST"/><error id="Y" name="late" errorCode="LATE"/>'
    '<escalation id="C" name="slow" escalationCode="SLOW"/><escalation id="K" name="dear" escalationCode="DEAR"/>'
)


def model(*body: str) -> bytes:
    """A document with messages M and N, signals G and H, errors X and Y, escalations C and K."""
    return document(*body, shared=SHARED)
