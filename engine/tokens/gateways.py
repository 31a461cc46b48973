"""Gateways that do not wait: exclusive and event-based, and the choice among flows out of an activity."""

from __future__ import annotations

from engine.tokens.flows import first_true_flow
from engine.tokens.kinds import Flow, Token
from engine.tokens.node import Node
from engine.tokens.values import NoTrueCondition, NoWayOut


class ExclusiveGateway(Node):
    def choose(self, token: Token) -> tuple[Flow, ...]:
        return (
            self.flows if len(self.flows) < 2 and self.free else first_true_flow(token, self.flows)
        )


class Ways(Node):
    """Chooses among the flows out of an activity that is done. A token passes as if it were part of the activity."""

    at_once = True

    def choose(self, token: Token) -> tuple[Flow, ...]:
        try:
            return super().choose(token)
        except NoTrueCondition as error:
            raise NoWayOut(self.element_id or "", self._conditional()) from error

    def stands_at(self, token: Token) -> str:
        """The first flow that has a condition: there it is decided how to go on."""
        return token.workflow.path + self._conditional()[0]

    def _conditional(self) -> tuple[str, ...]:
        return tuple(flow.id for flow in self.flows if flow.condition is not None)


class EventGateway(Node):
    """Its events wait as tokens of their own, each with its own term; the first one triggered takes the others away."""

    def pass_on(self, token: Token, flow: Flow) -> Token:
        runner = super().pass_on(token, flow)
        runner.internal_data["race"] = token.id
        return runner
