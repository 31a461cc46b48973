"""What each kind of event is called, and the other fixed words of the auditor's pages."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from engine.history.events import EventKind
from engine.step.states import InstanceStatus
from engine.words import Words

KINDS: Mapping[EventKind, Words] = MappingProxyType(
    {
        EventKind.INSTANCE_STARTED: Words(kk="Іс басталды", ru="Дело начато", en="Case started"),
        EventKind.USER_TASK_CLAIMED: Words(
            kk="Тапсырма қабылданды", ru="Задача взята в работу", en="User task claimed"
        ),
        EventKind.USER_TASK_RELEASED: Words(
            kk="Тапсырма қайтарылды", ru="Задача возвращена в очередь", en="User task released"
        ),
        EventKind.USER_TASK_ASSIGNED: Words(
            kk="Тапсырма тағайындалды", ru="Задача назначена", en="User task assigned"
        ),
        EventKind.USER_TASK_COMPLETED: Words(
            kk="Тапсырма орындалды", ru="Задача выполнена", en="User task completed"
        ),
        EventKind.USER_TASK_ESCALATED: Words(
            kk="Тапсырманың мерзімі өтті", ru="Срок задачи истёк", en="User task overdue"
        ),
        EventKind.JOB_COMPLETED: Words(
            kk="Автоматты әрекет орындалды",
            ru="Автоматическое действие выполнено",
            en="Job completed",
        ),
        EventKind.JOB_FAILED: Words(
            kk="Автоматты әрекет сәтсіз аяқталды",
            ru="Автоматическое действие не удалось",
            en="Job failed",
        ),
        EventKind.ERROR_THROWN: Words(
            kk="Қате туралы хабарланды", ru="Сообщено об ошибке", en="Error reported"
        ),
        EventKind.TIMER_FIRED: Words(kk="Мерзім келді", ru="Наступил срок", en="Timer fired"),
        EventKind.MESSAGE_CORRELATED: Words(
            kk="Хабар келді", ru="Получено сообщение", en="Message received"
        ),
        EventKind.SIGNAL_RECEIVED: Words(
            kk="Белгі келді", ru="Получен сигнал", en="Signal received"
        ),
        EventKind.INCIDENT_RESOLVED: Words(
            kk="Ақау жойылды", ru="Сбой устранён", en="Incident resolved"
        ),
        EventKind.INSTANCE_ESCALATED: Words(
            kk="Істің мерзімі өтті", ru="Срок дела истёк", en="Case overdue"
        ),
        EventKind.TERMS_RECOMPUTED: Words(
            kk="Мерзімдер қайта есептелді", ru="Сроки пересчитаны", en="Terms counted anew"
        ),
        EventKind.INSTANCE_SUSPENDED: Words(
            kk="Іс тоқтата тұрылды", ru="Дело приостановлено", en="Case suspended"
        ),
        EventKind.INSTANCE_RESUMED: Words(
            kk="Іс қайта жалғастырылды", ru="Дело возобновлено", en="Case resumed"
        ),
        EventKind.VARIABLES_CORRECTED: Words(
            kk="Деректер түзетілді", ru="Данные исправлены", en="Data corrected"
        ),
        EventKind.TOKEN_MOVED: Words(
            kk="Іс басқа қадамға ауыстырылды",
            ru="Дело переведено на другой шаг",
            en="Case moved to another step",
        ),
        EventKind.INSTANCE_REOPENED: Words(
            kk="Аяқталған іс қайта ашылды",
            ru="Завершённое дело открыто вновь",
            en="Case reopened",
        ),
        EventKind.INSTANCE_TERMINATED: Words(
            kk="Іс тоқтатылды", ru="Дело прекращено", en="Case terminated"
        ),
    }
)
STATUSES: Mapping[InstanceStatus, Words] = MappingProxyType(
    {
        InstanceStatus.ACTIVE: Words(kk="Орындалуда", ru="В работе", en="Active"),
        InstanceStatus.SUSPENDED: Words(kk="Тоқтата тұрылды", ru="Приостановлено", en="Suspended"),
        InstanceStatus.COMPLETED: Words(kk="Аяқталды", ru="Завершено", en="Completed"),
        InstanceStatus.TERMINATED: Words(kk="Тоқтатылды", ru="Прекращено", en="Terminated"),
    }
)

MACHINES: Mapping[str, Words] = MappingProxyType(
    {
        "system:engine": Words(kk="Жүйе", ru="Система", en="The system"),
        "system:setup": Words(
            kk="Жүйені орнату", ru="Установка системы", en="Set-up of the system"
        ),
        "system:operator": Words(
            kk="Жүйе операторы", ru="Оператор системы", en="Operator of the system"
        ),
        "system:terminal": Words(
            kk="Сервер терминалы", ru="Терминал сервера", en="Terminal of the server"
        ),
    }
)
WORKER = Words(
    kk="Автоматты орындаушы ({name})",
    ru="Автоматический исполнитель ({name})",
    en="Automatic worker ({name})",
)


def machine_words(actor: str) -> Words:
    """What a machine is called; one without a word of its own by its name."""
    kind, _, name = actor.partition(":")
    if kind == "worker":
        return WORKER.filled(name=name)
    return MACHINES.get(actor, Words(kk=actor, ru=actor, en=actor))


CONDITION_TRUE = Words(
    kk="«{condition}» шарты орындалды: {reads}.",
    ru="Условие «{condition}» выполнено: {reads}.",
    en="The condition “{condition}” is true: {reads}.",
)
DEFAULT_TAKEN = Words(
    kk="Шарттардың ешқайсысы орындалған жоқ, сондықтан әдепкі жол таңдалды.",
    ru="Ни одно условие не выполнено, поэтому выбран путь по умолчанию.",
    en="No condition is true, so the default path is taken.",
)
ONLY_WAY = Words(
    kk="Бұл жолда шарт жоқ.",
    ru="На этом пути условия нет.",
    en="This path has no condition.",
)
CAME_FIRST = Words(
    kk="Күтілген оқиғалардың ішінде «{event}» бірінші болды.",
    ru="Из ожидаемых событий первым наступило «{event}».",
    en="Of the awaited events “{event}” came first.",
)
NOTHING_TAKEN = Words(
    kk="Шарттардың ешқайсысы орындалған жоқ және әдепкі жол жоқ.",
    ru="Ни одно условие не выполнено, и пути по умолчанию нет.",
    en="No condition is true and there is no default path.",
)
NO_READS = Words(kk="айнымалы оқылған жоқ", ru="переменные не читались", en="no variable was read")
