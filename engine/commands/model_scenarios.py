"""Scenarios that analysts keep with a process. A name stands once a process; those that are shipped are never changed here."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from engine.errors import EngineError
from engine.rehearsal.scenario import read_scenario
from engine.rehearsal.scenario_store import UnknownScenario, shipped_scenarios
from engine.rehearsal.tables import SCENARIO
from engine.storage.database import Database
from engine.words.characters import is_seen

LONGEST_NAME = 100  # as `model_scenario.name` holds it
LONGEST_CONTENT = 500_000  # bytes


class ScenarioNameUnfit(EngineError):
    """A name has 1 to 100 characters that can be printed."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name[:LONGEST_NAME]!r} cannot be the name of a scenario")
        self.name = name


class ScenarioNameTaken(EngineError):
    """The process has a scenario of that name. shipped: it came with the model, and stays as it is."""

    def __init__(self, key: str, name: str, *, shipped: bool) -> None:
        super().__init__(f"process {key} has a scenario {name} already")
        self.key, self.name, self.shipped = key, name, shipped


class ScenarioTooLarge(EngineError):
    """A scenario file has at most `limit` bytes."""

    def __init__(self, limit: int = LONGEST_CONTENT) -> None:
        super().__init__(f"a scenario has at most {limit} bytes")
        self.limit = limit


def save_scenario(
    database: Database,
    key: str,
    name: str,
    content: bytes,
    *,
    replace: bool = False,
    actor: str,
    now: datetime,
) -> int:
    """Keep a scenario file; its id. replace: in the place of the one of that name, where there is one.

    Raises ScenarioNameUnfit, ScenarioTooLarge, ScenarioInvalid, ScenarioNameTaken.
    """
    name = _fit_name(key, name)
    if len(content) > LONGEST_CONTENT:
        raise ScenarioTooLarge
    read_scenario(content, file=name)
    values = {"content": content.decode(), "saved_by": actor, "saved_at": now}
    here = (SCENARIO.c.key == key, SCENARIO.c.name == name)
    try:
        with database.transaction() as connection:
            if replace and connection.execute(update(SCENARIO).where(*here), values).rowcount:
                return int(connection.execute(select(SCENARIO.c.id).where(*here)).scalar_one())
            statement = insert(SCENARIO).returning(SCENARIO.c.id)
            made = connection.execute(statement, {"key": key, "name": name, **values})
            return int(made.scalar_one())
    except IntegrityError as error:
        raise ScenarioNameTaken(key, name, shipped=False) from error


def rename_scenario(
    database: Database, key: str, scenario_id: int, name: str, *, actor: str, now: datetime
) -> None:
    """Raises ScenarioNameUnfit, ScenarioNameTaken, UnknownScenario."""
    name = _fit_name(key, name)
    here = (SCENARIO.c.key == key, SCENARIO.c.id == scenario_id)
    values = {"name": name, "saved_by": actor, "saved_at": now}
    try:
        with database.transaction() as connection:
            changed = connection.execute(update(SCENARIO).where(*here), values).rowcount
    except IntegrityError as error:
        raise ScenarioNameTaken(key, name, shipped=False) from error
    if not changed:
        raise UnknownScenario(key, scenario_id)


def delete_scenario(database: Database, key: str, scenario_id: int) -> None:
    """Raises UnknownScenario."""
    here = (SCENARIO.c.key == key, SCENARIO.c.id == scenario_id)
    with database.transaction() as connection:
        if not connection.execute(delete(SCENARIO).where(*here)).rowcount:
            raise UnknownScenario(key, scenario_id)


def _fit_name(key: str, name: str) -> str:
    """With its spaces put in order. Raises ScenarioNameUnfit, ScenarioNameTaken for one that is shipped."""
    name = " ".join(name.split())
    if not is_seen(name) or len(name) > LONGEST_NAME or not name.isprintable():
        raise ScenarioNameUnfit(name)
    if any(each.name == name for each in shipped_scenarios(key)):
        raise ScenarioNameTaken(key, name, shipped=True)
    return name
