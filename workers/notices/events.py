"""What is told, in three languages. Subjects name nobody: they stand in lists and on locked screens."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from string import Template
from types import MappingProxyType

from engine.words import Words
from workers.documents.wording import short_day, short_moment


class NoticeKind(StrEnum):
    ACCEPTED = "accepted"
    READY = "ready"  #: at the State Corporation
    PUBLISHED = "published"  #: in the cabinet
    PRELIMINARY = "preliminary"
    WITHDRAWN = "withdrawn"
    CORRECTED = "corrected"  #: data of the application, by whoever works on it
    OVERDUE = "overdue"  #: to the head of the office
    ASSIGNED = "assigned"  #: to whom a task was given
    RETURNED = "returned"  #: to whom a task has come back
    HANDED_OVER = "handed-over"  #: to the branch to which results are on the way


OF_STAFF = frozenset(
    {NoticeKind.OVERDUE, NoticeKind.ASSIGNED, NoticeKind.RETURNED, NoticeKind.HANDED_OVER}
)
"""Told to who works here; all others are told to applicants."""


@dataclass(frozen=True, kw_only=True)
class Text:
    subject: str
    body: str


SUBJECTS: Mapping[NoticeKind, Words] = MappingProxyType(
    {
        NoticeKind.ACCEPTED: Words(
            kk="№ $case_no өтініш қабылданды",
            ru="Заявление № $case_no принято",
            en="Application No $case_no is accepted",
        ),
        NoticeKind.READY: Words(
            kk="№ $case_no өтініш бойынша нәтиже дайын",
            ru="Результат по заявлению № $case_no готов",
            en="The result for application No $case_no is ready",
        ),
        NoticeKind.PUBLISHED: Words(
            kk="№ $case_no өтініш бойынша нәтиже жеке кабинетте",
            ru="Результат по заявлению № $case_no в личном кабинете",
            en="The result for application No $case_no is in your cabinet",
        ),
        NoticeKind.PRELIMINARY: Words(
            kk="№ $case_no өтініш бойынша алдын ала шешім",
            ru="Предварительное решение по заявлению № $case_no",
            en="Preliminary decision on application No $case_no",
        ),
        NoticeKind.WITHDRAWN: Words(
            kk="№ $case_no өтініш кері қайтарып алынды",
            ru="Заявление № $case_no отозвано",
            en="Application No $case_no is withdrawn",
        ),
        NoticeKind.CORRECTED: Words(
            kk="№ $case_no өтініштің деректері түзетілді",
            ru="Исправлены данные заявления № $case_no",
            en="Data of application No $case_no are corrected",
        ),
        NoticeKind.OVERDUE: Words(
            kk="Мерзімі өтті: № $case_no іс",
            ru="Просрочено: дело № $case_no",
            en="Overdue: case No $case_no",
        ),
        NoticeKind.ASSIGNED: Words(
            kk="Сізге тапсырма берілді: № $case_no іс",
            ru="Вам передана задача: дело № $case_no",
            en="A task is given to you: case No $case_no",
        ),
        NoticeKind.RETURNED: Words(
            kk="Тапсырма сізге қайтарылды: № $case_no іс",
            ru="Задача возвращена вам: дело № $case_no",
            en="A task is returned to you: case No $case_no",
        ),
        NoticeKind.HANDED_OVER: Words(
            kk="Сіздің филиалға нәтижелер берілді",
            ru="Вашему филиалу переданы результаты",
            en="Results are handed over to your branch",
        ),
    }
)

BODIES: Mapping[NoticeKind, Words] = MappingProxyType(
    {
        NoticeKind.ACCEPTED: Words(
            kk="Өтінішіңіз қабылданды. Қолхат № $receipt_no. Нәтиже $due_on дейін жеке кабинетте дайын болады.",
            ru="Ваше заявление принято. Расписка № $receipt_no. Результат будет в личном кабинете до $due_on.",
            en="Your application is accepted. Receipt No $receipt_no. The result will be in your cabinet by $due_on.",
        ),
        NoticeKind.READY: Words(
            kk="Мемлекеттік қызмет нәтижесі дайын. Оны № $receipt_no қолхат және жеке басыңызды куәландыратын "
            "құжат бойынша Мемлекеттік корпорацияда $storage_until дейін алуға болады.",
            ru="Результат государственной услуги готов. Получить его можно в Государственной корпорации по "
            "расписке № $receipt_no и документу, удостоверяющему личность, до $storage_until.",
            en="The result of the state service is ready. Collect it at the State Corporation with receipt "
            "No $receipt_no and an identity document by $storage_until.",
        ),
        NoticeKind.PUBLISHED: Words(
            kk="Мемлекеттік қызмет нәтижесі дайын. Электрондық құжат жеке кабинетіңізде.",
            ru="Результат государственной услуги готов. Электронный документ находится в вашем личном кабинете.",
            en="The result of the state service is ready. The electronic document is in your cabinet.",
        ),
        NoticeKind.PRELIMINARY: Words(
            kk="Бас тарту туралы алдын ала шешім дайындалды. Екі жұмыс күні ішінде қарсылық білдіре аласыз; "
            "шешім $until дейін қабылданбайды. $where",
            ru="Подготовлено предварительное решение об отказе. Вы можете представить возражение в течение двух "
            "рабочих дней; до $until решение не принимается. $where",
            en="A preliminary decision to refuse has been prepared. You may object within two working days; "
            "nothing is decided before $until. $where",
        ),
        NoticeKind.WITHDRAWN: Words(
            kk="Өтінішіңіз сіздің талабыңыз бойынша кері қайтарып алынды. Қайта өтініш беруге болады.",
            ru="Ваше заявление отозвано по вашему требованию. Вы можете подать его снова.",
            en="Your application is withdrawn at your request. You may apply again.",
        ),
        NoticeKind.CORRECTED: Words(
            kk="Өтінішіңіздің деректері түзетілді: $what. Түзеткен: $who. Себебі: $reason. "
            "Келіспесеңіз, көрсетілетін қызметті берушіге жүгініңіз.",
            ru="Данные вашего заявления исправлены: $what. Исправил(а): $who. Причина: $reason. "
            "Если вы не согласны, обратитесь к услугодателю.",
            en="Data of your application are corrected: $what. Corrected by: $who. Reason: $reason. "
            "If you do not agree, turn to the provider.",
        ),
        NoticeKind.OVERDUE: Words(
            kk="«$element» қадамының мерзімі $due_at өтті. Істі қарап, орындалуын қамтамасыз етіңіз.",
            ru="Срок шага «$element» истёк $due_at. Проверьте дело и обеспечьте исполнение.",
            en="The step «$element» was due at $due_at. Look at the case and see that it is done.",
        ),
        NoticeKind.ASSIGNED: Words(
            kk="«$element» қадамы сізге тапсырылды. Ол тапсырмаларыңыздың тізімінде.",
            ru="Шаг «$element» поручен вам. Он находится в списке ваших задач.",
            en="The step «$element» is yours. It stands in your task list.",
        ),
        NoticeKind.RETURNED: Words(
            kk="«$element» қадамы сізге қайтарылды. Кім және неге қайтарғаны тапсырмада жазылған.",
            ru="Шаг «$element» вернулся к вам. Кто и почему его вернул, сказано в задаче.",
            en="The step «$element» has come back to you. The task says who returned it and why.",
        ),
        NoticeKind.HANDED_OVER: Words(
            kk="Тізім бойынша филиалға берілген істер: $cases.",
            ru="По списку филиалу переданы дела: $cases.",
            en="By the list these cases are handed over to the branch: $cases.",
        ),
    }
)


IN_CABINET = Words(
    kk="Хабарлама жеке кабинетіңізде.",
    ru="Уведомление находится в личном кабинете.",
    en="The notice is in your cabinet.",
)
ON_PAPER = Words(
    kk="Хабарламаның қағаз данасын өтініш берген жерден аласыз.",
    ru="Уведомление на бумаге вы получите там, где подали заявление.",
    en="You get the notice on paper where you applied.",
)
"""Where the paper behind a notice is: who has no cabinet is sent to none."""


def notice_text(kind: NoticeKind, language: str, values: Mapping[str, str]) -> Text:
    """Subject and body in `language`, Kazakh where it is another.

    values: case_no and what the body names; dates and instants are ISO texts and are written out here.
    """
    shown = {name: _shown(value) for name, value in values.items()}
    return Text(
        subject=Template(SUBJECTS[kind].text(language)).substitute(shown),
        body=Template(BODIES[kind].text(language)).substitute(shown),
    )


def kept_values(values: Mapping[str, str], names: Mapping[str, str]) -> str:
    """What a notice of the office keeps instead of a text. names: of $element, by language."""
    return json.dumps({"values": dict(values), "names": dict(names)}, ensure_ascii=False)


def told_again(kind: NoticeKind, kept: str, language: str) -> Text:
    """The text of such a notice for whoever reads it now."""
    told = json.loads(kept)
    named = {"element": told["names"][language]} if told["names"] else {}
    return notice_text(kind, language, {**told["values"], **named})


def _shown(value: str) -> str:
    """03.11.2025 for a date, 03.11.2025 10:15 in Asia/Almaty for an instant, anything else as it is."""
    for read in (_as_day, _as_moment):
        written = read(value)
        if written:
            return written
    return value


def _as_day(value: str) -> str:
    try:
        return short_day(date.fromisoformat(value)) if len(value) == 10 else ""
    except ValueError:
        return ""


def _as_moment(value: str) -> str:
    try:
        instant = datetime.fromisoformat(value) if "T" in value else None
    except ValueError:
        return ""
    return short_moment(instant) if instant and instant.tzinfo else ""
