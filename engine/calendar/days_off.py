"""Public days off of Kazakhstan year by year: the package `holidays`, with names of our own in three languages.

Sources: Law 267-II on holidays, Labour Code art. 84-85; decisions of the government on transferred days as the
package has them (none after 2025: those are entered as overrides, see `engine.calendar.working.Override`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from types import MappingProxyType

from holidays.countries.kazakhstan import Kazakhstan
from holidays.version import __version__

PACKAGE = f"holidays {__version__}"

# by the package's English name: Kazakh, Russian, English
NAMES = MappingProxyType(
    {
        "New Year's Day": ("Жаңа жыл", "Новый год", "New Year's Day"),
        "Orthodox Christmas": (
            "Православиелік Рождество",
            "Православное Рождество",
            "Orthodox Christmas",
        ),
        "International Women's Day": (
            "Халықаралық әйелдер күні",
            "Международный женский день",
            "International Women's Day",
        ),
        "Nowruz Holiday": ("Наурыз мейрамы", "Наурыз мейрамы", "Nauryz"),
        "Kazakhstan's People Solidarity Holiday": (
            "Қазақстан халқының бірлігі мерекесі",
            "Праздник единства народа Казахстана",
            "Unity Day of the People of Kazakhstan",
        ),
        "Defender of the Fatherland Day": (
            "Отан қорғаушы күні",
            "День защитника Отечества",
            "Defender of the Fatherland Day",
        ),
        "Victory Day": ("Жеңіс күні", "День Победы", "Victory Day"),
        "Capital Day": ("Астана күні", "День столицы", "Capital Day"),
        "Constitution Day": ("Конституция күні", "День Конституции", "Constitution Day"),
        "Republic Day": ("Республика күні", "День Республики", "Republic Day"),
        "First President Day": (
            "Тұңғыш Президент күні",
            "День Первого Президента",
            "First President Day",
        ),
        "Independence Day": ("Тәуелсіздік күні", "День Независимости", "Independence Day"),
        "Eid al-Adha": ("Құрбан айт", "Курбан айт", "Eid al-Adha (Kurban ait)"),
    }
)
MOVED = (
    "Демалыс күні ({} күнінен ауыстырылды)",
    "Выходной (перенесён с {})",
    "Day off (moved from {})",
)
OBSERVED = ("ауыстырылған демалыс", "перенесённый выходной", "observed")
ESTIMATED = ("болжамды күні", "дата предварительная", "estimated")

Names = tuple[str, str, str]


@dataclass(frozen=True, kw_only=True)
class YearOfLaw:
    """What the package says of one year.

    off: days off with their names (kk, ru, en); worked: days of the weekend that are worked by transfer.
    """

    off: MappingProxyType[date, Names]
    worked: frozenset[date]


@lru_cache(maxsize=128)
def year_of_law(year: int) -> YearOfLaw:
    """The days off of a year; expanded once a process."""
    listed = Kazakhstan(years=year, language="en_US", expand=False)
    worked = listed.weekend_workdays | Kazakhstan(years=year + 1, expand=False).weekend_workdays
    return YearOfLaw(
        off=MappingProxyType(
            {day: named(listed[day]) for day in sorted(listed) if day.year == year}
        ),
        worked=frozenset(day for day in worked if day.year == year),
    )


def named(english: str) -> Names:
    """The names of a day off in kk, ru, en; a name that is not in our table yet stays as the package has it."""
    parts = [_named_one(part) for part in english.split("; ")]
    kk, ru, en = ("; ".join(words) for words in zip(*parts, strict=True))
    return kk, ru, en


def is_estimated(names: Names) -> bool:
    """Whether the package only guesses the date: by the moon, as long as no act confirms it."""
    return f"({ESTIMATED[2]})" in names[2]


def confirmed(names: Names) -> Names:
    """The names without the word that the date is a guess."""
    kk, ru, en = (
        name.replace(f" ({mark})", "") for name, mark in zip(names, ESTIMATED, strict=True)
    )
    return kk, ru, en


def _named_one(english: str) -> Names:
    moved = re.fullmatch(r"Day off \(substituted from (\d\d)/(\d\d)/(\d{4})\)", english)
    if moved:
        month, day, year = moved.groups()
        return _each(MOVED, f"{day}.{month}.{year}")
    base, _, marks = english.partition(" (")
    names = NAMES.get(base, (base, base, base))
    for mark, words in (("observed", OBSERVED), ("estimated", ESTIMATED)):
        if mark in marks:
            names = (
                f"{names[0]} ({words[0]})",
                f"{names[1]} ({words[1]})",
                f"{names[2]} ({words[2]})",
            )
    return names


def _each(patterns: Names, text: str) -> Names:
    kk, ru, en = patterns
    return kk.format(text), ru.format(text), en.format(text)
