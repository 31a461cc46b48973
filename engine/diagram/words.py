"""Names of elements, kinds and states in Kazakh, Russian and English."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from engine.diagram.interchange import BPMN
from engine.diagram.marks import Marks, State
from engine.words import LANGUAGES

CAMUNDA = "{http://camunda.org/schema/1.0/bpmn}"
LABELS = f"{BPMN}extensionElements/{CAMUNDA}properties/{CAMUNDA}property"
STATES: Mapping[State, tuple[str, str, str]] = {
    State.DONE: ("орындалды", "выполнено", "done"),
    State.TAKEN: ("осы жолмен өтті", "пройдено", "taken"),
    State.ACTIVE: ("қазір осында", "сейчас здесь", "now here"),
    State.OVERDUE: ("мерзімі өтті", "просрочено", "overdue"),
    State.TROUBLED: ("іркіліс бар", "сбой", "incident"),
}

KINDS: Mapping[str, tuple[str, str, str]] = {
    "startEvent": ("Басталу оқиғасы", "Начальное событие", "Start event"),
    "endEvent": ("Аяқталу оқиғасы", "Конечное событие", "End event"),
    "intermediateThrowEvent": ("Аралық оқиға", "Промежуточное событие", "Intermediate event"),
    "intermediateCatchEvent": ("Аралық оқиға", "Промежуточное событие", "Intermediate event"),
    "boundaryEvent": ("Шекаралық оқиға", "Граничное событие", "Boundary event"),
    "task": ("Тапсырма", "Задача", "Task"),
    "userTask": ("Пайдаланушы тапсырмасы", "Задача пользователя", "User task"),
    "serviceTask": ("Автоматты тапсырма", "Автоматическая задача", "Service task"),
    "scriptTask": ("Есептеу тапсырмасы", "Задача вычисления", "Script task"),
    "sendTask": ("Жіберу тапсырмасы", "Задача отправки", "Send task"),
    "receiveTask": ("Қабылдау тапсырмасы", "Задача получения", "Receive task"),
    "businessRuleTask": ("Ереже тапсырмасы", "Задача бизнес-правила", "Business rule task"),
    "manualTask": ("Қолмен орындалатын тапсырма", "Ручная задача", "Manual task"),
    "callActivity": ("Процесті шақыру", "Вызов процесса", "Call activity"),
    "subProcess": ("Ішкі процесс", "Подпроцесс", "Sub-process"),
    "transaction": ("Транзакция", "Транзакция", "Transaction"),
    "adHocSubProcess": ("Еркін ішкі процесс", "Свободный подпроцесс", "Ad-hoc sub-process"),
    "exclusiveGateway": ("Таңдау шлюзі", "Исключающий шлюз", "Exclusive gateway"),
    "parallelGateway": ("Параллель шлюз", "Параллельный шлюз", "Parallel gateway"),
    "inclusiveGateway": ("Қамтитын шлюз", "Включающий шлюз", "Inclusive gateway"),
    "eventBasedGateway": ("Оқиғалар шлюзі", "Шлюз по событиям", "Event-based gateway"),
    "complexGateway": ("Күрделі шлюз", "Комплексный шлюз", "Complex gateway"),
    "participant": ("Қатысушы", "Участник", "Participant"),
    "lane": ("Орындаушы жолағы", "Дорожка исполнителя", "Lane"),
    "sequenceFlow": ("Өту", "Переход", "Sequence flow"),
    "messageFlow": ("Хабар ағыны", "Поток сообщений", "Message flow"),
    "association": ("Байланыс", "Связь", "Association"),
    "dataInputAssociation": ("Деректер байланысы", "Связь данных", "Data association"),
    "dataOutputAssociation": ("Деректер байланысы", "Связь данных", "Data association"),
    "dataObjectReference": ("Деректер", "Данные", "Data object"),
    "dataStoreReference": ("Деректер қоймасы", "Хранилище данных", "Data store"),
    "dataInput": ("Кіріс деректері", "Входные данные", "Data input"),
    "dataOutput": ("Шығыс деректері", "Выходные данные", "Data output"),
    "textAnnotation": ("Түсініктеме", "Примечание", "Note"),
    "group": ("Топ", "Группа", "Group"),
}


def element_kind(element: etree._Element) -> str:
    """The BPMN name of the element, such as `userTask`."""
    return str(element.tag).rpartition("}")[2]


def element_name(element: etree._Element, language: str) -> str:
    """What the element is called; the Kazakh name where the model has none in that language."""
    own = _own_name(element)
    if language == LANGUAGES[0]:
        return own
    wanted = f"label.{language}"
    labels = (
        item.get("value", "") for item in element.iterfind(LABELS) if item.get("name") == wanted
    )
    return next(filter(None, labels), own)


def spoken(element: etree._Element, *, marks: Marks, language: str) -> str:
    """One sentence for the tool tip and the screen reader: kind, name, states, number of visits, caption."""
    place = _place(language)
    kind = element_kind(element)
    words = KINDS[kind][place] if kind in KINDS else kind
    name = element_name(element, language)
    element_id = element.get("id", "")
    states = [
        _state_words(state, marks.done.get(element_id, 0), place)
        for state in marks.states(element_id)
    ]
    states += filter(None, [marks.captions.get(element_id)])
    return (f"{words}: {name}" if name else words) + (f" ({', '.join(states)})" if states else "")


def summary(named: Iterable[tuple[str, str]], *, marks: Marks, language: str) -> str:
    """The states of the whole picture, for `<desc>`: `now here: A; overdue: A`.

    named: element id and name, in the order of the picture; elements without a name are left out.
    """
    place = _place(language)
    held: dict[State, list[str]] = {state: [] for state in reversed(State)}
    for element_id, name in named:
        for state in marks.states(element_id):
            held[state].append(name)
    sentences = (
        f"{STATES[state][place]}: {', '.join(filter(None, names))}"
        for state, names in held.items()
        if any(names)
    )
    return "; ".join(sentences)


def _place(language: str) -> int:
    return LANGUAGES.index(language) if language in LANGUAGES else 0


def _state_words(state: State, visits: int, place: int) -> str:
    word = STATES[state][place]
    return f"{word} ×{visits}" if state is State.DONE and visits > 1 else word


def _own_name(element: etree._Element) -> str:
    kind = element_kind(element)
    if kind == "textAnnotation":
        return element.findtext(f"{BPMN}text") or ""
    if kind == "group":
        return _category(element)
    return element.get("name", "")


def _category(group: etree._Element) -> str:
    wanted = group.get("categoryValueRef", "").rpartition(":")[2]
    values = group.getroottree().getroot().iter(f"{BPMN}categoryValue")
    return next((item.get("value", "") for item in values if item.get("id") == wanted), "")
