"""Receipt of acceptance: the fields of the neighbouring standard's form and of the talon of АППК art. 64."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from engine.expression.values import Value
from workers.answers import Answers
from workers.documents.wording import (
    CHANNELS,
    COPIES,
    PACKAGE,
    SERVICE,
    form_day,
    short_day,
    short_moment,
)
from workers.local_time import local_date

CABINET_KK = "порталдағы жеке кабинет"
CABINET_RU = "личный кабинет на портале"
BY_PORTAL_KK = "веб-портал, автоматты түрде тіркелді"
BY_PORTAL_RU = "веб-портал, зарегистрировано автоматически"


@dataclass(frozen=True, kw_only=True)
class Acceptance:
    """term_days: working days, the day of acceptance not counted."""

    number: str
    accepted_at: datetime
    due_on: date
    term_days: int
    case_no: str


def data(answers: Answers, acceptance: Acceptance) -> dict[str, Value]:
    portal = answers.optional("channel") == "portal"
    channel = CHANNELS[answers.choice("channel", CHANNELS)]
    day = form_day(local_date(acceptance.accepted_at))
    return {
        **(_by_portal(answers) if portal else _by_worker(answers)),
        "portal": portal,
        "number": acceptance.number,
        "received_from": answers.text("applicant_name"),
        "documents_kk": _documents(answers, "kk"),
        "documents_ru": _documents(answers, "ru"),
        "service_kk": SERVICE.kk,
        "service_ru": SERVICE.ru,
        "channel_kk": channel.kk,
        "channel_ru": channel.ru,
        "case_no": acceptance.case_no,
        "accepted_at": short_moment(acceptance.accepted_at),
        "term_kk": f"{acceptance.term_days} жұмыс күні (қабылдау күні кірмейді)",
        "term_ru": f"{acceptance.term_days} рабочих дней (день приёма не входит)",
        "due_on": short_day(acceptance.due_on),
        "day_kk": day.kk,
        "day_ru": day.ru,
    }


def _by_worker(answers: Answers) -> dict[str, object]:
    branch, worker = answers.group("branch"), answers.text("worker_name")
    return {
        **{f"org_{each}": branch.text(f"name_{each}") for each in ("kk", "ru")},
        **{f"place_{each}": branch.text(f"address_{each}") for each in ("kk", "ru")},
        **{
            f"place_of_result_{each}": f"{branch.text(f'name_{each}')}, {branch.text(f'address_{each}')}"
            for each in ("kk", "ru")
        },
        **{
            f"accepted_by_{each}": f"{worker}, {answers.text(f'worker_position_{each}')}"
            for each in ("kk", "ru")
        },
        "phone": answers.optional("worker_phone") or branch.text("phone"),
    }


def _by_portal(answers: Answers) -> dict[str, object]:
    provider = answers.group("provider")
    return {
        **{f"org_{each}": provider.text(f"name_{each}") for each in ("kk", "ru")},
        **{f"place_{each}": provider.text(f"address_{each}") for each in ("kk", "ru")},
        "place_of_result_kk": CABINET_KK,
        "place_of_result_ru": CABINET_RU,
        "accepted_by_kk": BY_PORTAL_KK,
        "accepted_by_ru": BY_PORTAL_RU,
        "phone": provider.text("phone"),
    }


def _documents(answers: Answers, language: str) -> list[str]:
    """The application first, whether or not it was ticked; then what was given, with its form and note."""
    lines = [PACKAGE["application"].text(language)]
    for each in answers.groups("documents"):
        kind = each.choice("kind", PACKAGE)
        if kind != "application":
            lines.append(_line(each, kind, language))
    return lines


def _line(document: Answers, kind: str, language: str) -> str:
    copy = COPIES.get(document.optional("copy"))
    details = (copy.text(language) if copy else "", document.optional("note"))
    shown = ", ".join(filter(None, details))
    return f"{PACKAGE[kind].text(language)} – {shown}" if shown else PACKAGE[kind].text(language)
