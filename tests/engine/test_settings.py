from __future__ import annotations

import pytest

from engine.errors import SettingMissing
from engine.settings import read_settings, refuse_unsafe

SAFE = {
    "RUQSAT_ENV": "production",
    "RUQSAT_DATABASE_URL": "postgresql://ruqsat@localhost/ruqsat",
    "RUQSAT_DATA_KEY": "d" * 32,
    "RUQSAT_SECRET_KEY": "s" * 32,
    "RUQSAT_PUBLIC_URL": "https://ruqsat.example",
}


def test_without_any_variable_the_embedded_default_runs(tmp_path):
    settings = read_settings({}, root=tmp_path)

    assert settings.database_url == f"sqlite:///{tmp_path}/var/ruqsat.sqlite"
    assert not settings.production


def test_an_address_of_postgresql_names_its_driver():
    settings = read_settings({"RUQSAT_DATABASE_URL": "postgresql://a@b/c"})

    assert settings.database_url == "postgresql+psycopg://a@b/c"
    assert settings.database_owner_url == "postgresql+psycopg://a@b/c"


def test_a_number_that_is_none_is_named():
    with pytest.raises(SettingMissing, match="RUQSAT_TICK_SECONDS: 'soon' is not a number"):
        read_settings({"RUQSAT_TICK_SECONDS": "soon"})


def test_the_public_address_has_no_slash_at_its_end():
    assert (
        read_settings({"RUQSAT_PUBLIC_URL": "https://a.example/"}).public_url == "https://a.example"
    )


def test_production_starts_on_its_own_secrets():
    refuse_unsafe(read_settings(SAFE), SAFE)


@pytest.mark.parametrize("name", sorted(SAFE.keys() - {"RUQSAT_ENV"}))
def test_production_refuses_what_is_not_set(name):
    environment = {key: value for key, value in SAFE.items() if key != name}

    with pytest.raises(SettingMissing, match=name):
        refuse_unsafe(read_settings(environment), environment)


@pytest.mark.parametrize("name", ["RUQSAT_DATA_KEY", "RUQSAT_SECRET_KEY"])
def test_production_refuses_a_short_secret(name):
    environment = {**SAFE, name: "short"}

    with pytest.raises(SettingMissing, match="at least 32"):
        refuse_unsafe(read_settings(environment), environment)


def test_development_asks_for_nothing():
    refuse_unsafe(read_settings({}), {})


@pytest.mark.parametrize("text", ["nan", "inf", "-5", "0"])
def test_a_number_must_be_above_zero(text):
    with pytest.raises(SettingMissing, match="RUQSAT_LEASE_SECONDS"):
        read_settings({"RUQSAT_LEASE_SECONDS": text})


@pytest.mark.parametrize("name", ["prod", "Production", "test"])
def test_an_environment_that_is_not_known_is_refused(name):
    with pytest.raises(SettingMissing, match="neither development nor production"):
        read_settings({"RUQSAT_ENV": name})


@pytest.mark.parametrize("url", ["nonsense", "mysql://a/b"])
def test_a_database_that_is_neither_is_refused(url):
    with pytest.raises(SettingMissing, match="names no SQLite or PostgreSQL database"):
        read_settings({"RUQSAT_DATABASE_URL": url})
