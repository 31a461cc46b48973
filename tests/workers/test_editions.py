from __future__ import annotations

from workers.editions import EDITIONS, edition_of


def test_2016_has_fifteen_working_days_and_no_hearing() -> None:
    edition = edition_of("2016")
    assert (edition.term_days, edition.preliminary_notice) == (15, False)


def test_an_unknown_edition_is_the_default_one() -> None:
    assert edition_of("") is edition_of("1999") is EDITIONS["2016"]


def test_the_foot_names_the_edition_in_both_languages() -> None:
    for edition in EDITIONS.values():
        assert edition.name_kk.startswith("2016 жылғы редакция (бұйрық 22.01.2016 № 68")
        assert edition.name_ru.startswith("Редакция 2016 года (приказ от 22.01.2016 № 68")
