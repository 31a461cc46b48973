"""Where the demonstration lives, and that nothing else is ever cleared away for it."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, inspect, text

from cli.assembly import assembled
from cli.demonstration.place import (
    DemoExists,
    DemoMissing,
    NotADemo,
    clear_place,
    demo_place,
    demo_settings,
)
from cli.demonstration.stage import opened_stage
from cli.deploy import deploy_file
from engine.errors import SettingMissing
from engine.settings import ROOT
from engine.storage.database import Database
from tests.hashing import cheap_hasher


@pytest.fixture
def environment(tmp_path):
    return {"RUQSAT_VAR_DIR": str(tmp_path / "var")}


@pytest.fixture
def place(environment):
    return demo_place(environment=environment)


def empty_database(server, name):
    """The address of a new database on the server."""
    admin = create_engine(server, isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        connection.execute(text(f"CREATE DATABASE {name}"))
    admin.dispose()
    return server.replace("/postgres?", f"/{name}?")


def make_demo(place):
    with opened_stage(place.settings, hasher=cheap_hasher()):
        pass


def make_system(place):
    """A system that somebody works with."""
    with assembled(place.settings) as platform:
        model = ROOT / "bpmn" / "externat.bpmn"
        deploy_file(platform.runtime, model, actor="arman", now=platform.clock())


def test_it_has_a_database_a_folder_and_an_outbox_of_its_own(place, tmp_path):
    var = tmp_path / "var"

    assert place.file == var / "demo.sqlite"
    assert place.documents == var / "demo-documents"
    assert place.settings.var_dir == var / "demo"


def test_it_can_sign_whatever_the_node_is_set_to(environment):
    assert (
        demo_place(environment={**environment, "RUQSAT_SIGNER": "none"}).settings.signer == "demo"
    )


def test_another_database_is_named_by_its_address(environment):
    place = demo_place("postgresql://ruqsat:secret@db/demo", environment)

    assert place.settings.database_url == "postgresql+psycopg://ruqsat:secret@db/demo"
    assert place.file is None
    assert "secret" not in place.shown_url


def test_production_has_no_place_for_it(environment):
    with pytest.raises(SettingMissing, match="refused in production"):
        demo_place(environment={**environment, "RUQSAT_ENV": "production"})


def test_an_empty_place_is_ready(place):
    clear_place(place, fresh=False)

    assert place.settings.var_dir.is_dir()


def test_a_second_one_is_refused_with_the_way_out(place):
    make_demo(place)

    with pytest.raises(DemoExists, match=r"Add --fresh, or remove .*demo\.sqlite"):
        clear_place(place, fresh=False)


def test_a_fresh_one_replaces_it_with_its_documents(place):
    make_demo(place)
    (place.documents / "2016-000001").mkdir(parents=True)
    clear_place(place, fresh=True)

    assert not place.file.exists()
    assert not place.documents.exists()


@pytest.mark.parametrize("fresh", [False, True])
def test_a_system_that_somebody_works_with_stays(place, fresh):
    make_system(place)

    with pytest.raises(NotADemo):
        clear_place(place, fresh=fresh)
    assert place.file.exists()


def test_a_file_that_holds_something_else_stays(place):
    place.settings.var_dir.mkdir(parents=True)
    other = Database(place.settings.database_url)
    with other.transaction() as connection:
        connection.exec_driver_sql("CREATE TABLE recipe (name TEXT)")
    other.dispose()
    clear_place(place, fresh=True)

    assert place.file.exists()


def test_the_tables_of_a_server_are_dropped_and_made_again(postgres_server, environment):
    url = empty_database(postgres_server, "ruqsat_demo_place")
    place = demo_place(url, environment)
    make_demo(place)
    with pytest.raises(DemoExists, match="Add --fresh"):
        clear_place(place, fresh=False)
    clear_place(place, fresh=True)
    database = Database(place.settings.database_url)
    with database.snapshot() as connection:
        assert inspect(connection).get_table_names() == []
    database.dispose()


def test_what_is_not_there_cannot_be_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("RUQSAT_VAR_DIR", str(tmp_path))

    with pytest.raises(DemoMissing, match=r"run_engine\.py demo"):
        demo_settings()


def test_what_is_there_is_shown(monkeypatch, tmp_path):
    monkeypatch.setenv("RUQSAT_VAR_DIR", str(tmp_path))
    place = demo_place()
    make_demo(place)

    assert demo_settings() == place.settings
