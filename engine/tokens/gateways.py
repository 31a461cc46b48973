"""Gateways that do not wait: exclusive and event-based."""

from __future__ import annotations

from engine.tokens.flows import first_true_flow
from engine.tokens.kinds import Flow, Token
from engine.tokens.node import Node


class ExclusiveGateway(Node):
    def choose(self, token: Token) -> tuple[Flow, ...]:
        return (
            self.flows if len(self.flows) < 2 and self.free else first_true_flow(token, self.flows)
        )


class EventGateway(Node):
    """Its events wait as tokens of their own, each with its own term; the first one triggered takes the others away."""

    def pass_on(self, token: Token, flow: Flow) -> Token:
        runner = super().pass_on(token, flow)
        runner.internal_data["race"] = token.id
        return runner
