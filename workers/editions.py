"""What differs between legal editions of the service; a case keeps the edition it was filed under."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, kw_only=True)
class Edition:
    """preliminary_notice: whether the applicant is heard before a refusal (АППК, art. 73).
    term_days: working days of the whole service.
    name_kk, name_ru: printed at the foot of every page.
    """

    preliminary_notice: bool
    term_days: int
    name_kk: str
    name_ru: str


DEFAULT = "2016"
EDITIONS: Mapping[str, Edition] = MappingProxyType(
    {
        DEFAULT: Edition(
            preliminary_notice=False,
            term_days=15,
            name_kk="2016 жылғы редакция (бұйрық 22.01.2016 № 68, 01.03.2016–2020 жж. қолданыста болған)",
            name_ru="Редакция 2016 года (приказ от 22.01.2016 № 68, действовала с 01.03.2016 по 2020 год)",
        ),
        "2016+hearing": Edition(
            preliminary_notice=True,
            term_days=15,
            name_kk="2016 жылғы редакция (бұйрық 22.01.2016 № 68), ӘРПК 73-бабы бойынша тыңдаумен",
            name_ru="Редакция 2016 года (приказ от 22.01.2016 № 68) с заслушиванием по статье 73 АППК",
        ),
    }
)


def edition_of(rules: str) -> Edition:
    """The edition named by a process (`rules`), 2016 where it names none that we know."""
    return EDITIONS.get(rules, EDITIONS[DEFAULT])
