"""Store complete histories of some demo stories: `python -m tests.histories.record`, by hand, once a replay version.

It writes beside what lies here and refuses to write over it: a stored history is never made to fit the code.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from cli.demonstration.directing import tell_stories
from cli.demonstration.place import demo_place
from cli.demonstration.stage import Stage, opened_stage
from cli.demonstration.stories import STORIES
from cli.demonstration.story import Story
from cli.demonstration.telling import Telling
from engine.history.events import REPLAY_VERSION
from engine.replay.replay import Frame
from engine.replay.verify import frames_of, recorded_events
from engine.step.answers import Playback
from engine.storage.queries import instance_row, version_by_id
from engine.storage.tables import DEFINITION
from engine.tokens.execution import Execution
from tests.hashing import cheap_hasher
from tests.histories.by_hand import intervene
from tests.histories.files import (
    FOLDER,
    StoredHistory,
    read_version,
    write_history,
    write_version,
)

END = datetime(2026, 3, 12, 6, 30, tzinfo=UTC)
CHOSEN = (
    "granted-at-the-desk",
    "incomplete-package",
    "identity-by-hand",
    "withdrawn-at-the-desk",
    "portal-abroad-alone",
    "refused-with-reasons",
    "order-returned",
    "refusal-returned",
    "certificate-by-hand",
    "not-collected",
    "overdue-and-escalated",
    "open-order-to-sign",
    "open-ready-to-collect",
)
"""Stories of the service as it is deployed: one model serves all their histories."""
BY_HAND = {"reopened-and-moved": "incomplete-package"}
"""Histories that go on, after the story, with all that a person may do by hand."""


def record(names: Sequence[str], folder: Path = FOLDER) -> list[Path]:
    """Tell the stories and store their histories; two that grow from one story, one after the other. Raises FileExistsError, and writes nothing then."""
    told = {BY_HAND.get(name, name): name for name in names}
    stories = [story for story in STORIES if story.name in told]
    paths = {story.name: folder / f"v{REPLAY_VERSION}-{told[story.name]}.json" for story in stories}
    if taken := [path for path in paths.values() if path.exists()]:
        raise FileExistsError(f"{taken[0].name} lies there; a stored history is never replaced")
    with tempfile.TemporaryDirectory() as var:
        settings = demo_place(environment={"RUQSAT_VAR_DIR": var}).settings
        with opened_stage(settings, hasher=cheap_hasher()) as stage:
            _store(stage, stories, paths, folder)
    return list(paths.values())


def _store(stage: Stage, stories: Sequence[Story], paths: dict[str, Path], folder: Path) -> None:
    tellings = tell_stories(stage, stories, end=END)
    with stage.platform.database.snapshot() as connection:
        models = {
            key: _store_model(connection, key, folder)
            for key in {telling.story.service for telling in tellings}
        }
    for telling in tellings:
        if paths[telling.story.name].stem.partition("-")[2] in BY_HAND:
            intervene(stage.platform.runtime, telling.instance_id, now=END)
    with stage.platform.database.snapshot() as connection:
        for telling in tellings:
            name = models[telling.story.service]
            write_history(paths[telling.story.name], _history(stage, connection, telling, name))


def _store_model(connection: Connection, key: str, folder: Path) -> str:
    """The name under which the model lies there: with a number where an earlier one has the name already."""
    row = connection.execute(select(DEFINITION).where(DEFINITION.c.key == key)).one()
    first = f"v{REPLAY_VERSION}-{key}"
    for name in (first, *(f"{first}-{number}" for number in range(2, 100))):
        if not (folder / f"{name}.bpmn").exists():
            write_version(name, row, folder)
            return name
        if read_version(name, folder).sha256 == row.sha256:
            return name
    raise FileExistsError(first)


def _history(stage: Stage, connection: Connection, telling: Telling, model: str) -> StoredHistory:
    runtime = stage.platform.runtime
    row = instance_row(connection, telling.instance_id)
    version = version_by_id(connection, runtime.versions, row.definition_id)
    frames = list(frames_of(runtime, connection, row))
    return StoredHistory(
        model=model,
        instance_id=row.id,
        business_key=row.business_key,
        events=tuple(recorded_events(runtime, connection, row.id)),
        expected=observed(frames, version.model),
    )


def observed(frames: Sequence[Frame], model: Any) -> dict[str, Any]:
    """Where a history leads: what must be the same for ever."""
    steps = [frame.step for frame in frames if frame.step]
    last = steps[-1]
    outside = Playback(frames[-1].event.at, [], explaining=False)
    waits = Execution.load(model, outside, frames[-1].standing.state).waits()
    return {
        "status": last.status.value,
        "outcome": last.outcome,
        "trace": [each.element_id for step in steps for each in step.completions],
        "flows": [flow for step in steps for flow in step.flows],
        "waits": sorted([wait.element_id, wait.kind.value, wait.token] for wait in waits),
        "variables": dict(last.variables),
        "head": frames[-1].hash.hex(),
    }


if __name__ == "__main__":
    for written in record(sys.argv[1:] or (*CHOSEN, *BY_HAND)):
        sys.stdout.write(f"{written.name}\n")
