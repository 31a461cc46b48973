"""Path data of the BPMN signs, drawn by us around (0, 0): events in ±10, tasks in ±8, markers in ±7."""

from __future__ import annotations

DISC = "M9 0A9 9 0 1 1-9 0A9 9 0 1 1 9 0Z"

# Trigger → outline that a throwing event fills, and lines that stay lines.
EVENTS: dict[str, tuple[str, str]] = {
    "message": ("M-9-6H9V6H-9Z", "M-9-6L0 1.5L9-6"),
    "timer": (DISC, "M0-6V0L4 2.5M0-9V-7.3M0 9V7.3M9 0H7.3M-9 0H-7.3"),
    "signal": ("M0-9.5L9 6.5H-9Z", ""),
    "error": ("M-9 8L-4.5-7.5L1.5 1L8.5-8.5L4.5 7.5L-1.5-1Z", ""),
    "escalation": ("M0-10L7.5 8L0 1.5L-7.5 8Z", ""),
    "link": ("M-10-4H2V-8.5L10.5 0L2 8.5V4H-10Z", ""),
    "conditional": ("M-7-9H7V9H-7Z", "M-4.5-5H4.5M-4.5-1.7H4.5M-4.5 1.7H4.5M-4.5 5H4.5"),
    "compensate": ("M-1-7V7L-10 0ZM8-7V7L-1 0Z", ""),
    "cancel": (
        "M-8-5.5L-5.5-8L0-2.5L5.5-8L8-5.5L2.5 0L8 5.5L5.5 8L0 2.5L-5.5 8L-8 5.5L-2.5 0Z",
        "",
    ),
    "terminate": (DISC, ""),
    "multiple": ("M0-9.5L9-2.9L5.6 7.7H-5.6L-9-2.9Z", ""),
    "parallelMultiple": ("M-3-9H3V-3H9V3H3V9H-3V3H-9V-3H-3Z", ""),
}

# Kind of task → outline, and whether it is filled with the colour of the outline.
GEAR = (
    "M-1.2-4.9L-1.1-6.9L1.1-6.9L1.2-4.9L2.6-4.3L4.1-5.7L5.7-4.1L4.3-2.6L4.9-1.2L6.9-1.1L6.9 1.1"
    "L4.9 1.2L4.3 2.6L5.7 4.1L4.1 5.7L2.6 4.3L1.2 4.9L1.1 6.9L-1.1 6.9L-1.2 4.9L-2.6 4.3L-4.1 5.7"
    "L-5.7 4.1L-4.3 2.6L-4.9 1.2L-6.9 1.1L-6.9-1.1L-4.9-1.2L-4.3-2.6L-5.7-4.1L-4.1-5.7L-2.6-4.3Z"
    "M2.2 0A2.2 2.2 0 1 1-2.2 0A2.2 2.2 0 1 1 2.2 0Z"
)
TASKS: dict[str, str] = {
    "userTask": "M-6.5 7C-6.5 2.5-3.5 1 0 1S6.5 2.5 6.5 7ZM3.2-3.6A3.3 3.3 0 1 1-3.2-3.6A3.3 3.3 0 1 1 3.2-3.6Z",
    "serviceTask": GEAR,
    "scriptTask": "M-3-7H7C2.5-3.5 8 1.5 4 7H-6C-1.5 2-8-2.5-3-7ZM-2.6-3.7H2.8M-2.4-0.2H3.4M-1.6 3.4H4",
    "sendTask": "M-8-5.5H8V5.5H-8Z",
    "receiveTask": "M-8-5.5H8V5.5H-8ZM-8-5.5L0 1L8-5.5",
    "businessRuleTask": "M-8-6H8V6H-8ZM-8-2.4H8M-8 1.8H8M-3.2-2.4V6",
    "manualTask": (
        "M-6-1L-2-5C-1-5.8.2-4.8-.4-3.9L-1.4-2.5H6C7.3-2.5 7.3-.7 6-.7H2H6.4C7.6-.7 7.6 1.1 6.4 1.1"
        "H2H5.8C7 1.1 7 2.8 5.8 2.8H2H4.6C5.7 2.8 5.7 4.5 4.6 4.5H-3C-4.5 4.5-6 3.5-6 2Z"
    ),
}
FILLED_TASKS = frozenset({"sendTask"})
ENVELOPE_FLAP = "M-8-5.5L0 1L8-5.5"

MARKERS: dict[str, str] = {
    "loop": "M-2.6 5.4A6 6 0 1 1 2.6 5.4M-6.8 5.6L-2.6 5.4L-3.2 1.3",
    "parallel": "M-4-6V6M0-6V6M4-6V6",
    "sequential": "M-6-4H6M-6 0H6M-6 4H6",
    "compensation": "M0-5V5L-6 0ZM6-5V5L0 0Z",
    "adhoc": "M-6 1.5C-4.5-3.5-1.5-2.5 0 0S4.5 3.5 6-1.5",
    "collapsed": "M-7-7H7V7H-7ZM0-4V4M-4 0H4",
}

GATEWAYS: dict[str, str] = {
    "exclusiveGateway": "M-7-8L7 8M7-8L-7 8",
    "parallelGateway": "M-11 0H11M0-11V11",
    "inclusiveGateway": "M11 0A11 11 0 1 1-11 0A11 11 0 1 1 11 0Z",
    "complexGateway": "M-11 0H11M0-11V11M-7.5-7.5L7.5 7.5M7.5-7.5L-7.5 7.5",
}

DATA_ARROW = "M-6-2.5H1V-5.5L6.5 0L1 5.5V2.5H-6Z"
TICK = "M-4 0L-1.2 3L4-3"
CLOCK_HANDS = "M0-4V0.3L3 1.8"
EXCLAMATION = "M0-4V1.2M0 3.6V4.6"
