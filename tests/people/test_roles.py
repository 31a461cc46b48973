from __future__ import annotations

import pytest

from people.roles import LANE_NAMES, NAMES, Role, lane_of, role_name, role_of_lane

HEAD = "Көрсетілетін қызметті берушінің басшысы"


@pytest.mark.parametrize("name", sorted(LANE_NAMES))
def test_a_lane_leads_to_its_role_and_back(name: str) -> None:
    role = role_of_lane(name)

    assert role is not None
    assert lane_of(role) == name


def test_six_roles_have_a_lane() -> None:
    assert len(LANE_NAMES) == 6


@pytest.mark.parametrize("role", [Role.ANALYST, Role.AUDITOR, Role.ADMINISTRATOR])
def test_who_stands_beside_the_process_has_no_lane(role: Role) -> None:
    assert lane_of(role) is None


@pytest.mark.parametrize("name", ["", "Маман", HEAD.replace("е", "e"), HEAD.lower()])
def test_a_lane_written_otherwise_is_nobodys(name: str) -> None:
    assert role_of_lane(name) is None


@pytest.mark.parametrize("role", list(Role))
def test_a_role_has_a_name_in_each_language(role: Role) -> None:
    assert NAMES[role].keys() == {"kk", "ru", "en"}
    assert all(role_name(role, language) for language in ("kk", "ru", "en"))


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_no_two_roles_have_one_name(language: str) -> None:
    assert len({role_name(role, language) for role in Role}) == len(Role)


def test_lane_names_are_in_one_script() -> None:
    latin = set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")

    assert not latin & set("".join(LANE_NAMES))


def test_an_unknown_language_gets_the_kazakh_name() -> None:
    assert role_name(Role.HEAD, "fr") == "Басшы"
