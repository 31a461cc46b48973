"""The two models that are measured, their variables and their pure handlers."""

from __future__ import annotations

from sqlalchemy import Connection

from engine.expression.values import Variables
from engine.step.jobs import Job

HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
    ' xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="Definitions" targetNamespace="urn:ruqsat:bench">'
)


def _service(element_id: str, job_type: str) -> str:
    return f'<serviceTask id="{element_id}" camunda:type="external" camunda:topic="{job_type}"/>'


def _user(element_id: str) -> str:
    return f'<userTask id="{element_id}" camunda:formKey="bench"/>'


def _flows(*pairs: tuple[str, str, str]) -> str:
    return "".join(
        f'<sequenceFlow id="{source}_{target}" sourceRef="{source}" targetRef="{target}">{condition}</sequenceFlow>'
        for source, target, condition in pairs
    )


def _when(condition: str) -> str:
    return (
        f'<conditionExpression xsi:type="tFormalExpression">${{{condition}}}</conditionExpression>'
    )


def _process(key: str, body: str) -> bytes:
    lanes = '<laneSet id="Lanes"><lane id="Desk" name="Desk">{}</lane></laneSet>'
    ids = [part.split('"')[0] for part in body.split(' id="')[1:] if "_" not in part.split('"')[0]]
    refs = "".join(f"<flowNodeRef>{ref}</flowNodeRef>" for ref in ids)
    process = f'<process id="{key}" isExecutable="true">{lanes.format(refs)}{body}</process>'
    return f"{HEAD}{process}</definitions>".encode()


SERVICE = _process(
    "bench",
    '<startEvent id="Begin"/>'
    + _service("Validate", "bench-validate")
    + '<exclusiveGateway id="Valid" default="Valid_Refused"/>'
    + _service("Receipt", "bench-receipt")
    + _user("Check")
    + _user("Decide")
    + _service("Order", "bench-order")
    + _user("Sign")
    + _service("Notify", "bench-notify")
    + '<endEvent id="Issued"/><endEvent id="Refused"/>'
    + _flows(
        ("Begin", "Validate", ""),
        ("Validate", "Valid", ""),
        ("Valid", "Receipt", _when("valid == true")),
        ("Valid", "Refused", ""),
        ("Receipt", "Check", ""),
        ("Check", "Decide", ""),
        ("Decide", "Order", ""),
        ("Order", "Sign", ""),
        ("Sign", "Notify", ""),
        ("Notify", "Issued", ""),
    ),
)

LOOP = _process(
    "bench-loop",
    '<startEvent id="Begin"/>'
    + '<exclusiveGateway id="Again"/>'
    + _user("Work")
    + '<exclusiveGateway id="More" default="More_Again"/><endEvent id="Done"/>'
    + _flows(
        ("Begin", "Again", ""),
        ("Again", "Work", ""),
        ("Work", "More", ""),
        ("More", "Done", _when("done == true")),
        ("More", "Again", ""),
    ),
)

VARIABLES: Variables = {
    "case_id": "C-00000001",
    "channel": "state-corporation",
    "applicant": {"name": "Сынақ Сынақов", "city": "Қарағанды", "phone": "+77000000000"},
    "documents": [
        {
            "id": f"doc-{n}",
            "name": f"qosymsha_{n}.pdf",
            "sha256": f"{n * 7919:064x}",
            "pages": n + 1,
        }
        for n in range(12)
    ],
    "fields": {f"field_{n}": "value " * 3 + str(n) for n in range(30)},
    "note": "x" * 400,
}
"""About 3 KB."""

RESULTS: dict[str, Variables] = {
    "bench-validate": {"valid": True, "late": False},
    "bench-receipt": {"receipt_no": "2016-000001"},
    "bench-order": {"order_no": "12-е"},
    "bench-notify": {"notices": ["1"]},
}


class BenchHandlers:
    """Pure handlers that answer at once: what is measured is the engine."""

    def types(self) -> frozenset[str]:
        return frozenset(RESULTS)

    def is_pure(self, job_type: str) -> bool:
        return True

    def run(self, job: Job, connection: Connection) -> Variables:
        return dict(RESULTS[job.type])
