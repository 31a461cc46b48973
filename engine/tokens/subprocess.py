"""Embedded and event sub-processes: a token that waits while the tokens of its inner scope move."""

from __future__ import annotations

from engine.tokens.activities import Activity
from engine.tokens.kinds import Flow, Scope, Token


class SubProcess(Activity):
    """scope: the id under which SpiffWorkflow's parser keeps the inside. triggered: an event sub-process."""

    def __init__(
        self, wf_spec: object, bpmn_id: str, *, scope: str, triggered: bool, **attributes: object
    ) -> None:
        super().__init__(wf_spec, bpmn_id, **attributes)
        self.scope, self.triggered = scope, triggered

    def open_inside(self, token: Token) -> Scope:
        return token.top.open_scope(token)

    def begin(self, token: Token) -> bool:
        inner = self.open_inside(token)
        inner.begin(inner.spec.starts[0])
        return False

    # Reopened to undo what was done in it, it does not run once more: nothing is told of it, and nothing follows.

    def choose(self, token: Token) -> tuple[Flow, ...]:
        return () if "reopened" in token.internal_data else super().choose(token)

    def completed(self, token: Token) -> None:
        if "reopened" not in token.internal_data:
            super().completed(token)

    def _on_cancel(self, token: Token) -> None:
        if "reopened" not in token.internal_data:
            super()._on_cancel(token)
