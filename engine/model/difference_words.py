"""The sentences of differences in Kazakh, Russian and English."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from engine.words import Sentence, Words


class Aspect(StrEnum):
    """What of an element, a flow or the process may differ."""

    NAME_KK = "name_kk"
    NAME_RU = "name_ru"
    NAME_EN = "name_en"
    KIND = "kind"
    SCOPE = "scope"
    LANE = "lane"
    FORM = "form"
    JOB_TYPE = "job_type"
    ASSIGNEE = "assignee"
    GROUPS = "groups"
    TERM = "term"
    NORM = "norm"
    TIMER = "timer"
    RETRIES = "retries"
    MESSAGE = "message"
    SIGNAL = "signal"
    CORRELATION = "correlation"
    EVENTS = "events"
    CALLED = "called"
    ATTACHED = "attached"
    INTERRUPTING = "interrupting"
    CONDITION = "condition"
    DEFAULT = "default"
    SOURCE = "source"
    TARGET = "target"
    VERSION_TAG = "version_tag"
    RULES = "rules"


ASPECTS: Mapping[Aspect, Words] = {
    Aspect.NAME_KK: Words(kk="Қазақша атауы", ru="Название на казахском", en="Kazakh name"),
    Aspect.NAME_RU: Words(kk="Орысша атауы", ru="Название на русском", en="Russian name"),
    Aspect.NAME_EN: Words(kk="Ағылшынша атауы", ru="Название на английском", en="English name"),
    Aspect.KIND: Words(kk="Түрі", ru="Вид", en="Kind"),
    Aspect.SCOPE: Words(kk="Орналасқан процесі", ru="Процесс, где находится", en="Process it is in"),
    Aspect.LANE: Words(kk="Орындаушы жолағы", ru="Дорожка исполнителя", en="Lane"),
    Aspect.FORM: Words(kk="Нысан", ru="Форма", en="Form"),
    Aspect.JOB_TYPE: Words(kk="Автоматты жұмыс түрі", ru="Вид автоматической работы", en="Job type"),
    Aspect.ASSIGNEE: Words(kk="Тағайындалған адам", ru="Назначенное лицо", en="Assignee"),
    Aspect.GROUPS: Words(kk="Рөлдер", ru="Роли", en="Roles"),
    Aspect.TERM: Words(kk="Мерзім", ru="Срок", en="Term"),
    Aspect.NORM: Words(kk="Норма", ru="Норма", en="Norm"),
    Aspect.TIMER: Words(kk="Таймер", ru="Таймер", en="Timer"),
    Aspect.RETRIES: Words(kk="Қайталау әрекеттері", ru="Повторные попытки", en="Retries"),
    Aspect.MESSAGE: Words(kk="Хабар", ru="Сообщение", en="Message"),
    Aspect.SIGNAL: Words(kk="Сигнал", ru="Сигнал", en="Signal"),
    Aspect.CORRELATION: Words(kk="Хабарды тану кілті", ru="Ключ сообщения", en="Correlation key"),
    Aspect.EVENTS: Words(kk="Оқиға", ru="Событие", en="Event"),
    Aspect.CALLED: Words(kk="Шақырылатын процесс", ru="Вызываемый процесс", en="Called process"),
    Aspect.ATTACHED: Words(kk="Бекітілген элементі", ru="Присоединено к", en="Attached to"),
    Aspect.INTERRUPTING: Words(kk="Үзеді", ru="Прерывает", en="Interrupts"),
    Aspect.CONDITION: Words(kk="Шарт", ru="Условие", en="Condition"),
    Aspect.DEFAULT: Words(kk="Әдепкі өту", ru="Переход по умолчанию", en="Default flow"),
    Aspect.SOURCE: Words(kk="Қайдан", ru="Откуда", en="From"),
    Aspect.TARGET: Words(kk="Қайда", ru="Куда", en="To"),
    Aspect.VERSION_TAG: Words(kk="Нұсқа белгісі", ru="Метка версии", en="Version tag"),
    Aspect.RULES: Words(kk="Ереже редакциясы", ru="Редакция правил", en="Edition of the rules"),
}  # fmt: skip

YES, NO = Words(kk="иә", ru="да", en="yes"), Words(kk="жоқ", ru="нет", en="no")

ELEMENT_ADDED = Words(kk="Элемент қосылды.", ru="Элемент добавлен.", en="The element was added.")
ELEMENT_REMOVED = Words(kk="Элемент алынып тасталды.", ru="Элемент удалён.", en="The element was removed.")  # fmt: skip
FLOW_ADDED = Words(kk="Өту қосылды.", ru="Переход добавлен.", en="The flow was added.")
FLOW_REMOVED = Words(kk="Өту алынып тасталды.", ru="Переход удалён.", en="The flow was removed.")
LANE_ADDED = Words(kk="Жолақ қосылды.", ru="Дорожка добавлена.", en="The lane was added.")
LANE_REMOVED = Words(kk="Жолақ алынып тасталды.", ru="Дорожка удалена.", en="The lane was removed.")
FORM_ADDED = Words(kk="Нысан қосылды.", ru="Форма добавлена.", en="The form was added.")
FORM_REMOVED = Words(kk="Нысан бұдан былай қолданылмайды.", ru="Форма больше не используется.", en="The form is not used any more.")  # fmt: skip
FORM_CHANGED = Words(kk="Нысанның мазмұны өзгерді.", ru="Содержание формы изменилось.", en="The content of the form has changed.")  # fmt: skip
DOCUMENTATION = Words(kk="Сипаттамасы өзгерді.", ru="Описание изменилось.", en="The documentation has changed.")  # fmt: skip
REST = Words(
    kk="Басқа баптаулары өзгерді (есептеу, деректер, қайталану, қосымша қасиеттер).",
    ru="Изменились другие настройки (вычисление, данные, повторение, дополнительные свойства).",
    en="Other settings have changed (script, data, repetition, further properties).",
)


def plain(text: str) -> Words:
    """The same in each language."""
    return Words(kk=text, ru=text, en=text)


def spoken(sentence: Sentence) -> Words:
    return Words(kk=sentence.text("kk"), ru=sentence.text("ru"), en=sentence.text("en"))


def change(aspect: Aspect, before: Words, after: Words) -> Words:
    """`Lane: was «A», is now «B».`; an empty value is said to be none."""
    words = ASPECTS[aspect]
    return Words(
        kk=f"{words.kk}: бұрын {_said(before.kk, 'берілмеген')}, енді {_said(after.kk, 'берілмеген')}.",
        ru=f"{words.ru}: было {_said(before.text('ru'), 'не задано')}, стало {_said(after.text('ru'), 'не задано')}.",
        en=f"{words.en}: was {_said(before.text('en'), 'not set')}, is now {_said(after.text('en'), 'not set')}.",
    )


def _said(value: str, none: str) -> str:
    return f"«{value}»" if value else none
