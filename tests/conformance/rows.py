"""One small model with its scenario and what the standard makes of it, or why it is refused."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.engine.tokens.drawing import document

#: Messages paper, recall; signals alarm, calm; errors lost (LOST), late (LATE); escalations slow (SLOW), dear (DEAR).
SHARED = (
    '<message id="paper" name="Paper"/><message id="recall" name="Recall"/>'
    '<signal id="alarm" name="Alarm"/><signal id="calm" name="Calm"/>'
    '<error id="lost" name="lost" errorCode="LOST"/><error id="late" name="late" errorCode="LATE"/>'
    '<escalation id="slow" name="slow" escalationCode="SLOW"/>'
    '<escalation id="dear" name="dear" escalationCode="DEAR"/>'
    '<messageEventDefinition id="came" messageRef="paper"/>'
)


@dataclass(frozen=True, kw_only=True)
class Row:
    """element, position: words for the table. refused: the element and a part of the reason; None where it runs.

    expect: as in a scenario file. called: the models that it calls, by process id.
    """

    id: str
    element: str
    position: str
    xml: bytes
    given: Mapping[str, Any] = field(default_factory=dict)
    expect: Mapping[str, Any] = field(default_factory=dict)
    called: Mapping[str, bytes] = field(default_factory=dict)
    refused: tuple[str, str] | None = None


@dataclass(frozen=True, kw_only=True)
class Table:
    """The rows of one element, as they are written down."""

    element: str
    rows: list[Row] = field(default_factory=list)

    def runs(
        self,
        name: str,
        position: str,
        *body: str,
        trace: str,
        status: str = "completed",
        called: Mapping[str, bytes] | None = None,
        ends: Mapping[str, Any] | None = None,
        waiting_at: str = "",
        beside: Mapping[str, str] | None = None,
        **given: Any,
    ) -> None:
        """trace, waiting_at: ids with blanks between them. ends: variables at the end. beside: other processes of the file,
        by id. given: members of the scenario file.
        """
        expect: dict[str, Any] = {"status": status, "trace": trace.split()}
        expect["waiting_at"] = waiting_at.split()
        if ends is not None:
            expect["variables"] = ends
        self.rows.append(
            Row(
                id=name,
                element=self.element,
                position=position,
                xml=process(*body, beside=beside),
                given=given,
                expect=expect,
                called=called or {},
            )
        )

    def refuses(
        self,
        name: str,
        position: str,
        *body: str,
        at: str,
        because: str,
        called: Mapping[str, bytes] | None = None,
    ) -> None:
        self.rows.append(
            Row(
                id=name,
                element=self.element,
                position=position,
                xml=process(*body),
                called=called or {},
                refused=(at, because),
            )
        )


def process(*body: str, name: str = "P", beside: Mapping[str, str] | None = None) -> bytes:
    xml = document(*body, shared=SHARED, process=f'id="{name}" isExecutable="true"')
    others = "".join(
        f'<process id="{other}" isExecutable="true">{inside}</process>'
        for other, inside in (beside or {}).items()
    )
    return xml.replace(b"</definitions>", f"{others}</definitions>".encode())
