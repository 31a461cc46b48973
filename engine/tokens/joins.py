"""Gateways that wait for other tokens, counted per incoming flow.

The library searches its tree instead and goes wrong in loops and with several tokens on one flow (lowering.md 2.3, 2.4).
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.tokens.kinds import Flow, Scope, Token
from engine.tokens.node import Node


class Join(Node):
    """A token here waits as STARTED; `in` is the place of its flow among the incoming ones."""

    def arrived(self, token: Token) -> dict[int, Token]:
        """The oldest waiting token of each incoming flow; for the flow of `token` that token itself."""
        by_flow: dict[int, Token] = {}
        for other in token.workflow.tasks.values():
            if other.task_spec is self and other.waiting:
                by_flow.setdefault(other.internal_data["in"], other)
        by_flow[token.internal_data["in"]] = token
        return by_flow

    def first_vacant(self, scope: Scope) -> int:
        """The first flow over which no token has come yet; what a token stands for that came over none."""
        taken = {
            other.internal_data["in"]
            for other in scope.tasks.values()
            if other.task_spec is self and other.waiting
        }
        return next((nth for nth in range(self.incoming) if nth not in taken), 0)

    def came(self, token: Token, flow: Flow | None) -> None:
        token.internal_data["in"] = self.first_vacant(token.workflow) if flow is None else flow.nth

    @staticmethod
    def consume(by_flow: Mapping[int, Token], survivor: Token) -> None:
        for token in by_flow.values():
            if token is not survivor:
                token.workflow.forget(token)


class ParallelGateway(Join):
    def enter(self, token: Token) -> bool:
        if self.incoming < 2:
            return True
        by_flow = self.arrived(token)
        if len(by_flow) < self.incoming:
            return False
        self.consume(by_flow, token)
        return True


class InclusiveGateway(Join):
    """Waits while a token elsewhere can still reach an incoming flow without token, and none with one (BPMN 2.0, 13.4.3).

    upstream: for each node from which incoming flows can be reached without passing here, which ones; filled in by the parser.
    """

    upstream: Mapping[str, frozenset[int]] = MappingProxyType({})
    restores = True

    def restore(self, token: Token) -> None:
        token.top.gates.add(token.id)

    def enter(self, token: Token) -> bool:
        if self.incoming < 2:
            return True
        token.top.gates.add(token.id)
        return False

    def open(self, token: Token) -> bool:
        """Let the waiting tokens of this scope through if nothing more can come; the newest goes on."""
        by_flow: dict[int, Token] = {}
        for other in token.workflow.tasks.values():
            if other.task_spec is self and other.waiting:
                by_flow.setdefault(other.internal_data["in"], other)
        if any(self._blocks(other, by_flow) for other in token.workflow.tasks.values()):
            return False
        newest = max(by_flow.values(), key=lambda t: t.id)
        self.consume(by_flow, newest)
        newest.top.gates.discard(newest.id)
        newest.leave()
        return True

    def _blocks(self, token: Token, by_flow: Mapping[int, Token]) -> bool:
        if token.is_round or "undoes" in token.internal_data:
            return False
        if token.task_spec is self:
            return not token.waiting and self._is_moving(token, by_flow)
        reached = self.upstream.get(token.task_spec.name)
        return reached is not None and reached.isdisjoint(by_flow)

    @staticmethod
    def _is_moving(token: Token, by_flow: Mapping[int, Token]) -> bool:
        """A token that has just come, or one let through before that has not yet gone: where it goes is seen only then."""
        return "leaving" in token.internal_data or token.internal_data["in"] not in by_flow
