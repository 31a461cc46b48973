"""Words of the official forms in Kazakh and Russian (and English for notices), and dates written out in both."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

from engine.calendar.working import ALMATY
from engine.words import Words

SERVICE = Words(
    kk="Негізгі орта, жалпы орта білім беру ұйымдарында экстернат нысанында оқытуға рұқсат беру",
    ru="Выдача разрешения на обучение в форме экстерната в организациях основного среднего, "
    "общего среднего образования",
    en="Permission to study as an external student in basic and general secondary schools",
)

PACKAGE: Mapping[str, Words] = MappingProxyType(
    {
        "application": Words(
            kk="Экстернат нысанында оқытуға өтініш (стандартқа 2-қосымша)",
            ru="Заявление на обучение в форме экстерната (приложение 2 к стандарту)",
            en="Application (annex 2 of the standard)",
        ),
        "medical-conclusion": Words(
            kk="Дәрігерлік-консультативтік комиссияның 035-1/у нысанындағы қорытындысы",
            ru="Заключение врачебно-консультативной комиссии по форме 035-1/у",
            en="Conclusion of the medical advisory commission, form 035-1/u",
        ),
        "parents-abroad-certificate": Words(
            kk="Ата-анасының немесе оларды алмастыратын адамдардың уақытша шетелде тұруы туралы анықтама",
            ru="Справка о временном проживании за рубежом родителей или лиц, их заменяющих",
            en="Certificate of temporary residence of the parents abroad",
        ),
        "study-abroad-document": Words(
            kk="Шетелде оқитындығын растайтын құжат",
            ru="Документ, подтверждающий обучение за рубежом",
            en="Document confirming study abroad",
        ),
        "birth-certificate": Words(
            kk="Туу туралы куәліктің көшірмесі (2008 жылға дейін туған жағдайда)",
            ru="Копия свидетельства о рождении (в случае рождения до 2008 года)",
            en="Copy of the birth certificate (if born before 2008)",
        ),
        "id-card-copy": Words(
            kk="Жеке куәліктің көшірмесі (болған жағдайда)",
            ru="Копия удостоверения личности (при наличии)",
            en="Copy of the identity card (if any)",
        ),
        "proxy": Words(
            kk="Нотариалды куәландырылған сенімхат",
            ru="Нотариально удостоверенная доверенность",
            en="Notarised power of attorney",
        ),
        "other": Words(kk="Басқа құжат", ru="Другой документ", en="Another document"),
    }
)

COPIES: Mapping[str, Words] = MappingProxyType(
    {
        "original": Words(kk="түпнұсқа", ru="оригинал", en="original"),
        "copy": Words(kk="көшірме", ru="копия", en="copy"),
        "scan": Words(kk="электрондық көшірме", ru="электронная копия", en="scan"),
    }
)

CHANNELS: Mapping[str, Words] = MappingProxyType(
    {
        "state-corporation": Words(
            kk="«Азаматтарға арналған үкімет» мемлекеттік корпорациясы",
            ru="Государственная корпорация «Правительство для граждан»",
            en="State Corporation «Government for Citizens»",
        ),
        "portal": Words(
            kk="«электрондық үкіметтің» веб-порталы",
            ru="веб-портал «электронного правительства»",
            en="e-government portal",
        ),
    }
)

RELATIONS: Mapping[str, Words] = MappingProxyType(
    {
        "self": Words(kk="білім алушының өзі", ru="сам обучающийся", en="the pupil"),
        "parent": Words(kk="ата-анасы", ru="родитель", en="parent"),
        "guardian": Words(kk="қамқоршысы (қорғаншысы)", ru="опекун (попечитель)", en="guardian"),
        "other_legal_rep": Words(
            kk="өзге заңды өкілі", ru="иной законный представитель", en="legal representative"
        ),
        "notarised_proxy": Words(
            kk="нотариалды куәландырылған сенімхат бойынша өкілі",
            ru="представитель по нотариально удостоверенной доверенности",
            en="representative by notarised proxy",
        ),
    }
)

GROUNDS: Mapping[str, Words] = MappingProxyType(
    {
        "health": Words(
            kk="Денсаулық жағдайына байланысты білім беру ұйымына бара алмайды",
            ru="Не может посещать организацию образования по состоянию здоровья",
            en="Cannot attend the educational organisation for reasons of health",
        ),
        "abroad_with_parents": Words(
            kk="Ата-анасымен (оларды алмастыратын адамдармен) бірге уақытша шетелде тұрады",
            ru="Временно проживает за рубежом с родителями (лицами, их заменяющими)",
            en="Lives abroad for a time with the parents (or those in their place)",
        ),
        "abroad_alone": Words(
            kk="Ата-анасынсыз шетелде оқиды",
            ru="Обучается за рубежом без родителей",
            en="Studies abroad without the parents",
        ),
    }
)  # as the form of the application has them

MONTHS = (
    ("қаңтар", "қаңтардағы", "января"),
    ("ақпан", "ақпандағы", "февраля"),
    ("наурыз", "наурыздағы", "марта"),
    ("сәуір", "сәуірдегі", "апреля"),
    ("мамыр", "мамырдағы", "мая"),
    ("маусым", "маусымдағы", "июня"),
    ("шілде", "шілдедегі", "июля"),
    ("тамыз", "тамыздағы", "августа"),
    ("қыркүйек", "қыркүйектегі", "сентября"),
    ("қазан", "қазандағы", "октября"),
    ("қараша", "қарашадағы", "ноября"),
    ("желтоқсан", "желтоқсандағы", "декабря"),
)


def written_day(day: date) -> Words:
    """2025 жылғы 12 қараша; 12 ноября 2025 года."""
    kk, _, ru = MONTHS[day.month - 1]
    return Words(kk=f"{day.year} жылғы {day.day} {kk}", ru=f"{day.day} {ru} {day.year} года")


def day_of(day: date) -> Words:
    """As an attribute: 2025 жылғы 12 қарашадағы; от 12 ноября 2025 года."""
    _, kk, ru = MONTHS[day.month - 1]
    return Words(kk=f"{day.year} жылғы {day.day} {kk}", ru=f"от {day.day} {ru} {day.year} года")


def short_day(day: date) -> str:
    """03.11.2025, the same in both languages."""
    return day.strftime("%d.%m.%Y")


def short_moment(instant: datetime) -> str:
    """03.11.2025 10:15 in Asia/Almaty."""
    return instant.astimezone(ALMATY).strftime("%d.%m.%Y %H:%M")


def form_day(day: date) -> Words:
    """As the forms have it: «03» қараша 2025 жыл; «03» ноября 2025 года."""
    kk, _, ru = MONTHS[day.month - 1]
    return Words(
        kk=f"«{day.day:02d}» {kk} {day.year} жыл", ru=f"«{day.day:02d}» {ru} {day.year} года"
    )
