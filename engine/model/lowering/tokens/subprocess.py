"""Embedded and event sub-processes: a token that waits while the tokens of its inner scope move."""

from __future__ import annotations

from typing import Any

from engine.model.lowering.tokens.activities import Activity
from engine.model.lowering.tokens.token import Token


class SubProcess(Activity):
    """scope: the id under which SpiffWorkflow's parser keeps the inside. triggered: an event sub-process."""

    def __init__(
        self, wf_spec: Any, bpmn_id: str, *, scope: str, triggered: bool, **attributes: Any
    ) -> None:
        super().__init__(wf_spec, bpmn_id, **attributes)
        self.scope, self.triggered = scope, triggered

    def begin(self, token: Token) -> bool:
        inner = token.top.open_scope(token, self.scope)
        inner.begin(inner.spec.starts[0])
        return False
