from __future__ import annotations

import pytest

from engine.commands.model_scenarios import (
    LONGEST_CONTENT,
    ScenarioNameTaken,
    ScenarioNameUnfit,
    ScenarioTooLarge,
    delete_scenario,
    rename_scenario,
    save_scenario,
)
from engine.rehearsal.scenario import ScenarioInvalid
from engine.rehearsal.scenario_store import (
    UnknownScenario,
    kept_scenarios,
    saved_scenario,
    saved_scenarios,
    shipped_scenario,
)
from engine.settings import ROOT
from engine.storage.database import Database
from tests.conftest import NOW

EMPTY = b"{}"


def save(database: Database, name: str, content: bytes = EMPTY, **members) -> int:
    members = {"key": "case", "actor": "arman", "now": NOW, **members}
    return save_scenario(database, members.pop("key"), name, content, **members)


def names(database: Database, key: str = "case") -> list[str]:
    with database.snapshot() as connection:
        return [each.name for each in saved_scenarios(connection, key)]


def test_a_saved_scenario_is_read_again(database):
    scenario_id = save(database, "Granted", b'{"variables": {"a": 1}}')
    with database.snapshot() as connection:
        kept = saved_scenario(connection, "case", scenario_id)

    assert (kept.name, kept.saved_by, kept.saved_at, kept.shipped) == (
        "Granted",
        "arman",
        NOW,
        False,
    )
    assert kept.read().variables == {"a": 1}


def test_scenarios_stand_by_name_and_by_process(database):
    save(database, "B")
    save(database, "A")
    save(database, "C", key="other")

    assert names(database) == ["A", "B"]


def test_a_name_is_taken_once(database):
    save(database, "Granted")
    with pytest.raises(ScenarioNameTaken) as taken:
        save(database, " Granted ")

    assert not taken.value.shipped


def test_a_scenario_is_replaced_where_that_is_asked(database):
    first = save(database, "Granted")
    again = save(database, "Granted", b'{"advance": "PT0S"}', replace=True, actor="dana")
    with database.snapshot() as connection:
        kept = saved_scenario(connection, "case", first)

    assert again == first
    assert (kept.content, kept.saved_by) == ('{"advance": "PT0S"}', "dana")


def test_replacing_what_is_not_there_saves_it(database):
    save(database, "Granted", replace=True)

    assert names(database) == ["Granted"]


def test_a_shipped_name_is_taken(database):
    with pytest.raises(ScenarioNameTaken) as taken:
        save(database, "granted", key="externat", replace=True)

    assert taken.value.shipped


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "a\x00b", "a\u202eb"])
def test_a_name_that_cannot_be_shown_is_refused(database, name):
    with pytest.raises(ScenarioNameUnfit):
        save(database, name)


def test_spaces_of_a_name_are_put_in_order(database):
    save(database, "  Two \n words ")

    assert names(database) == ["Two words"]


def test_what_is_no_scenario_is_refused(database):
    with pytest.raises(ScenarioInvalid):
        save(database, "Granted", b'{"answer": {}}')

    assert names(database) == []


def test_a_scenario_that_is_too_large_is_refused(database):
    with pytest.raises(ScenarioTooLarge):
        save(database, "Granted", b" " * (LONGEST_CONTENT + 1))


def test_a_scenario_is_renamed(database):
    scenario_id = save(database, "Granted")
    rename_scenario(database, "case", scenario_id, "Issued", actor="dana", now=NOW)

    assert names(database) == ["Issued"]


def test_it_is_not_renamed_to_a_name_that_is_taken(database):
    scenario_id = save(database, "Granted")
    save(database, "Issued")
    with pytest.raises(ScenarioNameTaken):
        rename_scenario(database, "case", scenario_id, "Issued", actor="dana", now=NOW)


def test_a_scenario_of_another_process_is_not_renamed_nor_deleted(database):
    scenario_id = save(database, "Granted")
    with pytest.raises(UnknownScenario):
        rename_scenario(database, "other", scenario_id, "Issued", actor="dana", now=NOW)
    with pytest.raises(UnknownScenario):
        delete_scenario(database, "other", scenario_id)

    assert names(database) == ["Granted"]


def test_a_deleted_scenario_is_gone(database):
    scenario_id = save(database, "Granted")
    delete_scenario(database, "case", scenario_id)

    assert names(database) == []
    with pytest.raises(UnknownScenario):
        delete_scenario(database, "case", scenario_id)


def test_a_scenario_that_is_not_there_is_not_found(database):
    with database.snapshot() as connection, pytest.raises(UnknownScenario):
        saved_scenario(connection, "case", 404)


def test_shipped_scenarios_stand_before_the_saved_ones(database):
    save(database, "A saved one", key="externat")
    with database.snapshot() as connection:
        kept = kept_scenarios(connection, "externat")

    assert kept[0].shipped
    assert kept[-1].name == "A saved one"
    shipped = list((ROOT / "bpmn" / "scenarios" / "externat").glob("*.json"))
    assert len(kept) == len(shipped) + 1


@pytest.mark.parametrize("key", ["", "..", "../scenarios/externat", "/", "case"])
def test_a_key_is_never_a_path(key):
    with pytest.raises(UnknownScenario):
        shipped_scenario(key, "granted")
