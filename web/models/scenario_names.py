"""How pages name a scenario in an address or a choice: `shipped:NAME` or `saved:ID`."""

from __future__ import annotations

from engine.rehearsal.scenario import Scenario, ScenarioInvalid
from engine.rehearsal.scenario_store import (
    KeptScenario,
    UnknownScenario,
    kept_scenarios,
    saved_scenario,
    shipped_scenario,
)
from web.platform import current_platform
from web.row_numbers import row_number


def name_of(kept: KeptScenario) -> str:
    return f"shipped:{kept.name}" if kept.shipped else f"saved:{kept.id}"


def scenario_choices(key: str) -> list[tuple[str, KeptScenario]]:
    """All of a process, with the value that a form posts for each."""
    with current_platform().database.snapshot() as connection:
        return [(name_of(kept), kept) for kept in kept_scenarios(connection, key)]


def named_scenario(key: str, which: str) -> KeptScenario:
    """Raises UnknownScenario."""
    kind, _, name = which.partition(":")
    if kind == "shipped":
        return shipped_scenario(key, name)
    if kind != "saved":
        raise UnknownScenario(key, which)
    with current_platform().database.snapshot() as connection:
        return saved_scenario(connection, key, row_number(name))


def lent_scenario(key: str, which: str) -> Scenario | None:
    """The scenario, None where it is gone by now or cannot be read."""
    try:
        return named_scenario(key, which).read() if which else None
    except (UnknownScenario, ScenarioInvalid):
        return None
