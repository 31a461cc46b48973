from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from engine.words import Words
from workers.documents.law import COMPETENCE, REFUSAL_GROUNDS
from workers.documents.making import TITLES, Kind
from workers.documents.wording import (
    CHANNELS,
    COPIES,
    PACKAGE,
    RELATIONS,
    SERVICE,
    day_of,
    form_day,
    short_moment,
    written_day,
)

PACKAGE_KINDS = {
    "application",
    "medical-conclusion",
    "parents-abroad-certificate",
    "study-abroad-document",
    "birth-certificate",
    "id-card-copy",
    "proxy",
    "other",
}


def test_the_package_has_the_kinds_of_the_dictionary() -> None:
    assert set(PACKAGE) == PACKAGE_KINDS


def test_everything_is_worded_in_kazakh_russian_and_english() -> None:
    tables = (PACKAGE, CHANNELS, COPIES, RELATIONS, TITLES)
    every = [SERVICE, *(words for table in tables for words in table.values())]
    assert all(words.kk and words.ru and words.en for words in every)
    assert set(TITLES) == set(Kind)


def test_law_is_quoted_in_both_languages() -> None:
    grounds = [ground.words for ground in REFUSAL_GROUNDS.values()]
    assert all(words.kk and words.ru for words in (*grounds, *COMPETENCE.values()))


@pytest.mark.parametrize(
    ("month", "kk", "ru"),
    [
        (1, "2016 жылғы 5 қаңтардағы", "от 5 января 2016 года"),
        (4, "2016 жылғы 5 сәуірдегі", "от 5 апреля 2016 года"),
        (7, "2016 жылғы 5 шілдедегі", "от 5 июля 2016 года"),
        (9, "2016 жылғы 5 қыркүйектегі", "от 5 сентября 2016 года"),
        (12, "2016 жылғы 5 желтоқсандағы", "от 5 декабря 2016 года"),
    ],
)
def test_dates_are_inflected(month: int, kk: str, ru: str) -> None:
    assert day_of(date(2016, month, 5)) == Words(kk=kk, ru=ru)


def test_dates_are_written_out() -> None:
    day = date(2016, 11, 3)
    assert written_day(day) == Words(kk="2016 жылғы 3 қараша", ru="3 ноября 2016 года")
    assert form_day(day) == Words(kk="«03» қараша 2016 жыл", ru="«03» ноября 2016 года")


def test_instants_are_shown_in_almaty() -> None:
    assert short_moment(datetime(2025, 3, 1, 19, 5, tzinfo=UTC)) == "02.03.2025 00:05"
