"""Replay: the recorded inputs run through the same step as live; no handler, no calendar, no clock, no network is asked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from engine.errors import EngineError, HistoryBroken
from engine.history.chain import GENESIS, SALT, link, payload_hash
from engine.history.events import STILL, Event, EventKind
from engine.step.advance import advance
from engine.step.answers import Playback
from engine.step.states import InstanceStatus
from engine.step.values import Input, Standing, Step
from engine.step.version import Version

Recorded = tuple[Event, bytes, bytes | None]
"""An event, the hash stored with it, and salt with payload (None where it was erased)."""


@dataclass(frozen=True, kw_only=True)
class Frame:
    """An instance after one event. `step` is None for an event that moved no token.

    status: as the events so far give it; a step knows nothing of a suspension.
    """

    event: Event
    hash: bytes
    data: dict[str, Any]
    step: Step | None
    standing: Standing
    status: InstanceStatus


def checked_chain(
    instance_id: str, events: Iterable[Recorded]
) -> Iterator[tuple[Event, bytes, dict[str, object]]]:
    """Events whose chain and payloads fit. Raises HistoryBroken naming the first that does not."""
    previous, expected = GENESIS, 1
    for event, stored, salted in events:
        if event.seq != expected:
            raise HistoryBroken(
                instance_id, expected, f"event {expected} is missing, {event.seq} stands there"
            )
        if salted is None:
            raise HistoryBroken(instance_id, event.seq, "its payload was erased")
        salt, payload = salted[:SALT], salted[SALT:]
        if payload_hash(salt, payload) != event.payload_hash:
            raise HistoryBroken(
                instance_id, event.seq, "its payload is not the one that was hashed"
            )
        if link(previous, event) != stored:
            raise HistoryBroken(
                instance_id, event.seq, "its hash does not follow from the event before it"
            )
        previous, expected = stored, expected + 1
        yield event, stored, orjson.loads(payload)


def replay(
    version: Version, instance_id: str, business_key: str, events: Iterable[Recorded]
) -> Iterator[Frame]:
    """The instance after each of its events, re-executed.

    Raises HistoryBroken where the chain does not hold, another model was given, or the engine goes another way
    than it went then.
    """
    standing, status = Standing(business_key=business_key), InstanceStatus.ACTIVE
    for event, stored, data in checked_chain(instance_id, events):
        if event.kind is EventKind.INSTANCE_STARTED:
            _refuse_foreign(version, instance_id, business_key, event, data)
        step = None if _still(event, data) else _step(version, instance_id, standing, event, data)
        standing = step.standing if step else standing
        status = _status(instance_id, status, event, data, step)
        yield Frame(
            event=event, hash=stored, data=data, step=step, standing=standing, status=status
        )


WHILE_SUSPENDED = frozenset(
    {
        EventKind.INSTANCE_TERMINATED,
        EventKind.VARIABLES_CORRECTED,
        EventKind.TERMS_RECOMPUTED,
        EventKind.TOKEN_MOVED,
    }
)


def _status(
    instance_id: str,
    before: InstanceStatus,
    event: Event,
    data: dict[str, Any],
    step: Step | None,
) -> InstanceStatus:
    """Suspended it stays until it is resumed or terminated, and nothing moves meanwhile; ended, until it is reopened."""
    if event.kind is EventKind.INSTANCE_SUSPENDED:
        return InstanceStatus.SUSPENDED
    if step is None:
        return before
    if event.kind in (EventKind.INSTANCE_RESUMED, EventKind.INSTANCE_REOPENED):
        return step.status
    if before in (InstanceStatus.COMPLETED, InstanceStatus.TERMINATED):
        raise HistoryBroken(instance_id, event.seq, "it moved after it had ended")
    resting = event.kind in WHILE_SUSPENDED and data["input"]["data"].get("moves") is not True
    if before is InstanceStatus.SUSPENDED and not resting:
        raise HistoryBroken(instance_id, event.seq, "it moved while it was suspended")
    return before if step.status is InstanceStatus.ACTIVE else step.status


def _still(event: Event, data: dict[str, object]) -> bool:
    """Events that move no token; a resolved incident of a job is one of them."""
    retried_job = event.kind is EventKind.INCIDENT_RESOLVED and not data["after"]
    return event.kind in STILL or retried_job


def _step(
    version: Version, instance_id: str, standing: Standing, event: Event, data: dict[str, Any]
) -> Step:
    outside = Playback(event.at, data["recorded"])
    given = Input(
        kind=event.kind,
        element_id=event.element_id,
        token=data["input"]["token"],
        data=data["input"]["data"],
    )
    try:
        step = advance(version, standing, given, outside)
    except (EngineError, KeyError) as error:
        raise HistoryBroken(
            instance_id, event.seq, f"the model does not take it: {error}"
        ) from error
    if left := next(outside.rest(), None):
        raise HistoryBroken(instance_id, event.seq, f"a recorded answer was not asked for: {left}")
    if step.digest != data["after"]:
        raise HistoryBroken(
            instance_id, event.seq, "re-execution ends in another state than was recorded"
        )
    return step


def _refuse_foreign(
    version: Version, instance_id: str, business_key: str, event: Event, data: dict[str, Any]
) -> None:
    born = data["instance"]
    if (born["id"], born["business_key"]) != (instance_id, business_key):
        raise HistoryBroken(instance_id, event.seq, f"it is the history of instance {born['id']}")
    if data["definition"]["sha256"] != version.sha256:
        raise HistoryBroken(
            instance_id, event.seq, "it ran on another model than the one stored with it"
        )
    for reference, model in data.get("called", {}).items():
        found = version.library.get((model["key"], model["version"]))
        if found is None or found.sha256 != model["sha256"]:
            raise HistoryBroken(
                instance_id, event.seq, f"what it called as {reference} is not stored with it"
            )
