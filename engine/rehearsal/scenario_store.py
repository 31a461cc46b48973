"""Scenarios of a process: those that analysts saved, and those that lie beside the shipped models. Each query takes a
connection, none commits."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path

from sqlalchemy import Connection, select

from engine.errors import EngineError
from engine.rehearsal.scenario import Scenario, read_scenario
from engine.rehearsal.tables import SCENARIO
from engine.settings import ROOT
from engine.storage.columns import Record

FOLDER = ROOT / "bpmn" / "scenarios"


class UnknownScenario(EngineError):
    """No scenario of the process has that id or name."""

    def __init__(self, key: str, which: int | str) -> None:
        super().__init__(f"process {key} has no scenario {which}")
        self.key, self.which = key, which


@dataclass(frozen=True, kw_only=True)
class KeptScenario:
    """content: a scenario file. id: None for one that is shipped with the model."""

    name: str
    content: str
    id: int | None = None
    saved_by: str = ""
    saved_at: datetime | None = None

    @property
    def shipped(self) -> bool:
        return self.id is None

    def read(self) -> Scenario:
        """Raises ScenarioInvalid where an earlier release wrote what this one does not read."""
        return read_scenario(self.content.encode(), file=self.name)


def kept_scenarios(connection: Connection, key: str) -> tuple[KeptScenario, ...]:
    """All of a process: the shipped ones, then the saved ones, each by name."""
    return (*shipped_scenarios(key), *saved_scenarios(connection, key))


def saved_scenarios(connection: Connection, key: str) -> tuple[KeptScenario, ...]:
    statement = select(SCENARIO).where(SCENARIO.c.key == key).order_by(SCENARIO.c.name)
    return tuple(_kept(row) for row in connection.execute(statement))


def saved_scenario(connection: Connection, key: str, scenario_id: int) -> KeptScenario:
    """Raises UnknownScenario."""
    statement = select(SCENARIO).where(SCENARIO.c.id == scenario_id, SCENARIO.c.key == key)
    row = connection.execute(statement).one_or_none()
    if row is None:
        raise UnknownScenario(key, scenario_id)
    return _kept(row)


def shipped_scenario(key: str, name: str) -> KeptScenario:
    """Raises UnknownScenario."""
    found = next((each for each in shipped_scenarios(key) if each.name == name), None)
    if found is None:
        raise UnknownScenario(key, name)
    return found


def shipped_scenarios(key: str) -> Sequence[KeptScenario]:
    """Those in `bpmn/scenarios/KEY/`, by name; none for a process that is not shipped."""
    return _shipped(FOLDER, key)


@cache
def _shipped(folder: Path, key: str) -> tuple[KeptScenario, ...]:
    # the key may come from an address: it picks among the folders that lie here, it is never a path
    if not folder.is_dir() or key not in {path.name for path in folder.iterdir() if path.is_dir()}:
        return ()
    return tuple(
        KeptScenario(name=path.stem, content=path.read_text("utf-8"))
        for path in sorted((folder / key).glob("*.json"))
    )


def _kept(row: Record) -> KeptScenario:
    return KeptScenario(
        id=row.id,
        name=row.name,
        content=row.content,
        saved_by=row.saved_by,
        saved_at=row.saved_at,
    )
