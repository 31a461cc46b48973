"""All tables, in the order of the documentation."""

from __future__ import annotations

from tests.conformance import (
    activities,
    boundary_events,
    call_activity,
    compensation,
    conditional,
    errors,
    escalation,
    event_gateway,
    event_subprocesses,
    exclusive,
    inclusive,
    links,
    loops,
    messages,
    multi_instance,
    nesting,
    parallel,
    refused,
    signals,
    terminate,
    timers,
    transactions,
)

MODULES = (
    activities,
    parallel,
    exclusive,
    inclusive,
    event_gateway,
    loops,
    multi_instance,
    boundary_events,
    event_subprocesses,
    timers,
    messages,
    signals,
    conditional,
    links,
    errors,
    escalation,
    terminate,
    compensation,
    transactions,
    call_activity,
    nesting,
    refused,
)
ROWS = [row for module in MODULES for row in module.T.rows]
